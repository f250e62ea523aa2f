#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The tool that finds data races, if the program was built with it.
package enum ThreadSanitizer {
    /// Whether it watches this process.
    ///
    /// It does not see that a reference count orders what its last holder does after what all others did, so memory that is
    /// reused by that order alone looks like a race to it: where it watches, such memory goes back to the allocator.
    package static let isPresent: Bool = {
        #if os(Windows)
        false  // there is none for Swift
        #else
        unsafe dlsym(dlopen(nil, RTLD_LAZY), "__tsan_init") != nil
        #endif
    }()
}

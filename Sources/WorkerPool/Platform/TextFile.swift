// Reads the small text files in which Linux describes itself.

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

enum TextFile {
    /// The whole file; nil if it cannot be read, or the platform has no such files.
    static func contents(of path: String) -> String? {
        #if canImport(Glibc) || canImport(Musl)
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
            guard count >= 0 else { return nil }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk.prefix(count)
        }
        #else
        return nil
        #endif
    }
}

// Where instructions were counted: another compiler, library or processor executes others for the same source.

import Foundation

struct Platform: Codable, Equatable, CustomStringConvertible {
    let architecture: String
    let compiler: String
    let library: String

    var description: String { "\(architecture), Swift \(compiler), \(library)" }

    static var current: Platform {
        var name = utsname()
        uname(&name)
        let machine = withUnsafeBytes(of: &name.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return Platform(architecture: machine, compiler: compilerVersion, library: libraryVersion)
    }

    private static var compilerVersion: String {
        #if compiler(>=6.4)
        "later than 6.3"
        #elseif compiler(>=6.3)
        "6.3"
        #else
        "6.2"
        #endif
    }

    private static var libraryVersion: String {
        #if canImport(Glibc)
        var version = [CChar](repeating: 0, count: 64)
        confstr(Int32(_CS_GNU_LIBC_VERSION), &version, version.count)
        return String(decoding: version.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
        #else
        return "not glibc"
        #endif
    }
}

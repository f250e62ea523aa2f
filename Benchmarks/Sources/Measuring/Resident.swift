// How much memory this process occupies.

import Foundation

/// Resident memory, as the kernel counts it.
package enum Resident {
    /// Now.
    package static var megabytes: Double { kilobytes(of: "VmRSS:") / 1024 }

    /// A line of /proc/self/status; 0 where there is none.
    package static func kilobytes(of key: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(key) } ?? ""
        return Double(line.filter(\.isNumber)) ?? 0
    }
}

// How many CPUs this process may really use.

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#elseif os(Windows)
import WinSDK
#endif

/// Counts as the JVM does (`os::active_processor_count`, `CgroupSubsystem::active_processor_count`): the CPUs of the
/// affinity mask, but no more than the cgroup's quota rounded up; at least one.
enum AvailableCPUs {
    /// - Parameter contents: Reads a system file; tests pass their own.
    /// - Returns: The number, at least 1.
    static func count(reading contents: (String) -> String? = TextFile.contents) -> Int {
        let allowed = contents("/proc/thread-self/status").flatMap(affinity) ?? online()
        let quota = CgroupQuota(reading: contents).cpus ?? .infinity
        return max(1, Int(min(Double(allowed), quota.rounded(.up))))
    }

    /// The number of CPUs in the line `Cpus_allowed:` of `/proc/<pid>/status`, a hexadecimal mask with commas.
    ///
    /// Read here because `sched_getaffinity` requires _GNU_SOURCE, which Swift's importer does not set, and because the
    /// file has no limit of 1,024 CPUs.
    static func affinity(ofStatus status: String) -> Int? {
        for line in status.split(separator: "\n") where line.hasPrefix("Cpus_allowed:") {
            let count = line.dropFirst("Cpus_allowed:".count)
                .reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
            return count > 0 ? count : nil
        }
        return nil
    }

    private static func online() -> Int {
        #if os(Windows)
        Int(GetActiveProcessorCount(WORD(ALL_PROCESSOR_GROUPS)))
        #elseif canImport(Darwin)
        Int(sysconf(_SC_NPROCESSORS_ONLN))
        #else
        Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        #endif
    }
}

// Who else used the machine while something was measured.

import Foundation

/// The CPU time of everything on the machine that is neither this process nor a child of it.
package struct Neighbours: Sendable {
    private let others: Double
    private let moment = now()

    /// Begins to look.
    package init() { others = Self.others }

    /// The share of all CPUs that others took since then, in percent, the hypervisor's guests among them; 0 where the system
    /// does not tell.
    package var percent: Double {
        let seconds = Double(now() - moment) / 1e9
        let cores = Double(ProcessInfo.processInfo.activeProcessorCount)
        return max(0, 100 * (Self.others - others) / (seconds * cores))
    }

    /// Seconds that were not ours, children counted once they have ended.
    private static var others: Double {
        let text = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8)) ?? ""
        let ticks = text.split(separator: "\n").first?.split(separator: " ").dropFirst().compactMap { Double($0) } ?? []
        guard ticks.count >= 8 else { return 0 }
        // user, nice, system, then idle and waiting, which nobody has, then interrupts and what was stolen.
        let busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]
        return busy / ticksPerSecond - processCPU() - childrenCPU
    }

    private static var childrenCPU: Double {
        var used = tms()
        times(&used)
        return Double(used.tms_cutime + used.tms_cstime) / ticksPerSecond
    }

    private static var ticksPerSecond: Double { Double(sysconf(Int32(_SC_CLK_TCK))) }
}

// The CPU time that Linux's control groups, and so containers, allow this process.

/// Finds the cgroup of the process and reads its quota, version 1 (`cpu.cfs_quota_us`) and version 2 (`cpu.max`).
///
/// A group is limited by its own quota and by those of all groups around it, so the smallest on the way up counts. In a
/// container the path in `/proc/self/cgroup` may name a group that is not visible there; whatever is visible, up to the
/// root of the mount, is read.
struct CgroupQuota {
    /// How many CPUs' worth of time, such as 1.5; nil if nothing limits it.
    let cpus: Double?

    /// - Parameter contents: Reads a system file; tests pass their own.
    init(reading contents: (String) -> String?) {
        guard let groups = contents("/proc/self/cgroup"), let mounts = contents("/proc/self/mountinfo") else {
            cpus = nil
            return
        }
        let quotas = mounts.split(separator: "\n").compactMap(Mount.init)
            .flatMap { mount -> [Double] in
                guard let group = mount.group(in: groups) else { return [] }
                return mount.directories(around: group).compactMap { mount.quota(of: $0, reading: contents) }
            }
        cpus = quotas.min()
    }

    /// A line of `/proc/self/mountinfo` that mounts the CPU controller.
    private struct Mount {
        let isVersion2: Bool
        /// Which group the mount shows as its root: `/`, or the container's own group.
        let root: String
        /// Where it is mounted.
        let point: String

        init?(line: Substring) {
            // 36 35 98:0 /root /mount/point options… - type source superoptions
            let fields = line.split(separator: " ")
            guard let dash = fields.firstIndex(of: "-"), dash >= 5, fields.count > dash + 3 else { return nil }
            switch fields[dash + 1] {
            case "cgroup2": isVersion2 = true
            case "cgroup" where fields[dash + 3].split(separator: ",").contains("cpu"): isVersion2 = false
            default: return nil
            }
            root = String(fields[3])
            point = String(fields[4])
        }

        /// The process's group in this hierarchy, from the lines `id:controllers:/path` of `/proc/self/cgroup`.
        func group(in groups: String) -> String? {
            for line in groups.split(separator: "\n") {
                let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
                guard fields.count == 3 else { continue }
                let isOurs = isVersion2 ? fields[0] == "0" : fields[1].split(separator: ",").contains("cpu")
                if isOurs { return String(fields[2]) }
            }
            return nil
        }

        /// The directories of `group` and of each group around it that this mount shows.
        func directories(around group: String) -> [String] {
            var visible = Substring(group)
            if root != "/" {
                visible = group == root || group.hasPrefix(root + "/") ? visible.dropFirst(root.count) : ""
            }
            var names = visible.split(separator: "/")
            if names.contains("..") { names = [] }  // a group outside this process's cgroup namespace
            return (0...names.count).map { depth in ([point[...]] + names.prefix(depth)).joined(separator: "/") }
        }

        func quota(of directory: String, reading contents: (String) -> String?) -> Double? {
            let words: [Double?]
            if isVersion2 {
                // "max 100000" or "150000 100000"
                words = contents(directory + "/cpu.max").map(Self.numbers) ?? []
            } else {
                let files = [directory + "/cpu.cfs_quota_us", directory + "/cpu.cfs_period_us"]
                words = files.flatMap { contents($0).map(Self.numbers) ?? [] }
            }
            guard words.count >= 2, let quota = words[0], let period = words[1], quota > 0, period > 0 else {
                return nil  // "max", or -1: no limit
            }
            return quota / period
        }

        private static func numbers(in text: String) -> [Double?] {
            text.split(whereSeparator: \.isWhitespace).map { Int($0).map(Double.init) }
        }
    }
}

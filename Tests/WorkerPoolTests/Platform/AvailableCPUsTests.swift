import Testing

@testable import WorkerPool

@Suite("The available CPUs")
struct AvailableCPUsTests {
    private static let version2 = "36 25 0:31 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n"
    private static let version1 = "33 24 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"

    /// What a system with these files counts.
    private func count(_ files: [String: String], allowed mask: String? = "ff") -> Int {
        var files = files
        files["/proc/thread-self/status"] = mask.map { "Name:\tswift\nCpus_allowed:\t\($0)\nCpus_allowed_list:\t0-7\n" }
        return AvailableCPUs.count { files[$0] }
    }

    // MARK: Affinity

    @Test(arguments: [
        ("3", 2), ("1", 1), ("ff", 8), ("00000000,0000000f", 4), ("ffffffff,ffffffff", 64), ("80000000,00000001", 2),
        ("FF", 8), ("5", 2),
    ])
    func `the affinity mask is counted`(mask: String, cpus: Int) {
        #expect(count([:], allowed: mask) == cpus)
    }

    @Test(arguments: ["", "0", "00000000,00000000", "zz", "-", "\u{0}", "💥"])
    func `a mask that says nothing leaves the CPUs that are online`(mask: String) {
        #expect(count([:], allowed: mask) == AvailableCPUs.count { _ in nil })
    }

    @Test func `the list of allowed CPUs is not taken for the mask`() {
        #expect(AvailableCPUs.affinity(ofStatus: "Cpus_allowed_list:\t0-7\n") == nil)
        #expect(AvailableCPUs.affinity(ofStatus: "Cpus_allowed_list:\t0-7\nCpus_allowed:\t3") == 2)
    }

    @Test func `without any file, there is at least one`() {
        #expect(AvailableCPUs.count { _ in nil } >= 1)
    }

    @Test func `this process has at least one and no more than its mask allows`() {
        #expect(WorkerPool.Configuration.availableCPUs >= 1)
        #if os(Linux)
        let mask = TextFile.contents(of: "/proc/thread-self/status").flatMap(AvailableCPUs.affinity)
        #expect(mask != nil)
        if let mask { #expect(WorkerPool.Configuration.availableCPUs <= mask) }
        #endif
    }

    // MARK: Quota

    @Test(arguments: [
        ("150000 100000", 2), ("50000 100000", 1), ("100000 100000", 1), ("400000 100000", 4), ("max 100000", 8),
        ("1600000 100000", 8), ("1 1000000", 1), ("210000 100000", 3), ("9223372036854775807 1", 8),
    ])
    func `the quota is rounded up and never more than the mask`(quota: String, cpus: Int) {
        let files = [
            "/proc/self/cgroup": "0::/app\n", "/proc/self/mountinfo": Self.version2,
            "/sys/fs/cgroup/app/cpu.max": quota + "\n",
        ]
        #expect(count(files) == cpus)
    }

    @Test func `without control groups, the mask counts`() {
        #expect(count([:]) == 8)
        #expect(count(["/proc/self/cgroup": "0::/\n"]) == 8)
        #expect(count(["/proc/self/mountinfo": Self.version2]) == 8)
        #expect(count(["/proc/self/cgroup": "0::/\n", "/proc/self/mountinfo": Self.version2]) == 8)
    }

    @Test func `the root of a container has its quota`() {
        let files = [
            "/proc/self/cgroup": "0::/\n", "/proc/self/mountinfo": Self.version2,
            "/sys/fs/cgroup/cpu.max": "200000 100000\n",
        ]
        #expect(count(files) == 2)
    }

    @Test(arguments: ["", "/kubepods", "/kubepods/pod1", "/kubepods/pod1/app"])
    func `the smallest quota on the way up counts`(limited: String) {
        var files = ["/proc/self/cgroup": "0::/kubepods/pod1/app\n", "/proc/self/mountinfo": Self.version2]
        for group in ["", "/kubepods", "/kubepods/pod1", "/kubepods/pod1/app"] {
            files["/sys/fs/cgroup\(group)/cpu.max"] = group == limited ? "300000 100000\n" : "500000 100000\n"
        }
        #expect(count(files) == 3)
    }

    @Test func `the quota of a group beside or below does not count`() {
        let files = [
            "/proc/self/cgroup": "0::/a/b\n", "/proc/self/mountinfo": Self.version2,
            "/sys/fs/cgroup/a/b/c/cpu.max": "100000 100000\n", "/sys/fs/cgroup/b/cpu.max": "100000 100000\n",
        ]
        #expect(count(files) == 8)
    }

    @Test func `a quota of version 1 is read from its two files`() {
        let files = [
            "/proc/self/cgroup": "5:memory:/other\n4:cpu,cpuacct:/app\n", "/proc/self/mountinfo": Self.version1,
            "/sys/fs/cgroup/cpu,cpuacct/app/cpu.cfs_quota_us": "150000\n",
            "/sys/fs/cgroup/cpu,cpuacct/app/cpu.cfs_period_us": "50000\n",
            "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "-1\n",
            "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "50000\n",
        ]
        #expect(count(files) == 3)
    }

    @Test func `a quota of version 1 of minus one is none`() {
        let files = [
            "/proc/self/cgroup": "4:cpu:/\n", "/proc/self/mountinfo": Self.version1,
            "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "-1\n",
            "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
        ]
        #expect(count(files) == 8)
    }

    @Test func `the controllers cpuset and cpuacct are not taken for cpu`() {
        let files = [
            "/proc/self/cgroup": "7:cpuset:/one\n6:cpuacct:/two\n4:cpu:/three\n",
            "/proc/self/mountinfo": """
            30 24 0:25 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset
            31 24 0:26 / /sys/fs/cgroup/cpuacct rw - cgroup cgroup rw,cpuacct
            32 24 0:27 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu
            """,
            "/sys/fs/cgroup/cpu/three/cpu.cfs_quota_us": "500000\n",
            "/sys/fs/cgroup/cpu/three/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/cpu/one/cpu.cfs_quota_us": "100000\n",
            "/sys/fs/cgroup/cpu/one/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/cpuacct/two/cpu.cfs_quota_us": "100000\n",
            "/sys/fs/cgroup/cpuacct/two/cpu.cfs_period_us": "100000\n",
        ]
        #expect(count(files) == 5)
    }

    /// Docker without a namespace of its own: the mount shows the container's group as its root.
    @Test(arguments: ["/docker/0123", "/docker/0123/", "/", "/docker/4567"])
    func `the root of the mount is the container's own group`(group: String) {
        let files = [
            "/proc/self/cgroup": "4:cpu,cpuacct:\(group)\n",
            "/proc/self/mountinfo": "33 24 0:28 /docker/0123 /sys/fs/cgroup/cpu ro master:9 - cgroup cgroup rw,cpu\n",
            "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "200000\n", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/cpu/docker/0123/cpu.cfs_quota_us": "100000\n",
            "/sys/fs/cgroup/cpu/docker/0123/cpu.cfs_period_us": "100000\n",
        ]
        #expect(count(files) == 2)
    }

    @Test func `a group inside the container's is found below the mount`() {
        let files = [
            "/proc/self/cgroup": "4:cpu:/docker/0123/inner\n",
            "/proc/self/mountinfo": "33 24 0:28 /docker/0123 /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n",
            "/sys/fs/cgroup/cpu/inner/cpu.cfs_quota_us": "100000\n",
            "/sys/fs/cgroup/cpu/inner/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "400000\n", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
        ]
        #expect(count(files) == 1)
    }

    @Test func `a group whose name begins like the container's is another`() {
        let files = [
            "/proc/self/cgroup": "4:cpu:/docker/01234/inner\n",
            "/proc/self/mountinfo": "33 24 0:28 /docker/0123 /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n",
            "/sys/fs/cgroup/cpu/4/inner/cpu.cfs_quota_us": "100000\n",
            "/sys/fs/cgroup/cpu/4/inner/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "400000\n", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
        ]
        #expect(count(files) == 4)
    }

    @Test func `a group outside the namespace leaves the root of the mount`() {
        let files = [
            "/proc/self/cgroup": "0::/../../outside\n", "/proc/self/mountinfo": Self.version2,
            "/sys/fs/cgroup/cpu.max": "200000 100000\n", "/sys/fs/cgroup/../../outside/cpu.max": "100000 100000\n",
        ]
        #expect(count(files) == 2)
    }

    @Test(arguments: [(version1: "100000", version2: "max", cpus: 1), ("-1", "300000", 3), ("-1", "max", 8)])
    func `in a hybrid, both versions count`(version1: String, version2: String, cpus: Int) {
        let files = [
            "/proc/self/cgroup": "4:cpu,cpuacct:/app\n1:name=systemd:/app\n0::/app\n",
            "/proc/self/mountinfo": Self.version1
                + "34 24 0:29 / /sys/fs/cgroup/unified rw shared:3 - cgroup2 cgroup2 rw\n",
            "/sys/fs/cgroup/cpu,cpuacct/app/cpu.cfs_quota_us": version1,
            "/sys/fs/cgroup/cpu,cpuacct/app/cpu.cfs_period_us": "100000",
            "/sys/fs/cgroup/unified/app/cpu.max": version2 + " 100000",
        ]
        #expect(count(files) == cpus)
    }

    @Test func `files that make no sense are no limit and no trap`() {
        let texts = [
            "", "\n", " ", ":", "::", ":::", "0::", "0:", "-", "- - - - - - - - -", "max", "max max", "-1", "0 0", "1",
            "1 0",
            "nan inf", "99999999999999999999999999 1", "4:cpu:", "a b c d e f - cgroup2", "a b c d e f - cgroup2 x",
            "💥 💥 💥 💥 💥 💥 - cgroup2 💥 💥", "1 2 3 / / rw - cgroup2 cgroup2 rw", "0::/\u{0}", "-5 -5", "0::..",
            "1 2 3 .. .. rw - cgroup cgroup cpu", "Cpus_allowed:",
        ]
        for cgroup in texts {
            for mountinfo in texts {
                for quota in texts {
                    let cpus = AvailableCPUs.count { path in
                        switch path {
                        case "/proc/self/cgroup": cgroup
                        case "/proc/self/mountinfo": mountinfo
                        case "/proc/thread-self/status": "Cpus_allowed:\tff"
                        default: quota
                        }
                    }
                    // "1" is a quota where both files of version 1 say it.
                    #expect(cpus == 8 || (cpus == 1 && quota.hasPrefix("1")))
                }
            }
        }
    }
}

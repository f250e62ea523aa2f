// How often each lateness occurred, to about 3 %, in bounded memory however long the run.

struct Histogram {
    private(set) var count = 0
    private(set) var maximum = Duration.zero
    /// 32 buckets for each power of two of microseconds.
    private var buckets = [Int](repeating: 0, count: 32 * 36)

    mutating func record(_ duration: Duration) {
        count += 1
        maximum = max(maximum, duration)
        buckets[min(Self.bucket(of: Int(duration / .microseconds(1))), buckets.count - 1)] += 1
    }

    mutating func add(_ other: Histogram) {
        count += other.count
        maximum = max(maximum, other.maximum)
        for index in buckets.indices { buckets[index] += other.buckets[index] }
    }

    /// What the given share of all recorded durations does not exceed.
    func quantile(_ share: Double) -> Duration {
        var remaining = Int((share * Double(count)).rounded(.up))
        for (index, occurrences) in buckets.enumerated() {
            remaining -= occurrences
            if remaining <= 0 { return min(.microseconds(Self.upperBound(of: index)), maximum) }
        }
        return maximum
    }

    /// Values below 64 have their own bucket; above, the leading six bits choose it.
    private static func bucket(of microseconds: Int) -> Int {
        let shift = max(0, (Int.bitWidth - 1 - microseconds.leadingZeroBitCount) - 5)
        return shift * 32 + (microseconds >> shift)
    }

    private static func upperBound(of bucket: Int) -> Int {
        let shift = max(0, bucket / 32 - 1)
        return (bucket - shift * 32 + 1) << shift
    }
}

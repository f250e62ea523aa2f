// What the rounds took, added up; and the pool's speed relative to the others in each round, for the medians.

struct Figures: Sendable {
    /// What one contestant took.
    struct Score: Sendable {
        private(set) var lines = 0
        private(set) var seconds = 0.0
        private(set) var cpuSeconds = 0.0
        private(set) var lateness = Histogram()

        mutating func add(_ lines: Int, _ seconds: Double, _ cpuSeconds: Double, _ lateness: Histogram) {
            self.lines += lines
            self.seconds += seconds
            self.cpuSeconds += cpuSeconds
            self.lateness.add(lateness)
        }
    }

    var scores = [Contestant: Score](uniqueKeysWithValues: Contestant.allCases.map { ($0, Score()) })
    /// Whether the rounds decode the lines of a short input again and again.
    var isRepeated = false
    var timesPlainLoop: [Double] = []
    var timesTaskGroup: [Double] = []

    var rounds: Int { timesPlainLoop.count }
    var seconds: Double { scores.values.reduce(0) { $0 + $1.seconds } }
}

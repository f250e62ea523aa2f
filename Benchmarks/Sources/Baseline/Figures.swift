// Everything that is measured, by name.

struct Figures {
    private(set) var values: [String: Double] = [:]

    static func measure() throws -> Figures {
        var figures = Figures()
        for scenario in Scenario.allCases {
            let execution = try Callgrind.count(scenario)
            figures.values["\(scenario.rawValue): instructions \(scenario.unit)"] = execution.instructions
            figures.values["\(scenario.rawValue): allocations \(scenario.unit)"] = execution.allocations
        }
        figures.addRatio(.loop, to: .plainLoop)
        figures.addRatio(.loopInWorkspace, to: .plainLoopInWorkspace)
        figures.addRatio(.dispatch100000, to: .dispatch10)
        figures.values["context switches a batch"] = try ContextSwitches.perBatch()
        figures.values["context switches of an idle pool a second"] = try ContextSwitches.idle()
        return figures
    }

    private mutating func addRatio(_ scenario: Scenario, to other: Scenario) {
        let instructions = [scenario, other].map { values["\($0.rawValue): instructions \($0.unit)"]! }
        values["\(scenario.rawValue) / \(other.rawValue): instructions"] = instructions[0] / instructions[1]
    }
}

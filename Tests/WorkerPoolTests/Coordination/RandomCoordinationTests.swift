import Testing

@Suite("The coordination under random events")
struct RandomCoordinationTests {
    /// See ``CoordinationSimulation`` for what holds after each event.
    @Test(.timeLimit(.minutes(5)))
    func everyBatchIsCompletedAndNobodySleepsWhileWorkWaits() {
        Seeds.each(200) { seed in
            var simulation = CoordinationSimulation(seed: seed)
            try simulation.run(events: 300)
        }
    }
}

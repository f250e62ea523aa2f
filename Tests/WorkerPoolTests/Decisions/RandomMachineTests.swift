import TestSupport
import Testing

@Suite("The state machine under random events")
struct RandomMachineTests {
    /// See ``MachineSimulation`` for what holds after each event.
    @Test(.timeLimit(.minutes(5)))
    func `every batch is completed, and nobody sleeps while work waits`() {
        Seeds.each(20) { seed in
            var simulation = MachineSimulation(seed: seed)
            try simulation.run(events: 300)
        }
    }
}

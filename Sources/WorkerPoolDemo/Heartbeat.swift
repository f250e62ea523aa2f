// The innocent task: it sleeps a millisecond, again and again, and notes how late it wakes.

struct Heartbeat {
    private static let interval = Duration.milliseconds(1)
    private let task: Task<Histogram, Never>

    /// Starts beating, on the threads that all tasks share.
    init() {
        // The first beat is due a millisecond after *this*: if the task does not even get to start, that is lateness
        // too.
        let start = ContinuousClock.now
        task = Task.detached {
            var lateness = Histogram()
            var due = start + Self.interval
            while true {
                try? await Task.sleep(until: due, tolerance: .zero, clock: .continuous)
                let now = ContinuousClock.now
                // Cancelled while it slept: nothing to note, unless it should have woken by now.
                if now >= due { lateness.record(now - due) }
                if Task.isCancelled { return lateness }
                due = .now + Self.interval
            }
        }
    }

    /// Ends it; returns how late it was.
    func stop() async -> Histogram {
        task.cancel()
        return await task.value
    }
}

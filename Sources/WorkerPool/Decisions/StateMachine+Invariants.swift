extension StateMachine {
    /// Traps unless what is counted is there; in time proportional to all of it, for tests.
    func checkInvariants() {
        var counts = (parked: 0, waking: 0, busy: [Int](repeating: 0, count: lanes.count), stopped: 0)
        for worker in workers {
            switch worker.state {
            case .parked: counts.parked += 1
            case .waking: counts.waking += 1
            case .busy(let lane): counts.busy[lane] += 1
            case .stopped: counts.stopped += 1
            }
        }
        precondition(counts.parked == parked.count && counts.waking == waking && counts.busy.reduce(0, +) == busy)
        precondition(demand == lanes.reduce(0) { $0 + $1.queue.demand })
        precondition(waiting == lanes.reduce(0) { $0 + $1.queue.count })
        precondition(incomplete >= 0, "more are completed than were accepted")
        for lane in lanes.indices {
            lanes[lane].queue.checkInvariants()
            precondition(counts.busy[lane] == fairShare.workers(of: lane), "a lane's workers are not those inside")
        }
        fairShare.checkInvariants()
        precondition(demand == 0 || parked.isEmpty || waking > 0 || isCoordinatorCalled || busy + helping > 0)
        precondition(phase != .over || (counts.stopped == workers.count && incomplete == 0))
    }
}

// What must hold in the simulation after every event, and at the end.

@testable import WorkerPool

extension CoordinationSimulation {
    var demand: Int { lanes.reduce(0) { $0 + $1.demand } }
    var waiting: Int { lanes.reduce(0) { $0 + $1.batches.count } }

    var waking: Int {
        workers.reduce(0) { count, worker in
            if case .onItsWay = worker { count + 1 } else { count }
        }
    }

    /// Threads that decode, or are on their way to.
    var atWork: Int {
        helpers.count
            + workers.reduce(0) { count, worker in
                switch worker {
                case .onItsWay, .busy, .leaving: count + 1
                case .parked, .stopped, .lost: count
                }
            }
    }

    private var areAllStopped: Bool {
        workers.allSatisfy { worker in
            if case .stopped = worker { true } else { false }
        }
    }

    func check() throws {
        if demand > 0, !parked.isEmpty {
            try require(waking > 0 || isCoordinatorCalled, "workers sleep while work waits, and nobody is on the way")
        }
        if isDraining, waiting == 0, !parked.isEmpty {
            try require(isCoordinatorCalled, "workers sleep at the end of a drain, and nobody will wake them")
        }
        for worker in parked where !released[worker].isEmpty {
            try require(isCoordinatorCalled, "worker \(worker) sleeps on a workspace that is to be released")
        }
        try require(
            machine.isOver == (isDraining && unheard == 0 && areAllStopped),
            "the machine says isOver is \(machine.isOver)"
        )
        try require(!machine.isOver || isCoordinatorCalled || hasSeenTheEnd, "the coordinator is not told of the end")
        try require(
            machine.isCrowded == (!helpers.isEmpty && atWork > room),
            "the machine says isCrowded is \(machine.isCrowded)"
        )
        try require(
            machine.isQuiet == (atWork == waking && waking < room),
            "the machine says isQuiet is \(machine.isQuiet)"
        )
        try require(
            machine.isAnybodyWaking == (waking > 0),
            "the machine says isAnybodyWaking is \(machine.isAnybodyWaking)"
        )
        try checkRecall()
    }

    private func checkRecall() throws {
        let hungry = lanes.filter { $0.demand > 0 }
        let isAnotherBusy = lanes.contains { lane in
            lane.hands > 0 && hungry.contains { $0 !== lane }
        }
        if isAnotherBusy, demand > waking + parked.count {
            try require(machine.wantsRecall, "a lane waits for workers that nobody calls away from another")
        }
        if machine.wantsRecall {
            try require(demand > waking, "workers are called away though enough are on their way")
            let isAnyBusy = lanes.contains { $0.hands > 0 }
            try require(isAnotherBusy || !isAnyBusy, "workers are called away though no other lane waits")
        }
    }

    func checkEnd() throws {
        try require(machine.isOver && hasSeenTheEnd, "everything has happened, and the pool is not over")
        for batch in submitted {
            try require(batch.isCompleted, "batch \(batch.number) was never completed")
        }
        try require(lanes.isEmpty, "lanes are left that nobody holds")
        try require(keepers.isEmpty, "workspaces are left of lanes and batches that are gone")
        try require(machine.wantsRecall == false, "workers are called away from a pool that is over")
    }
}

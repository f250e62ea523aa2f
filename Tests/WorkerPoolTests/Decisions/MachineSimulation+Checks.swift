// What must hold in the simulation after every event, and at the end.

import TestSupport

@testable import WorkerPool

extension MachineSimulation {
    var demand: Int { lanes.reduce(0) { $0 + $1.demand } }
    var waiting: Int { lanes.reduce(0) { $0 + $1.batches.count } }

    var waking: Int {
        workers.count { worker in
            if case .onItsWay = worker.state { true } else { false }
        }
    }

    private var helping: Int {
        callers.count { caller in
            switch caller {
            case .helping, .helped: true
            case .offering, .ending, .ended: false
            }
        }
    }

    /// Threads that decode, or are on their way to.
    var atWork: Int {
        helping
            + workers.count { worker in
                switch worker.state {
                case .onItsWay, .given, .inside, .outside: true
                case .parked, .stopped: false
                }
            }
    }

    /// Whom an event wakes that sees that a worker is wanted.
    var nextToWake: WorkerID? { demand > waking ? parked.last : nil }

    var callersReplaceWorkers: Bool { workers.count >= cpus }

    private var areAllStopped: Bool {
        workers.allSatisfy { worker in
            if case .stopped = worker.state { true } else { false }
        }
    }

    mutating func check() throws {
        try require(machine.demand == demand, "the demand is \(machine.demand), not \(demand)")
        try require(machine.waiting == waiting, "\(machine.waiting) batches wait, not \(waiting)")
        try require(machine.incomplete == unheard, "\(machine.incomplete) batches are not complete, not \(unheard)")
        if demand > 0, !parked.isEmpty {
            let isAnyCalled = waking > 0 || isCoordinatorCalled || workers.contains(where: \.owesCall)
            try require(isAnyCalled, "workers sleep while work waits, and nobody is on the way or will call them")
            let untouched = lanes.reduce(0) { $0 + $1.batches.count { $0.demand > 0 && $0.hands == 0 } }
            try require(
                untouched <= waking || isCoordinatorCalled,
                "\(untouched) batches that nobody is inside wait beside parked workers, \(waking) are on their way"
            )
        }
        if isDraining, waiting == 0, !parked.isEmpty {
            try require(isCoordinatorCalled, "workers sleep at the end of a drain, and nobody will wake them")
        }
        for worker in parked where !workers[worker].released.isEmpty {
            try require(isCoordinatorCalled, "worker \(worker) sleeps on a workspace that is to be released")
        }
        try require(
            machine.isOver == (isDraining && unheard == 0 && waiting == 0 && areAllStopped),
            "the machine says isOver is \(machine.isOver)"
        )
        try require(!machine.isOver || isCoordinatorCalled || hasSeenTheEnd, "the coordinator is not told of the end")
        try checkSignals()
        machine.checkInvariants()
    }

    private mutating func checkSignals() throws {
        let (wantsRecall, isCrowded) = machine.signals()
        try require(isCrowded == (helping > 0 && atWork > cpus), "the machine says isCrowded is \(isCrowded)")
        let hungry = lanes.filter { $0.demand > 0 }
        let isAnotherBusy = lanes.contains { lane in
            lane.workers > 0 && hungry.contains { $0 !== lane }
        }
        let areTooFew = demand > waking + parked.count
        if isAnotherBusy && areTooFew {
            try require(wantsRecall, "a lane waits for workers that nobody recalls from another")
        }
        if wantsRecall {
            try require(areTooFew, "workers are recalled though enough are parked or on their way")
            let isAnyBusy = lanes.contains { $0.workers > 0 }
            try require(isAnotherBusy || !isAnyBusy, "workers are recalled though no other lane waits")
        }
    }

    mutating func checkEnd() throws {
        try require(machine.isOver && hasSeenTheEnd, "everything has happened, and the pool is not over")
        for batch in submitted {
            try require(batch.inside == 0, "batch \(batch.number) was never completed")
        }
        try require(lanes.isEmpty, "lanes are left that nobody holds")
        try require(keepers.isEmpty, "workspaces are left of lanes and batches that are gone")
        try require(!machine.signals().wantsRecall, "workers are recalled from a pool that is over")
    }
}

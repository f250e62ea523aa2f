// What the simulation's threads do, step by step.

import TestSupport

@testable import WorkerPool

// MARK: Workers

extension MachineSimulation {
    mutating func announce(_ worker: WorkerID, after stay: Stay?) throws {
        if let stay {
            stay.batch.lane.workers -= 1
            hear(stay, hands: 1)
        }
        workers[worker].state = .stopped  // for the counts below: it is not on its way any more
        workers[worker].owesCall = false
        let effects = machine.ready(worker, after: stay?.visit)
        var woken: WorkerID?
        var wantsMore = false
        switch effects.next {
        case .decode(let batch, let ticket):
            try require(ticket == batch.ticket, "batch \(batch.number) was given with the ticket of another")
            try take(batch, worker)
            // What the other batches want is not postponed.
            if demand - batch.demand > waking { woken = parked.last }
            let isLeft = demand > waking + (woken == nil ? 0 : 1) && parked.count > (woken == nil ? 0 : 1)
            wantsMore = batch.demand > 0 && isLeft
        case .park:
            try require(demand == 0, "worker \(worker) was parked while work waits")
            try require(!(isDraining && waiting == 0), "worker \(worker) was parked at the end of a drain")
            parked.append(worker)
            workers[worker].state = .parked
        case .stop:
            try require(isDraining && waiting == 0, "worker \(worker) was stopped while the lanes are not empty")
        case nil: throw Violation(description: "worker \(worker) was told nothing")
        }
        workers[worker].owesCall = effects.wantsMore
        try require(effects.wantsMore == wantsMore, "worker \(worker) was told to call: \(effects.wantsMore)")
        let told = effects.released
        try require(told.count == Set(told).count, "worker \(worker) was told twice to release the same")
        try require(
            Set(told) == workers[worker].released,
            "worker \(worker) was told to release \(told), not \(workers[worker].released)"
        )
        workers[worker].released = []
        try require(!effects.callsCoordinator || (isDraining && waiting == 0), "a worker called the coordinator")
        try obey(effects, wakes: woken)
    }

    private mutating func take(_ batch: Batch, _ worker: WorkerID) throws {
        let first = batch.lane.first
        try require(first === batch, "batch \(batch.number) was given, and not \(first.map { $0.number } as Any)")
        batch.hands += 1
        batch.lane.workers += 1
        workers[worker].state = .given(batch)
    }

    mutating func enter(_ worker: WorkerID, _ batch: Batch) throws {
        let stay = Stay(batch, by: .worker)
        let isInTime = batch.inside > 0
        if isInTime { batch.inside += 1 }
        workers[worker].state = isInTime ? .inside(stay) : .outside(stay)
    }

    mutating func work(_ worker: WorkerID, _ last: Stay) throws {
        var stay = last
        if !stay.isLeaving {
            decode(&stay)
            workers[worker].state = .inside(stay)
            return
        }
        if random.oneIn(2) {
            // It keeps its workspace. The batch, and so its lane, cannot be over before this worker is outside.
            let owner = random.oneIn(2) ? stay.batch.lane.owner : WorkspaceOwner.batch(serial: stay.batch.number)
            if keepers[owner, default: []].insert(worker).inserted { machine.keep(owner, by: worker) }
        }
        try leave(&stay)
        workers[worker].state = .outside(stay)
    }

    mutating func fanOut(by worker: WorkerID) throws {
        workers[worker].owesCall = false
        try fanOut()
    }

    private mutating func fanOut() throws {
        let isForSeveral = min(demand - waking, parked.count) > 1
        let effects = machine.fanOut()
        try require(isForSeveral || !effects.callsCoordinator, "the coordinator was called for one")
        try obey(effects, wakes: isForSeveral ? nil : nextToWake)
        try require(!isForSeveral || isCoordinatorCalled, "several are wanted, and the coordinator is not called")
    }
}

// MARK: Inside

extension MachineSimulation {
    /// Claims a slice, or decodes the one that was claimed.
    private mutating func decode(_ stay: inout Stay) {
        let batch = stay.batch
        if stay.claimed == 0 {
            stay.isLeaving = batch.unclaimed == 0
            if !stay.isLeaving { stay.claimed = Int.random(in: 1...batch.unclaimed, using: &random) }
            batch.unclaimed -= stay.claimed
            return
        }
        _ = stay.visit.add(stay.claimed, until: stay.visit.time + someTime(upTo: 500_000))
        stay.claimed = 0
        let (wantsRecall, isCrowded) = machine.signals()
        var leaves = stay.visit.leaves(isRecalled: wantsRecall, isCrowded: isCrowded)
        // What it sees may be out of date.
        if stay.visit.visitor != .committedCaller, random.oneIn(4) { leaves = true }
        if batch.unclaimed == 0 {
            stay.isLeaving = true
        } else if leaves {
            stay.isLeaving = true
            stay.visit.ending = .recalled
        } else if batch.handsWanted < workers.count, random.oneIn(4) {
            stay.isLeaving = true
            stay.visit.ending = .understaffed
            batch.handsWanted = Int.random(in: batch.handsWanted + 1...workers.count, using: &random)
        }
    }

    private mutating func leave(_ stay: inout Stay) throws {
        stay.visit.handsWanted = stay.batch.handsWanted
        stay.visit.work = someTime(upTo: 3_000_000)
        stay.visit.isCompletion = try goOutside(stay.batch, finishing: stay.visit.payloads)
    }

    /// The machine hears of a visit.
    private mutating func hear(_ stay: Stay, hands: Int) {
        stay.batch.returnHands(hands, handsWanted: stay.visit.handsWanted)
        if stay.visit.ending == .exhausted { stay.batch.lane.forget(stay.batch) }
        if stay.visit.isCompletion { unheard -= 1 }
        forgetGoneLanes()
    }
}

// MARK: Callers

extension MachineSimulation {
    /// A caller goes inside one of the batches that are not over, if it still can.
    mutating func enter(_ make: (Batch, Bool) -> Caller) {
        guard let batch = submitted.filter({ $0.inside > 0 }).randomElement(using: &random) else { return }
        batch.inside += 1
        callers.append(make(batch, random.oneIn(3)))
    }

    mutating func go(on index: Int) throws {
        switch callers[index] {
        case .offering(let batch, let mustHelp): try offer(index, batch, mustHelp)
        case .helping(var stay):
            if stay.isLeaving {
                try leave(&stay)
                callers[index] = .helped(stay)
            } else {
                decode(&stay)
                callers[index] = .helping(stay)
            }
        case .helped(let stay):
            callers.remove(at: index)
            try endHelp(stay)
        case .ending(let batch, let takesRest):
            var rest = 0
            if takesRest { swap(&rest, &batch.unclaimed) } else { try fanOut() }  // it only begins to wait
            let isCompletion = try goOutside(batch, finishing: rest)
            if rest > 0 || isCompletion {
                callers[index] = .ended(batch, isCompletion: isCompletion)
            } else {
                callers.remove(at: index)
            }
        case .ended(let batch, let isCompletion):
            callers.remove(at: index)
            try end(batch, isCompletion: isCompletion)
        }
    }

    private mutating func offer(_ index: Int, _ batch: Batch, _ mustHelp: Bool) throws {
        let isExpected = mustHelp || atWork < cpus
        let effects = machine.help(batch.ticket, mustHelp: mustHelp)
        try require(effects.isAdmitted == isExpected, "a caller was admitted: \(effects.isAdmitted)")
        try require(!effects.callsCoordinator, "an offer called the coordinator")
        try obey(effects, wakes: nil)
        if effects.isAdmitted {
            if callersReplaceWorkers { batch.hands += 1 }
            callers[index] = .helping(Stay(batch, by: mustHelp ? .committedCaller : .caller))
        } else if try goOutside(batch, finishing: 0) {
            callers[index] = .ended(batch, isCompletion: true)
        } else {
            callers.remove(at: index)
        }
    }

    private mutating func endHelp(_ stay: Stay) throws {
        hear(stay, hands: callersReplaceWorkers ? 1 : 0)
        let effects = machine.endHelp(stay.visit)
        try require(!effects.callsCoordinator || (isDraining && waiting == 0), "a helper called the coordinator")
        try obey(effects, wakes: nextToWake)
    }

    private mutating func end(_ batch: Batch, isCompletion: Bool) throws {
        batch.lane.forget(batch)
        if isCompletion { unheard -= 1 }
        forgetGoneLanes()
        let effects = machine.end(batch.ticket, isCompletion: isCompletion)
        try require(!effects.callsCoordinator || (isDraining && waiting == 0), "a cancel called the coordinator")
        try obey(effects, wakes: nil)
    }
}

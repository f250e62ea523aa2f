// What ends: workspaces whose owner is gone, and the pool. The coordinator carries it out.

extension StateMachine {
    /// The worker keeps a workspace of `owner`.
    mutating func keep(_ owner: WorkspaceOwner, by worker: WorkerID) {
        keepers[owner, default: []].append(worker)
    }

    /// The owner is gone: every worker that keeps a workspace of it has to release it, parked ones too.
    mutating func release(_ owner: WorkspaceOwner) -> Effects {
        var effects = Effects()
        guard let workersThatKeep = keepers.removeValue(forKey: owner) else { return effects }
        for worker in workersThatKeep {
            workers[worker].released.append(owner)
            if case .parked = workers[worker].state { callCoordinator(&effects) }
        }
        return effects
    }

    // MARK: The coordinator

    /// Accepts nothing more; the workers stop once everything is exhausted.
    mutating func shutDown() -> Effects {
        var effects = Effects()
        guard phase == .running else { return effects }
        phase = .draining
        callCoordinator(&effects)
        return effects
    }

    /// The coordinator was called: it wakes as many parked workers as there is something to do for.
    mutating func match() -> Effects {
        var effects = Effects()
        isCoordinatorCalled = false
        var woken: [WorkerID] = []
        if phase != .running && waiting == 0 {
            swap(&woken, &parked)
        } else {
            woken = parked.filter { !workers[$0].released.isEmpty }
            if !woken.isEmpty { parked.removeAll { !workers[$0].released.isEmpty } }
            let more = min(max(0, demand - waking - woken.count), parked.count)
            woken += parked.suffix(more).reversed()
            parked.removeLast(more)
        }
        for worker in woken {
            workers[worker].state = .waking
            effects.wakes.append(workers[worker].address)
        }
        waking += woken.count
        return effects
    }

    mutating func callCoordinator(_ effects: inout Effects) {
        guard !isCoordinatorCalled else { return }
        isCoordinatorCalled = true
        effects.callsCoordinator = true
    }

    /// When the lanes of a draining pool are empty, the parked workers must stop; when all have, so must the
    /// coordinator: race "drain against a helper".
    mutating func endDrain(_ effects: inout Effects) {
        guard phase == .draining, waiting == 0 else { return }
        let isOver = incomplete == 0 && parked.isEmpty && waking + busy == 0
        if isOver { phase = .over }
        if isOver || !parked.isEmpty { callCoordinator(&effects) }
    }
}

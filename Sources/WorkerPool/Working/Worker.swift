// One dedicated decoding thread: it announces that it is free, does what it is told, and announces itself again.

import Synchronization

/// The body of a worker's thread.
///
/// Only that thread touches anything in it, except the seat, which others wake.
final class Worker {
    private let id: WorkerID
    private let seat: Seat
    private let channel: any ReadyChannel
    /// A job that this worker has completed; its results are published once the worker has announced itself.
    private var unpublished: Job?
    private var workspaces: [WorkspaceOwner: Workspace] = [:]

    init(id: WorkerID, seat: Seat, channel: any ReadyChannel) {
        self.id = id
        self.seat = seat
        self.channel = channel
    }

    /// Works until told to stop.
    ///
    /// User code runs here: decoders, and whatever dies with their payloads and workspaces.
    func run() {
        Presence.mark(channel) {
            var turn = Turn.announce(nil)
            while case .announce(let departure) = turn {
                turn = take(departure)
            }
            workspaces.removeAll()
        }
    }

    private enum Turn {
        case announce(Departure?)
        case stop
    }

    /// One turn.
    ///
    /// A separate function so that no reference to a job outlives the turn: a parked worker holds nothing.
    private func take(_ departure: Departure?) -> Turn {
        let announcement = channel.announce(id, departure)
        unpublished.take()?.publish()
        for owner in announcement.released { workspaces[owner] = nil }
        switch announcement.assignment {
        case .work(let job):
            return .announce(decode(job))
        case .park:
            if let nanoseconds = seat.park() { channel.note(wakeUp: nanoseconds) }
            return .announce(nil)
        case .stop:
            return .stop
        }
    }

    private func decode(_ job: Job) -> Departure {
        let departure = job.leave(stint(in: job))
        if departure.isCompletion { unpublished = job }
        return departure
    }

    /// Decodes with the right workspace.
    ///
    /// If the batch is plain and exhausted, its workspace is gone on return, before the stint is settled and so before
    /// the results are out.
    private func stint(in job: Job) -> Stint {
        var workspace = job.hasWorkspace ? workspaces[job.owner] : nil
        let isKept = workspace != nil
        let stint = job.work(in: &workspace, as: .worker(channel.checkpoint))
        let isOver = job.isPlain && stint.ending == .exhausted
        if isKept && isOver { workspaces[job.owner] = nil }
        if let workspace, !isKept && !isOver {
            // The job is not settled, so its lane or batch is not gone yet, and will find this note when it goes.
            workspaces[job.owner] = workspace
            if job.isPlain { job.hasKeptWorkspaces.store(true, ordering: .relaxed) }
            channel.note(id, keeps: job.owner)
        }
        return stint
    }
}

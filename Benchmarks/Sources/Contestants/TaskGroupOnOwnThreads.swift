// The same away from the cooperative pool: on a task executor with threads of its own, where the producers run too.

import Foundation
public import WorkerPool

extension Contestant {
    @inlinable
    static func taskGroupOnOwnThreads<D: WorkerPool.Decoder>(
        _ subject: Subject<D>,
        threads: Int
    ) -> Contestant where D.Payload == Payload {
        let executor = OwnThreads(threads)
        return Contestant(
            ContestantName.taskGroupOnOwnThreads.rawValue,
            .suspending { _, batch in await subject.digest(of: batch, byTasks: threads, on: executor) },
            executor: executor,
            stop: { executor.stop() }
        )
    }
}

/// Threads around one first-in-first-out queue of jobs, a lock and a condition.
@usableFromInline
final class OwnThreads: TaskExecutor {
    private let jobs = Mailbox<UnownedJob>()

    @usableFromInline
    init(_ count: Int) {
        for _ in 0..<count {
            Thread { [self] in while let job = jobs.take() { job.runSynchronously(on: asUnownedTaskExecutor()) } }
                .start()
        }
    }

    @usableFromInline
    func enqueue(_ job: consuming ExecutorJob) { jobs.put(UnownedJob(job)) }

    @usableFromInline
    func stop() { jobs.close() }
}

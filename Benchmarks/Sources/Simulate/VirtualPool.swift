// Workers and producers in virtual time, round the pool's real state machine and the real sizes of its slices.

import Payloads
@_spi(Simulation) import WorkerPool

/// Every event of the machine takes the lock, in the order in which the threads come to it; what the machine answers is done
/// when the lock is released, and costs what `Costs` says.
///
/// Left out is what the threads do to each other in other ways: shared caches, the allocator, producers that need cores too.
struct VirtualPool {
    struct Outcome {
        /// The share of the workers' time that is decoding.
        var decoding: Double
        /// The share of the time that the lock is held.
        var lock: Double
        var batchesPerSecond: Double
    }

    private final class Batch {
        let producer: Int
        var place: SimulatedCoordination<Batch>.Place?
        var handsWanted: Int
        var hands = 0
        var unclaimed: Int
        var unfinished: Int

        init(producer: Int, payloads: Int, handsWanted: Int) {
            self.producer = producer
            self.handsWanted = handsWanted
            unclaimed = payloads
            unfinished = payloads
        }
    }

    /// A worker on its way from a batch.
    private struct Departure {
        let batch: Batch
        let isCompletion: Bool
    }

    /// A worker inside a batch.
    private struct Stint {
        let batch: Batch
        let start: Double
    }

    private enum Event {
        case submit(producer: Int)
        /// From a batch, or when it was woken.
        case ready(worker: Int, from: Departure?)
        case endSlice(worker: Int, Stint, payloads: Int)
        case match
    }

    private let costs: Costs
    private let payload: Double
    private let workers: Int
    /// A worker that is wanted elsewhere goes after this time in a batch, at the end of a slice.
    private let quantum: Double
    private var machine: SimulatedCoordination<Batch>
    private var events = EventQueue<Event>()
    private var random = SplitMix64(seed: 1)
    private var lanes: [Int] = []
    private var payloads = 0

    private var lockIsFreeAt = 0.0
    private var lockTime = 0.0
    private var decodingTime = 0.0
    private var completed = 0

    init(workers: Int, costs: Costs, payload: Double, quantum: Double) {
        self.workers = workers
        self.costs = costs
        self.payload = payload
        self.quantum = quantum
        machine = SimulatedCoordination(workers: workers)
        for worker in 0..<workers { events.push(.ready(worker: worker, from: nil), at: 0) }
    }

    /// Lets each producer dispatch batches of `payloads`, one after the other, until `batches` are completed; measures the
    /// second half.
    mutating func run(producers: Int, payloads: Int, batches: Int) -> Outcome {
        self.payloads = payloads
        lanes = (0..<producers).map { _ in machine.openLane() }
        for producer in lanes.indices { events.push(.submit(producer: producer), at: Double(producer)) }
        var start = 0.0
        var now = 0.0
        while completed < batches, let (time, event) = events.pop() {
            if start == 0, completed >= batches / 2 { (start, lockTime, decodingTime) = (time, 0, 0) }
            now = time
            happen(event, at: time)
        }
        return Outcome(
            decoding: decodingTime / (now - start) / Double(workers),
            lock: lockTime / (now - start),
            batchesPerSecond: Double(batches - batches / 2) / (now - start) * 1e9
        )
    }

    private mutating func happen(_ event: Event, at time: Double) {
        switch event {
        case .submit(let producer): submit(producer, at: time)
        case .ready(let worker, let departure): ready(worker, departure, at: time)
        case .endSlice(let worker, let stint, let payloads): endSlice(worker, stint, payloads, at: time)
        case .match:
            var end = holdLock(costs.ready, from: time)
            for worker in machine.match() {
                events.push(.ready(worker: worker, from: nil), at: end + costs.wakeLatency)
                end += costs.wake
            }
        }
    }

    private mutating func submit(_ producer: Int, at time: Double) {
        let hands = SimulatedCoordination<Batch>.hands(payloads: payloads, cost: payload, workers: workers)
        let batch = Batch(producer: producer, payloads: payloads, handsWanted: hands)
        let end = holdLock(costs.submit, from: time)
        let (place, wake) = machine.submit(
            batch,
            lane: lanes[producer],
            hands: hands,
            work: work(in: batch)
        )
        batch.place = place
        _ = obey(wake, at: end)
    }

    private mutating func ready(_ worker: Int, _ departure: Departure?, at time: Double) {
        let end = holdLock(costs.ready, from: time)
        let (batch, wake) = announce(worker, departure)
        let start = obey(wake, at: end)
        guard let batch else { return }
        batch.hands += 1
        claim(worker, Stint(batch: batch, start: start), previous: 0, at: start + costs.stint)
    }

    /// As the library's job does it: the next slice, or away if nothing is left or others wait.
    private mutating func claim(_ worker: Int, _ stint: Stint, previous: Int, at time: Double) {
        let batch = stint.batch
        let mayLeave = previous > 0 && time - stint.start >= quantum
        guard batch.unclaimed > 0, !(mayLeave && machine.wantsRecall) else {
            return leave(worker, batch, isCompletion: false, at: time)
        }
        let size = SimulatedCoordination<Batch>
            .sliceSize(
                remaining: batch.unclaimed,
                hands: max(batch.hands, batch.handsWanted),
                cost: payload,
                previous: previous
            )
        batch.unclaimed -= size
        // Messages differ; if they did not, the workers would fall into step and come to the lock together.
        let duration = Double(size) * payload * Double.random(in: 0.5...1.5, using: &random)
        decodingTime += duration
        events.push(.endSlice(worker: worker, stint, payloads: size), at: time + costs.claim + duration)
    }

    private mutating func endSlice(_ worker: Int, _ stint: Stint, _ payloads: Int, at time: Double) {
        let batch = stint.batch
        batch.unfinished -= payloads
        guard batch.unfinished == 0 else { return claim(worker, stint, previous: payloads, at: time) }
        completed += 1
        events.push(.submit(producer: batch.producer), at: time + costs.wakeLatency)
        leave(worker, batch, isCompletion: true, at: time + costs.wake)
    }

    private mutating func leave(_ worker: Int, _ batch: Batch, isCompletion: Bool, at time: Double) {
        batch.hands -= 1
        let departure = Departure(batch: batch, isCompletion: isCompletion)
        events.push(.ready(worker: worker, from: departure), at: time)
    }

    /// Nanoseconds that what nobody has claimed will take.
    private func work(in batch: Batch) -> UInt64 { UInt64(Double(batch.unclaimed) * payload) }

    private mutating func announce(
        _ worker: Int,
        _ departure: Departure?
    ) -> (batch: Batch?, wake: SimulatedCoordination<Batch>.Wake) {
        guard let departure else { return machine.ready(worker) }
        return machine.ready(
            worker,
            from: departure.batch.place!,
            nanoseconds: UInt64(min(payload * Double(payloads), 150_000)),
            handsWanted: departure.batch.handsWanted,
            work: work(in: departure.batch),
            isExhausted: departure.batch.unclaimed == 0,
            isCompletion: departure.isCompletion
        )
    }

    /// - Returns: When the thread that had to wake somebody goes on.
    private mutating func obey(_ wake: SimulatedCoordination<Batch>.Wake, at time: Double) -> Double {
        switch wake {
        case .nobody: return time
        case .worker(let worker): events.push(.ready(worker: worker, from: nil), at: time + costs.wakeLatency)
        case .coordinator: events.push(.match, at: time + costs.wakeLatency)
        }
        return time + costs.wake
    }

    /// - Returns: When the thread that comes at `time` has done with the lock.
    private mutating func holdLock(_ duration: Double, from time: Double) -> Double {
        let end = max(time, lockIsFreeAt) + costs.transfer + duration
        lockTime += costs.transfer + duration
        lockIsFreeAt = end
        return end
    }
}

// What a lane has learned about its batches, and where it sends the next one.

import Synchronization

/// Estimates corrected by whoever decodes and read by whoever dispatches; a correction lost in a race does no harm.
final class LaneExperience: Sendable {
    /// Whether the lane's payloads are alike; those of plain dispatches, with decoders of all kinds, are not.
    private let isOfOneKind: Bool
    /// Nanoseconds per payload; always nil if they are not alike.
    let payloadCost = CostEstimate()
    /// Nanoseconds per workspace.
    let workspaceCost = CostEstimate()
    let attendance = Attendance()
    let trial = InPlaceTrial()
    /// Whether the last batch was much costlier than expected.
    private let isSurprised = Atomic(false)
    /// How many batches were beyond doubt; one in four of them is timed.
    private let beyondDoubt = Atomic(0)

    init(isOfOneKind: Bool) { self.isOfOneKind = isOfOneKind }

    // MARK: Where to

    /// Where a batch of `count` payloads goes in a pool of `workers` on `cpus`, one of which is woken in `wakeUpCost`
    /// nanoseconds.
    ///
    /// To be asked once per batch: it counts them.
    func route(of count: Int, workers: Int, cpus: Int, wakeUpCost: Double) -> Route {
        if isBeyondDoubt(count, wakeUpCost: wakeUpCost) { return .inPlace }
        if isCheaper(count, than: wakeUpCost) { return .inPlaceFor(budget: 2 * wakeUpCost) }
        if let (time, isTrial) = timeInPlace(count, workers: workers, cpus: cpus, wakeUpCost: wakeUpCost) {
            return .soleCaller(budget: 2 * time, isTrial: isTrial)
        }
        return .handOver
    }

    /// Whether a batch of `count`, by what has been measured, is cheaper than `wakeUpCost`, and so not worth a wake-up.
    func isCheaper(_ count: Int, than wakeUpCost: Double) -> Bool {
        guard let cost = payloadCost.nanoseconds else { return false }
        return Double(count) * cost + (workspaceCost.nanoseconds ?? 0) <= wakeUpCost
    }

    /// Whether a batch of `count` is so short, and so much cheaper than `wakeUpCost`, that it may be decoded in place
    /// untimed; three of four are.
    ///
    /// Reading the clock takes 60 to 120 ns, more than all else that the lane adds to such a batch. The price: a batch
    /// that is costly after all is decoded in place to its end, where a look after its first payload would have handed
    /// the rest over. If payloads have become costly for good, that happens to at most four batches; of single costly
    /// ones among cheap ones, to three of four.
    func isBeyondDoubt(_ count: Int, wakeUpCost: Double) -> Bool {
        guard count <= Slicing.inPlace, isCheaper(count, than: wakeUpCost / 2) else { return false }
        guard !isSurprised.load(ordering: .relaxed) else { return false }
        let turn = beyondDoubt.load(ordering: .relaxed) &+ 1
        beyondDoubt.store(turn, ordering: .relaxed)
        // Which of the four it is keeps changing: if kinds of batches alternate, every kind is timed now and then.
        return turn & 3 != (turn >> 2) & 3
    }

    /// How long a batch of `count` will take one waiting thread, in nanoseconds, and whether it is a trial; nil to hand
    /// it over.
    ///
    /// It stays in place if its caller would wait for it at once, and either it is worth only that one hand or two have
    /// proved no faster: handing it over would only add a wake-up. If that is less than a fiftieth of its time, it is
    /// handed over all the same, so that no caller is held in its dispatch for much longer than `50 * wakeUpCost`.
    func timeInPlace(
        _ count: Int,
        workers: Int,
        cpus: Int,
        wakeUpCost: Double
    ) -> (nanoseconds: Double, isTrial: Bool)? {
        guard let cost = payloadCost.nanoseconds, workspaceCost.nanoseconds ?? 0 < wakeUpCost else { return nil }
        let time = Double(count) * cost
        guard time < 50 * wakeUpCost else { return nil }
        let isTrial = Slicing.hands(remaining: count, cost: cost, workers: workers, cpus: cpus) > 1
        if isTrial && time > InPlaceTrial.longest { return nil }
        return (!isTrial || trial.prefersInPlace()) && attendance.takeInPlace() ? (time, isTrial) : nil
    }

    /// Whether a batch of `count`, by what has been measured, could be decoded in place if its caller came at once.
    func isShort(_ count: Int) -> Bool { takesLess(count, than: 50 * WakeUpCost.dearest) }

    /// Whether a batch of `count`, worth more than one thread, is among those tried both ways.
    func isTried(_ count: Int) -> Bool { takesLess(count, than: InPlaceTrial.longest) }

    private func takesLess(_ count: Int, than nanoseconds: Double) -> Bool {
        guard let cost = payloadCost.nanoseconds else { return false }
        return Double(count) * cost <= nanoseconds
    }

    // MARK: What was seen

    /// The first `payloads` of a batch took the dispatching thread `nanoseconds`, including its workspace, whose cost
    /// is known.
    func learn(inPlace nanoseconds: UInt64, payloads: Int, isTrial: Bool) {
        let workspace = min(UInt64(workspaceCost.nanoseconds ?? 0), nanoseconds / 2)
        learn(nanoseconds: nanoseconds - workspace, payloads: payloads)
        if isTrial { trial.note(inPlace: nanoseconds, payloads: payloads) }
    }

    /// Corrects the estimate.
    ///
    /// Cheapness is believed slowly and doubted fast: decoding a costly batch in place is worse than handing over a
    /// cheap one. But a first surprise is believed only up to four times the estimate, the next one in full: a thread
    /// that took four thousand microseconds instead of one was without its CPU, and the lane would need fifty batches
    /// to trust again.
    func learn(nanoseconds: UInt64, payloads: Int) {
        guard isOfOneKind, payloads > 0, nanoseconds > 0 else { return }
        var measured = Double(nanoseconds) / Double(payloads)
        let most = payloadCost.nanoseconds.map { 4 * $0 } ?? measured
        let isSurprise = measured > most
        if isSurprise, nanoseconds < Self.lostTime, !isSurprised.load(ordering: .relaxed) { measured = most }
        isSurprised.store(isSurprise, ordering: .relaxed)
        payloadCost.observe(measured, up: 0.5, down: 0.125)
    }

    /// A thread that loses its CPU to one or two others has it back within this many nanoseconds; a longer surprise is
    /// believed at once.
    private static var lostTime: UInt64 { 10_000_000 }
}

// What a lane has learned of its batches, and where it sends the next one.

import Synchronization

/// Estimates that are corrected by whoever decodes, and read by whoever dispatches; a correction that is lost in a race is no harm.
final class LaneExperience: Sendable {
    /// Whether the lane's payloads are alike; those of plain dispatches, which have all kinds of decoders, are not.
    private let isOfOneKind: Bool
    /// Nanoseconds a payload; nil always where they are not alike.
    let payloadCost = CostEstimate()
    /// Nanoseconds a workspace.
    let workspaceCost = CostEstimate()
    let attendance = Attendance()
    let trial = InPlaceTrial()
    /// Whether the last batch was much dearer than was thought.
    private let isSurprised = Atomic(false)
    /// How many batches were beyond doubt; one in four of them is timed.
    private let beyondDoubt = Atomic(0)

    init(isOfOneKind: Bool) { self.isOfOneKind = isOfOneKind }

    // MARK: Where to

    /// Where a batch of `count` payloads goes in a pool of `workers` on `cpus`, of whom one is woken in `wakeUpCost` nanoseconds.
    ///
    /// Asked once for each batch: it counts them.
    func route(of count: Int, workers: Int, cpus: Int, wakeUpCost: Double) -> Route {
        if isBeyondDoubt(count, wakeUpCost: wakeUpCost) { return .inPlace }
        if isCheaper(count, than: wakeUpCost) { return .inPlaceFor(budget: 2 * wakeUpCost) }
        if let (time, isTrial) = timeInPlace(count, workers: workers, cpus: cpus, wakeUpCost: wakeUpCost) {
            return .soleCaller(budget: 2 * time, isTrial: isTrial)
        }
        return .handOver
    }

    /// Whether a batch of `count` is cheaper than `wakeUpCost`, as far as was seen, so that it is not worth one.
    func isCheaper(_ count: Int, than wakeUpCost: Double) -> Bool {
        guard let cost = payloadCost.nanoseconds else { return false }
        return Double(count) * cost + (workspaceCost.nanoseconds ?? 0) <= wakeUpCost
    }

    /// Whether a batch of `count` is so short, and so much cheaper than `wakeUpCost`, that it may be decoded in place untimed, as three of
    /// four are.
    ///
    /// The looks at the clock take 60 to 120 ns, more than all else that the lane adds to such a batch. The price: one that is dear after
    /// all is decoded in place to its end, where a look after its first payload would have handed the rest over. Where payloads have
    /// become dear for good that is so for four batches at most; of single dear ones among cheap ones, for three of four.
    func isBeyondDoubt(_ count: Int, wakeUpCost: Double) -> Bool {
        guard count <= Slicing.inPlace, isCheaper(count, than: wakeUpCost / 2) else { return false }
        guard !isSurprised.load(ordering: .relaxed) else { return false }
        let turn = beyondDoubt.load(ordering: .relaxed) &+ 1
        beyondDoubt.store(turn, ordering: .relaxed)
        // Which of the four it is moves on: of batches that take turns every kind is timed now and then.
        return turn & 3 != (turn >> 2) & 3
    }

    /// How long a batch of `count` will take one thread that waits for it, in nanoseconds, if it should not be handed over, and whether that
    /// is one of the trial's.
    ///
    /// It should not where its caller would come to wait for it at once, and it is worth no more than that one pair of hands, or two have been
    /// seen to be no faster: to hand it over would only add a wake-up. Where that is less than one part in fifty it is handed over all the
    /// same, so that no caller is held in its dispatch for much longer than `50 * wakeUpCost`.
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

    /// Whether a batch of `count` could be decoded in place if its caller came at once, as far as was seen.
    func isShort(_ count: Int) -> Bool { takesLess(count, than: 50 * WakeUpCost.dearest) }

    /// Whether a batch of `count`, worth more than one thread, is one of those that are tried both ways.
    func isTried(_ count: Int) -> Bool { takesLess(count, than: InPlaceTrial.longest) }

    private func takesLess(_ count: Int, than nanoseconds: Double) -> Bool {
        guard let cost = payloadCost.nanoseconds else { return false }
        return Double(count) * cost <= nanoseconds
    }

    // MARK: What was seen

    /// The first `payloads` of a batch took the dispatching thread `nanoseconds`, its workspace included, of which is known what it costs.
    func learn(inPlace nanoseconds: UInt64, payloads: Int, isTrial: Bool) {
        let workspace = min(UInt64(workspaceCost.nanoseconds ?? 0), nanoseconds / 2)
        learn(nanoseconds: nanoseconds - workspace, payloads: payloads)
        if isTrial { trial.note(inPlace: nanoseconds, payloads: payloads) }
    }

    /// Corrects the estimate.
    ///
    /// Cheapness is believed slowly and doubted fast: to decode a dear batch in place is worse than to hand over a
    /// cheap one. But one surprise is not believed beyond four times what was thought, the next one is: in a microsecond that took four
    /// thousand the thread was without its CPU, and it would be fifty batches until the lane trusted again.
    func learn(nanoseconds: UInt64, payloads: Int) {
        guard isOfOneKind, payloads > 0, nanoseconds > 0 else { return }
        var measured = Double(nanoseconds) / Double(payloads)
        let most = payloadCost.nanoseconds.map { 4 * $0 } ?? measured
        let isSurprise = measured > most
        if isSurprise, nanoseconds < Self.lostTime, !isSurprised.load(ordering: .relaxed) { measured = most }
        isSurprised.store(isSurprise, ordering: .relaxed)
        payloadCost.observe(measured, up: 0.5, down: 0.125)
    }

    /// A thread that loses its CPU to one or two others has it back within this many nanoseconds.
    private static var lostTime: UInt64 { 10_000_000 }
}

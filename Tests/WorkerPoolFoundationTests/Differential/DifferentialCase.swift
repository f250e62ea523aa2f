import Foundation
import TestSupport
import WorkerPoolFoundation
import WorkerPoolJSON

/// One document, decoded into one type by both decoders.
struct DifferentialCase: Sendable {
    var shape: Shape
    var document: [UInt8]
    var strategies = Strategies()
    /// What `Wanderer`s do.
    var seed: UInt64 = 0
    /// Whether a frozen document is decoded, and not a payload.
    var inPlace = false
    /// Whether containers are lent, as they are not on Darwin.
    var lends = true
    /// How often it was made smaller to explain a difference.
    var depth = 0

    struct Difference: Sendable {
        let ours: Rendering
        let theirs: Rendering

        var ourFault: Fault? { if case .fault(let fault) = ours { fault } else { nil } }
        var theirFault: Fault? { if case .fault(let fault) = theirs { fault } else { nil } }
    }

    /// What both say, and the calls that were made.
    func run() -> (ours: Rendering, theirs: Rendering, calls: [String: Int]) {
        var options = strategies.ours
        let ourScript = Script(seed: seed)
        options.userInfo[Script.key] = ourScript
        options.lendsContainers = lends && options.lendsContainers
        let decoder = strategies.theirs
        decoder.userInfo[Script.key] = Script(seed: seed)
        return (shape.ours(document, options, inPlace), shape.theirs(document, decoder), ourScript.calls)
    }

    func differences() -> [Difference] {
        let (ours, theirs, _) = run()
        return Rendering.differences(ours, theirs).map { Difference(ours: $0.ours, theirs: $0.theirs) }
    }

    /// The differences that no row of the table accepts.
    func unaccepted() -> [Difference] {
        differences().filter { difference in !AcceptedDifference.all.contains { $0.accepts(difference, of: self) } }
    }
}

extension DifferentialCase: CustomStringConvertible {
    var description: String {
        "\(shape.name) from \(String(decoding: document, as: UTF8.self)), \(strategies.names.joined(separator: ", ")), seed \(seed)"
            + (inPlace ? ", in place" : "") + (lends ? "" : ", nothing lent")
    }
}

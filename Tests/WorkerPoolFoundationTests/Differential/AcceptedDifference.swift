import Foundation
import WorkerPoolJSON

/// A difference between the two decoders that is meant.
///
/// It is a sentence of `WorkerPoolJSON.md`, and a way to tell it from any other difference: where possible by what takes it away, since
/// both must decode the same from the same document without it.
struct AcceptedDifference: Sendable {
    typealias Difference = DifferentialCase.Difference

    let sentence: String
    let example: DifferentialCase
    private let isShown: @Sendable (Difference, DifferentialCase) -> Bool

    /// Told by what both say.
    init(
        _ sentence: String,
        example: DifferentialCase,
        isShown: @escaping @Sendable (Difference, DifferentialCase) -> Bool
    ) {
        self.sentence = sentence
        self.example = example
        self.isShown = isShown
    }

    /// Told by what takes it away; nil where there is nothing to take away.
    init(
        _ sentence: String,
        example: DifferentialCase,
        without: @escaping @Sendable (Difference, DifferentialCase) -> DifferentialCase?
    ) {
        self.init(sentence, example: example) { difference, whole in
            without(difference, whole)?.unaccepted().isEmpty == true
        }
    }

    func accepts(_ difference: Difference, of whole: DifferentialCase) -> Bool { isShown(difference, whole) }
}

extension DifferentialCase {
    init<Value: Decodable & Sendable>(
        _ type: Value.Type,
        _ document: String,
        _ choose: (inout Strategies) -> Void = { _ in }
    ) {
        self.init(shape: Shape(type), document: [UInt8](document.utf8))
        choose(&strategies)
    }

    /// With another document; nil if it is the same.
    func with(_ document: [UInt8]) -> DifferentialCase? {
        guard document != self.document else { return nil }
        var other = self
        other.document = document
        return other
    }

    /// With another value; nil if it is the same, or was no JSON.
    func with(_ change: (Sample) -> Sample) -> DifferentialCase? {
        guard let sample = try? Sample(document) else { return nil }
        let changed = change(sample)
        // By bytes: a `String` equals what is written otherwise.
        guard !changed.text.utf8.elementsEqual(sample.text.utf8) else { return nil }
        return with([UInt8](changed.text.utf8))
    }

    var isJSON: Bool { (try? FrozenJSON(parsing: document)) != nil }
}

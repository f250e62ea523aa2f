// The decoder that all contestants run: a whole JSON document, frozen, then what is worth knowing about it.

import WorkerPool
import WorkerPoolJSON

struct DocumentDecoder: WorkerPool.Decoder {
    let condition: Condition?
    private let parser = FrozenJSON.Decoder<ArraySlice<UInt8>>()

    /// The decoder with its validation and its filter plugged in; nil means a dropped line.
    static func events(
        where condition: Condition?
    ) -> some WorkerPool.Decoder<ArraySlice<UInt8>, Document?> {
        DocumentDecoder(condition: condition)
            .validating { document in
                guard document.kind != .scalar else {
                    throw Malformation(reason: "Neither an object nor an array")
                }
            }
            .filter { document in document.isWanted }
    }

    init(condition: Condition?) {
        self.condition = condition
    }

    func makeWorkspace() -> FrozenJSON.Workspace { parser.makeWorkspace() }

    func decode(
        _ line: ArraySlice<UInt8>,
        in workspace: inout FrozenJSON.Workspace
    ) throws(Malformation) -> Document {
        do throws(FrozenJSON.ParseError) {
            let parsed = try parser.decode(line, in: &workspace)
            return Document(parsed, isWanted: condition?.holds(for: parsed) ?? true)
        } catch {
            throw Malformation(error)
        }
    }
}

/// What the caller learns about a line.
struct Document: Sendable, Equatable {
    enum Kind {
        case object
        case array
        case scalar
    }

    let kind: Kind
    /// Members of the object or elements of the array.
    let count: Int
    let isWanted: Bool
}

extension Document {
    fileprivate init(_ value: FrozenJSON, isWanted: Bool) {
        kind =
            switch value.kind {
            case .object: .object
            case .array: .array
            default: .scalar
            }
        count = value.count
        self.isWanted = isWanted
    }
}

/// Why a line is no document, in a few words.
struct Malformation: Error, Equatable {
    let reason: String

    init(reason: String) {
        self.reason = reason
    }

    fileprivate init(_ error: FrozenJSON.ParseError) {
        reason = "Expected \(error.expected) at column \(error.column)"
    }
}

// The decoder that all contestants run: a whole JSON document by Foundation, then what is worth knowing of it.

import Foundation
import WorkerPool

/// What the caller learns of a line.
struct Document: Sendable, Equatable {
    enum Kind: String {
        case object
        case array
        case scalar
    }

    let kind: Kind
    /// Members of the object or elements of the array.
    let count: Int
    let isWanted: Bool
}

/// Why a line is no document, in a few words: Foundation may quote a number of a million digits.
struct Malformation: Error, Equatable {
    let reason: String

    init(reason: String) {
        let sentence = reason.hasSuffix(".") ? reason.dropLast() : reason[...]
        self.reason = sentence.count > 100 ? sentence.prefix(97) + "..." : String(sentence)
    }
}

struct DocumentDecoder: WorkerPool.Decoder {
    let condition: Condition?

    /// The decoder with its validation and its filter plugged in: nil is a line that was dropped.
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

    func decode(_ line: ArraySlice<UInt8>) throws(Malformation) -> Document {
        do {
            return try unsafe line.withUnsafeBytes { bytes in
                // No copy of the line: the data points into the chunk, which outlives it, since `JSONSerialization` keeps
                // nothing of its input. Nor does it write there, so the address may pose as mutable.
                let data = unsafe Data(
                    bytesNoCopy: UnsafeMutableRawPointer(mutating: bytes.baseAddress!),
                    count: bytes.count,
                    deallocator: .none
                )
                return try withTemporaryObjects {
                    summary(of: try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed))
                }
            }
        } catch {
            let explanation = (error as NSError).userInfo["NSDebugDescription"] as? String ?? error.localizedDescription
            throw Malformation(reason: explanation)
        }
    }

    private func summary(of value: Any) -> Document {
        let isWanted = condition?.holds(for: value) ?? true
        return switch value {
        case let object as [String: Any]: Document(kind: .object, count: object.count, isWanted: isWanted)
        case let array as [Any]: Document(kind: .array, count: array.count, isWanted: isWanted)
        default: Document(kind: .scalar, count: 0, isWanted: isWanted)
        }
    }

    /// Foundation's temporary objects die with each line also where nobody drains the thread's autorelease pool.
    private func withTemporaryObjects<Value>(_ body: () throws -> Value) rethrows -> Value {
        #if canImport(ObjectiveC)
        try autoreleasepool(invoking: body)
        #else
        try body()
        #endif
    }
}

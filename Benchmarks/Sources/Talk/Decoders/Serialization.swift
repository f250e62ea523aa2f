// What many still use: Foundation's JSONSerialization, into dictionaries.

import Contestants
import Foundation
import WorkerPool

/// Decodes into dictionaries on the worker, and hands out the two fields that a consumer asks for: `Any` is not `Sendable`.
private struct SerializationDecoder: WorkerPool.Decoder {
    struct NoOrder: Error {}

    func decode(_ payload: [UInt8]) throws -> Int {
        let object = try JSONSerialization.jsonObject(with: Data(payload)) as? [String: Any]
        guard let id = object?["id"] as? Int, let total = object?["total"] as? Int else { throw NoOrder() }
        return id &* 31 &+ total
    }
}

extension DecoderUnderTest {
    static let serialization = DecoderUnderTest(
        "serialization",
        Subject(SerializationDecoder()) { UInt64(truncatingIfNeeded: $0) }
    )
}

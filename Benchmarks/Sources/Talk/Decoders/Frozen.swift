// The frozen decoder: FrozenJSON, the whole document in one pass, handed out as it is; about 0.7 GB/s of orders on one thread.

import Contestants
import WorkerPoolJSON

extension DecoderUnderTest {
    static let frozen = DecoderUnderTest("frozen", Subject(FrozenJSON.Decoder()) { $0.orderDigest })
}

extension FrozenJSON {
    /// Two fields of an order, as a consumer reads them.
    var orderDigest: UInt64 {
        UInt64(truncatingIfNeeded: self["id"].int ?? 0) &* 31 &+ UInt64(truncatingIfNeeded: self["total"].int ?? 0)
    }
}

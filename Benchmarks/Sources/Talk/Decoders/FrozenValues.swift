// What replaces the dear decoder: the same struct and the same check, decoded from FrozenJSON's tape.

import Contestants
import Payloads
import WorkerPool
import WorkerPoolJSON

extension DecoderUnderTest {
    static let frozenValues = DecoderUnderTest(
        "frozen-values",
        Subject(FrozenJSON.ValueDecoder(Order.self).validating { try $0.validate() }) { $0.digest }
    )
}

// The dear decoder: Foundation's JSONDecoder into a struct, and a check of it.

import Contestants
import Payloads
import WorkerPool
import WorkerPoolFoundation

extension DecoderUnderTest {
    static let dear = DecoderUnderTest(
        "dear",
        Subject(WorkerPool.JSON(Order.self).validating { try $0.validate() }) { $0.digest }
    )
}

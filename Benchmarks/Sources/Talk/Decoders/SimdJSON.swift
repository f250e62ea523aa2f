// simdjson's DOM, where it is installed: the fastest parser of whole documents that there is, in C++.

import Contestants
import SimdJSON
import WorkerPool

/// Its documents live in the parser until the next one, so that what leaves the worker are the two fields that a consumer asks for.
private struct SimdJSONDecoder: WorkerPool.Decoder {
    struct Malformed: Error {}

    /// A parser of one worker.
    final class Workspace {
        let parsers = simdjson_make()
        deinit { simdjson_release(parsers) }
    }

    func makeWorkspace() -> Workspace { Workspace() }

    func decode(_ payload: [UInt8], in workspace: inout Workspace) throws(Malformed) -> Int {
        let parsers = workspace.parsers
        guard payload.withUnsafeBufferPointer({ simdjson_parse_copy(parsers, $0.baseAddress, $0.count) }) else {
            throw Malformed()
        }
        var id: Int64 = 0
        var total: Int64 = 0
        _ = simdjson_root_integer(parsers, "id", &id)
        _ = simdjson_root_integer(parsers, "total", &total)
        return Int(id) &* 31 &+ Int(total)
    }
}

extension DecoderUnderTest {
    /// Its version and the kernels that this machine gets; nil where it is not there.
    static var simdJSONVersion: String? {
        simdjson_is_there() ? String(cString: simdjson_implementations()) : nil
    }

    /// Nil where simdjson was not there when this was compiled.
    static let simdJSON =
        simdjson_is_there()
        ? DecoderUnderTest("simdjson", Subject(SimdJSONDecoder()) { UInt64(truncatingIfNeeded: $0) }) : nil
}

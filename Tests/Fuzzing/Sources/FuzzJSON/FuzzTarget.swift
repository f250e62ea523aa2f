// The entry of libFuzzer: any bytes at all, and what must hold of them.

import WorkerPoolJSON

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Input(Array(UnsafeBufferPointer(start: start, count: count)))
    Glancing.check(input)
    Sharing.check(input)
    let options = input.parsing
    let bytes = input.document
    Diagnosing.check(bytes)
    let plain =
        bytes.count <= max(0, options.maximumSize) ? PlainJSON(bytes, maximumDepth: max(0, options.maximumDepth)) : nil
    do {
        let document = try FrozenJSON(parsing: bytes, options: options)
        guard let plain else { fatalError("accepted what is no JSON") }
        guard plain.agrees(with: document) else { fatalError("read as something else") }
        guard plain.agrees(with: FrozenJSON.Glance(at: bytes), of: document) else {
            fatalError("glanced at something else")
        }
        let written = document.jsonBytes()
        let again = try FrozenJSON(parsing: written, options: options)
        guard again == document, again.jsonBytes() == written, Array(document.description.utf8) == written else {
            fatalError("does not come back as it was written")
        }
        Walking.check(input, plain, document)
        try Rewriting.check(input, plain, document)
        try Decoding.check(input, plain, document)
        Shaping.check(input, document)
    } catch let error as FrozenJSON.ParseError {
        guard plain == nil else { fatalError("refused JSON: \(error)") }
        guard (0...bytes.count).contains(error.offset), !"\(error)".isEmpty else {
            fatalError("an error outside of the document")
        }
        Diagnosing.check(error, in: bytes)
    } catch {
        fatalError("an error of another kind: \(error)")
    }
    return 0
}

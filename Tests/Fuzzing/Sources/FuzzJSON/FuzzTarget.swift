// The entry of libFuzzer: any bytes at all, and what must hold of them.

import WorkerPoolJSON

/// A depth that mutations reach often.
private let maximumDepth = 20

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let plain = PlainJSON(bytes, maximumDepth: maximumDepth)
    // Whatever it finds in what is no JSON, it must not read outside.
    let glance = FrozenJSON.Glance(at: bytes)
    _ = (glance["a"]["b"].int, glance["a"].string, glance[1][0].double)
    do {
        let document = try FrozenJSON(parsing: bytes, options: FrozenJSON.Options(maximumDepth: maximumDepth))
        guard let plain else { fatalError("accepted what is no JSON") }
        guard plain.agrees(with: document) else { fatalError("read as something else") }

        guard plain.agrees(with: glance, of: document) else { fatalError("glanced at something else") }

        let written = document.jsonBytes()
        let again = try FrozenJSON(parsing: written)
        guard again == document, again.jsonBytes() == written else {
            fatalError("does not come back as it was written")
        }

        guard plain.agrees(with: try document.decode(Decoded.self)) else { fatalError("decoded as something else") }
        var workspace = decoder.makeWorkspace()
        guard plain.agrees(with: try decoder.decode(bytes, in: &workspace)) else {
            fatalError("decoded by the pool as something else")
        }
    } catch let error as FrozenJSON.ParseError {
        guard plain == nil else { fatalError("refused JSON: \(error)") }
        guard (0...bytes.count).contains(error.offset), !"\(error)".isEmpty else {
            fatalError("an error outside of the document")
        }
    } catch {
        fatalError("an error of another kind: \(error)")
    }
    return 0
}

private let decoder = FrozenJSON.ValueDecoder(Decoded.self)

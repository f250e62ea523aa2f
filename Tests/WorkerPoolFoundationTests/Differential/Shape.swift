import Foundation
import WorkerPoolFoundation
import WorkerPoolJSON

/// A type to decode into, with documents that fit it.
struct Shape: Sendable {
    let name: String
    let examples: [String]
    let ours: @Sendable (_ document: [UInt8], _ options: FrozenJSON.DecodingOptions, _ inPlace: Bool) -> Rendering
    let theirs: @Sendable (_ document: [UInt8], _ decoder: JSONDecoder) -> Rendering

    init<Value: Decodable & Sendable>(_ type: Value.Type, _ examples: String...) {
        name = "\(type)"
        self.examples = examples
        ours = { document, options, inPlace in
            Rendering.outcome {
                if inPlace {
                    do throws(FrozenJSON.ParseError) {
                        let frozen = try FrozenJSON(parsing: document)
                        return Rendering.outcome { try frozen.decode(type, decoding: options) }
                    } catch {
                        // Its own form of what `ValueDecoder` throws.
                    }
                }
                let decoder = FrozenJSON.ValueDecoder(type, decoding: options)
                var workspace = decoder.makeWorkspace()
                return try decoder.decode(document, in: &workspace)
            }
        }
        theirs = { document, decoder in Rendering.outcome { try decoder.decode(type, from: Data(document)) } }
    }
}

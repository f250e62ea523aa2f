// simdjson, through the shim.

import Foundation
import SimdJSON

/// Both of simdjson's parsers, reused from document to document.
final class SimdJSONParsers {
    private let parsers: OpaquePointer

    static let padding = Int(simdjson_padding)
    static var implementations: String { String(cString: simdjson_implementations()) }

    /// Nil where simdjson was not there when this was compiled.
    init?() {
        guard simdjson_is_there() else { return nil }
        parsers = simdjson_make()
    }

    deinit { simdjson_release(parsers) }

    func parse(_ padded: [UInt8]) -> Bool {
        padded.withUnsafeBufferPointer { simdjson_parse(parsers, $0.baseAddress, $0.count - Self.padding) }
    }

    func digest(_ padded: [UInt8], isExact: Bool = true) -> UInt64 {
        padded.withUnsafeBufferPointer { simdjson_digest(parsers, $0.baseAddress, $0.count - Self.padding, isExact) }
    }

    func fields(_ padded: [UInt8], at paths: Paths) -> UInt64 {
        padded.withUnsafeBufferPointer {
            simdjson_fields(
                parsers,
                $0.baseAddress,
                $0.count - Self.padding,
                paths.steps,
                paths.lengths,
                paths.lengths.count
            )
        }
    }

    /// Paths in the shim's form: keys in memory that stays where it is.
    final class Paths {
        fileprivate let steps: UnsafeMutablePointer<simdjson_step>
        fileprivate let lengths: [Int]

        /// Each step is a key, which as an index of an array is a number.
        init(_ paths: [[Step]]) {
            let all = paths.flatMap(\.self)
            steps = .allocate(capacity: all.count)
            for (index, step) in all.enumerated() {
                switch step {
                case .key(let key):
                    steps[index] = simdjson_step(key: strdup(key), length: key.utf8.count, index: 0)
                case .index(let position):
                    steps[index] = simdjson_step(key: nil, length: 0, index: position)
                }
            }
            lengths = paths.map(\.count)
        }

        deinit {
            for index in 0..<lengths.reduce(0, +) { free(UnsafeMutablePointer(mutating: steps[index].key)) }
            steps.deallocate()
        }
    }
}

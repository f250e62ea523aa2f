// Whole documents: everything checked, and kept so that any of it can be asked for.

import ArgumentParser
import Foundation
import Measuring
import WorkerPoolJSON

struct WholeDocument {
    let documents: Documents
    let parsers: SimdJSONParsers?

    func comparison() throws -> Comparison {
        try check()
        let decoder = FrozenJSON.Decoder<[UInt8]>()
        var workspace = decoder.makeWorkspace()
        let ours = Contestant(name: "FrozenJSON") {
            for array in documents.arrays { consume(try? decoder.decode(array, in: &workspace)) }
        }
        // A pass drops each document before the next, so that all may lie in one slab; these say what other lives cost.
        var kept: [FrozenJSON] = []
        var alone = FrozenJSON.Workspace(.separate)
        var others = [
            Contestant(name: "FrozenJSON, kept until all are parsed") {
                for array in documents.arrays {
                    if let document = try? decoder.decode(array, in: &workspace) { kept.append(document) }
                }
                consume(kept.count)
                kept.removeAll(keepingCapacity: true)
            },
            Contestant(name: "FrozenJSON, separate") {
                for array in documents.arrays { consume(try? decoder.decode(array, in: &alone)) }
            },
            Contestant(name: "JSONSerialization") {
                for data in documents.datas {
                    consume(try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed))
                }
            },
        ]
        if let parsers {
            others.append(
                Contestant(name: "simdjson's DOM") {
                    for padded in documents.padded { consume(parsers.parse(padded)) }
                }
            )
        }
        return Comparison(
            title: "whole document",
            subject: ours,
            others: others,
            targets: [Target(other: "JSONSerialization", atLeast: 20), Target(other: "simdjson's DOM", atLeast: 0.8)]
        )
    }

    /// All must accept the same documents, and find the same in them.
    private func check() throws {
        for index in documents.arrays.indices {
            let serialized = try? JSONSerialization.jsonObject(with: documents.datas[index], options: .fragmentsAllowed)
            let expected = serialized.map { Digest.of(foundation: $0) } ?? Digest.malformed
            let frozen = try? FrozenJSON(parsing: documents.arrays[index])
            if (frozen.map { Digest.of(frozen: $0, isExact: false) } ?? Digest.malformed) != expected {
                throw ValidationError("\(documents.name), document \(index): differs from JSONSerialization's")
            }
            let exact = frozen.map { Digest.of(frozen: $0, isExact: true) } ?? Digest.malformed
            if let parsers, parsers.digest(documents.padded[index]) != exact {
                throw ValidationError("\(documents.name), document \(index): differs from simdjson's")
            }
        }
    }
}

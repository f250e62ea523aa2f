// Whole documents: everything checked, and kept so that any of it can be asked for.

import ArgumentParser
import Foundation

struct WholeDocument {
    let documents: Documents
    let parsers: SimdJSONParsers?

    func comparison() throws -> Comparison {
        try check()
        var others = [
            Contestant(name: "JSONSerialization") {
                for data in documents.datas {
                    consume(try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed))
                }
            }
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
            subject: others[1],
            others: [others[0]],
            targets: [Target(other: "JSONSerialization", atLeast: 20)]
        )
    }

    /// All must accept the same documents, and find the same in them.
    private func check() throws {
        for index in documents.arrays.indices {
            let serialized = try? JSONSerialization.jsonObject(with: documents.datas[index], options: .fragmentsAllowed)
            let expected = serialized.map { Digest.of(foundation: $0) } ?? Digest.malformed
            if let parsers, parsers.digest(documents.padded[index]) != expected {
                throw ValidationError(
                    "\(documents.name), document \(index): simdjson finds something else than JSONSerialization"
                )
            }
        }
    }
}

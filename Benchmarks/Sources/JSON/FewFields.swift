// One or two fields of each document, and nothing else of it.

import ArgumentParser
import Foundation
import Measuring
import WorkerPoolJSON

struct FewFields {
    let documents: Documents
    let parsers: SimdJSONParsers?
    /// JSON Pointers.
    let pointers: [String]

    init(documents: Documents, parsers: SimdJSONParsers?, pointers: [String]) {
        self.documents = documents
        self.parsers = parsers
        self.pointers = pointers.isEmpty ? Self.someOf(documents) : pointers
    }

    /// One field, and all of them where there are more.
    func comparisons() throws -> [Comparison] {
        try (pointers.count > 1 ? [[pointers.last!], pointers] : [pointers]).map(comparison)
    }

    private func comparison(_ pointers: [String]) throws -> Comparison {
        let paths = pointers.map { Step.steps(of: $0) }
        let simdPaths = SimdJSONParsers.Paths(paths)
        // Who asks for a field knows what it is as a rule: as the first document has it that has it at all.
        let kinds = pointers.map { pointer in
            documents.arrays.lazy.compactMap { try? FrozenJSON(parsing: $0)[pointer: pointer].kind }.first
        }

        func ours(_ array: [UInt8]) -> UInt64 {
            let glance = FrozenJSON.Glance(at: array)
            return zip(paths, kinds)
                .reduce(Digest.fields) { Digest.mixed($0, Digest.of(field: $1.0, kind: $1.1, at: glance)) }
        }

        if let parsers {
            for (index, padded) in documents.padded.enumerated() {
                // Of what is no JSON each may find what it likes: neither looks at all of it.
                guard (try? FrozenJSON(parsing: documents.arrays[index])) != nil else { continue }
                if ours(documents.arrays[index]) != parsers.fields(padded, at: simdPaths) {
                    throw ValidationError(
                        "\(documents.name), document \(index): the fields \(pointers) differ from simdjson's"
                    )
                }
            }
        }
        var others: [Contestant] = []
        if let parsers {
            others.append(
                Contestant(name: "simdjson's on-demand") {
                    for padded in documents.padded { consume(parsers.fields(padded, at: simdPaths)) }
                }
            )
        }
        return Comparison(
            title:
                "\(pointers.count == 1 ? "one field" : "\(pointers.count) fields"): \(pointers.joined(separator: ", "))",
            subject: Contestant(name: "FrozenJSON.Glance") {
                for array in documents.arrays { consume(ours(array)) }
            },
            others: others,
            targets: [Target(other: "simdjson's on-demand", atLeast: 0.5)]
        )
    }

    /// Two scalars of the first document, at a quarter and at half of its scalars.
    private static func someOf(_ documents: Documents) -> [String] {
        guard let document = documents.arrays.lazy.compactMap({ try? FrozenJSON(parsing: $0) }).first else {
            return [""]
        }
        var scalars: [String] = []
        func visit(_ value: FrozenJSON, _ path: String) {
            for member in value.members {
                let name = member.name.replacing("~", with: "~0").replacing("/", with: "~1")
                visit(member.value, path + "/" + name)
            }
            for (index, element) in value.elements.enumerated() { visit(element, path + "/\(index)") }
            if value.count == 0, !value.isNull, value.kind != .array, value.kind != .object { scalars.append(path) }
        }
        visit(document, "")
        guard scalars.count > 1 else { return scalars }
        return [scalars[scalars.count / 4], scalars[scalars.count / 2]]
    }
}

extension Digest {
    /// Of a scalar at the end of a path, as the shim has it.
    static func of(field steps: [Step], kind: FrozenJSON.Kind?, at document: FrozenJSON.Glance<[UInt8]>) -> UInt64 {
        var value = document
        for step in steps {
            switch step {
            case .key(let key): value = value[key]
            case .index(let index): value = value[index]
            }
        }
        guard value.exists else { return missing }
        switch kind {
        case .bool: if let bool = value.bool { return of(bool) }
        case .number:
            if let double = value.double { return of(double) }
        case .string: if let text = value.string { return of(text) }
        default: break
        }
        // Something else than expected.
        guard let parsed = value.parsed else { return malformed }
        switch parsed.kind {
        case .null: return null
        case .bool: return of(parsed.bool!)
        case .number: return parsed.double.map { of($0) } ?? malformed
        case .string: return of(parsed.string!)
        default: return notScalar
        }
    }

    /// Of a whole document; of numbers, unless it is exact, only what a `Float` holds.
    static func of(frozen value: FrozenJSON, isExact: Bool) -> UInt64 {
        switch value.kind {
        case nil: malformed
        case .null: null
        case .bool: of(value.bool!)
        case .number: value.double.map { of(isExact ? $0 : Double(Float($0))) } ?? malformed
        case .string: of(value.string!)
        case .array: of(array: value.elements.lazy.map { of(frozen: $0, isExact: isExact) })
        case .object:
            of(object: value.members.lazy.map { (key: of($0.name), value: of(frozen: $0.value, isExact: isExact)) })
        }
    }
}

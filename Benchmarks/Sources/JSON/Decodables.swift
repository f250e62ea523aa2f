// A user's `Decodable` types: all of a document, and a few of its fields.

import ArgumentParser
import Foundation
import Measuring
import WorkerPoolJSON

struct Decodables {
    let documents: Documents

    /// The two comparisons: with the declared types that fit these documents, or with types of the shape that they have in common.
    func comparisons() throws -> [Comparison] {
        if fits(Tweet.self) { return try [comparison(Tweet.self), comparison(TweetGlance.self, few: true)] }
        if fits(GitHubEvent.self) {
            return try [comparison(GitHubEvent.self), comparison(GitHubEventGlance.self, few: true)]
        }
        if fits(Row.self) { return try [comparison(Row.self), comparison(RowGlance.self, few: true)] }
        if fits(Order.self) { return try [comparison(Order.self), comparison(OrderGlance.self, few: true)] }
        let whole = Shape()
        for array in documents.arrays {
            if let learned = try? FrozenJSON(parsing: array).decode(Shape.Learned.self) { whole.learn(learned) }
        }
        return try [comparison(Shaped.self, of: whole), comparison(Shaped.self, few: true, of: whole.glance)]
    }

    /// Whether at least one document decodes, and all that are JSON.
    private func fits<Value: Decodable>(_ type: Value.Type) -> Bool {
        let decoder = JSONDecoder()
        let wellFormed = documents.datas.filter {
            (try? JSONSerialization.jsonObject(with: $0, options: .fragmentsAllowed)) != nil
        }
        return !wellFormed.isEmpty && wellFormed.allSatisfy { (try? decoder.decode(type, from: $0)) != nil }
    }

    private func comparison<Value: Decodable & Equatable & Sendable>(
        _ type: Value.Type,
        few: Bool = false,
        of shape: Shape? = nil
    ) throws -> Comparison {
        let jsonDecoder = JSONDecoder()
        let decoder = FrozenJSON.ValueDecoder(type)
        var workspace = decoder.makeWorkspace()
        if let shape { Shaped.shape = shape }
        for (index, array) in documents.arrays.enumerated() {
            let expected = try? jsonDecoder.decode(type, from: documents.datas[index])
            if (try? decoder.decode(array, in: &workspace)) != expected {
                throw ValidationError("\(documents.name), document \(index): \(type) differs from JSONDecoder's")
            }
        }
        let ours = Contestant(name: "FrozenJSON.ValueDecoder") {
            if let shape { Shaped.shape = shape }
            for array in documents.arrays { consume(try? decoder.decode(array, in: &workspace)) }
        }
        let foundations = Contestant(name: "JSONDecoder") {
            if let shape { Shaped.shape = shape }
            for data in documents.datas { consume(try? jsonDecoder.decode(type, from: data)) }
        }
        return Comparison(
            title: "Decodable, \(few ? "few fields" : "all that a service declares"): \(type)",
            subject: ours,
            others: [foundations],
            targets: [Target(other: "JSONDecoder", atLeast: few ? 5 : 4)]
        )
    }
}

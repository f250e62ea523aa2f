// A type that guesses by `try?`, on documents in which it guesses wrong most of the time.

import ArgumentParser
import Foundation
import Measuring
import WorkerPoolJSON

struct Guessing {
    private let title: String
    private let target: Double
    private let documents: Documents

    /// Strings side by side, objects beside each other, and arrays in arrays.
    static var all: [Guessing] {
        let strings = (0..<60).map { #""name \#($0)":"a string that is no number \#($0)""# }
        let object = #"{"id":1,"name":"somebody","tags":["a","b"],"score":1.5,"parent":null}"#
        let objects = (0..<40).map { #""object \#($0)":\#(object)"# }
        let deep = String(repeating: "[", count: 60) + "1" + String(repeating: "]", count: 60)
        return [
            Guessing("flat strings", atLeast: 2, "{\(strings.joined(separator: ","))}"),
            Guessing("objects", atLeast: 3, "{\(objects.joined(separator: ","))}"),
            Guessing("deep", atLeast: 20, deep),
        ]
    }

    private init(_ title: String, atLeast target: Double, _ document: String) {
        self.title = title
        self.target = target
        documents = Documents(name: title, lines: Array(repeating: Array(document.utf8), count: 5), padding: 0)
    }

    func run(seconds: Double) throws {
        let jsonDecoder = JSONDecoder()
        let decoder = FrozenJSON.ValueDecoder(Guess.self)
        var workspace = decoder.makeWorkspace()
        let expected = try jsonDecoder.decode(Guess.self, from: documents.datas[0])
        guard try decoder.decode(documents.arrays[0], in: &workspace) == expected else {
            throw ValidationError("\(title): Guess differs from JSONDecoder's")
        }
        let comparison = Comparison(
            title: "a type that guesses by try?: \(title)",
            subject: Contestant(name: "FrozenJSON.ValueDecoder") {
                for array in documents.arrays { consume(try decoder.decode(array, in: &workspace)) }
            },
            others: [
                Contestant(name: "JSONDecoder") {
                    for data in documents.datas { consume(try jsonDecoder.decode(Guess.self, from: data)) }
                }
            ],
            targets: [Target(other: "JSONDecoder", atLeast: target)]
        )
        try comparison.run(over: documents, seconds: seconds)
    }
}

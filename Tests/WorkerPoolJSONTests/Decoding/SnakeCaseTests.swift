import Foundation
import TestSupport
import Testing
import WorkerPoolJSON

/// `WORKERPOOL_CASES` in the environment has all scalars tried that nothing is known of, too: a minute in a debug build.
@Suite("Snake case is JSONDecoder's for every scalar")
struct SnakeCaseTests {
    /// The one name of an object, as it was converted.
    private struct Name: Decodable {
        let scalars: [UInt32]

        init(from decoder: any Decoder) throws {
            let name = try decoder.container(keyedBy: SomeKey.self).allKeys[0].stringValue
            scalars = name.unicodeScalars.map(\.value)
        }
    }

    private func expectSame(_ names: [String]) throws {
        let theirs = JSONDecoder()
        theirs.keyDecodingStrategy = .convertFromSnakeCase
        var ours = FrozenJSON.DecodingOptions()
        ours.keyDecodingStrategy = .convertFromSnakeCase
        let objects = names.map { name in
            let quoted = name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
            return "{\"\(quoted)\":1}"
        }
        let document = [UInt8]("[\(objects.joined(separator: ","))]".utf8)
        let converted = try FrozenJSON(parsing: document).decode([Name].self, decoding: ours)
        let expected = try theirs.decode([Name].self, from: Data(document))
        for (name, (our, their)) in zip(names, zip(converted, expected)) where our.scalars != their.scalars {
            throw Violation(description: "\(name.debugDescription): \(our.scalars) and not \(their.scalars)")
        }
    }

    /// Whether a rule of case may say something of it.
    private func isOfInterest(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return scalar.isASCII || properties.isCased || properties.isCaseIgnorable || properties.changesWhenLowercased
            || properties.changesWhenTitlecased
    }

    @Test func `alone, behind and before a letter`() throws {
        let all = (0x20...0x10FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init)
        var random = SplitMix(seed: 1)
        let areAllTried = ProcessInfo.processInfo.environment["WORKERPOOL_CASES"] != nil
        let scalars = all.filter { areAllTried || isOfInterest($0) || random.oneIn(500) }
        #expect(scalars.count > 8000)
        for begin in stride(from: 0, to: scalars.count, by: 2000) {
            let some = scalars[begin..<min(begin + 2000, scalars.count)]
            try expectSame(some.filter { $0 != "_" }.map { "x_\($0)" })
            try expectSame(some.filter { $0 != "_" }.map { "x_a\($0)bC" })
            try expectSame(some.filter { $0 != "_" }.map { "Q\($0)Q_x" })
        }
    }

    @Test func `random names, of ASCII and of others`() throws {
        Seeds.each(20) { seed in
            var random = SplitMix(seed: seed)
            let ascii = Array("aZq_0-.:'^` /".unicodeScalars)
            let others =
                ascii
                + Array(
                    "\u{E9}\u{DF}\u{1C5}\u{149}\u{130}\u{301}\u{345}\u{2019}\u{200D}\u{2B0}\u{3A3}\u{1F600}\u{24D0}\u{4E00}"
                        .unicodeScalars
                )
            for alphabet in [ascii, others] {
                let names = (0..<200)
                    .map { _ in
                        let scalars = (0..<Int.random(in: 0..<10, using: &random))
                            .map { _ in alphabet.randomElement(using: &random)! }
                        return String(String.UnicodeScalarView(scalars))
                    }
                try expectSame(Array(Set(names)))
            }
        }
    }

    /// The quick comparison of ASCII, which converts nothing, against the conversion.
    @Test func `a name is found by what it becomes`() throws {
        var random = SplitMix(seed: 2)
        let alphabet = Array("aZq_0-.:'^`".utf8)
        for _ in 0..<2000 {
            let name = String(
                decoding: (0..<Int.random(in: 1..<8, using: &random))
                    .map { _ in alphabet.randomElement(using: &random)! },
                as: UTF8.self
            )
            var options = FrozenJSON.DecodingOptions()
            options.keyDecodingStrategy = .convertFromSnakeCase
            struct Found: Decodable {
                let isFound: Bool
                init(from decoder: any Decoder) throws {
                    let container = try decoder.container(keyedBy: SomeKey.self)
                    isFound = container.allKeys.allSatisfy { container.contains($0) } && container.allKeys.count == 1
                }
            }
            #expect(
                try FrozenJSON(parsing: [UInt8]("{\"\(name)\":1}".utf8)).decode(Found.self, decoding: options).isFound,
                "\(name)"
            )
        }
    }
}

import Foundation
import Testing
import WorkerPoolJSON

@Suite("Containers of the tape's decoder", .timeLimit(.minutes(5)))
struct ContainerTests {
    /// Everything that a hand-written `init(from:)` can ask of its decoder, written down as it is answered.
    struct Asked: Decodable, Equatable {
        var answers: [String] = []

        init(from decoder: any Decoder) throws {
            var answers: [String] = []
            func note(_ value: Any?) { answers.append(value.map { "\($0)" } ?? "nil") }
            func path(_ path: [any CodingKey]) { note(path.map { $0.intValue.map(String.init) ?? $0.stringValue }) }

            let container = try decoder.container(keyedBy: SomeKey.self)
            path(container.codingPath)
            note(container.allKeys.map(\.stringValue).sorted())
            func key(_ name: String) -> SomeKey { SomeKey(stringValue: name) }
            note(container.contains(key("null")))
            note(container.contains(key("nothing")))
            note(try container.decodeNil(forKey: key("null")))
            note(try container.decodeNil(forKey: key("one")))
            note(try? container.decodeNil(forKey: key("nothing")))
            note(try container.decodeIfPresent(Int.self, forKey: key("nothing")))
            note(try container.decodeIfPresent(Int.self, forKey: key("null")))
            note(try container.decodeIfPresent(Int.self, forKey: key("one")))

            let nested = try container.nestedContainer(keyedBy: SomeKey.self, forKey: key("object"))
            path(nested.codingPath)
            note(try nested.decode(String.self, forKey: key("x")))
            let inner = try nested.superDecoder(forKey: key("y"))
            path(inner.codingPath)
            note(try inner.singleValueContainer().decode([Int].self))
            path(try nested.superDecoder().codingPath)
            note(try nested.superDecoder().singleValueContainer().decode(String.self))
            let absent = try nested.superDecoder(forKey: key("absent"))
            path(absent.codingPath)
            note(try absent.singleValueContainer().decodeNil())

            var list = try container.nestedUnkeyedContainer(forKey: key("list"))
            path(list.codingPath)
            note(list.count)
            note(try list.decodeNil())
            note(try list.decode(Int.self))
            note(list.currentIndex)
            note(try list.decodeNil())
            note(try list.decodeIfPresent(Int.self))
            note(try? list.decode(Bool.self))
            note(list.currentIndex)
            note(try list.decode(String.self))
            var deeper = try list.nestedUnkeyedContainer()
            path(deeper.codingPath)
            var deepest = try deeper.nestedUnkeyedContainer()
            path(deepest.codingPath)
            note(try deepest.decode(Double.self))
            note(deepest.isAtEnd)
            let element = try list.nestedContainer(keyedBy: SomeKey.self)
            path(element.codingPath)
            note(try element.decode(Int.self, forKey: key("z")))
            path(try list.superDecoder().codingPath)
            note(list.isAtEnd)
            let atEnd = Outcome<Int> { try list.decode(Int.self) }
            note(atEnd)
            note(try? list.decodeNil())
            self.answers = answers
        }
    }

    @Test func `answers all that an initialiser can ask`() {
        let json = """
            {"null":null,"one":1,"object":{"x":"1","y":[2,3],"super":"parent"},\
            "list":[7,null,null,"text",[[1.5]],{"z":3},true]}
            """
        let outcome = Choices.usual.expectSame(Wrapped.self, #"{"a":[0,\#(json)]}"#)
        guard case .value = outcome else { return #expect(Bool(false), "\(outcome)") }
    }

    /// Not at the root, so that paths have something in front.
    struct Wrapped: Decodable, Equatable {
        var asked: Asked

        init(from decoder: any Decoder) throws {
            var list = try decoder.container(keyedBy: SomeKey.self)
                .nestedUnkeyedContainer(forKey: SomeKey(stringValue: "a"))
            _ = try list.decode(Int.self)
            asked = try list.decode(Asked.self)
        }
    }

    class Animal: Decodable {
        let name: String
        private enum Keys: String, CodingKey { case name }
        required init(from decoder: any Decoder) throws {
            name = try decoder.container(keyedBy: Keys.self).decode(String.self, forKey: .name)
        }
    }

    final class Dog: Animal {
        let tricks: [String]
        private enum Keys: String, CodingKey { case tricks }
        required init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Keys.self)
            tricks = try container.decode([String].self, forKey: .tricks)
            try super.init(from: container.superDecoder())
        }
    }

    @Test func `a superclass decodes from its own value`() throws {
        let document = try FrozenJSON(parsing: Array(#"{"tricks":["sit"],"super":{"name":"Rex"}}"#.utf8))
        let dog = try document.decode(Dog.self)
        #expect(dog.name == "Rex")
        #expect(dog.tricks == ["sit"])
    }

    enum Shape: Codable, Equatable {
        case circle(radius: Double)
        case square(side: Double, name: String?)
        case nothing
    }

    @Test(arguments: [
        #"{"circle":{"radius":2}}"#, #"{"square":{"side":1,"name":"s"}}"#, #"{"square":{"side":1}}"#,
        #"{"nothing":{}}"#,
        #"{"circle":{}}"#, #"{"oval":{}}"#, #"{"circle":{"radius":2},"nothing":{}}"#, #"{}"#,
    ])
    func `enums with values are decoded`(json: String) {
        Choices.usual.expectSame(Shape.self, json)
    }

    /// A decoder that outlives its document's decoding still reads the document.
    @Test func `an escaped decoder keeps its document`() throws {
        let escaped = try FrozenJSON(parsing: Array(#"{"a":["kept alive by its decoder"]}"#.utf8)).decode(Escaping.self)
        #expect(
            try escaped.decoder.singleValueContainer().decode([String: [String]].self) == [
                "a": ["kept alive by its decoder"]
            ]
        )
    }

    /// The pool's decoder uses its memory again for the next document, but not what somebody still holds.
    @Test func `a decoder that escapes from the pool's decoder keeps its document`() throws {
        let decoder = FrozenJSON.ValueDecoder(Escaping.self)
        var workspace = decoder.makeWorkspace()
        let texts = (0..<20).map { "document \($0), which is not that of its decoder's next one" }
        let escaped = try texts.map { try decoder.decode(Array(#"{"a":["\#($0)"]}"#.utf8), in: &workspace) }
        for (text, escaped) in zip(texts, escaped) {
            let container = try escaped.decoder.container(keyedBy: SomeKey.self)
            #expect(try container.decode([String].self, forKey: SomeKey(stringValue: "a")) == [text])
        }
        #expect(throws: DecodingError.self) { try decoder.decode(Array("{".utf8), in: &workspace) }
        #expect(
            try decoder.decode(Array("1".utf8), in: &workspace).decoder.singleValueContainer().decode(Int.self) == 1
        )
    }

    /// The memory that a document is decoded from is not parsed into, though its workspace can be reached in between.
    @Test func `a workspace refuses a document while it decodes another`() async {
        await #expect(processExitsWith: .failure) {
            let decoder = FrozenJSON.ValueDecoder(Reentrant.self)
            var workspace = decoder.makeWorkspace()
            unsafe Reentrant.workspace = workspace
            _ = try? decoder.decode(Array("[1]".utf8), in: &workspace)
        }
    }

    /// A container that outlives its document's decoding still reads the document, and is not lent to another.
    @Test func `an escaped container keeps its document`() throws {
        let texts = (0..<20).map { "document \($0), which is not that of its container's next one" }
        func expectTexts(_ escaped: [EscapingContainer]) throws {
            for (text, escaped) in zip(texts, escaped) {
                #expect(try escaped.container.decode([String].self, forKey: SomeKey(stringValue: "a")) == [text])
                let nested = try escaped.container.nestedContainer(
                    keyedBy: SomeKey.self,
                    forKey: SomeKey(stringValue: "b")
                )
                #expect(try nested.decode(String.self, forKey: SomeKey(stringValue: "c")) == text)
            }
        }
        let documents = texts.map { Array(#"{"a":["\#($0)"],"b":{"c":"\#($0)"}}"#.utf8) }
        try expectTexts(documents.map { try FrozenJSON(parsing: $0).decode(EscapingContainer.self) })

        let decoder = FrozenJSON.ValueDecoder(EscapingContainer.self)
        var workspace = decoder.makeWorkspace()
        try expectTexts(documents.map { try decoder.decode($0, in: &workspace) })
        // Those before are gone now, those of every other document stay.
        var kept: [EscapingContainer] = []
        for (index, document) in documents.enumerated() {
            let escaped = try decoder.decode(document, in: &workspace)
            if index % 2 == 0 { kept.append(escaped) }
        }
        for (index, escaped) in kept.enumerated() {
            #expect(
                try escaped.container.decode([String].self, forKey: SomeKey(stringValue: "a")) == [texts[2 * index]]
            )
        }
    }

    /// A container of a decoder that has escaped keeps the document when the decoder is gone.
    @Test func `a container of an escaped decoder keeps its document`() throws {
        let decoder = FrozenJSON.ValueDecoder(Escaping.self)
        var workspace = decoder.makeWorkspace()
        func container(_ json: String) throws -> KeyedDecodingContainer<SomeKey> {
            try decoder.decode(Array(json.utf8), in: &workspace).decoder.container(keyedBy: SomeKey.self)
        }
        let one = try container(#"{"a":1,"b":{"a":2}}"#)
        let other = try container(#"{"a":3}"#)
        #expect(try one.decode([String: Int].self, forKey: SomeKey(stringValue: "b")) == ["a": 2])
        #expect(try one.decode(Int.self, forKey: SomeKey(stringValue: "a")) == 1)
        #expect(try other.decode(Int.self, forKey: SomeKey(stringValue: "a")) == 3)
    }

    /// Many containers of the same keys at a time, and one after the other.
    @Test func `a tree is decoded by itself`() throws {
        struct Tree: Codable, Equatable, Sendable {
            var name: Int
            var children: [Tree]
            var last: String?
        }
        func tree(_ depth: Int, _ name: Int) -> Tree {
            let children = depth == 0 ? [] : (0..<3).map { tree(depth - 1, name * 3 + $0) }
            return Tree(name: name, children: children, last: name % 2 == 0 ? nil : "after \(name)'s children")
        }
        let decoder = FrozenJSON.ValueDecoder(Tree.self)
        var workspace = decoder.makeWorkspace()
        for depth in [0, 5, 2, 6, 1] {
            let json = try JSONEncoder().encode(tree(depth, 1))
            #expect(try decoder.decode([UInt8](json), in: &workspace) == tree(depth, 1))
            #expect(try FrozenJSON(parsing: [UInt8](json)).decode(Tree.self) == tree(depth, 1))
        }
    }

    @Test func `containers that are read by turns do not disturb each other`() throws {
        struct ByTurns: Decodable {
            var sums: [Int] = []
            init(from decoder: any Decoder) throws {
                let outer = try decoder.container(keyedBy: SomeKey.self)
                func key(_ name: String) -> SomeKey { SomeKey(stringValue: name) }
                let one = try outer.nestedContainer(keyedBy: SomeKey.self, forKey: key("one"))
                let other = try outer.nestedContainer(keyedBy: SomeKey.self, forKey: key("other"))
                for name in ["a", "b", "c", "b", "a"] {
                    sums.append(try one.decode(Int.self, forKey: key(name)) + other.decode(Int.self, forKey: key(name)))
                }
                sums.append(try outer.decode(Int.self, forKey: key("last")))
            }
        }
        let json = #"{"one":{"a":1,"b":2,"c":3},"other":{"c":30,"a":10,"b":20},"last":7}"#
        #expect(try FrozenJSON(parsing: Array(json.utf8)).decode(ByTurns.self).sums == [11, 22, 33, 22, 11, 7])
    }

    /// Sent nowhere, as below.
    struct EscapingContainer: Decodable, @unchecked Sendable {
        let container: KeyedDecodingContainer<SomeKey>
        init(from decoder: any Decoder) throws { container = try decoder.container(keyedBy: SomeKey.self) }
    }

    /// An array decodes another document in the workspace that it is decoded in itself.
    struct Reentrant: Decodable, Sendable {
        /// Of the one thread of a test's process.
        nonisolated(unsafe) static var workspace: FrozenJSON.ValueDecoder<Self, [UInt8]>.Workspace?

        init(from decoder: any Decoder) throws {
            guard (try? decoder.unkeyedContainer()) != nil, var workspace = unsafe Self.workspace else { return }
            _ = try? FrozenJSON.ValueDecoder(Self.self).decode(Array("1".utf8), in: &workspace)
        }
    }

    /// Sent nowhere: the pool's decoder asks for it.
    struct Escaping: Decodable, @unchecked Sendable {
        let decoder: any Decoder
        init(from decoder: any Decoder) throws { self.decoder = decoder }
    }
}

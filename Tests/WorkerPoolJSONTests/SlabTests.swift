import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing
import WorkerPool

@testable import WorkerPoolJSON

/// Documents that share slabs; under Thread Sanitizer there are none.
@Suite(.disabled(if: ThreadSanitizer.isPresent, "each document lies alone under it"))
struct SlabTests {
    private let store = BlockStore(maximumByteCount: 128 << 20)

    private func document(_ number: Int, elements: Int) -> [UInt8] {
        let all = [String](repeating: "\(number)", count: elements).joined(separator: ",")
        return [UInt8](#"{"n":\#(number),"all":[\#(all)]}"#.utf8)
    }

    private func isIntact(_ document: FrozenJSON) -> Bool {
        let number = document["n"].int
        return number != nil && document["all"].elements.allSatisfy { $0.int == number }
    }

    private func slabs(of documents: [FrozenJSON]) -> Int {
        Set(documents.lazy.filter { !$0.storage.isAlone }.map { ObjectIdentifier($0.storage) }).count
    }

    @Test func `a document means the same wherever it lies`() throws {
        var random = SplitMix(seed: 1)
        let workspace = FrozenJSON.Workspace(store: store)
        var pairs: [(FrozenJSON, FrozenJSON)] = []
        for _ in 0..<1_500 {
            let text = [UInt8](RandomDocument.make(using: &random, depth: 5).utf8)
            pairs.append((try FrozenJSON(parsing: text, in: workspace), try FrozenJSON(parsing: text)))
        }
        #expect(slabs(of: pairs.map(\.0)) > 1)
        for (shared, alone) in pairs {
            #expect(!shared.storage.isAlone && alone.storage.isAlone)
            #expect(shared == alone && alone == shared && shared.description == alone.description)
            for (member, other) in zip(shared.members, alone.members) {
                #expect(member.name == other.name && member.value == other.value)
                #expect(shared[member.name] == alone[member.name])
            }
        }
    }

    @Test func `errors name the place in the document, not in the slab`() throws {
        let workspace = FrozenJSON.Workspace(store: store)
        let text = [UInt8](#"{"a":[0,{"b/c":true}],"d":[]}"#.utf8)
        let documents = try (0..<2_000).map { _ in try FrozenJSON(parsing: text, in: workspace) }
        for document in [documents[0], documents[1], documents[1_000], documents[1_999]] {
            let wrong = #expect(throws: FrozenJSON.AccessError.self) { try document["a"][1]["b/c"].required.int }
            #expect(wrong?.path == "/a/1/b~1c" && wrong?.found == .bool)
            let missing = #expect(throws: FrozenJSON.AccessError.self) { try document["d"][3].required.int }
            #expect(missing?.path == "/d" && missing?.found == nil)
            #expect(throws: DecodingError.self) { try document["a"].decode([Int].self) }
            #expect(try document["a"][1].decode([String: Bool].self) == ["b/c": true])
        }
    }

    @Test func `a large document lies alone, and those around it beside each other`() throws {
        let workspace = FrozenJSON.Workspace(store: store)
        let texts = [10, 100, 50_000, 10, 4_000, 1_000, 100_000, 10].enumerated()
            .map { document($0.offset, elements: $0.element) }
        for _ in 0..<3 {
            let documents = try texts.map { try FrozenJSON(parsing: $0, in: workspace) }
            #expect(documents.map(\.storage.isAlone) == [false, false, true, false, false, false, true, false])
            #expect(documents.map { $0["all"].count } == [10, 100, 50_000, 10, 4_000, 1_000, 100_000, 10])
            #expect(documents.allSatisfy(isIntact))
        }
    }

    @Test func `a document that might need much of a slab shares one, if it turns out not to`() throws {
        let workspace = FrozenJSON.Workspace(store: store)
        let texts = (0..<60)
            .map { number in
                // Mostly one long string, so that the tape is short; every fifth is nothing but tape, and longer than a slab.
                let string = String(repeating: "x", count: 13_000 + 300 * number)
                let elements = number % 5 == 4 ? 14_000 : 20
                let all = [String](repeating: "\(number)", count: elements).joined(separator: ",")
                return [UInt8](#"{"n":\#(number),"s":"\#(number % 5 == 4 ? "" : string)","all":[\#(all)]}"#.utf8)
            }
        for _ in 0..<3 {
            let documents = try texts.map { try FrozenJSON(parsing: $0, in: workspace) }
            #expect(documents.allSatisfy(isIntact))
            #expect(zip(documents, texts).allSatisfy { $0.description.utf8.elementsEqual($1) })
            let alone = documents.indices.filter { documents[$0].storage.isAlone }
            #expect(alone == texts.indices.filter { $0 % 5 == 4 || texts[$0].count > SlabWriter.slabByteCount / 4 })
            #expect(slabs(of: documents) < 30 && slabs(of: documents) > 1)
            let wrong = #expect(throws: FrozenJSON.AccessError.self) { try documents[57]["all"][3].required.bool }
            #expect(wrong?.path == "/all/3")
        }
    }

    @Test func `a text that fails takes nothing of the slab`() throws {
        let workspace = FrozenJSON.Workspace(store: store)
        var documents: [FrozenJSON] = []
        var ends: [Int] = []
        for number in 0..<100 {
            documents.append(try FrozenJSON(parsing: document(number, elements: 5), in: workspace))
            let last = documents[number]
            ends.append(last.index - (number == 0 ? 0 : documents[number - 1].index))
            for wrong in ["", "[1,", "{\"n\":[[[[[", "\"\\x\"", "[1] 2", "[\"\u{1}\"]"] {
                #expect(throws: FrozenJSON.ParseError.self) {
                    try FrozenJSON(parsing: [UInt8](wrong.utf8), in: workspace)
                }
            }
        }
        #expect(documents.allSatisfy(isIntact) && slabs(of: documents) == 1)
        // Numbers of one digit, then of two: documents of one size lie at one distance.
        #expect(Set(ends[1..<10]).count == 1 && Set(ends[20...]).count == 1)
    }

    @Test func `a slab goes back when its last document is dropped, in any order and on any thread`() throws {
        var random = SplitMix(seed: 2)
        var documents: [FrozenJSON] = []
        do {
            let workspace = FrozenJSON.Workspace(store: store)
            for number in 0..<600 {
                documents.append(try FrozenJSON(parsing: document(number, elements: number % 300), in: workspace))
            }
        }
        let count = slabs(of: documents)
        #expect(count > 5 && store.count == 0)
        documents.shuffle(using: &random)
        let pile = Pile(documents)
        documents = []
        let intact = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            while let document = pile.change({ $0.popLast() }) {
                if isIntact(document) { intact.add(1, ordering: .relaxed) }
            }
        }
        #expect(intact.load(ordering: .relaxed) == 600)
        #expect(store.count == count)
    }

    @Test func `threads that parse, read and drop each other's documents keep out of each other's memory`() {
        let pile = Pile([])
        let failures = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            var workspace = FrozenJSON.Workspace(store: store)
            for number in 0..<300 {
                let text = document(number, elements: (number &* 37 &+ thread) % 400)
                guard let document = try? FrozenJSON(parsing: text, in: workspace) else {
                    failures.add(1, ordering: .relaxed)
                    continue
                }
                let other = pile.change { pile in
                    pile.append(document)
                    return pile.count > 40 ? pile.remove(at: number % 40) : nil
                }
                if other.map(isIntact) == false { failures.add(1, ordering: .relaxed) }
                if number % 50 == 0 { workspace = FrozenJSON.Workspace(store: store) }
            }
        }
        #expect(failures.load(ordering: .relaxed) == 0)
        #expect(pile.change { $0.allSatisfy(isIntact) })
        #expect(store.count > 0)
    }

    @Test func `a kept document outlives its workspace and the use of the store by others`() throws {
        var kept: [FrozenJSON] = []
        for round in 0..<5 {
            let workspace = FrozenJSON.Workspace(store: store)
            for number in 0..<300 {
                let document = try FrozenJSON(parsing: document(number, elements: 100), in: workspace)
                if number == 60 * round { kept.append(document) }
            }
        }
        #expect(kept.map { $0["n"].int } == [0, 60, 120, 180, 240])
        #expect(kept.allSatisfy(isIntact) && slabs(of: kept) == 5)
    }

    @Test func `a loop that drops each document stays in one slab`() throws {
        let workspace = FrozenJSON.Workspace(store: store)
        var slab: ObjectIdentifier?
        for number in 0..<500 {
            let document = try FrozenJSON(parsing: document(number, elements: 100), in: workspace)
            #expect(slab == nil || slab == ObjectIdentifier(document.storage))
            slab = ObjectIdentifier(document.storage)
        }
        #expect(store.count == 0)
    }

    @Test func `a detached value is equal, alone, and lets the slab go`() throws {
        var texts = [#"{"a":[1,{"b\n":"c","d":[]}],"e":{}}"#, "[]", "\"\"", "-1.5e3", "null", "[[],[[]]]"]
        var random = SplitMix(seed: 3)
        for _ in 0..<200 { texts.append(RandomDocument.make(using: &random, depth: 4)) }
        var copies: [(FrozenJSON, String)] = []
        weak var slab: FrozenStorage?
        do {
            let workspace = FrozenJSON.Workspace(store: store)
            for text in texts {
                let document = try FrozenJSON(parsing: [UInt8](text.utf8), in: workspace)
                slab = document.storage
                for value in [document] + Array(document.elements) + document.members.map(\.value) {
                    let copy = value.detached()
                    #expect(copy == value && copy.storage.isAlone && copy.kind == value.kind)
                    copies.append((copy, value.description))
                }
            }
            #expect(slab != nil)
        }
        #expect(slab == nil && store.count > 0)
        for (copy, description) in copies { #expect(copy.description == description) }
    }

    @Test func `a detached value is the root of its document`() throws {
        let document = try FrozenJSON(parsing: [UInt8](#"{"a":[1,{"b":"c"}]}"#.utf8))
        #expect(document.detached().storage === document.storage)
        let copy = document["a"][1].detached()
        #expect(copy.storage !== document.storage && copy.detached().storage === copy.storage)
        #expect(#expect(throws: FrozenJSON.AccessError.self) { try copy["b"].required.int }?.path == "/b")
        #expect(try copy.decode([String: String].self) == ["b": "c"])
        let nothing = document["x"]["y"].detached()
        #expect(!nothing.exists && !nothing["z"].exists && nothing.description.isEmpty)
        #expect(#expect(throws: FrozenJSON.AccessError.self) { try nothing.required.int }?.path == "")
    }

    @Test func `the store keeps no more than its bound`() throws {
        let small = BlockStore(maximumByteCount: 3 * SlabWriter.slabByteCount)
        do {
            let workspace = FrozenJSON.Workspace(store: small)
            let documents = try (0..<800).map { try FrozenJSON(parsing: document($0, elements: 100), in: workspace) }
            #expect(slabs(of: documents) > 6 && small.count == 0)
        }
        #expect(small.count == 3)
        let workspace = FrozenJSON.Workspace(store: small)
        let another = try FrozenJSON(parsing: document(1, elements: 100), in: workspace)
        #expect(small.count == 2 && isIntact(another))
    }

    @Test func `separate documents are alone, with a workspace or without`() throws {
        let workspace = FrozenJSON.Workspace(.separate)
        let documents = try (0..<10).map { try FrozenJSON(parsing: document($0, elements: 10), in: workspace) }
        #expect(documents.allSatisfy(\.storage.isAlone) && documents.allSatisfy(isIntact))
        var ofDecoder = FrozenJSON.Decoder<[UInt8]>(sharing: .separate).makeWorkspace()
        let decoder = FrozenJSON.Decoder<[UInt8]>(sharing: .separate)
        #expect(try decoder.decode(document(1, elements: 1), in: &ofDecoder).storage.isAlone)
        var shared = FrozenJSON.Decoder<[UInt8]>().makeWorkspace()
        #expect(try !FrozenJSON.Decoder().decode(document(1, elements: 1), in: &shared).storage.isAlone)
    }

    @Test func `a depth below zero refuses containers and takes scalars`() throws {
        let options = FrozenJSON.Options(maximumDepth: -1_000)
        #expect(try FrozenJSON(parsing: [UInt8]("1".utf8), options: options).int == 1)
        #expect(throws: FrozenJSON.ParseError.self) { try FrozenJSON(parsing: [UInt8]("[]".utf8), options: options) }
    }
}

/// Documents that threads hand to each other, behind a lock that Thread Sanitizer understands.
private final class Pile: @unchecked Sendable {  // `documents` is guarded by `lock`
    private let lock = NSLock()
    private var documents: [FrozenJSON]

    init(_ documents: [FrozenJSON]) { self.documents = documents }

    func change<Value>(_ body: (inout [FrozenJSON]) -> Value) -> Value {
        lock.withLock { body(&documents) }
    }
}

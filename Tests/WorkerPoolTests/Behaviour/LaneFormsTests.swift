// What a lane is made of, how it is stored, and how it is told what to do.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct LaneForms {
        @Test func `whoever stores a lane says what goes in and what comes out, not how its decoder is composed`()
            async throws
        {
            struct Consumer {
                let numbers: WorkerPool.Lane<[UInt8], Int, any Error>
                let lengths: WorkerPool.Lane<[UInt8], Int?, Rejection>
            }
            let pool = try makePool()
            let decoder = Length()
            let consumer = Consumer(
                numbers: pool.lane("numbers", decoder: decoder.map { $0 + 1 }.validating { _ in }),
                lengths: pool.lane("lengths", decoder: decoder.filter { $0 > 1 })
            )
            #expect(try await outputs(consumer.numbers.decode([[1, 2]])) == [3])
            #expect(try await consumer.lengths.decode([[1], [1, 2]]) == [.success(nil), .success(2)])
            let other: WorkerPool.Lane<[UInt8], Int, any Error> = pool.lane("other") { bytes throws in bytes.count }
            let lanes = [consumer.numbers, other]
            #expect(lanes.map(\.name) == ["numbers", "other"])
        }

        @Test func `a lane takes a closure, with settings or without, and with what it throws`() async throws {
            let pool = try makePool()
            let plain = pool.lane("plain") { (text: String) in Int(text) }
            let set = try pool.lane("set", settings: WorkerPool.LaneSettings()) { (text: String) in Int(text) }
            for lane in [plain, set] {
                #expect(try await lane.decode(["1", "x"]) == [.success(1), .success(nil)])
            }
            let typed: WorkerPool.Lane<Int, Int, Rejection> = pool.lane("typed") { payload throws(Rejection) in
                throw Rejection(payload: payload)
            }
            #expect(try await typed.decode([4]) == [.failure(Rejection(payload: 4))])
        }

        @Test(arguments: [0, -1, .min])
        func `a setting that cannot be is named in the error, with its value`(value: Int) throws {
            let pool = try makePool(workers: 1)
            var settings = WorkerPool.LaneSettings()
            settings.minPayloads = value
            for error in [
                #expect(throws: WorkerPool.SettingsError.self) {
                    try pool.lane("", decoder: Doubling(), settings: settings)
                },
                #expect(throws: WorkerPool.SettingsError.self) {
                    try pool.lane("", settings: settings) { (payload: Int) in payload }
                },
            ] {
                let error = try #require(error)
                #expect(error.field == "minPayloads" && error.value == "\(value)")
                #expect(error.description == "minPayloads is \(value), but must be \(error.requirement)")
            }
        }

        @Test func `a lane has the pool's settings where it has none of its own`() throws {
            let pool = try makePool(workers: 1) { $0.minPayloads = 7 }
            #expect(pool.lane("", decoder: Doubling()).settings.minPayloads == 7)
            #expect(pool.lane("", decoder: Doubling()).settings.decodesInPlace)
            let lane = pool.lane("", decoder: Doubling(), minPayloads: 3, decodesInPlace: false)
            #expect(lane.settings.minPayloads == 3 && !lane.settings.decodesInPlace)
        }

        @Test func `a workspace that can fail is a Result, and its error is that of each payload`() async throws {
            let pool = try makePool(workers: 1)
            let lane = pool.lane("", decoder: Spelling(words: [], made: Tally()))
            #expect(try await lane.decode(["a", "b"]) == [.failure(NoWords()), .failure(NoWords())])
            let made = Tally()
            let spelling = pool.lane("", decoder: Spelling(words: ["a"], made: made), decodesInPlace: false)
            for _ in 0..<3 { #expect(try await spelling.decode(["a", "b"]) == [.success(true), .success(false)]) }
            #expect(made.value == 1)
        }
    }
}

private struct Length: WorkerPool.Decoder {
    func decode(_ payload: [UInt8]) throws(Rejection) -> Int {
        if payload.isEmpty { throw Rejection(payload: 0) }
        return payload.count
    }
}

private struct NoWords: Error, Equatable {}

private struct Spelling: WorkerPool.Decoder {
    let words: [String]
    let made: Tally

    func makeWorkspace() -> Result<Set<String>, NoWords> {
        made.add()
        return words.isEmpty ? .failure(NoWords()) : .success(Set(words))
    }

    func decode(_ payload: String, in workspace: inout Result<Set<String>, NoWords>) throws(NoWords) -> Bool {
        try workspace.get().contains(payload)
    }
}

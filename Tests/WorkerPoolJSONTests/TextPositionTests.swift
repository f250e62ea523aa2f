import TestSupport
import Testing

@testable import WorkerPoolJSON

@Suite("Where a byte stands in a text")
struct TextPositionTests {
    @Test func `is what counting byte by byte says`() {
        let pieces: [[UInt8]] = [
            [0x0A], [0x0A, 0x0A], Array("a".utf8), Array("é".utf8), Array("名".utf8), [0x8A], [0xFF], [0],
        ]
        var random = SplitMix(seed: 7)
        for _ in 0..<200 {
            let text = (0..<20).flatMap { _ in pieces.randomElement(using: &random)! }
            for offset in 0...text.count {
                let before = text[..<offset]
                let line = before.split(separator: 0x0A, omittingEmptySubsequences: false).last!
                let position = unsafe text.withUnsafeBufferPointer { unsafe TextPosition(of: offset, in: $0) }
                #expect(position.line == 1 + before.count { $0 == 0x0A })
                #expect(position.column == 1 + line.count { $0 & 0xC0 != 0x80 })
            }
        }
    }

    @Test func `counts more than a lane of a word holds`() {
        let text = [0x0A] + Array(repeating: UInt8(0x80), count: 10_000)
        for offset in [2033, 2040, 2041, 2042, 4090, 10_001] {
            let position = unsafe text.withUnsafeBufferPointer { unsafe TextPosition(of: offset, in: $0) }
            #expect(position.line == 2 && position.column == 1)
        }
    }

    @Test func `of an empty text is its first`() {
        let position = unsafe TextPosition(of: 0, in: UnsafeBufferPointer(start: nil, count: 0))
        #expect(position.line == 1 && position.column == 1)
    }
}

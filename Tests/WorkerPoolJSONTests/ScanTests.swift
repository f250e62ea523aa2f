import Testing

@testable import WorkerPoolJSON

/// The scans that take many bytes at once, against the same questions asked byte by byte.
struct ScanTests {
    private static func isStop(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 }

    @Test func `eight and sixteen bytes at once find what one at a time finds`() {
        var text = [UInt8](repeating: 0x61, count: 16)
        for position in 0..<16 {
            for byte in UInt8.min...UInt8.max {
                for neighbour: UInt8 in [0x61, 0x21, 0x23, 0x5B, 0x5D, 0x20, 0x7F, 0x22, 0x80, 0x00] {
                    text = [UInt8](repeating: 0x61, count: 16)
                    if position < 15 { text[position + 1] = neighbour }
                    text[position] = byte
                    let first = text.firstIndex(where: ScanTests.isStop) ?? 16
                    let stops = [0, 8]
                        .map { start in
                            unsafe text.withUnsafeBufferPointer {
                                unsafe EightBytes.stringStops(EightBytes.load($0.baseAddress! + start))
                                    .trailingZeroBitCount / 8
                            }
                        }
                    #expect((stops[0] < 8 ? stops[0] : 8 + stops[1]) == first)
                    let isPlain = unsafe text.withUnsafeBufferPointer { unsafe SixteenBytes.isPlain($0.baseAddress!) }
                    #expect(isPlain == (first == 16))
                    let skipped = unsafe (text + [UInt8](repeating: 0, count: 16))
                        .withUnsafeBufferPointer {
                            var cursor = $0.baseAddress!
                            unsafe SixteenBytes.skipPlain(&cursor)
                            return unsafe cursor - $0.baseAddress!
                        }
                    #expect(skipped == first)
                }
            }
        }
    }

    @Test func `a byte outside ASCII is found in a text of any length, and none beside it`() {
        for count in 0...50 {
            for other in 0..<count + 2 {
                var bytes = [UInt8](repeating: 0x7F, count: count + 2)
                bytes[other] = 0x80
                // The first and the last of them are not the text's.
                let isASCII = unsafe bytes.withUnsafeBufferPointer {
                    unsafe CheckedText.isASCII(UnsafeBufferPointer(rebasing: $0[1..<count + 1]))
                }
                #expect(isASCII == !(1..<count + 1).contains(other))
            }
        }
    }

    @Test func `quotes, backslashes and line feeds are found among all bytes`() {
        for byte in UInt8.min...UInt8.max {
            for position in 0..<8 {
                let word = (EightBytes.ones &* 0x61) & ~(0xFF << (position * 8)) | UInt64(byte) << (position * 8)
                func found(_ stops: UInt64) -> Bool { stops.trailingZeroBitCount / 8 == position }
                #expect(found(EightBytes.quotesAndBackslashes(word)) == [0x22, 0x5C].contains(byte))
                #expect(found(EightBytes.lineFeeds(word)) == (byte == 0x0A))
            }
        }
    }
}

/// Builds a document's tape in one pass over its bytes.
///
/// It does not recurse: an open container's word holds the way back to its parent.
///
/// The bytes must be followed by `padding` zero bytes. Zero is neither white space nor part of any token, so that every scan stops
/// there and none checks for the end; no load reaches further than the padding.
@safe struct TapeParser {
    static let padding = 16

    let base: UnsafePointer<UInt8>
    let tape: UnsafeMutablePointer<UInt64>
    let maximumDepth: Int

    /// How many words `byteCount` bytes can take: `[0,0` makes one for each two bytes, and what opens without closing one for each.
    static func wordCapacity(for byteCount: Int, maximumDepth: Int) -> Int {
        byteCount / 2 + min(byteCount, maximumDepth) + 2
    }

    /// Where the parse stopped, in words written, or the byte and what was expected there.
    enum Outcome {
        case parsed(wordCount: Int)
        case failed(FrozenJSON.Expectation, offset: Int)
    }

    func parse(byteCount: Int) -> Outcome {
        run(byteCount: byteCount)
    }

    // One function, for the registers: the cursor, the next word, the open container and its count never leave them.
    private func run(byteCount: Int) -> Outcome {
        var cursor = unsafe base
        var next = unsafe tape
        var open = -1  // the index of the innermost open container's word
        var count = 0  // its children so far
        var inObject = false
        var depth = 0

        value: while true {
            unsafe TapeParser.skipWhitespace(&cursor)
            let byte = unsafe cursor.pointee
            switch byte {
            case 0x22:  // "
                guard let failure = unsafe string(&cursor, &next) else { break }
                return unsafe failed(failure, cursor)
            case 0x7B, 0x5B:  // { [
                depth += 1
                guard depth <= maximumDepth else { return unsafe failed(.lessDepth, cursor) }
                unsafe cursor += 1
                let isObject = byte == 0x7B
                unsafe TapeParser.skipWhitespace(&cursor)
                let index = unsafe next - tape
                if unsafe cursor.pointee == (isObject ? 0x7D : 0x5D) {
                    unsafe cursor += 1
                    depth -= 1
                    unsafe next.pointee =
                        TapeWord(isObject ? TapeWord.Kind.object : TapeWord.Kind.array, count: 0, end: index + 1).bits
                    unsafe next += 1
                    break
                }
                // While it is open, a container's word holds its parent's index (plus one) and the parent's count.
                unsafe next.pointee =
                    TapeWord(
                        isObject ? TapeWord.Kind.object : TapeWord.Kind.array,
                        count: count,
                        end: open + 1
                    )
                    .bits
                unsafe next += 1
                open = index
                inObject = isObject
                count = 0
                if isObject {
                    guard unsafe cursor.pointee == 0x22 else { return unsafe failed(.nameOrObjectEnd, cursor) }
                    if let failure = unsafe name(&cursor, &next) { return unsafe failed(failure, cursor) }
                } else if unsafe cursor.pointee == 0 || cursor.pointee == 0x7D {
                    return unsafe failed(.valueOrArrayEnd, cursor)
                }
                continue value
            case 0x2D, 0x30...0x39:  // - 0 1 2 3 4 5 6 7 8 9
                let start = unsafe cursor
                guard let kind = unsafe NumberScan.scan(&cursor) else { return unsafe failed(.digit, cursor) }
                unsafe next.pointee = TapeWord(kind, start: start - base, length: cursor - start).bits
                unsafe next += 1
            case 0x74 where unsafe TapeParser.four(cursor) == 0x6575_7274:  // true
                unsafe next.pointee = TapeWord(TapeWord.Kind.true, start: cursor - base, length: 4).bits
                unsafe next += 1
                unsafe cursor += 4
            case 0x66 where unsafe TapeParser.four(cursor + 1) == 0x6573_6C61:  // false
                unsafe next.pointee = TapeWord(TapeWord.Kind.false, start: cursor - base, length: 5).bits
                unsafe next += 1
                unsafe cursor += 5
            case 0x6E where unsafe TapeParser.four(cursor) == 0x6C6C_756E:  // null
                unsafe next.pointee = TapeWord(TapeWord.Kind.null, start: cursor - base, length: 4).bits
                unsafe next += 1
                unsafe cursor += 4
            default:
                return unsafe failed(.value, cursor)
            }

            // A value has ended: a comma, or the ends of containers.
            while true {
                if open < 0 {
                    unsafe TapeParser.skipWhitespace(&cursor)
                    guard unsafe cursor - base == byteCount else { return unsafe failed(.endOfDocument, cursor) }
                    return unsafe .parsed(wordCount: next - tape)
                }
                count += 1
                unsafe TapeParser.skipWhitespace(&cursor)
                let byte = unsafe cursor.pointee
                if byte == 0x2C {  // ,
                    unsafe cursor += 1
                    guard inObject else { continue value }
                    unsafe TapeParser.skipWhitespace(&cursor)
                    guard unsafe cursor.pointee == 0x22 else { return unsafe failed(.name, cursor) }
                    if let failure = unsafe name(&cursor, &next) { return unsafe failed(failure, cursor) }
                    continue value
                }
                guard byte == (inObject ? 0x7D : 0x5D) else {
                    return unsafe failed(inObject ? .commaOrObjectEnd : .commaOrArrayEnd, cursor)
                }
                unsafe cursor += 1
                depth -= 1
                let opened = unsafe TapeWord(bits: tape[open])
                unsafe tape[open] = TapeWord(opened.kind, count: count, end: next - tape).bits
                open = opened.end - 1
                count = opened.count
                if open >= 0 { inObject = unsafe TapeWord(bits: tape[open]).kind == TapeWord.Kind.object }
            }
        }
    }

    /// A member's name and the colon after it.
    @inline(__always)
    private func name(_ cursor: inout UnsafePointer<UInt8>, _ next: inout UnsafeMutablePointer<UInt64>) -> FrozenJSON
        .Expectation?
    {
        if let failure = unsafe string(&cursor, &next) { return failure }
        if unsafe cursor.pointee != 0x3A {
            unsafe TapeParser.skipWhitespace(&cursor)
            guard unsafe cursor.pointee == 0x3A else { return .colon }
        }
        unsafe cursor += 1
        return nil
    }

    /// A string, from its opening quote to the byte after the closing one.
    @inline(__always)
    private func string(_ cursor: inout UnsafePointer<UInt8>, _ next: inout UnsafeMutablePointer<UInt64>)
        -> FrozenJSON.Expectation?
    {
        let start = unsafe cursor + 1
        unsafe cursor = start
        var stops = unsafe EightBytes.stringStops(EightBytes.load(cursor))
        while stops == 0 {
            unsafe cursor += 8
            stops = unsafe EightBytes.stringStops(EightBytes.load(cursor))
        }
        unsafe cursor += stops.trailingZeroBitCount >> 3
        var kind = TapeWord.Kind.string
        if unsafe cursor.pointee != 0x22 {
            let scan = unsafe StringScan.rest(from: cursor)
            unsafe cursor = unsafe scan.cursor
            if let failure = scan.failure { return failure }
            if scan.hasEscapes { kind = TapeWord.Kind.escapedString }
        }
        unsafe next.pointee = TapeWord(kind, start: start - base, length: cursor - start).bits
        unsafe next += 1
        unsafe cursor += 1
        return nil
    }

    @inline(__always)
    static func skipWhitespace(_ cursor: inout UnsafePointer<UInt8>) {
        while true {
            let byte = unsafe cursor.pointee
            if byte > 0x20 { return }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            unsafe cursor += 1
        }
    }

    @inline(__always)
    private static func four(_ cursor: UnsafePointer<UInt8>) -> UInt32 {
        UInt32(littleEndian: unsafe UnsafeRawPointer(cursor).loadUnaligned(as: UInt32.self))
    }

    @inline(__always)
    private func failed(_ expectation: FrozenJSON.Expectation, _ cursor: UnsafePointer<UInt8>) -> Outcome {
        .failed(expectation, offset: unsafe cursor - base)
    }
}

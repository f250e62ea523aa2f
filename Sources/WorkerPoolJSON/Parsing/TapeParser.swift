/// Builds a document's tape in one pass over its bytes.
///
/// It does not recurse: an open container's word holds the way back to its parent.
///
/// The bytes must be followed by `padding` zero bytes. Zero is neither white space nor part of any token, so that every scan stops
/// there and none checks for the end; no load reaches further than the padding.
@safe struct TapeParser {
    static let padding = 16

    /// Where indices are counted from.
    private let words: UnsafeMutablePointer<UInt64>
    /// The document's text, with the padding behind it.
    private let text: UnsafeBufferPointer<UInt8>
    /// Where its first word goes.
    private let tape: UnsafeMutablePointer<UInt64>
    private let maximumDepth: Int

    /// How many words the document of `byteCount` bytes can take: the head, the text with its padding, and the tape, of which `[0,0` makes
    /// a word for each two bytes, and what opens without closing one for each.
    static func wordCapacity(for byteCount: Int, maximumDepth: Int) -> Int {
        1 + textWordCount(byteCount) + byteCount / 2 + min(byteCount, max(0, maximumDepth)) + 2
    }

    private static func textWordCount(_ byteCount: Int) -> Int { (byteCount + padding + 7) / 8 }

    /// Where the document lies, or the byte and what was expected there.
    private enum Outcome {
        case parsed(DocumentHead)
        case failed(FrozenJSON.Expectation, offset: Int)
    }

    /// Refuses what is too long to be written at all.
    static func check(
        _ source: UnsafeBufferPointer<UInt8>,
        options: FrozenJSON.Options
    ) throws(FrozenJSON.ParseError) {
        let limit = min(max(0, options.maximumSize), TapeWord.maximumLength)
        guard source.count <= limit else { throw unsafe FrozenJSON.ParseError(.lessSize, at: limit, in: source) }
    }

    /// Writes the document of `source`, which has been checked, at `start`: from there on there is room for `wordCapacity`.
    static func write(
        _ source: UnsafeBufferPointer<UInt8>,
        to words: UnsafeMutablePointer<UInt64>,
        at start: Int,
        options: FrozenJSON.Options
    ) throws(FrozenJSON.ParseError) -> DocumentHead {
        let text = unsafe UnsafeMutableRawPointer(words + start + 1).assumingMemoryBound(to: UInt8.self)
        if let bytes = source.baseAddress { unsafe text.update(from: bytes, count: source.count) }
        unsafe (text + source.count).update(repeating: 0, count: padding)
        let parser = unsafe TapeParser(
            words: words,
            text: UnsafeBufferPointer(start: text, count: source.count),
            tape: words + start + 1 + textWordCount(source.count),
            // As for `wordCapacity`: below zero the count of what may still open would wrap around, and there would be no limit.
            maximumDepth: max(0, options.maximumDepth)
        )
        switch parser.run() {
        case .parsed(let head):
            unsafe words[start] = head.bits
            return head
        case .failed(let expectation, let offset):
            throw unsafe FrozenJSON.ParseError(expectation, at: offset, in: source)
        }
    }

    /// Where the starts of texts are counted from.
    @inline(__always) private var base: UnsafePointer<UInt8> { unsafe UnsafePointer(words).bytes }

    // One function, for the registers: the cursor, the next word, the open container and its count never leave them. Members and
    // elements have a loop each, so that the branches of each are predicted from its own past.
    private func run() -> Outcome {
        // The text has an address, even if it is empty.
        var cursor = unsafe text.baseAddress!
        var next = unsafe tape
        var open = -1  // the index of the innermost open container's word
        var count = 0  // its children so far
        var room = maximumDepth  // how many more may open
        var isObject = false  // whether it is an object

        unsafe TapeParser.skipWhitespace(&cursor)
        if unsafe !TapeParser.opens(cursor.pointee) {
            if let failure = unsafe scalar(&cursor, &next) { return unsafe failed(failure, cursor) }
            return unsafe complete(&cursor, next)
        }

        container: while true {
            // The cursor is on a bracket that opens.
            room &-= 1
            guard room >= 0 else { return unsafe failed(.lessDepth, cursor) }
            // While it is open, a container's word holds its parent's index, plus one, and how many children that has so far.
            let kind = unsafe cursor.pointee == ASCII.openBrace ? TapeWord.Kind.object : TapeWord.Kind.array
            unsafe next.pointee = TapeWord(kind, count: count, end: open &+ 1).bits
            open = unsafe next - words
            unsafe next += 1
            count = 0
            isObject = kind == TapeWord.Kind.object
            unsafe cursor += 1
            unsafe TapeParser.skipWhitespace(&cursor)
            let first = unsafe cursor.pointee
            if isObject {
                guard first == ASCII.quote || first == ASCII.closeBrace else {
                    return unsafe failed(.nameOrObjectEnd, cursor)
                }
            } else if first == 0 || first == ASCII.closeBrace {
                return unsafe failed(.valueOrArrayEnd, cursor)
            }
            var isComplete = first == (isObject ? ASCII.closeBrace : ASCII.closeBracket)

            children: while true {
                if isComplete {
                    // The cursor is on the bracket that closes.
                    unsafe cursor += 1
                    room &+= 1
                    let opened = unsafe TapeWord(bits: words[open])
                    unsafe words[open] = TapeWord(opened.kind, count: count, end: next - words).bits
                    open = opened.end &- 1
                    if open < 0 { return unsafe complete(&cursor, next) }
                    count = opened.count &+ 1
                    isObject = unsafe TapeWord(bits: words[open]).kind == TapeWord.Kind.object
                    unsafe TapeParser.skipWhitespace(&cursor)
                    let byte = unsafe cursor.pointee
                    isComplete = byte == (isObject ? ASCII.closeBrace : ASCII.closeBracket)
                    if isComplete { continue children }
                    guard byte == ASCII.comma else {
                        return unsafe failed(isObject ? .commaOrObjectEnd : .commaOrArrayEnd, cursor)
                    }
                    unsafe cursor += 1
                    unsafe TapeParser.skipWhitespace(&cursor)
                }
                if isObject {
                    while true {
                        guard unsafe cursor.pointee == ASCII.quote else { return unsafe failed(.name, cursor) }
                        if let failure = unsafe name(&cursor, &next) { return unsafe failed(failure, cursor) }
                        unsafe TapeParser.skipWhitespace(&cursor)
                        if unsafe TapeParser.opens(cursor.pointee) { continue container }
                        if let failure = unsafe scalar(&cursor, &next) { return unsafe failed(failure, cursor) }
                        count &+= 1
                        // Mostly a comma and a quote, without white space.
                        if unsafe TapeParser.two(cursor) == 0x222C {
                            unsafe cursor += 1
                            continue
                        }
                        unsafe TapeParser.skipWhitespace(&cursor)
                        guard unsafe cursor.pointee == ASCII.comma else { break }
                        unsafe cursor += 1
                        unsafe TapeParser.skipWhitespace(&cursor)
                    }
                    guard unsafe cursor.pointee == ASCII.closeBrace else {
                        return unsafe failed(.commaOrObjectEnd, cursor)
                    }
                } else {
                    while true {
                        if unsafe TapeParser.opens(cursor.pointee) { continue container }
                        if let failure = unsafe scalar(&cursor, &next) { return unsafe failed(failure, cursor) }
                        count &+= 1
                        unsafe TapeParser.skipWhitespace(&cursor)
                        guard unsafe cursor.pointee == ASCII.comma else { break }
                        unsafe cursor += 1
                        unsafe TapeParser.skipWhitespace(&cursor)
                    }
                    guard unsafe cursor.pointee == ASCII.closeBracket else {
                        return unsafe failed(.commaOrArrayEnd, cursor)
                    }
                }
                isComplete = true
            }
        }
    }

    /// Whether an array or an object begins here: `[` and `{` differ from each other, and from nothing else, in one bit.
    @inline(__always)
    private static func opens(_ byte: UInt8) -> Bool { byte | 0x20 == ASCII.openBrace }

    /// Nothing but white space may follow the root.
    @inline(__always)
    private func complete(
        _ cursor: inout UnsafePointer<UInt8>,
        _ next: UnsafeMutablePointer<UInt64>
    ) -> Outcome {
        unsafe TapeParser.skipWhitespace(&cursor)
        guard unsafe cursor - text.baseAddress! == text.count else { return unsafe failed(.endOfDocument, cursor) }
        return unsafe .parsed(DocumentHead(root: tape - words, end: next - words))
    }

    /// A value that is not a container.
    @inline(__always)
    private func scalar(
        _ cursor: inout UnsafePointer<UInt8>,
        _ next: inout UnsafeMutablePointer<UInt64>
    ) -> FrozenJSON.Expectation? {
        let start = unsafe cursor
        let byte = unsafe cursor.pointee
        if byte == ASCII.quote { return unsafe string(&cursor, &next) }
        if NumberGrammar.isDigit(byte) || byte == ASCII.minus {
            let number = unsafe NumberGrammar(from: cursor)
            unsafe cursor = unsafe number.cursor
            guard number.isValid else { return .digit }
            unsafe next.pointee = TapeWord(number.kind, start: start - base, length: cursor - start).bits
        } else if unsafe byte == ASCII.f && TapeParser.four(cursor + 1) == 0x6573_6C61 {  // false
            unsafe cursor += 5
            unsafe next.pointee = TapeWord(TapeWord.Kind.false, start: start - base, length: 5).bits
        } else {
            let text = unsafe TapeParser.four(cursor)
            guard text == 0x6C6C_756E || text == 0x6575_7274 else { return .value }  // null, true
            unsafe cursor += 4
            let kind = text == 0x6C6C_756E ? TapeWord.Kind.null : TapeWord.Kind.true
            unsafe next.pointee = TapeWord(kind, start: start - base, length: 4).bits
        }
        unsafe next += 1
        return nil
    }

    /// A member's name and the colon after it.
    @inline(__always)
    private func name(_ cursor: inout UnsafePointer<UInt8>, _ next: inout UnsafeMutablePointer<UInt64>) -> FrozenJSON
        .Expectation?
    {
        if let failure = unsafe string(&cursor, &next) { return failure }
        if unsafe cursor.pointee != ASCII.colon {
            unsafe TapeParser.skipWhitespace(&cursor)
            guard unsafe cursor.pointee == ASCII.colon else { return .colon }
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
        // Two steps of eight bytes reach the end of most names; what is longer, or not plain ASCII, is worth a call.
        var stops = unsafe EightBytes.stringStops(EightBytes.load(cursor))
        if stops == 0 {
            unsafe cursor += 8
            stops = unsafe EightBytes.stringStops(EightBytes.load(cursor))
            if stops == 0 { unsafe cursor += 8 }
        }
        if stops != 0 { unsafe cursor += stops.trailingZeroBitCount >> 3 }
        var kind = TapeWord.Kind.string
        if unsafe stops == 0 || cursor.pointee != ASCII.quote {
            let scan = unsafe StringScan.rest(from: cursor, isPlain: stops == 0)
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
            if byte > ASCII.space { return }
            guard ASCII.isWhitespace(byte) else { return }
            unsafe cursor += 1
        }
    }

    @inline(__always)
    private static func two(_ cursor: UnsafePointer<UInt8>) -> UInt16 {
        UInt16(littleEndian: unsafe UnsafeRawPointer(cursor).loadUnaligned(as: UInt16.self))
    }

    @inline(__always)
    private static func four(_ cursor: UnsafePointer<UInt8>) -> UInt32 {
        UInt32(littleEndian: unsafe UnsafeRawPointer(cursor).loadUnaligned(as: UInt32.self))
    }

    @inline(__always)
    private func failed(_ expectation: FrozenJSON.Expectation, _ cursor: UnsafePointer<UInt8>) -> Outcome {
        .failed(expectation, offset: unsafe cursor - text.baseAddress!)
    }
}

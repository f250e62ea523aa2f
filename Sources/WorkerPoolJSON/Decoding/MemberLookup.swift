// Finding an object's members by name, as a decoder of structs asks for them: mostly in their order.

/// How far the lookups in one object have come.
///
/// Of members with the same name the first is found, as by `JSONDecoder`. A lookup begins where the last one ended, so a struct whose
/// fields come in the document's order costs one pass. What was passed may still be asked for, and must then be found although a
/// later member has the same name: a bit for each name passed tells most names that cannot be among them.
///
/// All of it can be made anew at any time: the answers are the same, and come later.
struct MemberLookup {
    /// The object's word.
    let object: Int
    private let end: Int

    /// Where the next lookup begins, always at a name.
    private var position: Int
    /// The name that was found last, where one was.
    private var last: Int
    /// The bits of at least the names before `position`.
    private var passed: UInt64 = 0
    /// The bits of all names, once a lookup has gone over them all.
    private var all = UInt64.max
    /// How many words may be gone over in vain before that costs more than a dictionary.
    private var patience: Int
    /// Every name's value, once looking has become expensive, or from the start where a function converts names.
    private var valuesByName: [ExactName: Int]?

    init(_ tape: TapeReading, object: Int) {
        self.object = object
        let word = tape.word(object)
        end = word.end
        position = object + 1
        last = position
        patience = 64 * word.count
        if tape.isCustom { valuesByName = Self.valuesByName(tape, object) }
    }

    /// The word of the value that `name` names; nil where there is none.
    @inline(__always)
    mutating func value(named name: String, in tape: TapeReading) -> Int? {
        if patience < 0, valuesByName == nil { valuesByName = Self.valuesByName(tape, object) }
        if let valuesByName { return valuesByName[ExactName(text: name)] }
        // Where the bytes lie, which costs no reference count; those of a bridged string may lie nowhere.
        let found = unsafe name.utf8.withContiguousStorageIfAvailable { bytes in unsafe search(bytes, in: tape) }
        if let found { return found }
        var name = name
        return name.withUTF8 { bytes in unsafe search(bytes, in: tape) }
    }

    /// All names, converted, each once, in the document's order.
    func names(in tape: TapeReading) -> [String] {
        if let valuesByName { return valuesByName.sorted { $0.value < $1.value }.map(\.key.text) }
        let count = tape.word(object).count
        var names: [String] = []
        names.reserveCapacity(count)
        // While they are few, looking at all that are there is quicker than hashing.
        var known = Set<ExactName>()
        var index = object + 1
        while index < end {
            let name = Self.convertedName(index, in: tape)
            let isNew =
                count <= 16
                ? !names.contains { $0.isExactly(name) } : known.insert(ExactName(text: name)).inserted
            if isNew { names.append(name) }
            index = tape.word(index + 1).next(after: index + 1)
        }
        return names
    }

    /// The name at `index`, as a type's key is compared with it; a function that converts it needs its object's path.
    private static func convertedName(_ index: Int, under path: [any CodingKey] = [], in tape: TapeReading) -> String {
        tape.options.keyDecodingStrategy.converted(tape.string(of: tape.word(index)), under: path)
    }

    private mutating func search(_ name: UnsafeBufferPointer<UInt8>, in tape: TapeReading) -> Int? {
        let bit = unsafe tape.isSnakeCase ? Self.bitOfEnds(name) : Self.bit(name)
        guard all & bit != 0 else { return nil }
        if passed & bit != 0 {
            // Whether a member is there, whether it is null, and what it is are often asked for in turn.
            if unsafe tape.isName(tape.word(last), name) { return last + 1 }
            var bits: UInt64 = 0
            patience -= position - object
            if let found = unsafe Self.find(name, in: tape, from: object + 1, to: position, bits: &bits) {
                last = found - 1
                return found
            }
        }
        var bits = passed | bit
        guard let found = unsafe Self.find(name, in: tape, from: position, to: end, bits: &bits) else {
            all = bits
            patience -= end - position
            return nil
        }
        passed = bits
        last = found - 1
        position = tape.word(found).next(after: found)
        return found
    }

    /// The value of the first member in the range with this name; `bits` takes up the names that it goes over.
    @inline(__always)
    private static func find(
        _ name: UnsafeBufferPointer<UInt8>,
        in tape: TapeReading,
        from start: Int,
        to end: Int,
        bits: inout UInt64
    ) -> Int? {
        // A name without escapes, of that length: all that has to be compared of most.
        let expected = TapeWord(TapeWord.Kind.string, start: 0, length: name.count).bits >> 32
        var index = start
        while index < end {
            let word = tape.word(index)
            if tape.isSnakeCase || word.kind != TapeWord.Kind.string {
                if unsafe tape.isName(word, name) { return index + 1 }
                bits |= bit(of: word, in: tape)
            } else {
                let text = unsafe tape.text(of: word)
                if unsafe word.bits >> 32 == expected && ByteComparison.isEqual(text.baseAddress!, name) {
                    return index + 1
                }
                bits |= unsafe bit(text)
            }
            index = tape.word(index + 1).next(after: index + 1)
        }
        return nil
    }

    /// A name's bit, by its length and its ends: names in one object tend to differ there.
    @inline(__always)
    private static func bit(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        guard name.count > 0 else { return 1 }
        let ends = unsafe Int(name[0]) &* 3 &+ Int(name[name.count - 1]) &* 7
        return 1 &<< UInt64(truncatingIfNeeded: name.count &* 13 &+ ends)
    }

    /// A name's bit where names are converted from `snake_case`, which changes lengths, and of ends no more than their case.
    @inline(__always)
    private static func bitOfEnds(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        guard name.count > 0 else { return 1 }
        let ends = unsafe Int(name[0] | 0x20) &* 3 &+ Int(name[name.count - 1] | 0x20) &* 7
        return 1 &<< UInt64(truncatingIfNeeded: ends)
    }

    /// The bit of a name in the document; where it is escaped, or is converted by the rules of Unicode, every bit.
    @inline(never)
    private static func bit(of word: TapeWord, in tape: TapeReading) -> UInt64 {
        guard word.kind == TapeWord.Kind.string else { return .max }
        let text = unsafe tape.text(of: word)
        guard tape.isSnakeCase else { return unsafe bit(text) }
        return unsafe CheckedText.isASCII(text) ? bitOfEnds(text) : .max
    }

    private static func valuesByName(_ tape: TapeReading, _ object: Int) -> [ExactName: Int] {
        let word = tape.word(object)
        let path = tape.isCustom ? tape.path(of: object) : []
        var values = [ExactName: Int](minimumCapacity: word.count)
        var index = object + 1
        while index < word.end {
            let name = ExactName(text: convertedName(index, under: path, in: tape))
            if values[name] == nil { values[name] = index + 1 }
            index = tape.word(index + 1).next(after: index + 1)
        }
        return values
    }
}

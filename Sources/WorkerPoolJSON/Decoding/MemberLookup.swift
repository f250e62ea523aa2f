// Finding an object's members by name, as a decoder of structs asks for them: mostly in their order.

/// One object's members, and where the last lookup ended.
///
/// Of members with the same name the first is found, as by `JSONDecoder`. A lookup begins where the last one ended, so a struct whose
/// fields come in the document's order costs one pass. What was passed may still be asked for, and must then be found although a
/// later member has the same name: a bit for each name passed tells most names that cannot be among them.
///
/// Not `Sendable`: a decoding stays on its thread.
final class MemberLookup {
    let tape: TapeReading
    /// The object's word.
    var object: Int { start - 1 }
    /// The word of the first name, and the word after the last value.
    private let start: Int
    private let end: Int
    private let count: Int

    /// Where the next lookup begins, always at a name.
    private var position: Int
    /// The bits of at least the names before `position`.
    private var passed: UInt64 = 0
    /// The bits of all names, once a lookup has gone over them all.
    private var all = UInt64.max
    /// How many words may be gone over in vain before that costs more than a dictionary.
    private var patience: Int
    /// Every name's value, once looking has become dear, or from the start where names are converted.
    private var valuesByName: [String: Int]?

    /// Of the object whose word is at `index`.
    init(_ tape: TapeReading, object index: Int) {
        self.tape = tape
        let word = tape.word(index)
        start = index + 1
        end = word.end
        count = word.count
        position = start
        patience = 64 * count
        if tape.options.keyDecodingStrategy.converts { _ = madeValuesByName() }
    }

    /// The word of the value that `name` names; nil where there is none.
    func value(named name: String) -> Int? {
        if patience < 0, valuesByName == nil { _ = madeValuesByName() }
        if let valuesByName { return valuesByName[name] }
        var name = name
        return name.withUTF8 { bytes in unsafe search(bytes) }
    }

    /// All names, converted, each once, in the document's order.
    var names: [String] {
        let values = valuesByName ?? madeValuesByName()
        return values.sorted { $0.value < $1.value }.map(\.key)
    }

    private func search(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        let bit = unsafe Self.bit(name)
        guard all & bit != 0 else { return nil }
        if passed & bit != 0 {
            var bits: UInt64 = 0
            patience -= position - start
            if let found = unsafe find(name, from: start, to: position, bits: &bits) { return found }
        }
        var bits = passed | bit
        guard let found = unsafe find(name, from: position, to: end, bits: &bits) else {
            all = bits
            patience -= end - position
            return nil
        }
        passed = bits
        position = tape.word(found).next(after: found)
        return found
    }

    /// The value of the first member in the range with this name; `bits` takes up the names that it goes over.
    @inline(__always)
    private func find(_ name: UnsafeBufferPointer<UInt8>, from position: Int, to end: Int, bits: inout UInt64) -> Int? {
        var index = position
        while index < end {
            let word = tape.word(index)
            if unsafe tape.isName(word, name) { return index + 1 }
            bits |= Self.bit(of: word, in: tape)
            index = tape.word(index + 1).next(after: index + 1)
        }
        return nil
    }

    /// A name's bit, by its length and its ends: names in one object tend to differ there.
    @inline(__always)
    private static func bit(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        guard name.count > 0 else { return 1 }
        let ends = unsafe Int(name[0]) &* 3 &+ Int(name[name.count - 1]) &* 7
        return 1 << UInt64(truncatingIfNeeded: (name.count &* 13 &+ ends) & 63)
    }

    /// The bit of a name in the document; where it is escaped, every bit.
    @inline(__always)
    private static func bit(of word: TapeWord, in tape: TapeReading) -> UInt64 {
        word.kind == TapeWord.Kind.string ? unsafe bit(tape.text(of: word)) : .max
    }

    private func madeValuesByName() -> [String: Int] {
        var values = [String: Int](minimumCapacity: count)
        var index = start
        while index < end {
            let name = tape.options.keyDecodingStrategy.converted(tape.string(of: tape.word(index))) {
                self.tape.path(of: self.object)
            }
            if values[name] == nil { values[name] = index + 1 }
            index = tape.word(index + 1).next(after: index + 1)
        }
        valuesByName = values
        return values
    }
}

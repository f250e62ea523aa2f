// Dictionaries where a strategy converts keys: their names are data and stay as they are.

/// A dictionary from strings, as an existential type can be asked for it.
protocol StringKeyedDictionary {
    init(members tape: TapeReading, at index: Int, depth: Int) throws
}

extension Dictionary: StringKeyedDictionary where Key == String, Value: Decodable {
    /// Of members with the same name the first, as everywhere in decoding.
    init(members tape: TapeReading, at index: Int, depth: Int) throws {
        let word = tape.word(index)
        guard word.kind == TapeWord.Kind.object else { throw tape.mismatch([String: Any].self, at: index) }
        tape.dictionaries.append(index)
        self.init(minimumCapacity: word.count)
        var name = index + 1
        while name < word.end {
            let key = tape.string(of: tape.word(name))
            if self[key] == nil { self[key] = try tape.value(Value.self, at: name + 1, depth: depth) }
            name = tape.word(name + 1).next(after: name + 1)
        }
    }
}

extension FrozenJSON {
    /// The same value, read by accessors that throw: they tell what is not there from what is something else, and say where.
    public var required: Required { Required(value: self, pointer: nil) }

    /// The value that a JSON Pointer names, read by accessors that throw, with the pointer in what they throw.
    public func required(at pointer: String) -> Required { Required(value: self[pointer: pointer], pointer: pointer) }

    /// Accessors that throw where those of `FrozenJSON` answer `nil`.
    public struct Required: Sendable {
        let value: FrozenJSON
        let pointer: String?

        /// `true` or `false`.
        public var bool: Bool {
            get throws(AccessError) { try unwrap(value.bool, "a bool") }
        }

        /// An integer that fits `Int`.
        public var int: Int {
            get throws(AccessError) { try integer() }
        }

        /// An integer that fits the type asked for.
        public func integer<Integer: FixedWidthInteger>(
            as type: Integer.Type = Integer.self
        ) throws(AccessError) -> Integer {
            try unwrap(value.integer(), "an integer that fits \(type)")
        }

        /// A number that a finite double can be nearest to.
        public var double: Double {
            get throws(AccessError) { try unwrap(value.double, "a number that fits Double") }
        }

        /// A string, unescaped.
        public var string: String {
            get throws(AccessError) { try unwrap(value.string, "a string") }
        }

        /// An array's elements.
        public var elements: Elements {
            get throws(AccessError) { try unwrap(value.kind == .array ? value.elements : nil, "an array") }
        }

        /// An object's members.
        public var members: Members {
            get throws(AccessError) { try unwrap(value.kind == .object ? value.members : nil, "an object") }
        }

        private func unwrap<Answer>(_ answer: Answer?, _ expected: @autoclosure () -> String) throws(AccessError)
            -> Answer
        {
            guard let answer else { throw AccessError(expected: expected(), value: value, pointer: pointer) }
            return answer
        }
    }

    /// A value is not there, or is not what was asked for.
    public struct AccessError: Error, Sendable, Hashable, CustomStringConvertible {
        /// What was asked for, in words.
        public let expected: String
        /// What is there instead; `nil`: nothing.
        public let found: Kind?
        /// Where, as a JSON Pointer: of what is there, the place; of what is not, the pointer that was asked for, or, after
        /// subscripts, the nearest place above it that is there.
        public let path: String

        init(expected: String, value: FrozenJSON, pointer: String?) {
            self.expected = expected
            found = value.kind
            path = pointer ?? value.storage.path(to: value.index < 0 ? ~value.index : value.index)
        }

        /// The whole error on one line.
        public var description: String {
            guard let found else { return "expected \(expected), found nothing at or below \"\(path)\"" }
            return "expected \(expected), found \(found) at \"\(path)\""
        }
    }
}

extension FrozenStorage {
    /// The JSON Pointer from the document's root to a value's word.
    func path(to target: Int) -> String {
        var path = ""
        var index = root(above: target)
        while index != target {
            let container = word(index)
            let isObject = container.kind == TapeWord.Kind.object
            var child = index + 1
            var position = 0
            while true {
                let value = isObject ? child + 1 : child
                let next = word(value).next(after: value)
                if target < next {
                    path += "/" + (isObject ? FrozenStorage.token(string(of: word(child))) : String(position))
                    index = value
                    break
                }
                child = next
                position += 1
            }
        }
        return path
    }

    private static func token(_ name: String) -> String {
        String(name.flatMap { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) })
    }
}

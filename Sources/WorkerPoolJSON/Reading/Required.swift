extension FrozenJSON {
    /// The same value, read by accessors that throw: they tell what is not there from what is something else, and say where.
    ///
    /// A throw keeps the document, as a value of it does, and costs a few nanoseconds: where that is in the document is found out when the
    /// error is asked for its path.
    public var required: Required { Required(value: self, base: self, pointer: "") }

    /// The value that a JSON Pointer (RFC 6901) names from here, read by accessors that throw, with the pointer in what they throw.
    public func required(at pointer: String) -> Required {
        Required(value: self[pointer: pointer], base: self, pointer: pointer)
    }

    /// Accessors that throw where those of `FrozenJSON` answer `nil`.
    public struct Required: Sendable {
        private let found: FrozenJSON
        private let base: FrozenJSON
        private let pointer: String

        init(value: FrozenJSON, base: FrozenJSON, pointer: String) {
            found = value
            self.base = base
            self.pointer = pointer
        }

        /// The value itself, whatever it is, if it is there.
        public var value: FrozenJSON {
            get throws(AccessError) { try unwrap(found.exists ? found : nil, "a value") }
        }

        /// `true` or `false`.
        public var bool: Bool {
            get throws(AccessError) { try unwrap(found.bool, "a bool") }
        }

        /// An integer that fits `Int`.
        public var int: Int {
            get throws(AccessError) { try integer() }
        }

        /// An integer that fits the type asked for.
        public func integer<Integer: FixedWidthInteger>(
            as type: Integer.Type = Integer.self
        ) throws(AccessError) -> Integer {
            try unwrap(found.integer(), "an integer that fits \(type)")
        }

        /// A number that a finite double can be nearest to.
        public var double: Double {
            get throws(AccessError) { try unwrap(found.double, "a number that fits Double") }
        }

        /// A string, unescaped.
        public var string: String {
            get throws(AccessError) { try unwrap(found.string, "a string") }
        }

        /// An array's elements.
        public var elements: Elements {
            get throws(AccessError) { try unwrap(found.kind == .array ? found.elements : nil, "an array") }
        }

        /// An object's members.
        public var members: Members {
            get throws(AccessError) { try unwrap(found.kind == .object ? found.members : nil, "an object") }
        }

        private func unwrap<Answer>(_ answer: Answer?, _ expected: @autoclosure () -> String) throws(AccessError)
            -> Answer
        {
            guard let answer else {
                throw AccessError(expected: expected(), found: found.kind, base: base, pointer: pointer)
            }
            return answer
        }
    }
}

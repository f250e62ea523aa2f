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

    /// A value is not there, or is not what was asked for.
    public struct AccessError: Error, Sendable, Hashable, CustomStringConvertible {
        /// What was asked for, in words.
        public let expected: String
        /// What is there instead; `nil`: nothing.
        public let found: Kind?
        private let base: FrozenJSON
        private let pointer: String

        init(expected: String, found: Kind?, base: FrozenJSON, pointer: String) {
            self.expected = expected
            self.found = found
            self.base = base
            self.pointer = pointer
        }

        /// Where, as a JSON Pointer from the document's root: of what is there, the place; of what is not, the pointer that was asked for, or,
        /// after subscripts, the nearest place above it that is there.
        ///
        /// Found anew each time: goes over all that stands before it in each array or object around it, and over the documents before its own
        /// where they share a slab.
        public var path: String { base.storage.path(to: base.index < 0 ? ~base.index : base.index) + pointer }

        /// Whether both say the same of the same place, though it be of two documents.
        public static func == (one: Self, other: Self) -> Bool {
            one.found == other.found && one.expected == other.expected && one.path == other.path
        }

        /// By what `==` compares.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(found)
            hasher.combine(expected)
            hasher.combine(path)
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
        var container = root(above: target)
        while container != target {
            let (child, place) = unsafe tape.child(of: container, at: target)
            let isObject = word(container).kind == TapeWord.Kind.object
            path += "/" + (isObject ? FrozenStorage.token(string(of: word(child))) : String(place))
            container = isObject ? child + 1 : child
        }
        return path
    }

    /// By scalars: a `/` with a combining mark behind it is one character, and no `/`.
    private static func token(_ name: String) -> String {
        var token = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": token.append(contentsOf: "~0".unicodeScalars)
            case "/": token.append(contentsOf: "~1".unicodeScalars)
            default: token.append(scalar)
            }
        }
        return String(token)
    }
}

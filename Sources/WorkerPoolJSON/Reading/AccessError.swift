extension FrozenJSON {
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

        /// Whether both say the same of the same place, even in two documents.
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
            path += "/" + (isObject ? PointerToken.escaped(string(of: word(child))) : String(place))
            container = isObject ? child + 1 : child
        }
        return path
    }
}

extension FrozenJSON {
    /// One or two values of a document that is not parsed: looked up in the bytes, past what nobody asks for.
    ///
    /// ```swift
    /// let glance = FrozenJSON.Glance(at: message)
    /// guard glance["user"]["followers_count"].int ?? 0 > 100_000 else { return nil }
    /// ```
    ///
    /// For dropping most messages before they cost anything; `WorkerPool.Decoder.glance(_:)` does so in front of any decoder of
    /// JSON. Each lookup begins where its object begins and costs what it skips, byte for byte less than a parse. It
    /// allocates nothing except for a `string` of more than 15 bytes and what is `parsed`.
    ///
    /// **What is checked.** The value that is asked for, as strictly as a parse would: a number, a string or a literal that is not well-formed
    /// is `nil`. On the way there: that names are strings, colons and commas stand where they must, strings end and brackets
    /// balance. Nothing else: what is skipped may hold bad numbers, bad UTF-8, `[` closed by `}`, and what comes after the value is not looked
    /// at. A document that a glance likes may still be refused by the parse.
    ///
    /// Where an object repeats a name the glance answers the first, since it stops there; a parsed document answers the last.
    public struct Glance<Payload: FrozenJSON.Payload>: Sendable {
        @usableFromInline let payload: Payload
        /// Where the value begins, or -1 where there is none.
        @usableFromInline let offset: Int

        @inlinable
        init(payload: Payload, offset: Int) {
            self.payload = payload
            self.offset = offset
        }

        /// Looks at a document's root.
        @inlinable
        public init(at payload: Payload) {
            self.init(payload: payload, offset: unsafe payload.withBytes { unsafe Skim.root(of: $0) })
        }

        /// The value of the first member with this name; one that does not exist if there is none or this is no object.
        @inlinable
        public subscript(name: String) -> Glance {
            guard offset >= 0 else { return self }
            var name = name
            let found = name.withUTF8 { name in
                unsafe payload.withBytes { unsafe Skim.member(named: name, at: offset, of: $0) }
            }
            return Glance(payload: payload, offset: found)
        }

        /// The values of two members, found in one walk over the object: cheaper than two lookups where both are far into it.
        @inlinable
        public func members(_ first: String, _ second: String) -> (Glance, Glance) {
            guard offset >= 0 else { return (self, self) }
            var first = first
            var second = second
            let found = first.withUTF8 { first in
                second.withUTF8 { second in
                    unsafe payload.withBytes { unsafe Skim.members(named: first, second, at: offset, of: $0) }
                }
            }
            return (Glance(payload: payload, offset: found.0), Glance(payload: payload, offset: found.1))
        }

        /// The element at this position; one that does not exist if there is none or this is no array.
        @inlinable
        public subscript(position: Int) -> Glance {
            guard offset >= 0 else { return self }
            return Glance(
                payload: payload,
                offset: unsafe payload.withBytes { unsafe Skim.element(position, at: offset, of: $0) }
            )
        }

        /// Whether something begins here that may be a value.
        @inlinable
        public var exists: Bool { offset >= 0 }

        /// Whether `null` is here.
        public var isNull: Bool {
            guard offset >= 0 else { return false }
            return unsafe payload.withBytes { unsafe Skim.isNull(at: offset, of: $0) }
        }

        /// `true` or `false`, or `nil` if it is neither.
        public var bool: Bool? {
            guard offset >= 0 else { return nil }
            return unsafe payload.withBytes { unsafe Skim.bool(at: offset, of: $0) }
        }

        /// An integer that fits, or `nil`: see `FrozenJSON.int`.
        @inlinable
        public var int: Int? {
            guard offset >= 0 else { return nil }
            return unsafe payload.withBytes { unsafe Skim.integer(at: offset, of: $0) }
        }

        /// A number as the nearest double, or `nil`: see `FrozenJSON.double`.
        public var double: Double? {
            guard offset >= 0 else { return nil }
            return unsafe payload.withBytes { unsafe Skim.double(at: offset, of: $0) }
        }

        /// A string, unescaped, or `nil`.
        @inlinable
        public var string: String? {
            guard offset >= 0 else { return nil }
            return unsafe payload.withBytes { unsafe Skim.string(at: offset, of: $0) }
        }

        /// The value alone, parsed; `nil` if it does not exist or is not well-formed.
        ///
        /// Costs what parsing as much does, without a workspace; by the default `Options`.
        public var parsed: FrozenJSON? {
            guard offset >= 0 else { return nil }
            return unsafe payload.withBytes { unsafe Skim.parsed(at: offset, of: $0) }
        }
    }
}

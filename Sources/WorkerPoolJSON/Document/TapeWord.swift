/// One word of a tape: a value of the document, or a member's name.
///
/// ```text
///  63     60 59                    32 31                     0
/// +---------+------------------------+------------------------+
/// |  kind   |  length                |  start                 |   scalars: the span of the text in the document's bytes
/// |  kind   |  count                 |  end                   |   containers: how many children, and the word after the last
/// +---------+------------------------+------------------------+
/// ```
///
/// A container is followed by its children, an object's children in pairs: the name, then the value. So a value is skipped by
/// reading one word, and a document takes one word for each value and name.
struct TapeWord {
    enum Kind {
        static let null: UInt64 = 0
        static let `false`: UInt64 = 1
        static let `true`: UInt64 = 2
        /// A number without fraction and exponent, whatever its size.
        static let integer: UInt64 = 3
        /// A number with a fraction, an exponent or both.
        static let decimal: UInt64 = 4
        /// A string whose bytes are its text.
        static let string: UInt64 = 5
        /// A string with at least one escape.
        static let escapedString: UInt64 = 6
        static let array: UInt64 = 7
        static let object: UInt64 = 8
    }

    /// The largest length or count that a word holds, and so the largest document: 256 MiB less one byte.
    static let maximumLength = 1 << 28 - 1

    var bits: UInt64

    @inline(__always) init(bits: UInt64) { self.bits = bits }

    @inline(__always) init(_ kind: UInt64, start: Int, length: Int) {
        bits = kind << 60 | UInt64(truncatingIfNeeded: length) << 32 | UInt64(truncatingIfNeeded: start)
    }

    @inline(__always) init(_ kind: UInt64, count: Int, end: Int) {
        self.init(kind, start: end, length: count)
    }

    @inline(__always) var kind: UInt64 { bits >> 60 }
    /// Where a scalar's text starts: for a string, after the quote.
    @inline(__always) var start: Int { Int(truncatingIfNeeded: bits & 0xFFFF_FFFF) }
    /// How many bytes a scalar's text has: for a string, without the quotes and as it is written.
    @inline(__always) var length: Int { Int(truncatingIfNeeded: bits >> 32 & 0x0FFF_FFFF) }
    /// How many elements or members a container has.
    @inline(__always) var count: Int { length }
    /// The index of the word after a container's last child.
    @inline(__always) var end: Int { start }
    @inline(__always) var isContainer: Bool { kind >= Kind.array }
    @inline(__always) var isString: Bool { kind == Kind.string || kind == Kind.escapedString }
    @inline(__always) var isNumber: Bool { kind == Kind.integer || kind == Kind.decimal }

    /// The index of the word after the value at `index`, whose word this is.
    @inline(__always) func next(after index: Int) -> Int { isContainer ? end : index + 1 }
}

// What most experiments decode: an order with nested lines and text.

/// An order as a shop would send it.
public struct Order: Codable, Sendable, Hashable {
    public struct Customer: Codable, Sendable, Hashable {
        public var id: Int
        public var name: String
        public var city: String
    }

    public struct Line: Codable, Sendable, Hashable {
        public var sku: String
        public var quantity: Int
        public var cents: Int
        public var note: String?
    }

    public var id: Int
    public var customer: Customer
    public var isPaid: Bool
    public var text: String
    public var lines: [Line]
    public var total: Int

    /// Why an order that parses is no order all the same.
    public enum Invalid: Error {
        case noLines
        case wrongTotal
    }

    /// Throws unless the total is that of the lines.
    public func validate() throws {
        guard !lines.isEmpty else { throw Invalid.noLines }
        var sum = 0
        for line in lines { sum += line.quantity * line.cents }
        guard sum == total else { throw Invalid.wrongTotal }
    }

    /// A number that differs when any of what a consumer looks at differs.
    public var digest: UInt64 { orderDigest(id, total, lines.count, text, customer.name) }
}

/// The same number for the same order, in whatever shape it comes.
func orderDigest(_ id: Int, _ total: Int, _ lines: Int, _ text: String, _ name: String) -> UInt64 {
    UInt64(truncatingIfNeeded: id) &* 31 &+ UInt64(truncatingIfNeeded: total) &* 17
        &+ UInt64(truncatingIfNeeded: lines &+ text.utf8.count &+ name.utf8.count)
}

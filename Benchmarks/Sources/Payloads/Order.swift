// What most experiments decode: an order with nested lines and text.

/// An order as a shop would send it.
package struct Order: Codable, Sendable, Hashable {
    package struct Customer: Codable, Sendable, Hashable {
        package var id: Int
        package var name: String
        package var city: String
    }

    package struct Line: Codable, Sendable, Hashable {
        package var sku: String
        package var quantity: Int
        package var cents: Int
        package var note: String?
    }

    package var id: Int
    package var customer: Customer
    package var isPaid: Bool
    package var text: String
    package var lines: [Line]
    package var total: Int

    /// Why an order that parses is no order all the same.
    package enum Invalid: Error {
        case noLines
        case wrongTotal
    }

    /// Throws unless the total is that of the lines.
    package func validate() throws {
        guard !lines.isEmpty else { throw Invalid.noLines }
        var sum = 0
        for line in lines { sum += line.quantity * line.cents }
        guard sum == total else { throw Invalid.wrongTotal }
    }

    /// A number that differs when any of what a consumer looks at differs.
    package var digest: UInt64 { orderDigest(id, total, lines.count, text, customer.name) }
}

/// The same number for the same order, in whatever shape it comes.
func orderDigest(_ id: Int, _ total: Int, _ lines: Int, _ text: String, _ name: String) -> UInt64 {
    UInt64(truncatingIfNeeded: id) &* 31 &+ UInt64(truncatingIfNeeded: total) &* 17
        &+ UInt64(truncatingIfNeeded: lines &+ text.utf8.count &+ name.utf8.count)
}

// The same order as other shapes, for what it costs to hand them from thread to thread.

/// An order as mutable objects, which no other thread may have.
package final class OrderGraph: Decodable {
    package final class Customer: Decodable {
        package var id: Int
        package var name: String
        package var city: String

        init(id: Int, name: String, city: String) {
            self.id = id
            self.name = name
            self.city = city
        }
    }

    package final class Line: Decodable {
        package var sku: String
        package var quantity: Int
        package var cents: Int
        package var note: String?

        init(sku: String, quantity: Int, cents: Int, note: String?) {
            self.sku = sku
            self.quantity = quantity
            self.cents = cents
            self.note = note
        }
    }

    package var id: Int
    package var customer: Customer
    package var isPaid: Bool
    package var text: String
    package var lines: [Line]
    package var total: Int

    init(id: Int, customer: Customer, isPaid: Bool, text: String, lines: [Line], total: Int) {
        self.id = id
        self.customer = customer
        self.isPaid = isPaid
        self.text = text
        self.lines = lines
        self.total = total
    }

    /// The whole graph anew, strings with their bytes too.
    package func copied() -> OrderGraph {
        func copy(_ text: String) -> String { String(decoding: Array(text.utf8), as: UTF8.self) }
        return OrderGraph(
            id: id,
            customer: Customer(id: customer.id, name: copy(customer.name), city: copy(customer.city)),
            isPaid: isPaid,
            text: copy(text),
            lines: lines.map {
                Line(sku: copy($0.sku), quantity: $0.quantity, cents: $0.cents, note: $0.note.map(copy))
            },
            total: total
        )
    }

    /// The same as a value that may go anywhere.
    package func frozen() -> Order {
        Order(
            id: id,
            customer: .init(id: customer.id, name: customer.name, city: customer.city),
            isPaid: isPaid,
            text: text,
            lines: lines.map { .init(sku: $0.sku, quantity: $0.quantity, cents: $0.cents, note: $0.note) },
            total: total
        )
    }

    package var digest: UInt64 { orderDigest(id, total, lines.count, text, customer.name) }
}

/// An order behind one reference, copied when somebody changes one of several.
package struct BoxedOrder: Decodable, Sendable {
    private final class Storage: Sendable {
        let order: Order

        init(_ order: Order) { self.order = order }
    }

    private var storage: Storage

    package init(from decoder: any Decoder) throws { storage = Storage(try Order(from: decoder)) }

    /// Setting it makes a new box; whoever has the old one keeps it.
    package var order: Order {
        get { storage.order }
        set { storage = Storage(newValue) }
    }
}

/// An order as objects that never change, so that any thread may have them.
package final class FrozenOrder: Decodable, Sendable {
    package final class Customer: Decodable, Sendable {
        package let id: Int
        package let name: String
        package let city: String
    }

    package final class Line: Decodable, Sendable {
        package let sku: String
        package let quantity: Int
        package let cents: Int
        package let note: String?
    }

    package let id: Int
    package let customer: Customer
    package let isPaid: Bool
    package let text: String
    package let lines: [Line]
    package let total: Int

    package var digest: UInt64 { orderDigest(id, total, lines.count, text, customer.name) }
}

// The same order as other shapes, for what it costs to hand them from thread to thread.

/// An order as mutable objects, which no other thread may have.
public final class OrderGraph: Decodable {
    public final class Customer: Decodable {
        public var id: Int
        public var name: String
        public var city: String

        init(id: Int, name: String, city: String) {
            self.id = id
            self.name = name
            self.city = city
        }
    }

    public final class Line: Decodable {
        public var sku: String
        public var quantity: Int
        public var cents: Int
        public var note: String?

        init(sku: String, quantity: Int, cents: Int, note: String?) {
            self.sku = sku
            self.quantity = quantity
            self.cents = cents
            self.note = note
        }
    }

    public var id: Int
    public var customer: Customer
    public var isPaid: Bool
    public var text: String
    public var lines: [Line]
    public var total: Int

    init(id: Int, customer: Customer, isPaid: Bool, text: String, lines: [Line], total: Int) {
        self.id = id
        self.customer = customer
        self.isPaid = isPaid
        self.text = text
        self.lines = lines
        self.total = total
    }

    /// The whole graph anew, strings with their bytes too.
    public func copied() -> OrderGraph {
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
    public func frozen() -> Order {
        Order(
            id: id,
            customer: .init(id: customer.id, name: customer.name, city: customer.city),
            isPaid: isPaid,
            text: text,
            lines: lines.map { .init(sku: $0.sku, quantity: $0.quantity, cents: $0.cents, note: $0.note) },
            total: total
        )
    }

    public var digest: UInt64 { orderDigest(id, total, lines.count, text, customer.name) }
}

/// An order behind one reference, copied when somebody changes one of several.
public struct BoxedOrder: Decodable, Sendable {
    private final class Storage: Sendable {
        let order: Order

        init(_ order: Order) { self.order = order }
    }

    private var storage: Storage

    public init(from decoder: any Decoder) throws { storage = Storage(try Order(from: decoder)) }

    /// Setting it makes a new box; whoever has the old one keeps it.
    public var order: Order {
        get { storage.order }
        set { storage = Storage(newValue) }
    }
}

/// An order as objects that never change, so that any thread may have them.
public final class FrozenOrder: Decodable, Sendable {
    public final class Customer: Decodable, Sendable {
        public let id: Int
        public let name: String
        public let city: String
    }

    public final class Line: Decodable, Sendable {
        public let sku: String
        public let quantity: Int
        public let cents: Int
        public let note: String?
    }

    public let id: Int
    public let customer: Customer
    public let isPaid: Bool
    public let text: String
    public let lines: [Line]
    public let total: Int

    public var digest: UInt64 { orderDigest(id, total, lines.count, text, customer.name) }
}

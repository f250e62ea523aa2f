// What a service declares of a made order: all of it, and two fields of it.

struct Order: Decodable, Equatable, Sendable {
    let id: Int
    let placedAt: Int
    let customer: Customer
    let items: [Item]
    let note: String
    let total: Double

    struct Customer: Decodable, Equatable, Sendable {
        let id: UInt32
        let name: String
        let email: String
        let vip: Bool
    }

    struct Item: Decodable, Equatable, Sendable {
        let sku: String
        let title: String
        let quantity: Int
        let price: Double
        let weight: Double
        let gift: String?
    }

    enum CodingKeys: String, CodingKey {
        case id, customer, items, note, total
        case placedAt = "placed_at"
    }
}

struct OrderGlance: Decodable, Equatable, Sendable {
    let id: Int
    let total: Double
}

import Foundation

struct Order: Decodable {
    struct Item: Decodable {
        let itemName: String
        let price: Decimal?
        let tagsByName: [String: [Int]]?
    }

    let orderId: Int
    let placedAt: Date
    let homePage: URL?
    let rawData: Data?
    let items: [Item]
    let isPaid: Bool?
}

import Foundation

/// One of several types, the first that fits.
enum Untagged: Decodable {
    case order(Order)
    case date(Date)
    case scores([String: Int])
    case data(Data)
    case list([Untagged])

    init(from decoder: any Decoder) throws {
        if let order = try? Order(from: decoder) {
            self = .order(order)
        } else if let date = try? decoder.singleValueContainer().decode(Date.self) {
            self = .date(date)
        } else if let scores = try? decoder.singleValueContainer().decode([String: Int].self) {
            self = .scores(scores)
        } else if let data = try? decoder.singleValueContainer().decode(Data.self) {
            self = .data(data)
        } else {
            self = .list(try [Untagged](from: decoder))
        }
    }
}

import Foundation

struct Dictionaries: Decodable {
    let byString: [String: Double]?
    let byInt: [Int: String]?
    let bySuit: [Suit: Int]?
    let byName: [AnyName: [Int]]?
    let byDouble: [Double: Bool]?
    let ofDates: [String: Date]?
    let ofDictionaries: [String: [String: Suit]]?
    let ofObjects: [String: Base]?
}

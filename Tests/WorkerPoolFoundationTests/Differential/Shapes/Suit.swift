enum Suit: String, Decodable, CodingKeyRepresentable, Sendable {
    case hearts, spades, oneTwo
    case empty = ""
    case cafe = "caf\u{E9}"
}

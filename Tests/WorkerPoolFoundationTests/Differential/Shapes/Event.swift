indirect enum Event: Decodable, Sendable {
    case begun
    case moved(x: Int, to: Double?)
    case named(String, Suit)
    case nested(Event)
    case userLeft(userName: String = "nobody")
}

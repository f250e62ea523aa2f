enum Rank: Int8, Decodable {
    case lowest = -128
    case zero = 0
    case one = 1
    case highest = 127
}

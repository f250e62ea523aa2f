/// What the grammar allows where a parse stopped.
enum Expectation: UInt8 {
    case value
    case valueOrArrayEnd
    case nameOrObjectEnd
    case name
    case colon
    case commaOrArrayEnd
    case commaOrObjectEnd
    case endOfDocument
    case digit
    case stringEnd
    case escape
    case hexadecimalDigit
    case lowSurrogate
    case highSurrogateFirst
    case utf8
    case lessDepth
    case lessSize
}

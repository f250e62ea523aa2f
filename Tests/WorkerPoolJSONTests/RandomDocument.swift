import TestSupport

/// Makes JSON documents at random: all kinds of values, with white space where it may stand.
enum RandomDocument {
    static func make(using random: inout SplitMix, depth: Int) -> String {
        let space = ["", "", "", " ", "\n", "\t \r\n"].randomElement(using: &random)!
        return space + value(using: &random, depth: depth) + space
    }

    private static func value(using random: inout SplitMix, depth: Int) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
        case 0: return ["null", "true", "false"].randomElement(using: &random)!
        case 1, 2: return number(using: &random)
        case 3, 4, 5: return string(using: &random)
        case 6, 7:
            let count = Int.random(in: 0..<5, using: &random)
            return "[" + (0..<count).map { _ in make(using: &random, depth: depth - 1) }.joined(separator: ",") + "]"
        default:
            let count = Int.random(in: 0..<5, using: &random)
            // Names do not repeat: which of them answers is each parser's own choice.
            let members = (0..<count)
                .map { "\"\($0)" + string(using: &random).dropFirst() + ": " + make(using: &random, depth: depth - 1) }
            return "{" + members.joined(separator: " ,") + "}"
        }
    }

    private static func number(using random: inout SplitMix) -> String {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return String(Int.random(in: -1_000...1_000, using: &random))
        case 1: return String(Int64.random(in: .min ... .max, using: &random))
        case 2: return String(Double.random(in: -1e6...1e6, using: &random))
        default:
            let exponent = Int.random(in: -300...290, using: &random)
            return
                "\(Int.random(in: -9...9, using: &random)).\(UInt32.random(in: 0 ... .max, using: &random))E\(exponent)"
        }
    }

    private static func string(using random: inout SplitMix) -> String {
        let pieces = [
            "a", "abcdefgh", "0123456789abcdefghijklmnop", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83D\\uDE00",
            "é", "名", "😀", "\u{7F}",
        ]
        let count = Int.random(in: 0..<6, using: &random)
        return "\"" + (0..<count).map { _ in pieces.randomElement(using: &random)! }.joined() + "\""
    }
}

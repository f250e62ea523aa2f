// Looking at what may be no JSON.

import WorkerPoolJSON

/// What must hold of a glance whatever the bytes are; a sanitizer sees to it that it reads nothing else.
enum Glancing {
    static func check(_ input: Input) {
        var random = input.random
        var glance = FrozenJSON.Glance(at: input.document)
        for _ in 0..<8 where glance.exists {
            check(glance)
            let (one, other) = glance.members("a", "")
            guard isSame(one, glance["a"]), isSame(other, glance[""]) else { fatalError("two glances differ from one") }
            let choices = [one, other, glance[0], glance[1], glance[Int.random(in: -1..<40, using: &random)]]
            glance = choices.filter(\.exists).randomElement(using: &random) ?? choices[0]
        }
    }

    private static func isSame(_ one: FrozenJSON.Glance<[UInt8]>, _ other: FrozenJSON.Glance<[UInt8]>) -> Bool {
        one.exists == other.exists && one.parsed == other.parsed
    }

    /// Each way to look at a scalar says what a parse of it says.
    private static func check(_ glance: FrozenJSON.Glance<[UInt8]>) {
        let parsed = glance.parsed
        guard glance.int == parsed?.int, glance.double?.bitPattern == parsed?.double?.bitPattern,
            glance.bool == parsed?.bool, glance.isNull == parsed?.isNull ?? false,
            glance.string.map({ Array($0.utf8) }) == parsed?.string.map({ Array($0.utf8) })
        else { fatalError("a scalar that a parse does not see") }
    }
}

import Testing

@testable import WorkerPoolJSON

@Suite struct GlanceScalarsTests {
    @Test(arguments: [
        "0", "-0", "1", "-12.5e-3", "1E+22", "01", "-", "1.", ".5", "1e", "1e+", "+1", "1x", "1e999", "1.5 ", "[1]",
        "0x1", "--1", "true",
        "false", "tru", "falsey", "true ", "null", "\"true\"", "fals", "t", "f", "truefalse", "nul", "nullx", "null ",
        "n", "2.2250738585072011e-308",
    ])
    func `a scalar is read where it lies, as by a parse`(text: String) {
        for (before, after) in [("", ""), ("[", "]"), ("[", ",1]"), ("[", "\n]")] {
            let bytes = Array((before + text + after).utf8)
            let glance = FrozenJSON.Glance(at: bytes)
            let value = before.isEmpty ? glance : glance[0]
            let document = try? FrozenJSON(parsing: Array(text.utf8))
            #expect(value.double?.bitPattern == document?.double?.bitPattern, "\(text)")
            #expect(value.bool == document?.bool, "\(text)")
            #expect(value.isNull == (document?.isNull ?? false), "\(text)")
        }
    }
}

import TestSupport
import Testing
import WorkerPoolJSON

/// Nicolas Seriot's "Parsing JSON is a minefield": one small trap a file.
@Suite(.enabled(if: SharedData.isThere, SharedData.whatIsMissing))
struct MinefieldTests {
    /// What the grammar leaves to the implementation, and is accepted here: numbers of any size, since nothing is
    /// converted by the parse, and 500 levels.
    ///
    /// Refused is everything else: half surrogate pairs, which are no text, what is not UTF-8, and a byte order mark.
    private static let acceptedChoices: Set<String> = [
        "i_number_double_huge_neg_exp.json",
        "i_number_huge_exp.json",
        "i_number_neg_int_huge_exp.json",
        "i_number_pos_double_huge_exp.json",
        "i_number_real_neg_overflow.json",
        "i_number_real_pos_overflow.json",
        "i_number_real_underflow.json",
        "i_number_too_big_neg_int.json",
        "i_number_too_big_pos_int.json",
        "i_number_very_big_negative_int.json",
        "i_structure_500_nested_arrays.json",
    ]

    @Test func `every document is accepted or refused as the standard and our own choices have it`() throws {
        let minefield = try SharedData.minefield()
        #expect(minefield.count > 300)
        for (name, bytes) in minefield {
            let isAccepted = (try? FrozenJSON(parsing: bytes)) != nil
            let shouldBe = name.hasPrefix("y_") || MinefieldTests.acceptedChoices.contains(name)
            #expect(isAccepted == shouldBe, "\(name)")
        }
    }

    @Test func `what is accepted survives being written and read again`() throws {
        for (name, bytes) in try SharedData.minefield() {
            guard let document = try? FrozenJSON(parsing: bytes) else { continue }
            let written = document.jsonBytes()
            let again = try FrozenJSON(parsing: written)
            #expect(again == document, "\(name)")
            #expect(again.jsonBytes() == written, "\(name)")
        }
    }
}

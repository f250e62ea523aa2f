import Foundation
import Testing
import WorkerPoolFoundation
import WorkerPoolJSON

/// What is told about data that Foundation's decoder did not decode.
struct FoundationDiagnosisTests {
    @Test func `JSONDecoder's errors have a place too`() throws {
        struct Order: Decodable { let unitPrice: Double }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        func diagnosis(_ text: String) throws -> FrozenJSON.Diagnosis {
            let data = Data(text.utf8)
            let error = #expect(throws: DecodingError.self) { try decoder.decode([Order].self, from: data) }
            return FrozenJSON.Diagnosis(of: try #require(error), in: data)
        }
        let mismatch = try diagnosis(#"[{"unit_price":1},{"unit_price":"x"}]"#)
        #expect(mismatch.path == "/1/unit_price" && mismatch.excerpt == #""x""# && mismatch.offset == 32)
        let missing = try diagnosis(#"[{"unit_price":1},{"price":1}]"#)
        #expect(missing.path == "/1" && missing.problem == #"expected a member "unitPrice""#)
        let broken = try diagnosis(#"[{"unit_price":1 "x":2}]"#)
        #expect(broken.path == "/0/unit_price" && broken.offset == 17)
        #expect(broken.problem == "The given data was not valid JSON: expected ',' or '}'")
    }
}

import Foundation
import Testing
import WorkerPool
import WorkerPoolFoundation
import WorkerPoolJSON

@Suite("Foundation's types from a frozen document are what JSONDecoder makes", .timeLimit(.minutes(5)))
struct FrozenStrategiesTests {
    struct Record: Decodable, Equatable, Sendable {
        var date: Date?
        var data: Data?
        var url: URL?
        var decimal: Decimal?
        var dates: [String: [Date]]?
    }

    private static let documents = [
        #"{"date":"2024-02-29T12:34:56Z"}"#, #"{"date":"yesterday"}"#, #"{"date":1700000000.5}"#, #"{"date":null}"#,
        #"{"date":[]}"#, #"{"data":"AAECAw=="}"#, #"{"data":"no base64!"}"#, #"{"data":[1,2,3]}"#, #"{"data":""}"#,
        #"{"url":"https://example.com/a?b=c#d"}"#, #"{"url":""}"#, #"{"url":1}"#, #"{"decimal":0.1}"#,
        #"{"decimal":123456789012345678901234567890.5}"#, #"{"decimal":-1e-20}"#, #"{"decimal":"1"}"#,
        #"{"decimal":12e3}"#,
        #"{"dates":{"x":[1,2],"y":[]}}"#, #"{"dates":{"x":["2024-02-29T12:34:56Z"]}}"#,
    ]

    private static let dateStrategies: [JSONDecoder.DateDecodingStrategy] = [
        .deferredToDate, .secondsSince1970, .millisecondsSince1970, .iso8601,
        .custom { _ in Date(timeIntervalSince1970: 1) },
    ]

    private static let dataStrategies: [JSONDecoder.DataDecodingStrategy] = [
        .base64, .deferredToData, .custom { _ in Data([7]) },
    ]

    @Test(arguments: documents)
    func `every strategy decodes alike`(document: String) {
        for dates in Self.dateStrategies {
            for data in Self.dataStrategies {
                let decoder = JSONDecoder()
                decoder.dateDecodingStrategy = dates
                decoder.dataDecodingStrategy = data
                let expected = try? decoder.decode(Record.self, from: Data(document.utf8))

                var options = FrozenJSON.DecodingOptions.likeJSONDecoder
                options.dateDecodingStrategy = dates
                options.dataDecodingStrategy = data
                let record = try? FrozenJSON(parsing: Array(document.utf8)).decode(Record.self, decoding: options)
                #expect(record == expected)
            }
        }
    }

    @Test func `without any choice, types decode as by a new JSONDecoder`() throws {
        let document = #"{"date":12.5,"data":"AQI=","url":"a/b","decimal":0.30}"#
        let expected = try JSONDecoder().decode(Record.self, from: Data(document.utf8))
        let frozen = try FrozenJSON(parsing: Array(document.utf8))
        #expect(try frozen.decode(Record.self, decoding: .likeJSONDecoder) == expected)
        // Their own forms are others.
        #expect(throws: DecodingError.self) { try frozen.decode(Record.self) }
    }

    @Test func `a strategy can be read again`() {
        var options = FrozenJSON.DecodingOptions()
        guard case .deferredToDate = options.dateDecodingStrategy else { return #expect(Bool(false)) }
        options.dateDecodingStrategy = .iso8601
        guard case .iso8601 = options.dateDecodingStrategy else { return #expect(Bool(false)) }
        options.setStrategy(for: Date.self) { _ in Date(timeIntervalSince1970: 0) }
        // It is another's now.
        guard case .deferredToDate = options.dateDecodingStrategy else { return #expect(Bool(false)) }
        options.dateDecodingStrategy = .iso8601
        guard case .base64 = FrozenJSON.DecodingOptions.likeJSONDecoder.dataDecodingStrategy else {
            return #expect(Bool(false))
        }
    }

    @Test func `what is wrong says where`() throws {
        let frozen = try FrozenJSON(parsing: Array(#"{"dates":{"x":["2024-02-29T12:34:56Z","soon"]}}"#.utf8))
        var options = FrozenJSON.DecodingOptions.likeJSONDecoder
        options.dateDecodingStrategy = .iso8601
        let error = #expect(throws: DecodingError.self) { try frozen.decode(Record.self, decoding: options) }
        guard case .dataCorrupted(let context)? = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(context.codingPath.map(\.stringValue) == ["dates", "x", "Index 1"])
    }

    @Test func `a pool decodes slices of one data`() async throws {
        let buffer = Data((0..<50).map { #"{"date":\#($0)}"# }.joined(separator: "\n").utf8)
        let slices = buffer.split(separator: UInt8(ascii: "\n"))
        let pool = try WorkerPool(workers: 2)
        var options = FrozenJSON.DecodingOptions()
        options.dateDecodingStrategy = .secondsSince1970
        let decoder = FrozenJSON.ValueDecoder(Record.self, from: Data.self, decoding: options)
        let records = try await pool.dispatchAsync(slices, decoder: decoder).retrieve().map { try $0.get() }
        #expect(records.map(\.date) == (0..<50).map { Date(timeIntervalSince1970: Double($0)) })
        await pool.shutdown()
    }
}

import Foundation
import Testing
import WorkerPoolJSON

/// The type that is decoded is the one that is passed, and not the one that the compiler knows.
@Suite("A type that is passed as its superclass's")
struct SubclassTests {
    class Base: Decodable, @unchecked Sendable {}  // holds nothing
    final class Sub: Base, @unchecked Sendable {}

    private struct InArray: Decodable {
        let element: Base

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            let type: Base.Type = Sub.self
            element = try container.decode(type)
        }
    }

    private struct Alone: Decodable {
        let value: Base

        init(from decoder: any Decoder) throws {
            let type: Base.Type = Sub.self
            value = try decoder.singleValueContainer().decode(type)
        }
    }

    @Test func `is decoded as the subclass, as by JSONDecoder`() throws {
        let type: Base.Type = Sub.self
        let empty = Array("{}".utf8)
        #expect(try FrozenJSON(parsing: "[{}]").decode(InArray.self).element is Sub)
        #expect(try FrozenJSON(parsing: "{}").decode(Alone.self).value is Sub)
        #expect(try FrozenJSON(parsing: "{}").decode(type) is Sub)
        let decoder = FrozenJSON.ValueDecoder(type)
        var workspace = decoder.makeWorkspace()
        #expect(try decoder.decode(empty, in: &workspace) is Sub)
        #expect(try JSONDecoder().decode(type, from: Data(empty)) is Sub)
    }
}

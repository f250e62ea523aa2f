import Testing

@testable import WorkerPoolJSON

/// That keyed containers are lent again, which stands on what the standard library's are: one reference to a box.
struct LendingTests {
    /// Of two objects, the second at the end.
    private func makeReading() throws -> (reading: TapeReading, objects: [Int]) {
        let document = try FrozenJSON(parsing: #"[{"a":1},{"a":2}]"#)
        let reading = TapeReading(document.storage, root: document.index, options: .init(), isLending: true)
        return (reading, document.elements.map(\.index))
    }

    private func box(of container: KeyedDecodingContainer<SomeKey>) -> ObjectIdentifier {
        ObjectIdentifier(unsafe unsafeBitCast(container, to: AnyObject.self))
    }

    @Test func `a container is lent until the last copy of it has been dropped`() throws {
        let (reading, objects) = try makeReading()
        var container: KeyedDecodingContainer? = try reading.container(keyedBy: SomeKey.self, object: objects[0])
        var copy = container
        #expect(!reading.hasNothingLent)
        container = nil
        #expect(!reading.hasNothingLent)
        #expect(try copy?.decode(Int.self, forKey: SomeKey(stringValue: "a")) == 1)
        copy = nil
        #expect(reading.hasNothingLent)
    }

    @Test func `a box that has been dropped is the next container's, and none is two containers'`() throws {
        let (reading, objects) = try makeReading()
        func boxes() throws -> [ObjectIdentifier] {
            let containers = try objects.map { try reading.container(keyedBy: SomeKey.self, object: $0) }
            #expect(try containers.map { try $0.decode(Int.self, forKey: SomeKey(stringValue: "a")) } == [1, 2])
            return containers.map { box(of: $0) }
        }
        let first = try Set(boxes())
        #expect(first.count == 2)
        #expect(try Set(boxes()) == first)
    }

    @Test func `a reading that lends no more makes containers that keep it`() throws {
        var kept: KeyedDecodingContainer<SomeKey>?
        do {
            let (reading, objects) = try makeReading()
            reading.endLending()
            kept = try reading.container(keyedBy: SomeKey.self, object: objects[1])
            #expect(reading.hasNothingLent)
        }
        #expect(try kept?.decode(Int.self, forKey: SomeKey(stringValue: "a")) == 2)
    }
}

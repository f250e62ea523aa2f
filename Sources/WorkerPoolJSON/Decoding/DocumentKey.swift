// A name or a place in a document, as a coding path shows it.

/// A key that belongs to no type of the user's; small enough to be an `any CodingKey` without an allocation.
struct DocumentKey: CodingKey {
    private enum Key {
        case name(String)
        case place(Int)
        case number(Int)
    }

    static let `super` = DocumentKey("super")

    private let key: Key

    var stringValue: String {
        switch key {
        case .name(let name): name
        case .place(let place): "Index \(place)"
        case .number(let number): String(number)
        }
    }

    var intValue: Int? {
        switch key {
        case .name: nil
        case .place(let number), .number(let number): number
        }
    }

    init(_ name: String) { key = .name(name) }

    init(_ place: Int) { key = .place(place) }

    init?(stringValue: String) { self.init(stringValue) }

    init?(intValue: Int) { key = .number(intValue) }
}

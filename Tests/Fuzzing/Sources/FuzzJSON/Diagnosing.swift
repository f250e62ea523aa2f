// What must hold of what is told about an error, whatever the bytes are.

import WorkerPoolJSON

enum Diagnosing {
    private struct Key: CodingKey {
        let stringValue: String
        let intValue: Int?
        init(stringValue: String) { (self.stringValue, intValue) = (stringValue, nil) }
        init(intValue: Int) { (stringValue, self.intValue) = ("Index \(intValue)", intValue) }
    }

    private static let place = Key(intValue: 0)
    private static let name = Key(stringValue: "a")

    /// Of errors that were not thrown for these bytes.
    static func check(_ bytes: [UInt8]) {
        for path in [[], [place, place], [name, name], [place, name, place], [name, place, name]] {
            check(DecodingError.typeMismatch(Int.self, .init(codingPath: path, debugDescription: "")), in: bytes)
            check(DecodingError.dataCorrupted(.init(codingPath: path, debugDescription: "")), in: bytes)
        }
    }

    /// Of an error that was thrown for these bytes, at this path if there is one.
    static func check(_ error: any Error, in bytes: [UInt8], at path: [String]? = nil) {
        let diagnosis = FrozenJSON.Diagnosis(of: error, in: bytes)
        guard (0...bytes.count).contains(diagnosis.offset), diagnosis.line > 0, diagnosis.column > 0 else {
            fatalError("an error is told outside of the document")
        }
        guard !diagnosis.description.utf8.contains(where: { $0 < 0x20 }) else { fatalError("told on several lines") }
        guard let path else { return }
        let pointer = path.map { "/" + PlainPointer.token($0) }.joined()
        guard diagnosis.path.utf8.elementsEqual(pointer.utf8) else {
            fatalError("wrong at \(pointer), told at \(diagnosis.path)")
        }
    }
}

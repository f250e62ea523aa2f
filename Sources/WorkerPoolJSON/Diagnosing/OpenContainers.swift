/// The arrays and objects that are open at a byte of a document, of which what comes before that byte is JSON.
///
/// Of other bytes it makes what it can, and reads nothing outside them.
struct OpenContainers {
    private struct Container {
        let isObject: Bool
        /// How many commas were passed.
        var place = 0
        /// The name of the member that has begun, without its quotes and escapes.
        var name: String?
    }

    private var containers: [Container] = []

    /// Costs going over what comes before `offset`.
    init(at offset: Int, of bytes: UnsafeBufferPointer<UInt8>) {
        let before = unsafe UnsafeBufferPointer(rebasing: bytes[..<min(offset, bytes.count)])
        var cursor = unsafe SkimCursor(before, at: 0)
        while let byte = cursor.current {
            let start = cursor.position
            cursor.step()
            switch byte {
            case ASCII.quote:
                guard cursor.skipString() != nil else { return }
                guard let last = containers.last, last.isObject, last.name == nil else { continue }
                let text = unsafe UnsafeBufferPointer(rebasing: before[start..<cursor.position])
                containers[containers.count - 1].name = unsafe QuotedText(text).string ?? ""
            case ASCII.openBrace, ASCII.openBracket:
                containers.append(Container(isObject: byte == ASCII.openBrace))
            case ASCII.closeBrace, ASCII.closeBracket:
                _ = containers.popLast()
            case ASCII.comma where !containers.isEmpty:
                containers[containers.count - 1].place += 1
                containers[containers.count - 1].name = nil
            default: break
            }
        }
    }

    /// The JSON Pointer to the element or member that the byte is in, or else to the container.
    var pointer: String {
        var pointer = ""
        for container in containers {
            if !container.isObject {
                pointer += "/\(container.place)"
            } else if let name = container.name {
                pointer += "/" + PointerToken.escaped(name)
            }
        }
        return pointer
    }
}

/// Turns a string's text as it is written into what it stands for.
///
/// The text has been checked when it was parsed.
enum Unescaping {
    /// The text as a string.
    static func string(_ text: UnsafeBufferPointer<UInt8>) -> String {
        // On the stack where it is short; what an escape stands for is valid, as the text around it is.
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { bytes in
            let count = unsafe write(text, to: bytes)
            return unsafe String(checked: UnsafeBufferPointer(rebasing: bytes[..<count]))
        }
    }

    /// Writes the unescaped UTF-8 and answers how many bytes it took: never more than the text has.
    static func write(_ text: UnsafeBufferPointer<UInt8>, to target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var count = 0
        var reader = unsafe UnescapedBytes(text)
        while true {
            count += unsafe reader.copyRun(to: target.baseAddress! + count)
            // An escape, all of whose bytes follow one another.
            guard let byte = reader.next() else { return count }
            unsafe target[count] = byte
            count += 1
            while let byte = reader.nextPending() {
                unsafe target[count] = byte
                count += 1
            }
        }
    }

    static func isEqual(_ text: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
        var reader = unsafe UnescapedBytes(text)
        var position = 0
        while let byte = reader.next() {
            guard unsafe position < other.count && other[position] == byte else { return false }
            position += 1
        }
        return position == other.count
    }
}

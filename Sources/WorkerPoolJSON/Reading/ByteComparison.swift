/// Bytes against bytes, of a document or of the caller's.
enum ByteComparison {
    /// Eight bytes at a time, or fewer that overlap; nothing beyond either end is read.
    @inline(__always)
    static func isEqual(_ bytes: UnsafePointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
        let count = other.count
        guard let other = other.baseAddress else { return true }
        guard count >= 8 else {
            guard count >= 4 else {
                guard count > 0 else { return true }
                // Of three bytes or fewer the first, the middle and the last are all.
                return unsafe bytes[0] == other[0] && bytes[count / 2] == other[count / 2]
                    && bytes[count - 1] == other[count - 1]
            }
            let isSameStart = unsafe fourBytes(bytes) == fourBytes(other)
            return unsafe isSameStart && fourBytes(bytes + (count - 4)) == fourBytes(other + (count - 4))
        }
        var index = 0
        while index < count - 8 {
            if unsafe EightBytes.load(bytes + index) != EightBytes.load(other + index) { return false }
            index += 8
        }
        // The last eight may overlap those before.
        return unsafe EightBytes.load(bytes + (count - 8)) == EightBytes.load(other + (count - 8))
    }

    @inline(__always)
    static func fourBytes(_ pointer: UnsafePointer<UInt8>) -> UInt32 {
        unsafe UnsafeRawPointer(pointer).loadUnaligned(as: UInt32.self)
    }
}

/// A string with its quotes, as it lies in memory that is the caller's: found, but not checked.
@safe struct QuotedText {
    private let text: UnsafeBufferPointer<UInt8>

    /// `text` begins with a quote and ends with the next one that no backslash escapes.
    init(_ text: UnsafeBufferPointer<UInt8>) {
        unsafe self.text = unsafe text
    }

    /// What it stands for; nil where it is not well-formed.
    var string: String? {
        unsafe withChecked { text, hasEscapes in
            unsafe hasEscapes ? Unescaping.string(text) : String(decoding: text, as: UTF8.self)
        }
    }

    /// Whether it is well-formed and stands for these bytes.
    func isEqual(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe withChecked { text, _ in unsafe Unescaping.isEqual(text, other) } ?? false
    }

    /// Hands over what is between the quotes, if that is well-formed.
    ///
    /// The check reads on until a quote, in steps that may reach beyond it: it needs a copy with zero bytes behind. The copy lives on the
    /// stack where it is short.
    private func withChecked<Answer>(_ body: (UnsafeBufferPointer<UInt8>, _ hasEscapes: Bool) -> Answer) -> Answer? {
        let count = unsafe text.count - 1
        return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 1 + TapeParser.padding) { copy in
            // The opening quote stays behind.
            unsafe copy.baseAddress!.initialize(from: text.baseAddress! + 1, count: count)
            unsafe (copy.baseAddress! + count).initialize(repeating: 0, count: 1 + TapeParser.padding)
            let start = unsafe UnsafePointer(copy.baseAddress!)
            let scan = unsafe StringScan.rest(from: start, isPlain: true)
            guard unsafe scan.cursor == start + (count - 1) && start[count - 1] == ASCII.quote && scan.failure == nil
            else {
                return nil
            }
            return unsafe body(UnsafeBufferPointer(start: start, count: count - 1), scan.hasEscapes)
        }
    }
}

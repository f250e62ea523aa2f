import WorkerPool

extension FrozenJSON {
    /// Why lines could not be read from where they come, and where in it.
    ///
    /// `input` is the file's path as it was given, `standard input`, or `input` for chunks of another source. Lines are counted from 1,
    /// bytes from 0, both from where reading began.
    public enum InputError: Error, Sendable, Hashable {
        /// The system does not open the file, or makes no thread to read it, for the reason of this `errno`.
        case cannotOpen(input: String, errorNumber: Int32)
        /// The system does not read on, for the reason of this `errno`.
        case cannotRead(input: String, errorNumber: Int32)
        /// This line, which begins at this offset, has more than `limit` bytes.
        case lineTooLong(input: String, line: Int, offset: Int, limit: Int)
        /// What came first are the first bytes of a gzip file.
        case gzip(input: String)
    }
}

extension FrozenJSON.InputError: CustomStringConvertible {
    /// The whole error on one line, for people.
    public var description: String {
        switch self {
        case .cannotOpen(let input, let number): "\(input): cannot be opened: \(SystemError(number: number).text)"
        case .cannotRead(let input, let number): "\(input): cannot be read: \(SystemError(number: number).text)"
        case .lineTooLong(let input, let line, let offset, let limit):
            "\(input):\(line): longer than \(limit) bytes, the limit for a line; it begins at byte \(offset)"
        case .gzip(let input): "\(input): is compressed by gzip; decompress it first, as 'gzip -dc' does"
        }
    }
}

extension FrozenJSON {
    /// What is wrong with a document, and where in it, for those who read logs: made of an error and of the payload that it was thrown for.
    ///
    /// ```swift
    /// let lane = pool.lane("scores", decoder: .json([String: Int].self))
    /// for (message, result) in zip(messages, try await lane.decode(messages)) {
    ///     guard case .failure(let error) = result else { continue }
    ///     print(FrozenJSON.Diagnosis(of: error, in: message))
    /// }
    /// ```
    ///
    /// It prints one line: `line 1, column 14 (byte 13, at "/eve"): Expected to decode Int but found a string instead: “"12"”`.
    ///
    /// For every error that a decoder of JSON throws: a `ParseError`, a `DecodingError` by `ValueDecoder`, by `JSONDecoder` or by an
    /// `init(from:)` of yours. An error keeps nothing of its document, so that a failure costs little where one is expected; whoever
    /// wants to know more asks here, with the payload, which the caller still has.
    public struct Diagnosis: Sendable, Hashable {
        /// What was expected and what was there, on one line, without a full stop.
        public let problem: String
        /// Where that is, as a JSON Pointer (RFC 6901); empty for the root, and for an error that has no path.
        ///
        /// With the document's own names, where a decoder converts them too. Where there is no such value, as an error of a user's may say,
        /// or as behind the names that a `.custom` strategy converts, the rest of the path as the error has it.
        public let path: String
        /// Where that value begins, or which byte the parser did not accept: counted from 0 in the payload.
        ///
        /// Where there is no value at `path`, the last one on the way that is there. For a member that is missing it is its object.
        public let offset: Int
        /// The line of that byte, counted from 1: one more than the line feeds before it.
        public let line: Int
        /// Its column, counted from 1 in Unicode scalars.
        public let column: Int
        /// What is there, on one line: the value or its beginning, or the text around what the parser did not accept; at most some 40 bytes.
        ///
        /// What is not printable, or not UTF-8, is shown as `·`.
        public let excerpt: String

        /// Finds the place of an error.
        ///
        /// Goes over the payload up to that place, and for a `JSONDecoder`'s error about what is not JSON parses it. Never fails: from bytes
        /// other than those that the error was thrown for it makes what it can.
        ///
        /// - Parameters:
        ///   - error: What was thrown. Of one that tells no place, the problem is its description, and the place the whole document.
        ///   - payload: What was decoded.
        public init(of error: any Error, in payload: some Payload) {
            self = unsafe payload.withBytes { bytes in
                if let parseError = unsafe Self.parseError(of: error, in: bytes) {
                    return unsafe Diagnosis(refused: parseError, because: error, in: bytes)
                }
                return unsafe Diagnosis(decoded: error, in: bytes)
            }
        }

        private init(
            refused error: ParseError,
            because thrown: any Error,
            in bytes: UnsafeBufferPointer<UInt8>
        ) {
            // What a decoder accepts that this parser does not, such as a byte order mark, may be wrong elsewhere: its own words too.
            var words = ""
            if case .dataCorrupted(let context)? = thrown as? DecodingError, !(context.underlyingError is ParseError) {
                words = Self.line(context.debugDescription) + ": "
            }
            problem = "\(words)expected \(error.expected)"
            path = unsafe OpenContainers(at: error.offset, of: bytes).pointer
            offset = error.offset
            line = error.line
            column = error.column
            excerpt = error.excerpt
        }

        private init(decoded error: any Error, in bytes: UnsafeBufferPointer<UInt8>) {
            let (problem, codingPath) = Self.problem(of: error)
            self.problem = Self.line(problem)
            let walk = unsafe CodingPathWalk(along: codingPath, in: bytes)
            let position = unsafe TextPosition(of: walk.offset, in: bytes)
            path = walk.pointer
            offset = walk.offset
            line = position.line
            column = position.column
            excerpt = unsafe Self.excerpt(from: walk.offset, of: bytes)
        }

        /// Why it was no JSON, if that is what the error says or may mean.
        private static func parseError(of error: any Error, in bytes: UnsafeBufferPointer<UInt8>) -> ParseError? {
            if let error = error as? ParseError { return error }
            guard case .dataCorrupted(let context)? = error as? DecodingError, context.codingPath.isEmpty else {
                return nil
            }
            if let error = context.underlyingError as? ParseError { return error }
            // `JSONDecoder` tells where in a sentence, if at all.
            do throws(ParseError) {
                _ = try unsafe FrozenJSON.parse(bytes, options: Options())
                return nil
            } catch {
                return error
            }
        }

        private static func problem(of error: any Error) -> (String, codingPath: [any CodingKey]) {
            switch error {
            case DecodingError.keyNotFound(let key, let context):
                ("expected a member \"\(key.stringValue)\"", context.codingPath)
            case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
                DecodingError.dataCorrupted(let context):
                (context.debugDescription, context.codingPath)
            default:
                (String(describing: error), [])
            }
        }

        /// Without the full stop, behind which more is said.
        private static func line(_ text: String) -> String {
            LogText.line(text.hasSuffix(".") ? String(text.dropLast()) : text)
        }

        private static func excerpt(from start: Int, of bytes: UnsafeBufferPointer<UInt8>) -> String {
            let most = 40
            let rest = unsafe UnsafeBufferPointer(rebasing: bytes[start..<min(bytes.count, start + most + 1)])
            var cursor = unsafe SkimCursor(rest, at: 0)
            if cursor.skipValue(), cursor.position <= most {
                return unsafe LogText.line(of: UnsafeBufferPointer(rebasing: rest[..<cursor.position]))
            }
            guard rest.count > most else { return unsafe LogText.line(of: rest) }
            var end = most
            // Whole characters.
            while unsafe end > 0 && rest[end] & 0xC0 == 0x80 { end -= 1 }
            return unsafe LogText.line(of: UnsafeBufferPointer(rebasing: rest[..<end])) + "…"
        }
    }
}

extension FrozenJSON.Diagnosis: CustomStringConvertible {
    /// All of it on one line, long problems and paths shortened in their middle.
    public var description: String {
        let path = path.isEmpty ? "the root" : "at \"\(LogText.shortened(LogText.line(path), to: 200))\""
        let place = "line \(line), column \(column) (byte \(offset), \(path))"
        let problem = LogText.shortened(problem, to: 400)
        return excerpt.isEmpty ? "\(place): \(problem)" : "\(place): \(problem): “\(excerpt)”"
    }
}

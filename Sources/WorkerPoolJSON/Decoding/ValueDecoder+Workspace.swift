// What a worker's decodings into a user's type reuse.

extension FrozenJSON.ValueDecoder {
    /// The parser's memory, and what reads it, reused from document to document: one at a time, and all by the decoder that made it.
    ///
    /// Decoding another document in it from within a value's `init(from:)` ends the process: its memory is being read.
    public final class Workspace {
        /// `Value`, or a subclass.
        private let type: Value.Type
        private let decoding: FrozenJSON.DecodingOptions
        private let parser = FrozenJSON.Workspace()
        /// Where there is one between two documents, nobody else refers to it.
        private var reading: TapeReading?
        /// Whether a user's `init(from:)` may be reading what the next parse overwrites.
        private var isDecoding = false

        @usableFromInline
        init(_ type: Value.Type, decoding: FrozenJSON.DecodingOptions) {
            self.type = type
            self.decoding = decoding
        }

        /// Parses a document, for `value` to decode.
        @usableFromInline
        func parse(
            _ bytes: UnsafeBufferPointer<UInt8>,
            options: FrozenJSON.Options
        ) throws(FrozenJSON.ParseError) {
            precondition(!isDecoding, "a workspace decodes one document at a time")
            let document = unsafe try parser.write(bytes, options: options)
            if let reading {
                unsafe reading.read(borrowing: document)
            } else {
                reading = unsafe TapeReading(borrowing: document, options: decoding, isLending: true)
            }
        }

        /// Decodes the document that was parsed last.
        @usableFromInline
        func value() throws -> Value {
            isDecoding = true
            defer { finish() }
            // Kept by this object, which refuses to go on to another document before `finish`: a reference here would have to be
            // counted, and would look like one that has escaped. `parse` has made it.
            let reading = unsafe Unmanaged.passUnretained(reading!)
            return try unsafe reading._withUnsafeGuaranteedRef { reading in
                try reading.value(type, at: reading.root)
            }
        }

        /// The tape lies in the parser's memory, which the next document overwrites: whoever else holds its reading must have a copy.
        private func finish() {
            isDecoding = false
            if isKnownUniquelyReferenced(&reading), reading!.hasNothingLent { return }
            reading?.keep()
            reading?.endLending()
            reading = nil
        }

        @usableFromInline
        static func decodingError(of error: FrozenJSON.ParseError) -> DecodingError {
            .dataCorrupted(
                .init(
                    codingPath: [],
                    debugDescription: "The given data was not valid JSON.",
                    underlyingError: error
                )
            )
        }
    }
}

extension WorkerPool {
    /// How a lane treats its batches.
    ///
    /// Every field has a default that suits a service.
    public struct LaneSettings: Sendable, Hashable {
        /// A batch of fewer payloads than this is decoded in place, on the thread that dispatches it, however long that
        /// takes.
        ///
        /// nil, the default, for the pool's ``Configuration/minPayloads``; 1 for no such bound.
        public var minPayloads: Int? = nil

        /// Whether a batch is decoded in place if the lane has measured that it costs less than handing it over.
        ///
        /// On by default. Turn it off if the dispatching thread must never decode, such as an event loop's, or holds a
        /// lock that the decoder takes; ``minPayloads`` must be 1 then too, as it is by default.
        public var decodesInPlace: Bool = true

        /// Settings with the default for every field.
        public init() {}

        /// Throws a ``SettingsError`` for the first invalid field.
        func validate() throws(SettingsError) {
            if let minPayloads, minPayloads < 1 {
                throw SettingsError(field: "minPayloads", value: "\(minPayloads)", requirement: "nil, or at least 1")
            }
        }
    }

    /// Why a lane could not be opened: a field of its ``LaneSettings`` has an invalid value.
    public struct SettingsError: Error, Hashable, CustomStringConvertible {
        /// The field's name.
        public let field: String
        /// Its value.
        public let value: String
        /// What the value must be.
        public let requirement: String

        /// One line that names the field and the value.
        public var description: String { "\(field) is \(value), but must be \(requirement)" }
    }
}

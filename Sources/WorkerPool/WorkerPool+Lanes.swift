extension WorkerPool {
    /// Opens a lane: one producer's own way into the pool.
    ///
    /// Some 0.3 µs; lanes are cheap, so make one for each producer and decoder.
    ///
    /// - Parameters:
    ///   - name: A label for people. It need not be unique and may be empty.
    ///   - decoder: Decodes the lane's payloads.
    /// - Returns: The lane; it is gone when its last copy and its last batch are.
    @inlinable
    public func lane<D: Decoder>(_ name: String, decoder: D) -> Lane<D.Payload, D.Output, D.Failure> {
        Lane(name, openLane(LaneSettings()), LaneDecoder(decoder))
    }

    /// Opens a lane with a closure for its decoder; see ``lane(_:decoder:)``.
    ///
    /// Where the compiler cannot tell the payload's type, the closure names it: `{ (text: String) in Int(text) }`.
    @inlinable
    public func lane<Payload: Sendable, Output: Sendable, Failure: Error>(
        _ name: String,
        decode: @escaping @Sendable (Payload) throws(Failure) -> Output
    ) -> Lane<Payload, Output, Failure> {
        lane(name, decoder: ClosureDecoder(decode))
    }

    /// Opens a lane with settings; see ``lane(_:decoder:)``.
    ///
    /// - Throws: A ``SettingsError`` that names the field and its value.
    @inlinable
    public func lane<D: Decoder>(
        _ name: String,
        decoder: D,
        settings: LaneSettings
    ) throws(SettingsError) -> Lane<D.Payload, D.Output, D.Failure> {
        Lane(name, try openLane(validating: settings), LaneDecoder(decoder))
    }

    /// Opens a lane with a closure for its decoder, and settings; see ``lane(_:decoder:)``.
    ///
    /// - Throws: A ``SettingsError`` that names the field and its value.
    @inlinable
    public func lane<Payload: Sendable, Output: Sendable, Failure: Error>(
        _ name: String,
        settings: LaneSettings,
        decode: @escaping @Sendable (Payload) throws(Failure) -> Output
    ) throws(SettingsError) -> Lane<Payload, Output, Failure> {
        try lane(name, decoder: ClosureDecoder(decode), settings: settings)
    }

    @usableFromInline
    func openLane(validating settings: LaneSettings) throws(SettingsError) -> LaneState {
        try settings.validate()
        return openLane(settings)
    }

    @usableFromInline
    func openLane(_ settings: LaneSettings) -> LaneState {
        var settings = settings
        settings.minPayloads = settings.minPayloads ?? configuration.minPayloads
        return LaneState(plain.queue, settings, isPlain: false)
    }
}

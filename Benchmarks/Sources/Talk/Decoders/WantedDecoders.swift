// Which decoders a run's experiments have.

extension Stage {
    /// The measured ones, or one that was asked for by its name.
    var decoders: [DecoderUnderTest] {
        guard let name = only["decoder"] else { return DecoderUnderTest.measured }
        return DecoderUnderTest.all.filter { $0.name == name }
    }
}

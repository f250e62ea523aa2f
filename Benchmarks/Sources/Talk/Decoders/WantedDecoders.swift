// Which decoders a run's experiments have.

extension Stage {
    /// The measured ones, or those that were asked for by their names.
    var decoders: [DecoderUnderTest] {
        guard let names = only["decoder"] else { return DecoderUnderTest.measured }
        return DecoderUnderTest.all.filter { names.contains($0.name) }
    }
}

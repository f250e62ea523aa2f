extension FrozenJSON {
    /// What a parse refuses beyond what the grammar refuses.
    public struct Options: Sendable, Hashable {
        /// How many arrays and objects may be open at once.
        ///
        /// Neither the parse nor the comparison of two documents recurses, so any depth is safe for them. Less than zero counts as zero.
        public var maximumDepth: Int
        /// The longest document, in bytes.
        ///
        /// Nothing longer than 256 MiB less one byte is parsed, whatever this says. Less than zero counts as zero. A workspace keeps the memory
        /// of its largest document, six to ten times its size, so where senders are not trusted this should be the largest
        /// message that makes sense.
        public var maximumSize: Int

        /// Makes options: 512 levels, and every size that can be parsed, unless said otherwise.
        public init(maximumDepth: Int = 512, maximumSize: Int = 1 << 28 - 1) {
            self.maximumDepth = maximumDepth
            self.maximumSize = maximumSize
        }
    }
}

/// The word in front of a document: where its root is, and where the next document would begin.
struct DocumentHead {
    let root: Int
    let end: Int

    init(root: Int, end: Int) {
        self.root = root
        self.end = end
    }

    init(bits: UInt64) {
        root = Int(truncatingIfNeeded: bits & 0xFFFF_FFFF)
        end = Int(truncatingIfNeeded: bits >> 32)
    }

    var bits: UInt64 { UInt64(truncatingIfNeeded: end) << 32 | UInt64(truncatingIfNeeded: root) }
}

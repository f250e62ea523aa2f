/// One document in memory that somebody else keeps.
@unsafe struct UnsafeDocument {
    let tape: UnsafeTape
    /// Where in the tape it is.
    let head: DocumentHead
}

/// One object while its members are asked for: what a keyed container stands on.
@unsafe struct ObjectReading {
    /// Whoever owns this memory keeps it: the reading itself while it lends its containers, else an `ObjectOwner`.
    let tape: Unmanaged<TapeReading>
    var lookup: MemberLookup
}

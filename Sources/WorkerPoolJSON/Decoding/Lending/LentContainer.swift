/// A keyed container that a reading lends to one user after the other.
@unsafe struct LentContainer {
    /// The standard library's box, as what it is: one reference, which every copy of the container shares.
    ///
    /// Optional on purpose: asked of a plain `AnyObject`, `isKnownUniquelyReferenced` sees a copy, which is a second reference.
    /// The first of the struct's memory: `lend` relies on it.
    var box: AnyObject?
    /// What the container in the box stands on.
    let object: UnsafeMutablePointer<ObjectReading>
    /// Of the same type, the one that was made before this one, and the one that was made after it.
    let outer: UnsafeMutablePointer<LentContainer>?
    var inner: UnsafeMutablePointer<LentContainer>?
}

extension UnsafeMutablePointer<LentContainer> {
    /// Whether nobody else has the container: then nobody else can come to have it.
    ///
    /// Asked of the memory itself, since a copy of the struct would be another reference.
    var isFree: Bool {
        @inline(__always) get { unsafe isKnownUniquelyReferenced(&pointee.box) }
    }
}

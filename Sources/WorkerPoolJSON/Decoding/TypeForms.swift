/// The forms of the types that were decoded last: one that does not find its own place free lies in one of the next, so that two types
/// with one hash do not push each other out again and again.
@safe struct TypeForms: ~Copyable {
    private struct Place {
        var type: ObjectIdentifier?
        var form = TypeForm.initializer
    }

    private static let count = 32  // a power of two: about as many types as a document has, in 1 KiB
    private static let mask = UInt(count - 1)
    private let places: UnsafeMutablePointer<Place>

    init() {
        unsafe places = .allocate(capacity: Self.count)
        unsafe places.initialize(repeating: Place(), count: Self.count)
    }

    deinit {
        unsafe places.deinitialize(count: Self.count)
        unsafe places.deallocate()
    }

    /// The form of a type; `options` are always the same.
    @inline(__always)
    func form<Value: Decodable>(of type: Value.Type, by options: FrozenJSON.DecodingOptions) -> TypeForm {
        let identifier = ObjectIdentifier(type)
        // Metadata lies some words apart.
        let address = UInt(bitPattern: identifier)
        let hash = address >> 4 ^ address >> 9
        let place = unsafe places + Int(hash & Self.mask)
        if unsafe place.pointee.type == identifier { return unsafe place.pointee.form }
        return otherForm(of: type, hash, by: options)
    }

    /// The form of a type that is not at its own place.
    @inline(never)
    private func otherForm<Value: Decodable>(
        of type: Value.Type,
        _ hash: UInt,
        by options: FrozenJSON.DecodingOptions
    ) -> TypeForm {
        let identifier = ObjectIdentifier(type)
        // Where all of these are taken, the type's own is taken from another.
        var free = unsafe places + Int(hash & Self.mask)
        for step in 0..<4 as Range<UInt> {
            let place = unsafe places + Int((hash &+ step) & Self.mask)
            if unsafe place.pointee.type == identifier { return unsafe place.pointee.form }
            if unsafe place.pointee.type == nil {
                unsafe free = unsafe place
                break
            }
        }
        let form = TypeForm(of: type, by: options)
        unsafe free.pointee = Place(type: identifier, form: form)
        return form
    }
}

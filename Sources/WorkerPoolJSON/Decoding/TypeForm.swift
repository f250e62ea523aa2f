// How the values of a type are decoded that JSON itself has no form for.

/// What was found out about a type: finding it out takes a dynamic cast, which costs more than most values do.
enum TypeForm {
    /// By its `init(from:)`.
    case initializer
    /// By the options.
    case strategy(any DecodingStrategy)
    /// As one of the standard library's containers.
    case standard(any StandardForm.Type)

    init<Value: Decodable>(of type: Value.Type, by options: FrozenJSON.DecodingOptions) {
        if let strategy = options.strategies[ObjectIdentifier(type)] {
            self = .strategy(strategy)
        } else if let type = type as? any StandardForm.Type {
            self = .standard(type)
        } else {
            self = .initializer
        }
    }
}

/// The forms of the types that were decoded last: one for each value of a hash, so that two types in one place only cost time.
@safe struct TypeForms: ~Copyable {
    private struct Place {
        var type: ObjectIdentifier?
        var form = TypeForm.initializer
    }

    private static let count = 32  // a power of two: about as many types as a document has, in 1 KiB
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
        let place = unsafe places + Int((address >> 4 ^ address >> 9) & UInt(Self.count - 1))
        if unsafe place.pointee.type != identifier {
            unsafe place.pointee = Place(type: identifier, form: TypeForm(of: type, by: options))
        }
        return unsafe place.pointee.form
    }
}

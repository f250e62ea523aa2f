// How the values of a type are decoded for which JSON itself has no form.

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

/// The keyed containers of one reading, by the type of their keys: each is lent to one user after the other.
///
/// **What it buys.** A `KeyedDecodingContainer` is a box that the standard library allocates, of a type and with conformances that it
/// looks up by their parameters: for a small struct that is more than all else. Lending a box again, standing on another object, saves 6 to
/// 12 % of a decoding's instructions and a third of its allocations.
///
/// **What it relies on.** That a `KeyedDecodingContainer` is one reference to its box, which all copies share (`make` compares sizes,
/// `LendingTests` fail where the standard library changes it), and so only where a program brings its own standard library
/// (`isKnown`); that a box with no reference but the one here can be reached by nobody;
/// and that whoever ends a decoding asks whether all `areFree` before what they read is freed or written again, since the containers
/// in the boxes retain nothing. A reading of which some are not free goes to `EscapedReadings`.
///
/// Types are few and nested, so there is a place for each, found by hashing, with as many containers as were in use at a time.
@safe final class LentContainers {
    @unsafe private struct Place {
        var key: ObjectIdentifier?
        /// The container that was made first.
        var outermost: UnsafeMutablePointer<LentContainer>?
        /// The one that was lent last.
        var last: UnsafeMutablePointer<LentContainer>?
    }

    private static let placeCount = 64  // the bits of `taken`
    private let places: UnsafeMutablePointer<Place>
    /// The places that have a key, by bits.
    private var taken: UInt64 = 0

    /// Whether the standard library is the one that this was compiled with: on Darwin it is the system's, whose containers are not frozen
    /// and may change with an update.
    static var isKnown: Bool {
        #if canImport(Darwin)
        false
        #else
        true
        #endif
    }

    init() {
        unsafe places = .allocate(capacity: Self.placeCount)
        unsafe places.initialize(repeating: Place(), count: Self.placeCount)
    }

    deinit {
        unsafe forEachOutermost { outermost in
            var next = unsafe outermost
            while let container = unsafe next {
                unsafe next = unsafe container.pointee.inner
                unsafe container.pointee.object.deinitialize(count: 1)
                unsafe container.pointee.object.deallocate()
                unsafe container.deinitialize(count: 1)
                unsafe container.deallocate()
            }
        }
        unsafe places.deallocate()
    }

    /// Whether nobody has any of the containers any more.
    var areFree: Bool {
        var areFree = true
        unsafe forEachOutermost { outermost in
            var next = unsafe outermost
            while let container = unsafe next {
                if unsafe !container.isFree { areFree = false }
                unsafe next = unsafe container.pointee.inner
            }
        }
        return areFree
    }

    @inline(__always)
    private func forEachOutermost(_ body: (UnsafeMutablePointer<LentContainer>?) -> Void) {
        var rest = taken
        while rest != 0 {
            unsafe body(places[rest.trailingZeroBitCount].outermost)
            rest &= rest - 1
        }
    }

    /// The memory of a `KeyedDecodingContainer` of these keys of the object that `lookup` is of; nil where all are in use.
    ///
    /// Memory, since each mention of the generic type is a look-up of its metadata. Valid until the caller has copied what it holds.
    func lend(_ key: ObjectIdentifier, _ lookup: consuming MemberLookup) -> UnsafeRawPointer? {
        guard let place = unsafe place(of: key) else { return nil }
        // Containers of one type are dropped in about the opposite order of that in which they were lent, so going outwards
        // over free ones costs no more than going inwards did.
        var free = unsafe place.pointee.last
        while let outer = unsafe free?.pointee.outer, unsafe outer.isFree { unsafe free = outer }
        if let busy = unsafe free, unsafe !busy.isFree { unsafe free = unsafe busy.pointee.inner }
        guard let container = unsafe free, unsafe container.isFree else { return nil }
        unsafe place.pointee.last = container
        unsafe container.pointee.object.pointee.lookup = lookup
        return UnsafeRawPointer(container)
    }

    /// Makes a container, which can be lent again; nil where there is no place for the type.
    ///
    /// Only while `tape`, which owns this object, is kept until all of them `areFree`.
    func make<Key: CodingKey>(_ type: Key.Type, _ tape: TapeReading, _ lookup: MemberLookup) -> KeyedDecodingContainer<
        Key
    >? {
        // Were the standard library's container to become something other than one reference, nothing would be lent.
        guard MemoryLayout<KeyedDecodingContainer<Key>>.size == MemoryLayout<AnyObject>.size,
            let place = unsafe place(of: ObjectIdentifier(type))
        else { return nil }
        var innermost = unsafe place.pointee.last
        while let inner = unsafe innermost?.pointee.inner { unsafe innermost = inner }

        let object = UnsafeMutablePointer<ObjectReading>.allocate(capacity: 1)
        unsafe object.initialize(to: ObjectReading(tape: .passUnretained(tape), lookup: lookup))
        let container = unsafe KeyedDecodingContainer(TapeKeyedContainer<Key>(lent: object))
        let made = UnsafeMutablePointer<LentContainer>.allocate(capacity: 1)
        unsafe made.initialize(
            to: LentContainer(box: unsafeBitCast(container, to: AnyObject.self), object: object, outer: innermost)
        )
        if let innermost = unsafe innermost {
            unsafe innermost.pointee.inner = made
        } else {
            unsafe place.pointee.outermost = made
        }
        unsafe place.pointee.last = made
        return container
    }

    @inline(__always)
    private func place(of key: ObjectIdentifier) -> UnsafeMutablePointer<Place>? {
        // Metadata lies some words apart.
        let address = UInt(bitPattern: key)
        let hash = address >> 4 ^ address >> 10
        for step in 0..<8 as Range<UInt> {
            let index = Int((hash &+ step) % UInt(Self.placeCount))
            let place = unsafe places + index
            if unsafe place.pointee.key == key { return unsafe place }
            if unsafe place.pointee.key == nil {
                unsafe place.pointee.key = key
                taken |= 1 << UInt64(index)
                return unsafe place
            }
        }
        return nil
    }
}

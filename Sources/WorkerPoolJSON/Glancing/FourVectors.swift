/// Sixty-four bytes in four vectors.
///
/// Only operations that compile to vector instructions on x86-64's baseline and on arm64 are used: see `SixteenBytes`. There is none for
/// taking a bit of each byte, so that is put together from shuffles.
struct FourVectors {
    private var first: SIMD16<UInt8>
    private var second: SIMD16<UInt8>
    private var third: SIMD16<UInt8>
    private var fourth: SIMD16<UInt8>

    /// `pointer` has that many bytes.
    @inline(__always)
    init(at pointer: UnsafePointer<UInt8>) {
        let start = unsafe UnsafeRawPointer(pointer)
        first = unsafe start.loadUnaligned(fromByteOffset: 0, as: SIMD16<UInt8>.self)
        second = unsafe start.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
        third = unsafe start.loadUnaligned(fromByteOffset: 32, as: SIMD16<UInt8>.self)
        fourth = unsafe start.loadUnaligned(fromByteOffset: 48, as: SIMD16<UInt8>.self)
    }

    @inline(__always)
    private func mapped(_ change: (SIMD16<UInt8>) -> SIMD16<UInt8>) -> FourVectors {
        var vectors = self
        vectors.first = change(first)
        vectors.second = change(second)
        vectors.third = change(third)
        vectors.fourth = change(fourth)
        return vectors
    }

    /// With these bits set in each byte.
    @inline(__always)
    static func | (vectors: FourVectors, bits: UInt8) -> FourVectors {
        vectors.mapped { vector in vector | SIMD16<UInt8>(repeating: bits) }
    }

    /// All ones in each byte that is this one, zero in the others.
    @inline(__always)
    static func == (vectors: FourVectors, byte: UInt8) -> FourVectors {
        vectors.mapped { vector in
            let isEqual: SIMDMask<SIMD16<Int8>> = vector .== SIMD16<UInt8>(repeating: byte)
            // A mask's lanes are all ones or all zeros.
            return unsafe unsafeBitCast(isEqual, to: SIMD16<UInt8>.self)
        }
    }

    @inline(__always)
    static func | (left: FourVectors, right: FourVectors) -> FourVectors {
        var vectors = left
        vectors.first = left.first | right.first
        vectors.second = left.second | right.second
        vectors.third = left.third | right.third
        vectors.fourth = left.fourth | right.fourth
        return vectors
    }

    @inline(__always)
    var isZero: Bool {
        let halves = unsafe unsafeBitCast(first | second | third | fourth, to: SIMD2<UInt64>.self)
        return halves.x | halves.y == 0
    }

    /// A bit for each byte that is all ones, where the others are zero.
    @inline(__always)
    var bits: UInt64 {
        let low = FourVectors.bits(first, second)
        let high = FourVectors.bits(third, fourth)
        let bytes = SIMD8<UInt8>(
            UInt8(truncatingIfNeeded: low.x),
            UInt8(truncatingIfNeeded: low.y),
            UInt8(truncatingIfNeeded: low.z),
            UInt8(truncatingIfNeeded: low.w),
            UInt8(truncatingIfNeeded: high.x),
            UInt8(truncatingIfNeeded: high.y),
            UInt8(truncatingIfNeeded: high.z),
            UInt8(truncatingIfNeeded: high.w)
        )
        // Any eight bytes are a word.
        return UInt64(littleEndian: unsafe unsafeBitCast(bytes, to: UInt64.self))
    }

    /// The bits of eight bytes each, in the lowest byte of a lane each.
    @inline(__always)
    private static func bits(_ first: SIMD16<UInt8>, _ second: SIMD16<UInt8>) -> SIMD4<UInt32> {
        // Each of eight bytes keeps a bit of its own; then halves are laid over each other until one byte has them all.
        let first = quarters(first)
        let second = quarters(second)
        var bits: SIMD4<UInt32> =
            SIMD4<UInt32>(first.x, first.z, second.x, second.z) | SIMD4<UInt32>(first.y, first.w, second.y, second.w)
        bits = bits | (bits &>> SIMD4<UInt32>(repeating: 16))
        bits = bits | (bits &>> SIMD4<UInt32>(repeating: 8))
        return bits & SIMD4<UInt32>(repeating: 0xFF)
    }

    @inline(__always)
    private static func quarters(_ bytes: SIMD16<UInt8>) -> SIMD4<UInt32> {
        let own = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
        // Any sixteen bytes are four words.
        return unsafe unsafeBitCast(bytes & own, to: SIMD4<UInt32>.self)
    }
}

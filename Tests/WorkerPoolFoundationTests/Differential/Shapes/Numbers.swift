struct Numbers: Decodable {
    let int: Int?
    let int8: Int8?
    let int64: Int64?
    let int128: Int128?
    let uInt: UInt?
    let uInt16: UInt16?
    let uInt64: UInt64?
    let uInt128: UInt128?
    let aDouble: Double?
    let aFloat: Float?
}

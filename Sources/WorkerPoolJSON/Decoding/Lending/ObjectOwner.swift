/// Keeps what a container stands on that may outlive the decoding.
@safe final class ObjectOwner {
    private let tape: TapeReading
    /// Valid while this object is.
    let object: UnsafeMutablePointer<ObjectReading>

    init(_ tape: TapeReading, _ lookup: MemberLookup) {
        self.tape = tape
        unsafe object = .allocate(capacity: 1)
        unsafe object.initialize(to: ObjectReading(tape: .passUnretained(tape), lookup: lookup))
    }

    deinit {
        unsafe object.deinitialize(count: 1)
        unsafe object.deallocate()
    }
}

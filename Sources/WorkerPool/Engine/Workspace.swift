/// A box for what a decoder keeps for one thread and one lane or batch.
///
/// Made, used and released on that thread alone, so neither it nor its contents need be Sendable.
@usableFromInline
class Workspace {
    @usableFromInline
    init() {}
}

@safe
@usableFromInline
final class WorkspaceOf<D: WorkerPool.Decoder>: Workspace {
    // A pointer, not a stored property: the loop passes it inout for every payload, and would pay the exclusivity check
    // of a class's property each time. It is exclusive because only one slice at a time runs on a thread with this box:
    // a nested `retrieve` makes its own.
    @usableFromInline let pointer: UnsafeMutablePointer<D.Workspace>

    @inlinable
    init(_ decoder: D) {
        unsafe pointer = .allocate(capacity: 1)
        unsafe pointer.initialize(to: decoder.makeWorkspace())
    }

    @inlinable
    deinit {
        unsafe pointer.deinitialize(count: 1)
        unsafe pointer.deallocate()
    }
}

// A batch of one decoder: its payloads, its results, and the loop between them.

public import Synchronization

/// Everything hot or typed is `@inlinable`: the initialiser runs in the user's module, where `D` is known, and the
/// closures it makes are specialised there, down to the call of `decode`.
@safe
@usableFromInline
final class BatchJob<D: WorkerPool.Decoder>: Job, @unchecked Sendable {
    // `@unchecked Sendable`: `batch` and `promise` are written by the initialiser, then by `complete` and
    // `publishResults`, which one thread runs once, when nobody is inside any more; a slice reads `batch` only between
    // its claim and its end. `buffer` is atomic, and each of its elements is written by the one thread that claimed its
    // index. The same argument justifies `@exclusivity(unchecked)`, which saves a look-up on each access.
    //
    // A class's deinit is not specialised: a field whose layout depends on `D` would be destroyed through metadata
    // looked up each time, 5,000 instructions a batch. So there is no such field: the batch is held in an array, which
    // is one reference whatever it contains, and the buffer's address is raw.
    @usableFromInline typealias Element = Result<D.Output, D.Failure>
    @usableFromInline typealias Buffer = UnsafeMutablePointer<Element>

    /// Holds the batch until it is over, then nothing.
    @exclusivity(unchecked) @usableFromInline var batch: [WorkerPool.Batch<D>]
    @exclusivity(unchecked) @usableFromInline var promise: Promise<D.Output, D.Failure>?
    @usableFromInline let buffer = unsafe Atomic<UnsafeMutableRawPointer?>(nil)

    /// `decoded` are the results of the batch's first payloads, if some were decoded in place.
    @inlinable
    init(
        _ batch: WorkerPool.Batch<D>,
        decoded: [Element],
        promise: Promise<D.Output, D.Failure>,
        tenure: LaneTenure,
        host: any JobHost
    ) {
        unsafe self.batch = [batch]
        unsafe self.promise = promise
        super
            .init(
                count: batch.payloads.count,
                decoded: decoded.count,
                hasWorkspace: D.Workspace.self != Void.self,
                tenure: tenure,
                host: host,
                operations: Operations(
                    decode: { unsafe unsafeDowncast($0, to: BatchJob<D>.self).decode($1, in: $2) },
                    makeWorkspace: { unsafe unsafeDowncast($0, to: BatchJob<D>.self).makeTypedWorkspace() },
                    complete: { unsafe unsafeDowncast($0, to: BatchJob<D>.self).complete() },
                    publish: { unsafe unsafeDowncast($0, to: BatchJob<D>.self).publishResults() }
                )
            )
        // The casts are safe: a job is only ever handed to its own operations.
        if !decoded.isEmpty {
            let results = unsafe resultBuffer()
            unsafe decoded.withUnsafeBufferPointer { unsafe results.initialize(from: $0.baseAddress!, count: $0.count) }
        }
    }

    deinit {
        // Non-nil in only one case: a slow thread made the buffer after `complete` had taken one away.
        if let results = unsafe buffer.load(ordering: .acquiring) { unsafe results.deallocate() }
    }

    @inlinable
    func makeTypedWorkspace() -> Workspace {
        guard let batch = unsafe batch.first else {
            preconditionFailure("a workspace was asked for after the batch was over")
        }
        return WorkspaceOf(batch.decoder)
    }

    @inlinable
    func decode(_ slice: Range<Int>, in workspace: Workspace?) {
        guard let batch = unsafe batch.first else {
            preconditionFailure("a slice was claimed after the batch was over")
        }
        let results = unsafe resultBuffer()
        let decoder = batch.decoder
        unsafe batch.payloads.withUnsafeBufferPointer { payloads in
            if D.Workspace.self == Void.self {
                var nothing = unsafe unsafeBitCast((), to: D.Workspace.self)  // the same type, as just seen
                for index in slice {
                    unsafe (results + index).initialize(to: decoder.result(of: payloads[index], in: &nothing))
                }
            } else {
                let workspace = unsafe unsafeDowncast(workspace!, to: WorkspaceOf<D>.self).pointer
                for index in slice {
                    unsafe (results + index)
                        .initialize(to: decoder.result(of: payloads[index], in: &workspace.pointee))
                }
            }
        }
    }

    /// The room for the results, made by whichever thread needs it first; if two make it at once, one discards its own.
    @inlinable
    func resultBuffer() -> Buffer {
        if let present = unsafe buffer.load(ordering: .acquiring) {
            return unsafe present.assumingMemoryBound(to: Element.self)
        }
        let new = Buffer.allocate(capacity: count)
        let (exchanged, original) = unsafe buffer.compareExchange(
            expected: nil,
            desired: UnsafeMutableRawPointer(new),
            ordering: .acquiringAndReleasing
        )
        if exchanged { return unsafe new }
        unsafe new.deallocate()
        return unsafe original!.assumingMemoryBound(to: Element.self)
    }

    /// Ends a job that the pool did not accept, and that nobody else has seen.
    @usableFromInline
    func refuse(_ error: WorkerPool.RetrievalError) {
        guard let promise = unsafe promise, promise.decide() else { return }
        let halted = halt()
        promise.settle(with: error)
        _ = abandon(halted)
    }

    @inlinable
    func complete() {
        guard let promise = unsafe promise else { preconditionFailure("a batch was completed twice") }
        // Payloads and decoder die here, before the results are out: once they are retrieved, the pool holds nothing of
        // the batch.
        unsafe batch = []
        let results = unsafe buffer.exchange(nil, ordering: .acquiringAndReleasing)?
            .assumingMemoryBound(to: Element.self)
        if promise.decide() {
            // Nothing was abandoned, so every element is there.
            promise.fill(
                with: unsafe [Element](unsafeUninitializedCapacity: count) { array, initializedCount in
                    unsafe array.baseAddress!.moveInitialize(from: results!, count: count)
                    initializedCount = count
                }
            )
        } else {
            unsafe self.promise = nil
            if let results = unsafe results { unsafe results.deinitialize(count: count - abandoned) }
        }
        unsafe results?.deallocate()
    }

    /// Does nothing if a cancel settled the promise.
    @inlinable
    func publishResults() { unsafe promise.take()?.publish() }
}

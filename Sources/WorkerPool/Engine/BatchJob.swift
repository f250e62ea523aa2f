public import Synchronization

/// A batch with its results: what a future and the workers share.
///
/// Everything typed is `@inlinable`: it runs in the user's module, where the types are known, and is specialised there.
@safe
@usableFromInline
final class BatchJob<Output: Sendable, Failure: Error>: Job, @unchecked Sendable {
    // `@unchecked Sendable`: `results` is written by whoever completes the job, alone, before the outcome is published,
    // and read after. `buffer` is atomic, and each of its elements is written by the one thread that claimed its index.
    //
    // A class's deinit is not specialised: a field whose layout depends on a type parameter would be destroyed through
    // metadata looked up each time, 5,000 instructions a batch. So the buffer's address is raw, the results are an
    // array, which is one reference, and what decodes is a closure.
    @usableFromInline typealias Element = Result<Output, Failure>

    @exclusivity(unchecked) @usableFromInline var results: [Element] = []
    @usableFromInline let buffer = unsafe Atomic<UnsafeMutableRawPointer?>(nil)

    /// - Parameters:
    ///   - count: How many payloads there are.
    ///   - decoded: The results of the first ones, if some were decoded in place.
    ///   - hasWorkspace: Whether the decoder keeps one.
    ///   - lane: The lane that it is dispatched in.
    ///   - isAwaited: Whether the caller waits.
    ///   - decode: Decodes payloads to where their results belong.
    @inlinable
    init(
        count: Int,
        decoded: [Element],
        hasWorkspace: Bool,
        lane: LaneState,
        isAwaited: Bool,
        decode: @escaping @Sendable (Range<Int>, UnsafeMutablePointer<Element>, inout Workspace?) -> Void
    ) {
        super
            .init(
                count: count,
                decoded: decoded.count,
                hasWorkspace: hasWorkspace,
                lane: lane,
                isAwaited: isAwaited,
                decode: { job, slice, workspace in
                    // A job is only ever handed to its own closures.
                    let results = unsafe unsafeDowncast(job, to: BatchJob.self).resultBuffer()
                    unsafe decode(slice, results, &workspace)
                },
                finish: { job, isWanted in unsafe unsafeDowncast(job, to: BatchJob.self).collect(isWanted: isWanted) }
            )
        if !decoded.isEmpty {
            let results = unsafe resultBuffer()
            unsafe decoded.withUnsafeBufferPointer { unsafe results.initialize(from: $0.baseAddress!, count: $0.count) }
        }
    }

    deinit {
        // Non-nil in only one case: a slow thread made the buffer after `finish` had taken one away.
        if let results = unsafe buffer.load(ordering: .acquiring) { unsafe results.deallocate() }
    }

    /// The room for the results, made by whichever thread needs it first; if two make it at once, one discards its own:
    /// race "two make the buffer".
    @inlinable
    func resultBuffer() -> UnsafeMutablePointer<Element> {
        if let present = unsafe buffer.load(ordering: .acquiring) {
            return unsafe present.assumingMemoryBound(to: Element.self)
        }
        let new = UnsafeMutablePointer<Element>.allocate(capacity: count)
        let (exchanged, original) = unsafe buffer.compareExchange(
            expected: nil,
            desired: UnsafeMutableRawPointer(new),
            ordering: .acquiringAndReleasing
        )
        if exchanged { return unsafe new }
        unsafe new.deallocate()
        return unsafe original!.assumingMemoryBound(to: Element.self)
    }

    /// Called once, when nobody is inside.
    @inlinable
    func collect(isWanted: Bool) {
        guard let buffer = unsafe buffer.exchange(nil, ordering: .acquiringAndReleasing) else { return }
        let elements = unsafe buffer.assumingMemoryBound(to: Element.self)
        if isWanted {
            // Nothing was abandoned, so every element is there.
            unsafe results = unsafe [Element](unsafeUninitializedCapacity: count) { array, initializedCount in
                unsafe array.baseAddress!.moveInitialize(from: elements, count: count)
                initializedCount = count
            }
        } else {
            unsafe elements.deinitialize(count: count - abandoned)
        }
        unsafe buffer.deallocate()
    }

    /// The answer of a batch that is done.
    @inlinable
    func answer() throws(WorkerPool.RetrievalError) -> [Element] {
        if let reason { throw reason }
        return unsafe results
    }
}

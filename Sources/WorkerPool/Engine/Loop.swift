/// The two loops over payloads: to where the results of a slice belong, and in place.
///
/// Generic and inlinable, so that both are specialised in the user's module, down to the call of `decode`.
@usableFromInline
enum Loop<D: WorkerPool.Decoder> {
    @usableFromInline typealias Element = Result<D.Output, D.Failure>

    /// Decodes a slice of the payloads; makes the workspace first if there is none and the decoder wants one.
    @inlinable
    static func decode(
        _ slice: Range<Int>,
        of payloads: [D.Payload],
        by decoder: D,
        to results: UnsafeMutablePointer<Element>,
        in workspace: inout Workspace?
    ) {
        if D.Workspace.self == Void.self {
            unsafe payloads.withUnsafeBufferPointer { payloads in
                for index in slice { unsafe (results + index).initialize(to: decoder.result(of: payloads[index])) }
            }
        } else {
            let kept = workspace ?? WorkspaceOf(decoder)
            workspace = kept
            let pointer = unsafe unsafeDowncast(kept, to: WorkspaceOf<D>.self).pointer
            unsafe payloads.withUnsafeBufferPointer { payloads in
                for index in slice {
                    unsafe (results + index).initialize(to: decoder.result(of: payloads[index], in: &pointer.pointee))
                }
            }
        }
    }

    /// The results of the first payloads: of all of them, unless time runs out.
    ///
    /// The clock is read after the first payload, then once in some, and not at all if there is no limit.
    ///
    /// - Parameters:
    ///   - payloads: What to decode.
    ///   - decoder: By what.
    ///   - budget: In nanoseconds; the greatest number for no limit and no look at the clock.
    ///   - clock: By which the time is taken.
    /// - Returns: The results, and how long they took in nanoseconds, with their workspace; 0 if the clock was not read.
    @inlinable
    static func decodeInPlace(
        _ payloads: [D.Payload],
        by decoder: D,
        within budget: UInt64,
        clock: Clock
    ) -> (results: [Element], nanoseconds: UInt64) {
        let isTimed = budget < .max
        let start = isTimed ? clock.now() : 0
        var time = start
        var workspace = decoder.makeWorkspace()
        var results: [Element] = []
        results.reserveCapacity(payloads.count)
        // Through a buffer, since the array's subscript would retain each payload, which takes as long as decoding some
        // of them.
        unsafe payloads.withUnsafeBufferPointer { payloads in
            while results.count < payloads.count, time - start <= budget {
                let step = isTimed ? (results.isEmpty ? 1 : Policy.payloadsBetweenLooks) : payloads.count
                let pause = min(payloads.count, results.count + step)
                for index in results.count..<pause {
                    results.append(decoder.result(of: unsafe payloads[index], in: &workspace))
                }
                if isTimed { time = clock.now() }
            }
        }
        return (results, time - start)
    }
}

extension WorkerPool.Decoder {
    /// The result of one payload of a decoder without a workspace.
    @inlinable
    @inline(__always)
    func result(of payload: Payload) -> Result<Output, Failure> {
        do throws(Failure) {
            return .success(try decode(payload))
        } catch {
            return .failure(error)
        }
    }

    /// The result of one payload.
    @inlinable
    @inline(__always)
    func result(of payload: Payload, in workspace: inout Workspace) -> Result<Output, Failure> {
        do throws(Failure) {
            return .success(try decode(payload, in: &workspace))
        } catch {
            return .failure(error)
        }
    }
}

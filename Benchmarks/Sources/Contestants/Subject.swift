// What is decoded by all contestants in the same way.

public import WorkerPool

/// A decoder, and what a consumer looks at in its outputs.
///
/// Generic and inlinable all through, so that each contestant's loop is specialised in the module that names the decoder,
/// as it would be in a user's. That needs `public`: the body of a function that is `@inlinable` and `package` does not reach other
/// modules.
public struct Subject<D: WorkerPool.Decoder>: Sendable {
    /// One result for each payload, in their order.
    public typealias Results = [Result<D.Output, D.Failure>]

    /// What decodes, for every contestant.
    public let decoder: D
    @usableFromInline let digest: @Sendable (D.Output) -> UInt64

    /// A decoder, and a number that differs when its outputs differ.
    @inlinable
    public init(_ decoder: D, digest: @escaping @Sendable (D.Output) -> UInt64) {
        self.decoder = decoder
        self.digest = digest
    }

    /// Depends on every result and on their order.
    @inlinable
    public func digest(of results: Results) -> UInt64 {
        var sum: UInt64 = 0
        for result in results {
            switch result {
            case .success(let output): sum = sum &* 31 &+ digest(output)
            case .failure: sum = sum &* 31 &+ 7
            }
        }
        return sum
    }

    @inlinable
    @inline(__always)
    func result(of payload: D.Payload, in workspace: inout D.Workspace) -> Result<D.Output, D.Failure> {
        do throws(D.Failure) {
            return .success(try decoder.decode(payload, in: &workspace))
        } catch {
            return .failure(error)
        }
    }

    /// A plain loop over some of the payloads.
    @inlinable
    public func decode(_ range: Range<Int>, of payloads: [D.Payload]) -> Results {
        var workspace = decoder.makeWorkspace()
        var results: Results = []
        results.reserveCapacity(range.count)
        for index in range { results.append(result(of: payloads[index], in: &workspace)) }
        return results
    }

    /// Decodes the payloads in parts that `perform` runs, all into one array.
    @inlinable
    func decode(_ payloads: [D.Payload], parts: Int, perform: (Int, @escaping @Sendable (Int) -> Void) -> Void)
        -> Results
    {
        let subject = self
        return Results(unsafeUninitializedCapacity: payloads.count) { buffer, count in
            guard let address = buffer.baseAddress, !payloads.isEmpty else { return }
            // Each part writes its own elements, and `perform` returns when all have.
            nonisolated(unsafe) let results = address
            perform(parts) { part in
                var workspace = subject.decoder.makeWorkspace()
                for index in range(of: part, of: parts, in: payloads.count) {
                    (results + index).initialize(to: subject.result(of: payloads[index], in: &workspace))
                }
            }
            count = payloads.count
        }
    }
}

/// The `part`-th of `parts` contiguous, nearly equal ranges.
@inlinable
func range(of part: Int, of parts: Int, in count: Int) -> Range<Int> {
    (part * count / parts)..<((part + 1) * count / parts)
}

// `Data` as the payload of a frozen document.

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif
public import WorkerPoolJSON

extension Data: FrozenJSON.Payload {
    /// Runs `body` on the data's bytes, where they lie.
    public func withBytes<Answer, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
        // `withUnsafeBytes` does not hand on a typed error.
        let result: Result<Answer, Failure> = unsafe withUnsafeBytes { bytes in
            do throws(Failure) {
                return .success(try unsafe body(bytes.assumingMemoryBound(to: UInt8.self)))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}

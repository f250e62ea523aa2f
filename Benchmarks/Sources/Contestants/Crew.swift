// What all contestants that run parts of a batch on threads have in common.

/// Runs the parts of a batch.
public protocol Crew: Sendable {
    /// Runs `body` for each part, on other threads, and returns when all are done.
    func perform(_ parts: Int, _ body: @escaping @Sendable (_ part: Int) -> Void)
    /// Ends the threads.
    func stop()
}

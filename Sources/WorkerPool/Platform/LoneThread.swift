/// A thread that nobody waits for.
package enum LoneThread {
    /// Starts it; it runs `body`, releases it, and is gone.
    ///
    /// - Throws: The system's error if it makes no thread.
    package static func start(
        name: String,
        stackSize: Int,
        _ body: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        do throws(Thread.Refusal) {
            try Thread.start(name: name, stackSize: stackSize, body).detach()
        } catch {
            throw SystemError(number: error.errorNumber)
        }
    }
}

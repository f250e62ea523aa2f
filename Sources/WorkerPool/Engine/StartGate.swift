import Synchronization

/// Lets a pool's initialiser hear from every thread before it returns.
final class StartGate: Sendable {
    private let parker = Parker()
    private let passed = Atomic(0)
    private let firstError = Atomic<Int32>(0)

    /// A thread has started; `errorNumber` is not zero if its setup failed.
    func pass(_ errorNumber: Int32) {
        if errorNumber != 0 { firstError.store(errorNumber, ordering: .relaxed) }
        passed.add(1, ordering: .releasing)
        parker.unpark()
    }

    /// Waits for `count` threads.
    ///
    /// - Returns: The error number of one of them, if any failed.
    func wait(for count: Int) -> Int32? {
        while passed.load(ordering: .acquiring) < count { parker.park() }
        let error = firstError.load(ordering: .relaxed)
        return error == 0 ? nil : error
    }
}

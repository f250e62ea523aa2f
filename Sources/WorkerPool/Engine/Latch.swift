/// A door that opens once; threads and tasks wait in front of it.
final class Latch: Sendable {
    private let waiters = WaiterList()

    func open() { waiters.settle() }

    func wait() { waiters.sleep() }

    func wait() async { await waiters.wait() }
}

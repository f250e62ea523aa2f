// One part of a batch on its way to a thread.

struct Part: Sendable {
    let number: Int
    let body: @Sendable (Int) -> Void
    let latch: Latch

    func run() {
        body(number)
        latch.countDown()
    }
}

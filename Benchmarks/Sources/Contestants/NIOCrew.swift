// SwiftNIO's thread pool for blocking work.

import Dispatch
import NIOPosix

/// `NIOThreadPool.submit`, and a group to wait for.
@usableFromInline
struct NIOCrew: Crew {
    private let threads: NIOThreadPool

    @usableFromInline
    init(threads count: Int) {
        threads = NIOThreadPool(numberOfThreads: count)
        threads.start()
    }

    @usableFromInline
    func perform(_ parts: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let group = DispatchGroup()
        for part in 0..<parts {
            group.enter()
            threads.submit { _ in
                body(part)
                group.leave()
            }
        }
        group.wait()
    }

    @usableFromInline
    func stop() { try? threads.syncShutdownGracefully() }
}

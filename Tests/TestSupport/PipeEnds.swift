import Foundation
import Testing

/// A pipe, whose one end a test gives away as a path.
package final class PipeEnds {
    private var reading: Int32
    private var writing: Int32

    package init() throws {
        var ends: [Int32] = [-1, -1]
        try #require(unsafe pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }  // or a command of another test would keep it open
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        closeReading()
        closeWriting()
    }

    /// Who opens it reads the pipe.
    package var path: String { "/dev/fd/\(reading)" }

    package func write(_ text: String) throws {
        let bytes = [UInt8](text.utf8)
        try #require(unsafe Foundation.write(writing, bytes, bytes.count) == bytes.count)
    }

    /// Writes until nobody has taken anything for that many tries; answers how many bytes were taken.
    package func writeWhatIsTaken(tries: Int) -> Int {
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
        let bytes = [UInt8](repeating: 0x0A, count: 4096)
        var count = 0
        var failures = 0
        while failures < tries {
            let written = unsafe Foundation.write(writing, bytes, bytes.count)
            if written > 0 {
                count += written
                failures = 0
            } else {
                failures += 1
                sched_yield()
            }
        }
        return count
    }

    package func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }

    /// Lets go of the end whose path was given away, once it has been opened.
    package func closeReading() {
        if reading >= 0 { close(reading) }
        reading = -1
    }

    /// Whether everybody has closed the reading end; waits for that, and gives up after a minute.
    package func isAbandoned() -> Bool {
        var request = pollfd(fd: writing, events: 0, revents: 0)
        return unsafe poll(&request, 1, 60_000) == 1 && request.revents & Int16(POLLERR) != 0
    }
}

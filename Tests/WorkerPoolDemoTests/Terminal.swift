// A terminal for a command under test.

#if os(Linux)
import Foundation
import Testing

/// Made by the kernel's calls themselves: Swift's import of the C library has no `posix_openpt`.
struct Terminal {
    /// What the command writes to.
    let device: Int32
    private let screen: Int32

    init(columns: UInt16 = 80) throws {
        screen = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
        try #require(screen >= 0)
        var isLocked: Int32 = 0
        var number: Int32 = 0
        try #require(unsafe ioctl(screen, 0x4004_5431, &isLocked) == 0)  // TIOCSPTLCK
        try #require(unsafe ioctl(screen, 0x8004_5430, &number) == 0)  // TIOCGPTN
        device = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(device >= 0)
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        try #require(unsafe ioctl(device, UInt(TIOCSWINSZ), &size) == 0)
    }

    func close() {
        _ = Foundation.close(device)
        _ = Foundation.close(screen)
    }

    /// What was written since the last call; never waits for more.
    func shown() -> String {
        var block = [UInt8](repeating: 0, count: 4096)
        var bytes: [UInt8] = []
        while case let count = unsafe read(screen, &block, block.count), count > 0 { bytes += block[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
#endif

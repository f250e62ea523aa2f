// How one thread tells others that it is over.

import Foundation

/// Raised once, seen by all.
package final class Flag: @unchecked Sendable {
    // `@unchecked Sendable`: `lock` guards `value`.
    private let lock = NSLock()
    private var value = false

    package init() {}

    package var isRaised: Bool { lock.withLock { value } }

    package func raise() { lock.withLock { value = true } }
}

// How one thread tells others that it is over.

import Foundation

/// Raised once, seen by all.
public final class Flag: @unchecked Sendable {
    // `@unchecked Sendable`: `lock` guards `value`.
    private let lock = NSLock()
    private var value = false

    public init() {}

    public var isRaised: Bool { lock.withLock { value } }

    public func raise() { lock.withLock { value = true } }
}

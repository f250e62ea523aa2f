// How the producers of a run begin and end together.

import Foundation
import Measuring

/// Holds threads until all have come; the last opens it and reads the clocks.
final class StartingGate: @unchecked Sendable {
    // `@unchecked Sendable`: `condition` guards the fields until the gate is open; afterwards they are only read.
    private let condition = NSCondition()
    private var missing: Int
    private(set) var start: UInt64 = 0
    private(set) var cpu = 0.0

    init(_ count: Int) { missing = count }

    func pass() {
        condition.lock()
        defer { condition.unlock() }
        missing -= 1
        if missing == 0 {
            cpu = processCPU()
            start = now()
            condition.broadcast()
        }
        while missing > 0 { condition.wait() }
    }
}

/// Collects what each thread brings; the last hands everything on.
final class Finish<Value: Sendable>: @unchecked Sendable {
    // `@unchecked Sendable`: `lock` guards `values`, `missing` and `error`.
    private let lock = NSLock()
    private var values: [Value?]
    private var missing: Int
    private var error: (any Error)?
    private let end: @Sendable (Result<[Value], any Error>) -> Void

    init(_ count: Int, end: @escaping @Sendable (Result<[Value], any Error>) -> Void) {
        values = Array(repeating: nil, count: count)
        missing = count
        self.end = end
    }

    func arrive(_ number: Int, _ result: Result<Value, any Error>) {
        lock.lock()
        switch result {
        case .success(let value): values[number] = value
        case .failure(let failure): error = failure
        }
        missing -= 1
        let isOver = missing == 0
        lock.unlock()
        guard isOver else { return }
        end(error.map { .failure($0) } ?? .success(values.compactMap(\.self)))
    }
}

/// Raised once, seen by all.
final class Flag: @unchecked Sendable {
    // `@unchecked Sendable`: `lock` guards `value`.
    private let lock = NSLock()
    private var value = false

    var isRaised: Bool { lock.withLock { value } }

    func raise() { lock.withLock { value = true } }
}

// How the producers of a run end together.

import Foundation

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

// What a batch costs whoever asks for one after another.

import Contestants
import Measuring

/// The mean of many calls in a row.
struct CallCost: Sendable {
    let nanoseconds: Double
    let cpuSeconds: Double

    /// Has a batch decoded again and again: by a new thread that blocks, or by the task that is running.
    ///
    /// - Parameters:
    ///   - calls: How many times.
    ///   - way: How it is decoded.
    ///   - batch: What is decoded.
    ///   - expected: What the plain loop made of it.
    /// - Returns: The mean cost; nil if anything else came of it.
    /// - Throws: What `way` throws.
    static func measure<Payload: Sendable>(
        _ calls: Int,
        _ way: Contestant<Payload>.Way,
        _ batch: [Payload],
        expected: UInt64
    ) async throws -> CallCost? {
        switch way {
        case .blocking(let decode):
            return try await onThread {
                let clocks = Clocks()
                var areRight = true
                for _ in 0..<calls { areRight = try decode(0, batch) == expected && areRight }
                return areRight ? clocks.cost(calls) : nil
            }
        case .suspending(let decode):
            let clocks = Clocks()
            var areRight = true
            for _ in 0..<calls { areRight = try await decode(0, batch) == expected && areRight }
            return areRight ? clocks.cost(calls) : nil
        }
    }

    /// As they stood before the first call.
    private struct Clocks {
        private let cpu = processCPU()
        private let start = now()

        func cost(_ calls: Int) -> CallCost {
            CallCost(
                nanoseconds: Double(now() - start) / Double(calls),
                cpuSeconds: (processCPU() - cpu) / Double(calls)
            )
        }
    }
}

extension CallCost {
    func figures(messages: Int) -> Figures {
        Figures(
            messagesPerSecond: Double(messages) / nanoseconds * 1e9,
            cpuMicrosecondsPerMessage: cpuSeconds * 1e6 / Double(messages),
            others: ["ns/batch": nanoseconds]
        )
    }
}

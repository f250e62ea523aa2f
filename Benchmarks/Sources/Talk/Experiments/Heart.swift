import Contestants
import Measuring

/// A task of the cooperative pool that sleeps 1 ms again and again and notes how late it wakes.
struct Heart: Sendable {
    private let flag: Flag
    private let beating: Task<[UInt64], Never>

    init() {
        let flag = Flag()
        self.flag = flag
        beating = Task.detached {
            var lateness: [UInt64] = []
            while !flag.isRaised {
                let start = now()
                try? await Task.sleep(for: .milliseconds(1))
                let slept = now() - start
                lateness.append(slept - min(slept, 1_000_000))
            }
            return lateness
        }
    }

    /// Nanoseconds of lateness of each beat.
    func stop() async -> [UInt64] {
        flag.raise()
        return await beating.value
    }
}

// Rule 8: what a pool that cannot start says, and that it leaves nothing behind.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Starting {
        /// What is wrong with a configuration, and how the error shows it.
        struct Mistake: CustomTestStringConvertible, Sendable {
            let field: String
            let value: String
            let make: @Sendable (inout WorkerPool.Configuration) -> Void

            var testDescription: String { "\(field) = \(value)" }
        }

        static let mistakes: [Mistake] = [
            Mistake(field: "workers", value: "0") { $0.workers = 0 },
            Mistake(field: "workers", value: "-1") { $0.workers = -1 },
            Mistake(field: "workers", value: "4097") { $0.workers = 4_097 },
            Mistake(field: "workers", value: "1000000") { $0.workers = 1_000_000 },
            Mistake(field: "minPayloads", value: "0") { $0.minPayloads = 0 },
            Mistake(field: "minPayloads", value: "-5") { $0.minPayloads = -5 },
            Mistake(field: "threadNamePrefix", value: "\"\"") { $0.threadNamePrefix = "" },
            Mistake(field: "threadNamePrefix", value: "\"a\0b\"") { $0.threadNamePrefix = "a\0b" },
            Mistake(field: "stackSize", value: "524287") { $0.stackSize = 524_287 },
            Mistake(field: "stackSize", value: "1073741825") { $0.stackSize = 1_073_741_825 },
            Mistake(field: "priority", value: "nice(-1)") { $0.priority = .nice(-1) },
            Mistake(field: "priority", value: "nice(20)") { $0.priority = .nice(20) },
        ]

        @Test(arguments: mistakes)
        func `a configuration that makes no sense is refused, with the field and the value`(mistake: Mistake) throws {
            let error = try #require(throws: WorkerPool.StartError.self) { try makePool(mistake.make) }
            guard case .invalid(let field, let value, _) = error else {
                Issue.record("\(error) is no .invalid")
                return
            }
            #expect(field == mistake.field)
            #expect(value == mistake.value)
            #expect(error.description.contains(mistake.field) && error.description.contains(mistake.value))
        }

        @Test(arguments: [0, -1, 1_000_000])
        func `the short form refuses a number of workers that makes no sense`(workers: Int) {
            #expect(throws: WorkerPool.StartError.self) { try WorkerPool(workers: workers) }
        }

        @Test func `the configuration's limits are allowed`() async throws {
            let pool = try makePool(workers: 1) {
                $0.minPayloads = .max
                $0.stackSize = 1 << 30
                $0.priority = .nice(0)
            }
            #expect(try await outputs(pool.dispatchAsync([1], decoder: Doubling()).retrieve()) == [2])
        }

        @Test
        func `the default has a worker for each CPU that may be used, at least one, and can be read from the pool`()
            throws
        {
            let pool = try WorkerPool()
            #expect(pool.configuration == WorkerPool.Configuration())
            #expect(pool.configuration.workers == WorkerPool.Configuration.availableCPUs)
            #expect(pool.configuration.workers >= 1)
            #expect(pool.configuration.workers <= ProcessInfo.processInfo.processorCount)
            #expect(pool.configuration.minPayloads == 1 && pool.configuration.retrieveHelps)
        }

        #if canImport(Glibc)
        @Test func `where the system refuses a thread the error says which, and no thread is left behind`() async {
            // In a process of its own, since the limit holds for the whole process.
            await #expect(processExitsWith: .success) {
                // Room for two stacks of the nine that are wanted.
                var limit = rlimit(rlim_cur: rlim_t(addressSpace() + 600 << 20), rlim_max: .max)
                precondition(unsafe setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0)
                do {
                    _ = try makePool(workers: 8) {
                        $0.stackSize = 256 << 20
                        $0.threadNamePrefix = "refused"
                    }
                    preconditionFailure("eight stacks of 256 MB were found room for")
                } catch WorkerPool.StartError.threadRefused(let started, let wanted, let errorNumber) {
                    precondition((1...3).contains(started))
                    precondition(wanted == 9)
                    precondition(errorNumber == EAGAIN || errorNumber == ENOMEM)
                    yieldUntil { ThreadEntry.all(prefix: "refused-").isEmpty }
                    // With less to ask for it starts.
                    let pool = try makePool(workers: 2)
                    precondition(ThreadEntry.all(of: pool).count == 3)
                }
            }
        }

        @Test(.enabled(if: getuid() == 0, "only root may become somebody else"))
        func `where a limit on threads is reached it is the same`() async {
            await #expect(processExitsWith: .success) {
                // Root is above the limit; a user that nobody else is, is not.
                var limit = rlimit(rlim_cur: 60, rlim_max: 60)
                precondition(unsafe setrlimit(__rlimit_resource_t(__RLIMIT_NPROC.rawValue), &limit) == 0)
                precondition(setuid(uid_t(61_000 + getpid() % 1_000)) == 0)
                do {
                    _ = try makePool(workers: 64) { $0.threadNamePrefix = "refused" }
                    preconditionFailure("65 threads were made where 60 are allowed")
                } catch WorkerPool.StartError.threadRefused(let started, let wanted, let errorNumber) {
                    precondition((1..<60).contains(started))
                    precondition(wanted == 65 && errorNumber == EAGAIN)
                    yieldUntil { ThreadEntry.all(prefix: "refused-").isEmpty }
                }
            }
        }
        #endif
    }
}

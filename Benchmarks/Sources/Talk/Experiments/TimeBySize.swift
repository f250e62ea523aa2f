// Where the time goes: decoding, filtering, validating, consuming.

import Contestants
import Measuring
import Payloads
import WorkerPool
import WorkerPoolFoundation
import WorkerPoolJSON

struct TimeBySize: Experiment {
    let name = "time-by-size"
    let title = "Where a consumer's time goes, by the size of the messages, in a plain loop"
    let reading =
        "What is not decoding stays with the consumer, and bounds what any pool can win. The talk: 42, 86, 95 and 99 % decoding."

    func rows(_ stage: Stage) async throws -> [Row] {
        let contest = Contest(stage)
        for size in Recipe.talkSizes {
            let batch = Recipe(sizes: [size], payloads: max(20, 1_000_000 / size), batches: 1).make()[0]
            let dear = ["decoder": "dear", "size": Recipe.text(of: size)]
            contest.enter(ContestantName.plainLoop.rawValue, dear) { Self.dear(batch) }
            let cheap = ["decoder": "cheap", "size": Recipe.text(of: size)]
            contest.enter(ContestantName.plainLoop.rawValue, cheap) { Self.cheap(batch) }
            let frozen = ["decoder": "frozen", "size": Recipe.text(of: size)]
            contest.enter(ContestantName.plainLoop.rawValue, frozen) { Self.frozen(batch) }
        }
        return try await contest.rows(seconds: 8)
    }

    /// One order in four is of interest; the consumer adds up what each city bought, by article.
    private static func dear(_ batch: [[UInt8]]) -> Figures {
        let decoder = WorkerPool.JSON(Order.self)
        var workspace = decoder.makeWorkspace()
        var stages = Stages()
        let orders = stages.time("decode") { batch.compactMap { try? decoder.decode($0, in: &workspace) } }
        let wanted = stages.time("filter") { orders.filter { $0.id.isMultiple(of: 4) } }
        let valid = stages.time("validate") { wanted.filter { (try? $0.validate()) != nil } }
        stages.time("consume") {
            var sales: [String: Int] = [:]
            for order in valid {
                for line in order.lines {
                    sales[order.customer.city + line.sku, default: 0] += line.quantity * line.cents
                }
            }
            consume(sales)
        }
        return stages.figures(messages: batch.count)
    }

    /// The same from frozen documents, of which nothing is read but what is asked for.
    private static func frozen(_ batch: [[UInt8]]) -> Figures {
        let decoder = FrozenJSON.Decoder<[UInt8]>()
        var workspace = decoder.makeWorkspace()
        var stages = Stages()
        let orders = stages.time("decode") { batch.compactMap { try? decoder.decode($0, in: &workspace) } }
        let wanted = stages.time("filter") { orders.filter { ($0["id"].int ?? 1).isMultiple(of: 4) } }
        let valid = stages.time("validate") {
            wanted.filter { order in
                let cents = order["lines"].elements
                    .reduce(0) {
                        $0 + ($1["quantity"].int ?? 0) * ($1["cents"].int ?? 0)
                    }
                return cents == order["total"].int
            }
        }
        stages.time("consume") {
            var sales: [String: Int] = [:]
            for order in valid {
                let city = order["customer"]["city"].string ?? ""
                for line in order["lines"].elements {
                    let cents = (line["quantity"].int ?? 0) * (line["cents"].int ?? 0)
                    sales[city + (line["sku"].string ?? ""), default: 0] += cents
                }
            }
            consume(sales)
        }
        return stages.figures(messages: batch.count)
    }

    private static func cheap(_ batch: [[UInt8]]) -> Figures {
        let decoder = ScanDecoder()
        var stages = Stages()
        let scanned = stages.time("decode") { batch.compactMap { try? decoder.decode($0) } }
        let wanted = stages.time("filter") { scanned.filter { $0.total.isMultiple(of: 4) } }
        let valid = stages.time("validate") { wanted.filter { $0.checksum != 0 } }
        stages.time("consume") { consume(valid.reduce(into: [:]) { $0[$1.checksum % 64, default: 0] += $1.total }) }
        return stages.figures(messages: batch.count)
    }
}

/// The time of each stage of a pipeline.
private struct Stages {
    private var nanoseconds: [(name: String, time: Double)] = []

    mutating func time<Value>(_ name: String, _ body: () -> Value) -> Value {
        let start = now()
        let value = body()
        nanoseconds.append((name, Double(now() - start)))
        return value
    }

    func figures(messages: Int) -> Figures {
        let total = nanoseconds.map(\.time).reduce(0, +)
        var figures = Figures(messagesPerSecond: Double(messages) / total * 1e9)
        for (name, time) in nanoseconds { figures.others["\(name) %"] = time / total * 100 }
        return figures
    }
}

// Not only decoding: templates rendered by swift-mustache.

import Contestants
import Measuring
import Mustache
import Payloads
import WorkerPool

struct Templates: Experiment {
    let name = "templates"
    let title = "Templates: five kinds of documents, and 5, 10, 20 and 50 reports, rendered with swift-mustache"
    let reading =
        "The talk: five kinds 1.84 times as fast as sequential; 5, 10, 20 and 50 reports 2.16, 2.82, 2.69 and 2.32, on more cores."

    func rows(_ stage: Stage) async throws -> [Row] {
        let contest = Contest(stage)
        let subject = Subject(try Renderer()) { text in
            text.utf8.reduce(into: UInt64(text.utf8.count)) { if $1 & 7 == 0 { $0 &+= UInt64($1) } }
        }
        var batches = [("5 kinds", Report.Kind.allCases.map { Report($0, number: 1) })]
        for count in stage.pick(full: [5, 10, 20, 50], quick: [10]) {
            batches.append(("\(count) reports", (0..<count).map { Report(.report, number: $0) }))
        }
        // Reports take long, so that all are near the limit: of the contestants the kinds of them are enough.
        let kinds: [ContestantName] = [
            .plainLoop, .workerPool, .taskGroupByCore, .taskGroupOnOwnThreads, .concurrentPerform,
            .threadsAndACondition,
        ]
        for (documents, batch) in batches {
            let load = try Load([batch], producers: 1, plainLoop: .plainLoop(subject))
            for name in documents == "5 kinds" ? ContestantName.all : kinds {
                contest.enter(
                    try .make(name, subject, workers: stage.cores, producers: 1),
                    load,
                    ["documents": documents]
                )
            }
        }
        return try await contest.rows(seconds: 16)
    }
}

/// Frozen data in, a string out.
private struct Renderer: WorkerPool.Decoder {
    private let templates: [Report.Kind: MustacheTemplate]

    init() throws {
        templates = try Dictionary(
            uniqueKeysWithValues: Report.Kind.allCases.map { ($0, try MustacheTemplate(string: Report.template($0))) }
        )
    }

    func decode(_ payload: Report) throws -> String {
        struct NoTemplate: Error {}
        guard let template = templates[payload.kind] else { throw NoTemplate() }
        return template.render(payload)
    }
}

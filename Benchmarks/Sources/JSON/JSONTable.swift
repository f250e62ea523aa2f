// The command: what the JSON of WorkerPool is worth against what a user would pick instead.

import ArgumentParser

@main
struct JSONTable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "json",
        abstract: "Measures WorkerPoolJSON on one thread against Foundation and simdjson.",
        discussion: """
            Contestants take turns in short rounds; what is printed is the median over the rounds, and the median of the rounds' ratios \
            with its 10th and 90th percentile. Before anything is timed all contestants must say the same about every document.
            """
    )

    @Option(name: .long, parsing: .upToNextOption, help: "Files of NDJSON. None: orders made from the seed.")
    var data: [String] = []

    @Option(help: "What made documents are made from.")
    var seed: UInt64 = 1

    @Option(
        name: .long,
        help: "A field to read, as a JSON Pointer; may be repeated. None: two of the first document's."
    )
    var field: [String] = []

    @Option(help: "Seconds for each comparison.")
    var seconds = 2.0

    @Option(help: "For a profiler: only the comparisons whose titles end in this, and of each only WorkerPool's part.")
    var profile: String?

    func run() throws {
        let parsers = SimdJSONParsers()
        print("simdjson: \(parsers == nil ? "missing, not installed" : SimdJSONParsers.implementations)")
        var inputs = try data.map { ($0, try Documents.lines(of: $0)) }
        if inputs.isEmpty { inputs = [("orders from seed \(seed)", Documents.orders(seed: seed))] }
        for (name, lines) in inputs {
            let documents = Documents(name: name, lines: lines, padding: SimdJSONParsers.padding)
            print(
                "\n=== \(name): \(documents.count) documents, \(documents.bytes / max(1, documents.count)) bytes each"
            )
            var comparisons = [try WholeDocument(documents: documents, parsers: parsers).comparison()]
            comparisons += try FewFields(documents: documents, parsers: parsers, pointers: field).comparisons()
            comparisons += try Decodables(documents: documents).comparisons()
            for comparison in comparisons {
                guard let profile else {
                    try comparison.run(over: documents, seconds: seconds)
                    continue
                }
                if comparison.title.hasSuffix(profile) { try comparison.runSubject(seconds: seconds) }
            }
        }
        if profile == nil {
            print("\n=== made documents")
            for guessing in Guessing.all { try guessing.run(seconds: seconds) }
        }
    }
}

// The command line, read by hand.

struct Options: Equatable {
    var files: [InputFile] = []
    var workers: Int?
    var batchSize = 500
    var condition: Condition?
    var seconds: Double?
    var count: Int?
    var wantsJSON = false
    var wantsHelp = false

    static let help = """
        usage: workerpool-demo [options] [file ...]

        Decodes every line of newline-delimited JSON three ways: by a plain loop, by a pool of
        workers, and by a task group of one task a core. Shows how fast each was, and how late it
        made an innocent task that only wants to wake every millisecond.

        Reads the files ('-' is standard input), or else standard input where that is a pipe or a
        file. Given nothing, or no file but --count or --seconds, it makes events itself. It
        streams: memory stays bounded, whatever the input's size.

          --workers N          workers of the pool (default: the CPUs this process may use)
          --batch N            lines a batch of the pool (default: 500)
          --where KEY[=VALUE]  keep the lines that have KEY (with that value), drop all others;
                               KEY is a path: user.name, items.0.sku
                               (default: keep all; of events made here, status=paid)
          --count N            make N events
          --seconds S          make events for about S seconds (default: 4); with files or
                               --count: decode the same lines again and again if they last
                               less than S seconds (default: 2)
          --json               print one JSON object for machines
          --help               print this

        A line is malformed if it is not JSON, or neither an object nor an array; blank lines are
        skipped. Malformed lines are counted and do not make the command fail. The exit status is
        64 for a wrong option, 65 for a line longer than 16 MiB or a gzip file, 66 for a file that
        cannot be opened, 70 if the contestants disagree, 71 if the pool cannot start, and 74 for a
        failed read or write.

        The keys of --json: input, condition, workers, batchSize, rounds, repeated (whether lines
        were decoded again and again); lines (total, bytes, kept, dropped, malformed);
        firstMalformed (file, line, reason); plainLoop, pool and taskGroup, each with messages,
        seconds, messagesPerSecond, cpuSeconds and heartbeat (wakes, and how late in
        milliseconds: p50, p99, max); medianSpeed of the pool (timesPlainLoop, timesTaskGroup).
        What could not be measured is left out.

        """

    init(_ arguments: some Sequence<String>) throws(Complaint) {
        try self.init(arguments.map { Array($0.utf8) })
    }

    /// From arguments as the system has them: only a file's name need not be UTF-8.
    init(_ arguments: some Sequence<[UInt8]>) throws(Complaint) {
        var rest = Array(arguments)[...]
        while let word = rest.popFirst() {
            let argument = String(decoding: word, as: UTF8.self)
            guard argument.hasPrefix("-"), argument != "-" else {
                files.append(InputFile(path: word))
                continue
            }
            if argument == "--" {
                files += rest.map(InputFile.init)
                break
            }
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            try take(parts[0], attachedValue: parts.count > 1 ? parts[1] : nil, from: &rest)
            if wantsHelp { return }
        }
        if count != nil, let file = files.first {
            throw Complaint(.usage, "--count makes events, so it takes no file: '\(file.name)'")
        }
    }

    private mutating func take(
        _ option: String,
        attachedValue: String?,
        from rest: inout ArraySlice<[UInt8]>
    ) throws(Complaint) {
        switch option {
        case "--json", "--help", "-h":
            guard attachedValue == nil else { throw Complaint(.usage, "\(option) takes no value") }
            if option == "--json" { wantsJSON = true } else { wantsHelp = true }
            return
        case "--workers", "--batch", "--where", "--seconds", "--count":
            break
        default:
            throw Complaint(.usage, "unknown option \(option); --help shows all of them")
        }
        let next = rest.first.map { String(decoding: $0, as: UTF8.self) }
        let isValueNext = next.map { !$0.hasPrefix("--") } ?? false
        if attachedValue == nil, isValueNext { rest.removeFirst() }
        guard let value = attachedValue ?? (isValueNext ? next : nil) else {
            throw Complaint(.usage, "\(option) needs a value")
        }
        switch option {
        case "--workers": workers = try Self.number(value, of: option, in: 1...4096)
        case "--batch": batchSize = try Self.number(value, of: option, in: 1...1_000_000)
        case "--count": count = try Self.number(value, of: option, in: 1...1_000_000_000)
        case "--seconds": seconds = try Self.number(value, of: option, in: 0.1...86_400)
        default:
            condition = Condition(value)
            if condition == nil { throw Complaint(.usage, "--where must be KEY or KEY=VALUE, not '\(value)'") }
        }
    }

    private static func number<Number: LosslessStringConvertible & Comparable>(
        _ value: String,
        of option: String,
        in range: ClosedRange<Number>
    ) throws(Complaint) -> Number {
        guard let number = Number(value), range.contains(number) else {
            let limits = "\(range.lowerBound) to \(range.upperBound)"
            throw Complaint(.usage, "\(option) must be a number from \(limits), not '\(value)'")
        }
        return number
    }
}

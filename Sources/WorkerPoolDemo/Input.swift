// Chooses what is read: the user's files, standard input, or events made here.

import Foundation

struct Input {
    let name: String
    let condition: Condition?
    let source: any ChunkSource
    /// A shorter input says little; its lines are then decoded again and again, for this many seconds.
    let shortestRun: Double

    init(_ options: Options) async throws(Complaint) {
        let isTimed = options.files.isEmpty && options.count == nil
        var shortestRun = options.seconds ?? 2
        if !options.files.isEmpty {
            let first = options.files[0].name
            name = options.files.count == 1 ? first : "\(first) and \(options.files.count - 1) more"
            condition = options.condition
            source = try LineReader(options.files)
        } else if isTimed, options.seconds == nil, let reader = try await Self.standardInput() {
            name = InputFile.standardInput.name
            condition = options.condition
            source = reader
        } else {
            name = EventMaker.name
            condition = options.condition ?? EventMaker.condition
            source = EventMaker(until: options.count.map { .count($0) } ?? .seconds(options.seconds ?? 4))
            if isTimed { shortestRun = 0 }
        }
        self.shortestRun = shortestRun
    }

    /// A reader if standard input has something to read: no terminal, no `/dev/null`, and not without a line.
    private static func standardInput() async throws(Complaint) -> LineReader? {
        var status = stat()
        guard unsafe fstat(STDIN_FILENO, &status) == 0, status.st_mode & S_IFMT != S_IFCHR else { return nil }
        if !InputFile.standardInputIsReadable(withinMilliseconds: 2000) {
            Console.note("waiting for lines on standard input; --seconds 4 makes events instead")
        }
        var reader = try LineReader([.standardInput])
        return try await reader.hasInput() ? reader : nil
    }
}

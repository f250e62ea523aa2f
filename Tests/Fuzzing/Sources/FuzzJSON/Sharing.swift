// Many documents in one workspace: the lines of an input.

import WorkerPoolJSON

/// What must hold of lines and of workspaces, whatever the bytes are.
enum Sharing {
    static func check(_ input: Input) {
        let lines = Array(FrozenJSON.Lines(of: input.document))
        guard lines.elementsEqual(plainLines(of: input.document)) else { fatalError("split into other lines") }
        let padding = [UInt8](repeating: 0x20, count: input.padding)
        let texts = lines.prefix(4).map { $0 + padding }
        for sharing in [FrozenJSON.Workspace.Sharing.slabs, .separate] {
            let workspace = FrozenJSON.Workspace(sharing)
            var kept: [(document: FrozenJSON, alone: FrozenJSON)] = []
            for round in 0..<input.rounds {
                for text in texts {
                    let result = parsed(text, workspace, input.parsing)
                    guard case .success(let document) = result.shared, case .success(let alone) = result.alone else {
                        continue
                    }
                    // Some are dropped, and a part of some is kept.
                    switch (kept.count + round) % 3 {
                    case 0: kept.append((document, alone))
                    case 1: kept.append((document.detached(), alone))
                    default: kept.append(last(document, alone))
                    }
                }
                if round % 4 == 3 { kept.removeFirst(kept.count / 2) }
            }
            guard kept.allSatisfy({ $0.document.jsonBytes() == $0.alone.jsonBytes() && $0.document == $0.alone }) else {
                fatalError("another document once others have been parsed")
            }
        }
    }

    /// Parses beside other documents and alone, which must end alike.
    private static func parsed(
        _ text: ArraySlice<UInt8>,
        _ workspace: FrozenJSON.Workspace,
        _ options: FrozenJSON.Options
    ) -> (shared: Result<FrozenJSON, FrozenJSON.ParseError>, alone: Result<FrozenJSON, FrozenJSON.ParseError>) {
        let shared = Result { () throws(FrozenJSON.ParseError) in
            try FrozenJSON(parsing: text, in: workspace, options: options)
        }
        let alone = Result { () throws(FrozenJSON.ParseError) in try FrozenJSON(parsing: text, options: options) }
        guard shared == alone else { fatalError("another document, or error, in a workspace") }
        return (shared, alone)
    }

    /// The last value in a document, of its own.
    private static func last(_ document: FrozenJSON, _ alone: FrozenJSON) -> (FrozenJSON, FrozenJSON) {
        guard let one = Array(document.members).last?.value ?? Array(document.elements).last,
            let other = Array(alone.members).last?.value ?? Array(alone.elements).last
        else { return (document.detached(), alone) }
        return (one.detached(), other)
    }

    private static func plainLines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.split(separator: 0x0A)
            .map { $0.last == 0x0D ? $0.dropLast() : $0 }
            .filter { !Set($0).isSubset(of: [0x20, 0x09, 0x0D]) }
    }
}

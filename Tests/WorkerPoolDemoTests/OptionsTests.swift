// The command line.

import Testing
@testable import WorkerPoolDemo

struct OptionsTests {
    @Test func `takes values attached or as the next word, and everything else as files`() throws {
        let options = try Options(["a", "--workers", "3", "--batch=7", "-", "--where=k=v=w", "--json", "--", "--b"])
        #expect(options.files.map(\.path) == ["a", "-", "--b"].map { Array($0.utf8) })
        #expect(options.workers == 3 && options.batchSize == 7 && options.wantsJSON)
        #expect(options.condition?.path == ["k"] && options.condition?.value == "v=w")
    }

    @Test func `asks for help whatever follows`() throws {
        #expect(try Options(["--help", "--nonsense"]).wantsHelp)
        #expect(try Options(["-h"]).wantsHelp)
    }

    @Test(
        arguments: [
            (["--what"], "unknown option --what; --help shows all of them"),
            (["-x"], "unknown option -x; --help shows all of them"),
            (["--json=yes"], "--json takes no value"),
            (["--where"], "--where needs a value"),
            (["--where", "--json"], "--where needs a value"),
            (["--where", "=v"], "--where must be KEY or KEY=VALUE, not '=v'"),
            (["--workers", "0"], "--workers must be a number from 1 to 4096, not '0'"),
            (["--workers="], "--workers must be a number from 1 to 4096, not ''"),
            (["--batch", "-1"], "--batch must be a number from 1 to 1000000, not '-1'"),
            (["--seconds", "nan"], "--seconds must be a number from 0.1 to 86400.0, not 'nan'"),
            (["--count", "1e3"], "--count must be a number from 1 to 1000000000, not '1e3'"),
            (["--count", "5", "file"], "--count makes events, so it takes no file: 'file'"),
        ]
    )
    func `names the option and the value that it refuses`(arguments: [String], message: String) {
        #expect(throws: Complaint(.usage, message)) { try Options(arguments) }
    }
}

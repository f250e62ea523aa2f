import TestSupport
import Testing
import WorkerPoolJSON

/// Cut, deep and ill-formed documents.
struct RobustnessTests {
    @Test(.enabled(if: SharedData.isThere, SharedData.whatIsMissing), arguments: SharedData.files)
    func `a real document cut at any byte is refused at its end`(file: String) throws {
        let documents = try SharedData.documents(of: file)
        let workspace = FrozenJSON.Workspace()
        for bytes in [documents[0], documents[documents.count / 2]] {
            for length in 0..<bytes.count {
                let cut = [UInt8](bytes.prefix(length))
                let error = #expect(throws: FrozenJSON.ParseError.self) { try FrozenJSON(parsing: cut, in: workspace) }
                // A literal or a character that was cut is refused where it begins.
                #expect(error.map { length - $0.offset <= 5 && $0.offset <= length } == true)
            }
        }
    }

    @Test(.enabled(if: SharedData.isThere, SharedData.whatIsMissing), arguments: SharedData.files)
    func `a real document survives being written and read again`(file: String) throws {
        for bytes in try SharedData.documents(of: file) {
            let document = try FrozenJSON(parsing: bytes)
            let again = try FrozenJSON(parsing: document.jsonBytes())
            #expect(document == again && again.jsonBytes() == document.jsonBytes())
        }
    }

    @Test func `a hundred thousand levels are parsed, written and refused on a stack of 64 KB`() async {
        let depth = 100_000
        let answers = await onSmallStack {
            var answers: [Int] = []
            for (opening, closing) in [("[", "]"), ("{\"a\":", "}")] {
                let head = [UInt8](String(repeating: opening, count: depth).utf8)
                let whole = head + [UInt8]("1".utf8) + [UInt8](String(repeating: closing, count: depth).utf8)
                let options = FrozenJSON.Options(maximumDepth: depth)
                let document = try? FrozenJSON(parsing: whole, options: options)
                answers.append(document?.jsonBytes() == whole ? 1 : 0)
                do throws(FrozenJSON.ParseError) {
                    _ = try FrozenJSON(parsing: head, options: options)
                } catch {
                    answers.append(error.offset)
                }
            }
            return answers
        }
        #expect(answers == [1, depth, 1, 5 * depth])
    }

    @Test func `UTF-8 is judged as the standard library judges it`() throws {
        let workspace = FrozenJSON.Workspace()
        let edges: [UInt8] = [0x20, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF]
        var sequences: [[UInt8]] = []
        for lead in UInt8(0x80)...0xFF {
            sequences.append([lead])
            for second in UInt8(0x20)...0xFF where second != 0x22 && second != 0x5C {
                sequences.append([lead, second])
                guard lead >= 0xE0 else { continue }
                for third in edges {
                    sequences.append([lead, second, third])
                    if lead >= 0xF0 && edges.contains(second) { sequences += edges.map { [lead, second, third, $0] } }
                }
            }
        }
        var disagreements: [[UInt8]] = []
        for (index, sequence) in sequences.enumerated() {
            // After enough to be met by each of the scan's steps; beside another of three bytes too, since those go by twos.
            let padding = [UInt8](repeating: 0x61, count: index % 19)
            let neighbour = sequence[0] & 0xF0 == 0xE0 ? [UInt8]("名".utf8) : []
            for text in [padding + sequence, padding + neighbour + sequence, padding + sequence + neighbour] {
                let isAccepted = (try? FrozenJSON(parsing: [0x22] + text + [0x22], in: workspace)) != nil
                if isAccepted != (String(validating: text, as: UTF8.self) != nil) { disagreements.append(text) }
            }
        }
        #expect(disagreements.isEmpty)
        #expect(sequences.count > 50_000)
    }
}

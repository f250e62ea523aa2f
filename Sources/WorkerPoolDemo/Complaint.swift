// What ends the program early: one clear line, and the exit status that goes with it.

import WorkerPoolJSON

struct Complaint: Error, Equatable {
    /// The exit statuses, as `sysexits.h` has them.
    enum Status: Int32 {
        case usage = 64
        case badData = 65
        case noInput = 66
        case software = 70
        case system = 71
        case inputOutput = 74
    }

    let status: Status
    let message: String

    init(_ status: Status, _ message: String) {
        self.status = status
        self.message = message
    }

    init(_ error: FrozenJSON.InputError) {
        let status: Status =
            switch error {
            case .cannotOpen: .noInput
            case .cannotRead: .inputOutput
            case .lineTooLong, .gzip: .badData
            }
        self.init(status, error.description)
    }
}

extension String {
    /// This text on one line, safe for a terminal: names and reasons come from the user's data and may contain
    /// anything.
    var printable: String {
        var result = ""
        for scalar in unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            result += isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }
        return result
    }
}

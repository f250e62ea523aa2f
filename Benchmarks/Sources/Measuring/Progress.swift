// Where a run is, for whoever looks at it.

import Foundation

/// On a terminal one line that changes while an experiment runs; elsewhere a line for each experiment.
package struct Progress: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let heading: String

    /// Says that something begins, which stands before all that is shown of it.
    package init(_ heading: String) {
        self.heading = heading
        write(isTerminal ? "\r\u{1B}[K" + heading : heading + "\n")
    }

    package func show(_ text: String) {
        if isTerminal { write("\r\u{1B}[K\(heading): \(text)") }
    }

    package func clear() {
        if isTerminal { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

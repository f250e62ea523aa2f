// Where a run is, for whoever looks at it.

import Foundation

/// One line that changes while an experiment runs; nothing where standard error is not a terminal.
package struct Progress: Sendable {
    private let isShown = isatty(STDERR_FILENO) == 1

    package init() {}

    package func show(_ text: String) {
        guard isShown else { return }
        write("\r\u{1B}[K" + text)
    }

    package func clear() {
        guard isShown else { return }
        write("\r\u{1B}[K")
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

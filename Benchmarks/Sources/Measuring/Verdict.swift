// Whether one target is met.

/// A target, and what a run shows of it.
package struct Verdict: Codable, Sendable {
    package var what: String
    package var bound: String
    package var figure: String
    /// nil where the run has no rows for it.
    package var isMet: Bool?

    package init(what: String, bound: String, figure: String, isMet: Bool?) {
        self.what = what
        self.bound = bound
        self.figure = figure
        self.isMet = isMet
    }
}

// What ends a run: a contestant that is fast by being wrong.

/// A contestant decoded something else than the plain loop.
package struct WrongResults: Error, CustomStringConvertible {
    package let contestant: String

    package init(contestant: String) { self.contestant = contestant }

    package var description: String { "\(contestant) decoded something else than the plain loop" }
}

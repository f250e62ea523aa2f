// What ends a run: a contestant that is fast by being wrong.

/// A contestant decoded something else than the plain loop.
public struct WrongResults: Error, CustomStringConvertible {
    public let contestant: String

    public init(contestant: String) { self.contestant = contestant }

    public var description: String { "\(contestant) decoded something else than the plain loop" }
}

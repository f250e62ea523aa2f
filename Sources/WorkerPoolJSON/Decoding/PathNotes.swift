/// What finding the paths in one document needs, or makes quicker: most documents need none.
final class PathNotes {
    /// The objects that are becoming dictionaries where a strategy converts names: a dictionary's are not converted. (A type that guesses may
    /// read the same object by keys before and after, whose names are.)
    var dictionaries: Set<Int> = [] { didSet { trail = PathTrail() } }
    /// Where the last path led.
    var trail = PathTrail()
    /// What the paths found so far have gone over.
    var milestones = Milestones()
}

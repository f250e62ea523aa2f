/// What finding the paths in one document needs, or makes quicker: most documents need none.
final class PathNotes {
    /// The objects that became dictionaries where a strategy converts names: a dictionary's were not converted.
    var dictionaries: Set<Int> = [] { didSet { trail = PathTrail() } }
    /// Where the last path led.
    var trail = PathTrail()
    /// What the paths found so far have gone over.
    var milestones = Milestones()
}

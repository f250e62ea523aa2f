/// Where some children of a document's large containers lie, so that finding the paths to many values goes over no container twice.
///
/// Of each container that a path was found through, one in `distance` of the children that have been passed: they are few, are found
/// by halving, and serve paths in any order. Nothing is kept of containers that are gone over as quickly.
struct Milestones {
    /// How many children lie between two milestones.
    static let distance = 32

    /// By container, each at least with its first child.
    private var children: [Int: [UInt32]] = [:]  // a tape has fewer words than 32 bits count

    /// The last known child of the container that does not come after `index`, and its place.
    func last(before index: Int, in container: Int) -> (child: Int, place: Int) {
        guard let known = children[container] else { return (container + 1, 0) }
        // The first is never after it, the one at `end` always is.
        var start = 0
        var end = known.count
        while end - start > 1 {
            let middle = (start + end) / 2
            if known[middle] <= index { start = middle } else { end = middle }
        }
        return (Int(known[start]), start * Self.distance)
    }

    /// Takes note of a child that is passed on the way from the last one known.
    mutating func pass(_ child: Int, place: Int, in container: Int) {
        guard place % Self.distance == 0 else { return }
        let first = UInt32(truncatingIfNeeded: container + 1)
        children[container, default: [first]].append(UInt32(truncatingIfNeeded: child))
    }
}

/// The way to the value that a path was found to last: the next one asked for is mostly the same or its neighbour, since a type that
/// guesses tries several forms of one value, then of the next.
struct PathTrail {
    /// From a container to one of its children: an element, or a member by its name's word.
    struct Step {
        let container: Int
        let child: Int
        /// How many children come before it.
        let place: Int
        /// The word of its value.
        let value: Int
    }

    /// The word of that value; -1 before the first path.
    private(set) var index = -1
    private(set) var steps: [Step] = []
    private(set) var path: [any CodingKey] = []

    /// How many of the steps lead to the value at `index` too.
    func steps(towards index: Int, in tape: TapeReading) -> Int {
        var count = 0
        while count < steps.count {
            let value = steps[count].value
            guard value <= index, index < tape.word(value).next(after: value) else { break }
            count += 1
        }
        return count
    }

    /// Goes back to the first `count` steps.
    mutating func goBack(to count: Int) {
        guard count < steps.count else { return }
        path.removeLast(steps.count - count)
        steps.removeLast(steps.count - count)
    }

    mutating func begin(with path: [any CodingKey]) { self.path = path }

    mutating func go(_ step: Step, by key: DocumentKey) {
        steps.append(step)
        path.append(key)
    }

    mutating func arrive(at index: Int) { self.index = index }
}

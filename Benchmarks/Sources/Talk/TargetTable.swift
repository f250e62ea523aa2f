import Measuring

struct TargetTable {
    init(_ results: Results) {}
    func printOut() {}
}

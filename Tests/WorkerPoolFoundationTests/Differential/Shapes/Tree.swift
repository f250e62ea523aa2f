/// Containers nested by hand.
struct Tree: Decodable {
    let value: Int
    let others: [[String: Bool?]]
    let corner: Float

    init(from decoder: any Decoder) throws {
        let root = try decoder.container(keyedBy: AnyKey.self)
        let inner = try root.nestedContainer(keyedBy: AnyKey.self, forKey: AnyKey("innerTree"))
        value = try inner.decode(Int.self, forKey: AnyKey("aValue"))
        var list = try inner.nestedUnkeyedContainer(forKey: AnyKey("list"))
        var others: [[String: Bool?]] = []
        while !list.isAtEnd, others.count < 2 { others.append(try list.decode([String: Bool?].self)) }
        self.others = others
        var deeper = try list.nestedUnkeyedContainer()
        let corners = try deeper.nestedContainer(keyedBy: AnyKey.self)
        corner = try corners.decode(Float.self, forKey: AnyKey("x1Y"))
    }
}

/// One object as a dictionary, whose names are data, and by keys, which a strategy converts.
struct Twice: Decodable {
    let names: [String]
    let number: Int

    enum CodingKeys: String, CodingKey { case aNumber }

    init(from decoder: any Decoder) throws {
        let values = try? decoder.singleValueContainer().decode([String: Int].self)
        names = values?.keys.sorted() ?? []
        number = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .aNumber)
    }
}

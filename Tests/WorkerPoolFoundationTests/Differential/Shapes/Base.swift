class Base: Decodable, @unchecked Sendable {  // nothing changes
    let name: String?
    let count: Int

    enum CodingKeys: String, CodingKey { case name, count }
}

struct Accented: Decodable {
    let cafe: Int?

    enum CodingKeys: String, CodingKey { case cafe = "caf\u{E9}" }
}

// What became of one line.

enum Verdict: Equatable {
    case kept(Document)
    case dropped
    case malformed(reason: String)

    init(_ result: Result<Document?, some Error>) {
        switch result {
        case .success(let document?): self = .kept(document)
        case .success(nil): self = .dropped
        case .failure(let error): self = .malformed(reason: (error as? Malformation)?.reason ?? "\(error)")
        }
    }
}

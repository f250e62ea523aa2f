// What a service declares of an event of GitHub's: most of it, and two fields of it.

struct GitHubEvent: Decodable, Equatable, Sendable {
    let type: String
    let createdAt: String
    let actor: Account
    let repo: Repository
    let isPublic: Bool
    let payload: Payload
    let id: String
    let org: Account?

    struct Account: Decodable, Equatable, Sendable {
        let id: Int
        let login: String
        let gravatarID: String
        let avatarURL: String
        let url: String

        enum CodingKeys: String, CodingKey {
            case id, login, url
            case gravatarID = "gravatar_id"
            case avatarURL = "avatar_url"
        }
    }

    struct Repository: Decodable, Equatable, Sendable {
        let id: Int
        let name: String
        let url: String
    }

    struct Payload: Decodable, Equatable, Sendable {
        let commits: [Commit]?
        let ref: String?
        let head: String?
        let before: String?
        let size: Int?
        let action: String?
        let issue: Issue?
    }

    struct Commit: Decodable, Equatable, Sendable {
        let url: String
        let message: String
        let distinct: Bool
        let sha: String
        let author: Author
    }

    struct Author: Decodable, Equatable, Sendable {
        let name: String
        let email: String
    }

    struct Issue: Decodable, Equatable, Sendable {
        let number: Int
        let title: String
        let body: String?
        let state: String
    }

    enum CodingKeys: String, CodingKey {
        case type, actor, repo, payload, id, org
        case createdAt = "created_at"
        case isPublic = "public"
    }
}

struct GitHubEventGlance: Decodable, Equatable, Sendable {
    let type: String
    let repo: Repository

    struct Repository: Decodable, Equatable, Sendable {
        let name: String
    }
}

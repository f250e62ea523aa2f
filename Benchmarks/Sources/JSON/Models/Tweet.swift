// What a service declares of a tweet: most of it, and two fields of it.

struct Tweet: Decodable, Equatable, Sendable {
    let createdAt: String
    let id: Int64
    let text: String
    let source: String
    let truncated: Bool
    let inReplyToStatusID: Int64?
    let inReplyToUserID: Int64?
    let inReplyToScreenName: String?
    let user: User
    let retweetCount: Int
    let favoriteCount: Int
    let entities: Entities
    let retweetedStatus: [Tweet]?
    let favorited: Bool
    let retweeted: Bool
    let lang: String

    struct User: Decodable, Equatable, Sendable {
        let id: Int64
        let name: String
        let screenName: String
        let location: String
        let description: String
        let url: String?
        let followersCount: Int
        let friendsCount: Int
        let listedCount: Int
        let createdAt: String
        let favouritesCount: Int
        let utcOffset: Int?
        let timeZone: String?
        let verified: Bool
        let statusesCount: Int
        let lang: String
        let profileImageURL: String
        let defaultProfile: Bool

        enum CodingKeys: String, CodingKey {
            case id, name, location, description, url, verified, lang
            case screenName = "screen_name"
            case followersCount = "followers_count"
            case friendsCount = "friends_count"
            case listedCount = "listed_count"
            case createdAt = "created_at"
            case favouritesCount = "favourites_count"
            case utcOffset = "utc_offset"
            case timeZone = "time_zone"
            case statusesCount = "statuses_count"
            case profileImageURL = "profile_image_url"
            case defaultProfile = "default_profile"
        }
    }

    struct Entities: Decodable, Equatable, Sendable {
        let hashtags: [Hashtag]
        let urls: [Link]
        let userMentions: [Mention]

        enum CodingKeys: String, CodingKey {
            case hashtags, urls
            case userMentions = "user_mentions"
        }
    }

    struct Hashtag: Decodable, Equatable, Sendable {
        let text: String
        let indices: [Int]
    }

    struct Link: Decodable, Equatable, Sendable {
        let url: String
        let expandedURL: String
        let indices: [Int]

        enum CodingKeys: String, CodingKey {
            case url, indices
            case expandedURL = "expanded_url"
        }
    }

    struct Mention: Decodable, Equatable, Sendable {
        let id: Int64
        let name: String
        let screenName: String
        let indices: [Int]

        enum CodingKeys: String, CodingKey {
            case id, name, indices
            case screenName = "screen_name"
        }
    }

    enum CodingKeys: String, CodingKey {
        case id, text, source, truncated, user, entities, favorited, retweeted, lang
        case createdAt = "created_at"
        case inReplyToStatusID = "in_reply_to_status_id"
        case inReplyToUserID = "in_reply_to_user_id"
        case inReplyToScreenName = "in_reply_to_screen_name"
        case retweetCount = "retweet_count"
        case favoriteCount = "favorite_count"
        case retweetedStatus = "retweeted_status"
    }

    /// A struct cannot hold another of its own kind; an array can.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        createdAt = try container.decode(String.self, forKey: .createdAt)
        id = try container.decode(Int64.self, forKey: .id)
        text = try container.decode(String.self, forKey: .text)
        source = try container.decode(String.self, forKey: .source)
        truncated = try container.decode(Bool.self, forKey: .truncated)
        inReplyToStatusID = try container.decodeIfPresent(Int64.self, forKey: .inReplyToStatusID)
        inReplyToUserID = try container.decodeIfPresent(Int64.self, forKey: .inReplyToUserID)
        inReplyToScreenName = try container.decodeIfPresent(String.self, forKey: .inReplyToScreenName)
        user = try container.decode(User.self, forKey: .user)
        retweetCount = try container.decode(Int.self, forKey: .retweetCount)
        favoriteCount = try container.decode(Int.self, forKey: .favoriteCount)
        entities = try container.decode(Entities.self, forKey: .entities)
        retweetedStatus = try container.decodeIfPresent(Tweet.self, forKey: .retweetedStatus).map { [$0] }
        favorited = try container.decode(Bool.self, forKey: .favorited)
        retweeted = try container.decode(Bool.self, forKey: .retweeted)
        lang = try container.decode(String.self, forKey: .lang)
    }
}

struct TweetGlance: Decodable, Equatable, Sendable {
    let user: User
    let retweetCount: Int

    struct User: Decodable, Equatable, Sendable {
        let followersCount: Int

        enum CodingKeys: String, CodingKey {
            case followersCount = "followers_count"
        }
    }

    enum CodingKeys: String, CodingKey {
        case user
        case retweetCount = "retweet_count"
    }
}

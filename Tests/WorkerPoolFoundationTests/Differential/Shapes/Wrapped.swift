import Foundation

struct Wrapped: Decodable, Sendable {
    @Defaulted var number: Int?
    @Defaulted var byName: [String: Int]?
    @Lossy var theDates: [Date]
}

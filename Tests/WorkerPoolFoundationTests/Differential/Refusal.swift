/// An error of a user's own.
struct Refusal: Error {}

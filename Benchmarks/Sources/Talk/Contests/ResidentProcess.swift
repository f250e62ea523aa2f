import ArgumentParser
struct ResidentProcess: AsyncParsableCommand {}

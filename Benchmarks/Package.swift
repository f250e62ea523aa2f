// swift-tools-version: 6.2

import Foundation
import PackageDescription

let workerPool = Target.Dependency.product(name: "WorkerPool", package: "WorkerPool")
let workerPoolFoundation = Target.Dependency.product(name: "WorkerPoolFoundation", package: "WorkerPool")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let workerPoolJSON = Target.Dependency.product(name: "WorkerPoolJSON", package: "WorkerPool")
let nio = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

// simdjson is a contestant where its header is installed (Debian: libsimdjson-dev); else the table says that it is missing.
let hasSimdJSON = ["/usr/include/simdjson.h", "/usr/local/include/simdjson.h"]
    .contains { FileManager.default.fileExists(atPath: $0) }

// A package of its own, so that nobody who imports the library resolves what only its measurements need.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "WorkerPool", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    ],
    targets: [
        // Rounds, clocks, histograms, and the results as a table and as JSON.
        .target(name: "Measuring", dependencies: [.product(name: "Histogram", package: "hdrhistogram-swift")]),
        // What is decoded, made from seeds, and what decodes it.
        .target(name: "Payloads", dependencies: [workerPool, workerPoolFoundation]),
        // Everything that a user would pick instead, a file each.
        .target(name: "Contestants", dependencies: ["Measuring", workerPool, nio]),
        .executableTarget(
            name: "talk",
            dependencies: [
                "Measuring", "Payloads", "Contestants", "SimdJSON", workerPool, workerPoolFoundation, workerPoolJSON,
                argumentParser, .product(name: "Mustache", package: "swift-mustache"),
            ],
            path: "Sources/Talk"
        ),
        .executableTarget(
            name: "targets",
            dependencies: ["Measuring", workerPool, workerPoolFoundation, argumentParser, nio],
            path: "Sources/Targets"
        ),
        .executableTarget(
            name: "baseline",
            dependencies: [workerPool, argumentParser],
            path: "Sources/Baseline"
        ),
        .target(
            name: "SimdJSON",
            // For this machine, as whoever takes simdjson for its speed would compile it: its on-demand half is all in the header.
            cxxSettings: [.unsafeFlags(["-march=native"])],
            linkerSettings: hasSimdJSON ? [.linkedLibrary("simdjson")] : []
        ),
        .target(name: "AllocationCount"),
        .executableTarget(
            name: "json",
            dependencies: [
                "SimdJSON", "AllocationCount", "Measuring", "Payloads", workerPool, workerPoolJSON, argumentParser,
            ],
            path: "Sources/JSON"
        ),
    ],
    cxxLanguageStandard: .cxx17
)

for target in package.targets where !["SimdJSON", "AllocationCount"].contains(target.name) {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}

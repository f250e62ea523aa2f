// swift-tools-version: 6.2

import PackageDescription

let workerPool = Target.Dependency.product(name: "WorkerPool", package: "WorkerPool")
let workerPoolFoundation = Target.Dependency.product(name: "WorkerPoolFoundation", package: "WorkerPool")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let nio = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

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
                "Measuring", "Payloads", "Contestants", workerPool, workerPoolFoundation, argumentParser,
                .product(name: "Mustache", package: "swift-mustache"),
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
        .executableTarget(
            name: "simulate",
            dependencies: [workerPool, argumentParser],
            path: "Sources/Simulate"
        ),
    ]
)

for target in package.targets {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}

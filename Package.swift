// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "WorkerPool",
    platforms: [.macOS(.v15)],  // Synchronization
    products: [
        .library(name: "WorkerPool", targets: ["WorkerPool"]),
        .library(name: "WorkerPoolFoundation", targets: ["WorkerPoolFoundation"]),
        .library(name: "WorkerPoolJSON", targets: ["WorkerPoolJSON"]),
        .executable(name: "workerpool-demo", targets: ["WorkerPoolDemo"]),
    ],
    targets: [
        .target(name: "WorkerPool", exclude: ["Engine/HandOver.md"]),
        .target(name: "WorkerPoolFoundation", dependencies: ["WorkerPool", "WorkerPoolJSON"]),
        .target(
            name: "WorkerPoolJSON",
            dependencies: ["WorkerPool"],
            exclude: ["Tape.md", "Decoding/Decoding.md", "Glancing/Glancing.md"]
        ),
        .executableTarget(name: "WorkerPoolDemo", dependencies: ["WorkerPool", "WorkerPoolJSON"]),
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "WorkerPoolTests", dependencies: ["TestSupport", "WorkerPool"]),
        .testTarget(
            name: "WorkerPoolFoundationTests",
            dependencies: ["TestSupport", "WorkerPool", "WorkerPoolFoundation", "WorkerPoolJSON"]
        ),
        .testTarget(name: "WorkerPoolJSONTests", dependencies: ["TestSupport", "WorkerPool", "WorkerPoolJSON"]),
        .testTarget(name: "WorkerPoolDemoTests", dependencies: ["TestSupport", "WorkerPool", "WorkerPoolDemo"]),
    ]
)

for target in package.targets {
    target.swiftSettings = [
        .strictMemorySafety(),  // SE-0458
        .enableUpcomingFeature("ExistentialAny"),  // SE-0335
        .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
        .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
    ]
}

// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that nobody who imports the library resolves what only its measurements need.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "WorkerPool", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    ],
    targets: [
        .executableTarget(
            name: "targets",
            dependencies: [
                .product(name: "WorkerPool", package: "WorkerPool"),
                .product(name: "WorkerPoolFoundation", package: "WorkerPool"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Sources/Targets"
        ),
        .executableTarget(
            name: "baseline",
            dependencies: [
                .product(name: "WorkerPool", package: "WorkerPool"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/Baseline"
        ),
        .executableTarget(
            name: "simulate",
            dependencies: [
                .product(name: "WorkerPool", package: "WorkerPool"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
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

// swift-tools-version: 6.2

import Foundation
import PackageDescription

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
                "SimdJSON", "AllocationCount",
                .product(name: "WorkerPool", package: "WorkerPool"),
                .product(name: "WorkerPoolJSON", package: "WorkerPool"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
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

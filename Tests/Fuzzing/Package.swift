// swift-tools-version: 6.2

import PackageDescription

// A package of its own, since all of it, the library included, is built for libFuzzer: see the script beside it.
let package = Package(
    name: "Fuzzing",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "WorkerPool", path: "../..")],
    targets: [
        .executableTarget(
            name: "FuzzJSON",
            dependencies: [
                .product(name: "WorkerPoolFoundation", package: "WorkerPool"),
                .product(name: "WorkerPoolJSON", package: "WorkerPool"),
            ],
            // libFuzzer brings the entry point.
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]
        )
    ]
)

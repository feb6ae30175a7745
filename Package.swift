// swift-tools-version: 6.2
import PackageDescription

// Targets stand in the order of the flow (docs/architecture.md); their dependencies are the import law.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let flyingSocks = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")
let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")

let package = Package(
    name: "gongkai",
    products: [.executable(name: "gongkai", targets: ["gongkai"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        .target(name: "Core"),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .target(name: "CChild"),
        .target(name: "Documents", dependencies: ["Core", "CChild", "CXML", "CZip", crypto]),
        .target(name: "Store", dependencies: ["Core", grdb, sqlite]),
        .target(name: "Watcher", dependencies: ["Core", "Documents", logging, lifecycle]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "Notifier", dependencies: ["Core", "CCurl", crypto, logging, lifecycle, mustache]),
        .target(name: "Export", dependencies: ["Core", "CZip"]),
        .executableTarget(
            name: "gongkai",
            dependencies: [
                "Core", "Documents", "Store", "Watcher", "Notifier", "Export", argumentParser, logging, lifecycle,
                signals,
            ]),

        .target(
            name: "TestSupport", dependencies: ["Core", "CZip", crypto, flyingFox, flyingSocks],
            path: "Tests/TestSupport"),
        .executableTarget(
            name: "webhook-receiver", dependencies: ["TestSupport"], path: "Tests/WebhookReceiver"),
        .executableTarget(
            name: "render-samples", dependencies: ["TestSupport", "Core"], path: "Tests/SampleRenderer"),
        .testTarget(name: "CoreTests", dependencies: ["Core", "TestSupport"]),
        .testTarget(name: "DocumentsTests", dependencies: ["Documents", "Core", "TestSupport"]),
        .testTarget(name: "StoreTests", dependencies: ["Store", "Core", grdb]),
        .testTarget(name: "WatcherTests", dependencies: ["Watcher", "Core", "Documents", "TestSupport", logging]),
        .testTarget(
            name: "NotifierTests", dependencies: ["Notifier", "Core", "TestSupport", logging],
            // libcurl is to find the tests' resolver before libc's.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic-symbol=getaddrinfo"])]),
        .testTarget(name: "ExportTests", dependencies: ["Export", "Core", "CZip"]),
        .testTarget(
            name: "GongkaiTests",
            dependencies: [
                "gongkai", "Core", "Documents", "Store", "Watcher", "Notifier", "TestSupport", logging,
            ]),
        .testTarget(name: "EndToEndTests", dependencies: ["Core", "TestSupport", "gongkai", grdb]),
    ]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = settings
}

// swift-tools-version: 6.2
import PackageDescription

/// One C library that every distribution ships, reached through pkg-config.
func cLibrary(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/\(name)", pkgConfig: pkgConfig,
    providers: [.apt([apt]), .brew([brew])])
}

/// A program that measures parts of this package.
func benchmark(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, path: "Benchmarks/\(name)")
}

let package = Package(
  name: "triage",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Monitor", targets: ["Monitor"]),
    .library(name: "DatabaseErrors", targets: ["DatabaseErrors"]),
    .executable(name: "triage", targets: ["triage"]),
    .executable(name: "triage-collector", targets: ["triage-collector"]),
  ],
  targets: [
    cLibrary(
      "CMicrohttpd", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev", brew: "libmicrohttpd"),
    cLibrary("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev", brew: "sqlite"),
    cLibrary("CLibpq", pkgConfig: "libpq", apt: "libpq-dev", brew: "libpq"),
    cLibrary("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev", brew: "zlib"),
    cLibrary("CBrotli", pkgConfig: "libbrotlidec", apt: "libbrotli-dev", brew: "brotli"),
    cLibrary("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev", brew: "zstd"),

    // A target depends only on those above it.
    .target(name: "EventSchema"),
    .target(name: "Compression", dependencies: ["CZlib", "CBrotli", "CZstd"]),
    // Header only: the frame pointer and the stack's end.
    .systemLibrary(name: "CStack", path: "Sources/CStack"),
    .target(name: "Monitor", dependencies: ["EventSchema", "CStack"]),
    .target(name: "DatabaseErrors"),
    .target(name: "StackTraces", dependencies: ["EventSchema"]),
    .target(name: "SourceCode", dependencies: ["EventSchema"]),
    .target(name: "Fixes", dependencies: ["SourceCode"]),
    .target(
      name: "Frameworks", dependencies: ["EventSchema", "DatabaseErrors", "SourceCode", "Fixes"]),
    .target(
      name: "Diagnosis",
      dependencies: [
        "EventSchema", "DatabaseErrors", "StackTraces", "SourceCode", "Fixes", "Frameworks",
      ]),
    .target(
      name: "ContinuousIntegration", dependencies: ["DatabaseErrors", "SourceCode", "Fixes"]),
    .target(name: "TestRunners", dependencies: ["Fixes"]),
    .target(
      name: "Reports",
      dependencies: [
        "EventSchema", "DatabaseErrors", "Fixes", "Diagnosis", "ContinuousIntegration",
        "TestRunners",
      ]),
    .target(name: "HTTPClient"),
    .target(name: "Hosting", dependencies: ["EventSchema", "HTTPClient"]),
    .target(
      name: "Proof",
      dependencies: ["DatabaseErrors", "SourceCode", "Fixes", "Diagnosis", "TestRunners"]),
    .target(name: "Storage", dependencies: ["EventSchema", "CSQLite"]),
    .target(
      name: "LiveDatabases",
      dependencies: ["DatabaseErrors", "SourceCode", "Diagnosis", "Storage", "CLibpq"]),
    .target(
      name: "Issues",
      dependencies: [
        "EventSchema", "Compression", "SourceCode", "Diagnosis", "Reports", "Proof", "Storage",
      ]),
    .target(
      name: "Collector",
      dependencies: [
        "EventSchema", "Compression", "SourceCode", "Fixes", "Diagnosis", "Reports", "Proof",
        "Hosting", "Storage", "Issues", "CMicrohttpd",
      ]),
    .target(
      name: "CommandLineTool",
      dependencies: [
        "EventSchema", "DatabaseErrors", "SourceCode", "Fixes", "ContinuousIntegration",
        "Diagnosis", "Reports", "HTTPClient", "Hosting", "Proof", "LiveDatabases", "Issues",
      ]),
    .executableTarget(name: "triage", dependencies: ["CommandLineTool"]),
    .executableTarget(name: "triage-collector", dependencies: ["Collector"]),

    // What `make bench` runs.
    benchmark("bench", ["CSQLite", "CZlib"]),
    benchmark("checkouts", ["DatabaseErrors", "EventSchema", "Frameworks", "SourceCode"]),
    benchmark("conclusions", ["Diagnosis", "EventSchema", "SourceCode"]),
    benchmark("readers", ["DatabaseErrors", "StackTraces"]),

    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "EventSchemaTests", dependencies: ["EventSchema", "TestSupport"]),
    .testTarget(name: "CompressionTests", dependencies: ["Compression", "TestSupport"]),
    .testTarget(name: "MonitorTests", dependencies: ["Monitor", "EventSchema", "TestSupport"]),
    .testTarget(name: "DatabaseErrorsTests", dependencies: ["DatabaseErrors", "TestSupport"]),
    .testTarget(
      name: "StackTracesTests", dependencies: ["StackTraces", "EventSchema", "TestSupport"]),
    .testTarget(name: "SourceCodeTests", dependencies: ["SourceCode", "TestSupport"]),
    .testTarget(name: "FixesTests", dependencies: ["Fixes", "SourceCode"]),
    .testTarget(
      name: "FrameworksTests",
      dependencies: [
        "Frameworks", "Fixes", "SourceCode", "DatabaseErrors", "EventSchema", "TestSupport",
      ]),
    .testTarget(
      name: "DiagnosisTests",
      dependencies: [
        "Diagnosis", "EventSchema", "DatabaseErrors", "SourceCode", "Fixes", "Frameworks",
        "TestSupport",
      ]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "Diagnosis", "DatabaseErrors", "Fixes", "EventSchema", "TestSupport",
      ]),
    .testTarget(
      name: "ContinuousIntegrationTests",
      dependencies: ["ContinuousIntegration", "DatabaseErrors", "Fixes", "SourceCode"]),
    .testTarget(name: "HostingTests", dependencies: ["Hosting", "EventSchema"]),
    .testTarget(name: "TestRunnersTests", dependencies: ["TestRunners", "Fixes"]),
    .testTarget(
      name: "ProofTests",
      dependencies: ["Proof", "Diagnosis", "DatabaseErrors", "Fixes", "SourceCode"]),
    .testTarget(name: "StorageTests", dependencies: ["Storage", "EventSchema", "TestSupport"]),
    .testTarget(
      name: "LiveDatabasesTests",
      dependencies: ["LiveDatabases", "Storage", "DatabaseErrors", "SourceCode", "TestSupport"]),
    .testTarget(
      name: "CollectorTests",
      dependencies: ["Collector", "Storage", "Issues", "Reports", "EventSchema", "TestSupport"]),
    .testTarget(
      name: "CaseTests",
      dependencies: [
        "DatabaseErrors", "Diagnosis", "Fixes", "Reports", "SourceCode", "EventSchema",
      ]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "CommandLineTool", "triage", "triage-collector", "Storage", "Diagnosis", "EventSchema",
        "TestSupport",
      ]),
    .testTarget(
      name: "TidyTests", dependencies: ["TestSupport", "Diagnosis", "Reports", "Collector"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]
}

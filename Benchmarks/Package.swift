// swift-tools-version: 6.2
import PackageDescription

// `bench` drives the built collector from outside and needs none of its modules. `readers` builds
// the parsers from links to their sources, since the main package need not export them; so do
// `checkouts` with the readers of source code and `conclusions` with the engine.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  targets: [
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "EventSchema"),
    .target(name: "DatabaseErrors"),
    .target(name: "StackTraces", dependencies: ["EventSchema"]),
    .target(name: "SourceCode"),
    .target(name: "Fixes", dependencies: ["SourceCode"]),
    .target(
      name: "Frameworks", dependencies: ["EventSchema", "DatabaseErrors", "SourceCode", "Fixes"]),
    .target(
      name: "Diagnosis",
      dependencies: [
        "EventSchema", "DatabaseErrors", "StackTraces", "SourceCode", "Fixes", "Frameworks",
      ]),
    .executableTarget(name: "bench", dependencies: ["CSQLite", "CZlib"]),
    .executableTarget(name: "readers", dependencies: ["DatabaseErrors", "StackTraces"]),
    .executableTarget(
      name: "checkouts",
      dependencies: ["DatabaseErrors", "EventSchema", "Frameworks", "SourceCode"]),
    .executableTarget(
      name: "conclusions", dependencies: ["Diagnosis", "EventSchema", "SourceCode"]),
  ],
  swiftLanguageModes: [.v6]
)

// As in the main package, so that the same sources mean the same.
for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]
}

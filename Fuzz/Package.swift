// swift-tools-version: 6.2
import PackageDescription

// The parsers are built here from links to their sources: the main package need not export them,
// and libFuzzer watches every line of them.
let package = Package(
  name: "fuzz",
  platforms: [.macOS(.v15)],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlidec"),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd"),
    .target(name: "EventSchema"),
    .target(name: "Compression", dependencies: ["CZlib", "CBrotli", "CZstd"]),
    .target(name: "DatabaseErrors"),
    .target(name: "StackTraces", dependencies: ["EventSchema"]),
    .target(name: "SourceCode", dependencies: ["EventSchema"]),
    .executableTarget(
      name: "fuzz",
      dependencies: ["EventSchema", "Compression", "DatabaseErrors", "StackTraces", "SourceCode"]),
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

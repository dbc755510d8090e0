// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "SignUpService",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "triage", path: "../..")],
  targets: [
    .systemLibrary(
      name: "CSQLite3", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    // As small as a wrapper can be; a package such as GRDB or SQLite.swift would stand here.
    .target(name: "TinySQLite", dependencies: ["CSQLite3"]),
    .executableTarget(
      name: "SignUpService",
      dependencies: ["TinySQLite", .product(name: "Monitor", package: "triage")]),
  ],
  swiftLanguageModes: [.v6]
)

import EventSchema
import Fixes
import SourceCode

/// A package as its `Package.swift` declares it, as far as a test has to know.
struct SwiftPackage {
  let file: SwiftSourceFile
  /// The folder of the package from the root of the source; empty, or with `/` at its end.
  let root: String
  private(set) var targets: [Target] = []

  struct Target {
    var name: String
    var isTest: Bool
    /// From the root of the source, with `/` at its end.
    var folder: String
    /// The source of its `dependencies`.
    var dependencies: String
    var span: CodeSpan

    func holds(_ path: String) -> Bool { path.hasPrefix(folder) }
  }

  /// The package that holds a file: that of the nearest folder.
  init?(holding path: String, in source: SwiftSource) {
    let manifests = source.files.filter { file in
      let folder = file.source.path.dropLast("Package.swift".count)
      return file.source.path.hasSuffix("Package.swift") && path.hasPrefix(folder)
        && (folder.isEmpty || folder.last == "/") && file.source.isWhole
    }
    guard let nearest = manifests.max(by: { $0.source.path.count < $1.source.path.count }) else {
      return nil
    }
    file = nearest
    root = String(nearest.source.path.dropLast("Package.swift".count))
    let calls = nearest.parsed.calls.filter { Self.kinds.contains($0.name) }
    // `.target(name:)` inside of another one is a dependency.
    let outer = calls.filter { call in
      !calls.contains { $0.span != call.span && $0.span.holds(call.span) }
    }
    targets = outer.compactMap(target).sorted { $0.span.start < $1.span.start }
  }

  private static let kinds: Set<String> = [
    "target", "executableTarget", "testTarget", "systemLibrary", "binaryTarget", "plugin", "macro",
  ]

  private func target(_ call: SwiftCall) -> Target? {
    func text(_ label: String) -> String? {
      call.arguments.first { $0.label == label }.map { file.parsed.source(of: $0.span).trimmed }
    }
    guard let name = text("name")?.quotedText else { return nil }
    let isTest = call.name == "testTarget"
    var folder = "\(isTest ? "Tests" : "Sources")/\(name)"
    if let path = text("path") {
      guard let own = path.quotedText else { return nil }
      folder = own
    }
    return Target(
      name: name, isTest: isTest, folder: root + folder + (folder.hasSuffix("/") ? "" : "/"),
      dependencies: text("dependencies") ?? "", span: call.span)
  }

  /// The target that holds a file.
  func target(of path: String) -> Target? {
    targets.filter { !$0.isTest && $0.holds(path) }.max { $0.folder.count < $1.folder.count }
  }

  /// Whether a file is of a target or of one that it names.
  func uses(_ path: String, in user: Target) -> Bool {
    guard let target = target(of: path) else { return false }
    return target.name == user.name || user.dependencies.mentions("\"\(target.name)\"")
  }

  /// The target that tests another one; of several the one with its name.
  func tests(of target: Target) -> Target? {
    let own = targets.filter { $0.isTest && $0.dependencies.mentions("\"\(target.name)\"") }
    return own.first { $0.name == "\(target.name)Tests" } ?? own.first
  }

  /// Where the tests of a target are, or will be.
  func testFolder(of target: Target) -> String {
    tests(of: target)?.folder ?? "\(root)Tests/\(target.name)Tests/"
  }

  /// A test target in the manifest for a target that has none; `nil` when the manifest lists its
  /// targets in another way.
  func addingTests(of target: Target, importing modules: [String]) -> Edit? {
    let entry = testTarget(of: target, importing: modules)
    let list = file.parsed.calls.first { $0.name == "Package" }?.arguments.first {
      $0.label == "targets"
    }
    guard let list, file.parsed.source(of: list.span).hasPrefix("["),
      let last = targets.last(where: { list.span.holds($0.span) }),
      let next = file.source.bytes(last.span.end..<min(last.span.end + 1, list.span.end))
    else { return nil }
    let hasComma = next == [UInt8(ascii: ",")]
    // The call begins behind its dot.
    let margin = file.source.margin(at: last.span.start - 1).map { "\n" + $0 } ?? " "
    let text = hasComma ? "\(margin)\(entry)," : ",\(margin)\(entry)"
    return .insert(text, at: last.span.end + (hasComma ? 1 : 0))
  }

  /// `.testTarget(…)` as the manifest lists it.
  func testTarget(of target: Target, importing modules: [String]) -> String {
    let names = ([target.name] + modules).map { "\"\($0)\"" }.joined(separator: ", ")
    return ".testTarget(name: \"\(target.name)Tests\", dependencies: [\(names)])"
  }
}

extension String {
  /// What stands in the quotes of a literal without interpolation.
  fileprivate var quotedText: String? {
    guard count >= 2, hasPrefix("\""), hasSuffix("\""), !mentions("\\") else { return nil }
    return String(dropFirst().dropLast())
  }
}

import Foundation
import TestSupport

/// A text file of the repository.
struct TextFile: CustomStringConvertible {
  /// Relative to the repository's root.
  let path: String
  let text: String

  var description: String { path }

  /// Each line with its 1-based number, without comments that take the whole line.
  var codeLines: [(number: Int, text: Substring)] {
    numberedLines.filter { !$0.text.utf8.drop { $0 == UInt8(ascii: " ") }.starts(with: "//".utf8) }
  }

  var numberedLines: [(number: Int, text: Substring)] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { (number: $0.offset + 1, text: $0.element) }
  }

  /// What the module's folder is named: `Diagnosis` of `Sources/Diagnosis/Causes/Race.swift`.
  var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
}

enum Repository {
  static let root = fixtures.deletingLastPathComponent()

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  static func file(_ path: String) throws -> TextFile {
    TextFile(
      path: path, text: try String(contentsOf: root.appending(path: path), encoding: .utf8))
  }

  /// The text files below a folder, by path; nothing that was built or downloaded.
  static func files(
    in folder: String, where belongs: (String) -> Bool = { _ in true }
  ) throws -> [TextFile] {
    let paths = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
    var found: [TextFile] = []
    while let path = paths?.nextObject() as? String {
      let name = path.split(separator: "/").last ?? ""
      if name.hasPrefix("."), name != ".ci", name != ".gitignore" {
        paths?.skipDescendants()
        continue
      }
      let whole = folder == "." ? path : "\(folder)/\(path)"
      guard belongs(whole), let file = try? Self.file(whole) else { continue }
      found.append(file)
    }
    return found.sorted { $0.path < $1.path }
  }

  static func swiftFiles(in folders: [String] = ["Sources"]) throws -> [TextFile] {
    try folders.flatMap { try files(in: $0) { $0.hasSuffix(".swift") } }
  }

  /// The dependencies of each target as `Package.swift` declares them.
  static func declaredDependencies() throws -> [String: Set<String>] {
    let manifest = try file("Package.swift").text
    let target =
      #/
      \.(?:target|executableTarget|testTarget) \(\s* name:\s "([\w-]+)"
      (?:,\s* dependencies:\s \[ ([^\]]*) \])?
      /#
    var declared: [String: Set<String>] = [:]
    for match in manifest.matches(of: target) {
      let names = match.output.2?.matches(of: #/"([\w-]+)"/#).map { String($0.output.1) }
      declared[String(match.output.1)] = Set(names ?? [])
    }
    return declared
  }
}

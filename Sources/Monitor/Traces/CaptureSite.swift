import EventSchema

/// Where the application called the monitor, from the compiler: known exactly, debug information or
/// not.
struct CaptureSite: Sendable {
  /// `Module/File.swift`.
  var fileID: String
  var filePath: String
  var line: Int
  var function: String

  init(fileID: StaticString, filePath: StaticString, line: UInt, function: StaticString) {
    self.fileID = fileID.description
    self.filePath = filePath.description
    self.line = Int(clamping: line)
    self.function = function.description
  }

  var module: String { Self.module(ofFileID: fileID) }

  static func module(ofFileID fileID: String) -> String { String(fileID.prefix { $0 != "/" }) }

  var frame: Frame {
    Frame(
      filename: SourcePath.relative(filePath), absolutePath: filePath, module: module,
      function: function, lineNumber: line, inApp: true)
  }
}

/// Rules about paths of Swift source files, from their text alone.
enum SourcePath {
  /// The path below the package's folder: from `Sources/` or `Tests/` on, else the file's name.
  ///
  /// A package's own folder may lie below another `Sources/`, so the last one counts.
  static func relative(_ path: String) -> String {
    let parts = path.split(separator: "/")
    let root = parts.dropLast().lastIndex { $0 == "Sources" || $0 == "Tests" }
    return parts[(root ?? max(parts.count - 1, 0))...].joined(separator: "/")
  }

  /// Whether the file came with a checked-out package or the toolchain.
  static func isForeign(_ path: String) -> Bool {
    ["/checkouts/", "/SourcePackages/", "/usr/lib/swift/", "/usr/include/"]
      .contains { path.contains($0) }
  }

  static func isGenerated(_ path: String) -> Bool { path.contains("<compiler-generated>") }
}

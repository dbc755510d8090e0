import Fixes
import SourceCode

extension RecipePlace {
  /// The dump of a Rails schema.
  private var railsDump: SourceFile? {
    reading.failure.tree.files.first { $0.path.hasSuffix("db/schema.rb") && $0.isWhole }
  }

  /// The name of a new unique index: the conventional one, if no other index has it.
  var newIndex: String? {
    guard let name = conventionalIndex else { return nil }
    return railsDump?.mentions("\"\(name)\"") == true ? "\(name)_unique" : name
  }

  /// How a migration says it where convention would not.
  var newIndexOption: String? {
    newIndex.map { $0 == conventionalIndex ? "" : ", name: \"\($0)\"" }
  }

  /// The dump as the migration leaves it: suites load it, and refuse to run with one that is older
  /// than the last migration.
  func changeRailsDump(_ form: MigrationForm, _ change: inout CodeChange) -> Bool {
    guard let dump = railsDump else { return true }
    guard let table = value("plain table"), let name = newIndex,
      let last = form.last(in: reading.failure.tree), let fileName = form.name.filled(value),
      let number = form.path(after: last, named: fileName)?.lastPathPart.prefix(while: \.isNumber),
      let version = dump.railsVersion, let (offset, margin) = dump.endOfRailsTable(table)
    else { return false }
    let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let line = "\(margin)  t.index [\(list)], name: \"\(name)\", unique: true\n"
    let isSpaced = dump.bytes(version).map { $0.contains(UInt8(ascii: "_")) } ?? false
    let edits = [
      Edit(version, with: isSpaced ? String(number).spacedVersion : String(number)),
      .insert(line, at: offset),
    ]
    guard let after = dump.applying(edits) else { return false }
    change.replace(dump, with: after)
    return true
  }
}

extension SourceFile {
  /// The bytes of the number in `define(version: 2025_03_01_090000)`.
  fileprivate var railsVersion: Range<Int>? {
    let parts = text.split(separator: "define(version: ", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    let digits = parts[1].prefix { $0.isNumber || $0 == "_" }
    let start = text.utf8.count - parts[1].utf8.count
    return digits.isEmpty ? nil : start..<start + digits.utf8.count
  }

  /// Where the block of a table ends, and the margin of its first line.
  fileprivate func endOfRailsTable(_ table: String) -> (offset: Int, margin: String)? {
    var (offset, margin): (Int, String?) = (0, nil)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = String(line).trimmed
      if words.hasPrefix("create_table \"\(table)\"") {
        margin = String(line.prefix { $0 == " " || $0 == "\t" })
      } else if let margin, words == "end" {
        return (offset, margin)
      }
      offset += line.utf8.count + 1
    }
    return nil
  }
}

extension String {
  fileprivate var lastPathPart: String { split(separator: "/").last.map { String($0) } ?? self }

  /// `20250301090000` as dumps write it: `2025_03_01_090000`.
  fileprivate var spacedVersion: String {
    let digits = Array(self)
    guard digits.count == 14 else { return self }
    return [digits[..<4], digits[4..<6], digits[6..<8], digits[8...]]
      .map { String($0) }.joined(separator: "_")
  }
}

import EventSchema
import SourceCode

/// How a framework numbers and writes its migrations.
struct MigrationForm: Sendable {
  /// A part of the folder's path: `db/migrate/`.
  var folder: String
  /// How a file's name begins, before its number: `V`.
  var prefix = ""
  /// The number's digits and what may stand between them: `2024_01_31_120000`.
  var digits: ClosedRange<Int>
  var digitSeparator = ""
  /// Between number and name.
  var separator: String
  /// Behind the name.
  var suffix: String
  /// Whether each migration has a folder of its own with this file in it.
  var fileInFolder: String?
  /// A piece of every migration's text.
  var mark: String
  var name: CodeTemplate
  /// With the holes `«previous»`, what stands in the last migration as `version` says, and
  /// `«number»`, the new one's own.
  var text: CodeTemplate
  var level = "  "
  /// What takes the migration back, in a file of its own: the end of its name in the place of the
  /// suffix, and its text.
  var takenBack: (suffix: String, text: CodeTemplate)?
  /// Where the part of a migration begins that takes it back.
  var endMark: String?
  /// What stands around the version of the framework, or another word that migrations repeat.
  var version: (before: String, after: String)?

  struct Last {
    var path: String
    var text: String
    /// The digits of the number.
    var number: String
  }

  /// The migration with the largest number.
  func last(in tree: SourceTree) -> Last? {
    numbered(in: tree).last.map { file, number in
      Last(path: file.path, text: file.text, number: number)
    }
  }

  /// The migrations in their order.
  func all(in tree: SourceTree) -> [SourceFile] { numbered(in: tree).map(\.file) }

  private func numbered(in tree: SourceTree) -> [(file: SourceFile, number: String)] {
    tree.files.compactMap { file in
      guard "/\(file.path)".mentions("/\(folder)"), file.isWhole, file.text.mentions(mark),
        let number = number(in: file.path)
      else { return nil }
      return (file, number)
    }.sorted { ($0.number.count, $0.number) < ($1.number.count, $1.number) }
  }

  /// The digits of a migration's number; `nil` for what is named otherwise.
  func number(in path: String) -> String? {
    var parts = path.split(separator: "/").map { String($0) }
    if let fileInFolder {
      guard parts.popLast() == fileInFolder else { return nil }
    }
    guard let name = parts.last, name.hasPrefix(prefix),
      fileInFolder != nil || name.hasSuffix(suffix)
    else { return nil }
    let head = name.dropFirst(prefix.count).prefix { $0.isNumber || digitSeparator.contains($0) }
    let number = head.filter(\.isNumber)
    guard digits.contains(number.count),
      name.dropFirst(prefix.count).dropFirst(number.count + (head.count - number.count)).isEmpty
        == false
    else { return nil }
    return number
  }

  /// The folder that holds the migrations, where each may have a folder of its own.
  func root(of path: String) -> String { fileInFolder == nil ? path.folder : path.folder.folder }

  /// Whether a migration has the name already, under any number.
  func isThere(_ name: String, in tree: SourceTree) -> Bool {
    let end = "\(separator)\(name)" + (fileInFolder.map { "/\($0)" } ?? suffix)
    return tree.files.contains { $0.path.hasSuffix(end) }
  }

  /// What the last migration has between the words of `version`.
  func version(in text: String) -> String? {
    guard let version, let start = text.range(of: version.before) else { return nil }
    let rest = String(text[start.upperBound...])
    guard let end = rest.range(of: version.after) else { return nil }
    let found = rest[..<end.lowerBound].prefix { $0 != ";" && $0 != "\r" }
    return found.isEmpty || found.contains(where: \.isWhitespace) ? nil : String(found)
  }

  /// The next file's path.
  func path(after last: Last, named name: String) -> String? {
    var parts = last.path.split(separator: "/").map { String($0) }
    if fileInFolder != nil { parts.removeLast() }
    guard let old = parts.popLast(), let next = incremented(last.number) else { return nil }
    // The separators stay where they are: `2024_01_31_120000`.
    var digits = next[...]
    var number = ""
    for character in old.dropFirst(prefix.count) where !digits.isEmpty {
      if character.isNumber {
        number.append(digits.removeFirst())
      } else {
        number.append(character)
      }
    }
    guard digits.isEmpty else { return nil }
    parts.append(prefix + number + separator + name + (fileInFolder == nil ? suffix : ""))
    if let fileInFolder { parts.append(fileInFolder) }
    return parts.joined(separator: "/")
  }

  /// The number plus one with as many digits; `nil` when it takes more.
  private func incremented(_ number: String) -> String? {
    var digits = Array(number.utf8)
    for index in digits.indices.reversed() {
      if digits[index] < UInt8(ascii: "9") {
        digits[index] += 1
        return String(decoding: digits, as: UTF8.self)
      }
      digits[index] = UInt8(ascii: "0")
    }
    return nil
  }
}

extension String {
  fileprivate func range(of part: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) {
        return start..<index(start, offsetBy: part.count)
      }
      start = index(after: start)
    }
    return nil
  }
}

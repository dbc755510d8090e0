import EventSchema
import SourceCode

extension CodeSourceFile {
  /// The lines of a piece of code with what is said of it above.
  func lines(of span: CodeSpan) -> Range<Int> {
    var start = source.lineStart(of: span.start)
    while start > 0 {
      let above = source.lineStart(of: start - 1)
      let line = String(decoding: source.bytes(above..<start) ?? [], as: UTF8.self).trimmed
      guard Self.remarks.contains(where: line.hasPrefix) else { break }
      start = above
    }
    return start..<source.lineEnd(of: max(span.end - 1, span.start))
  }

  private static let remarks = ["//", "# ", "/*", "*", "@tag ", "@Test", "@DisplayName", "#[", "["]

  /// Everything up to the end of the imports of a Go file.
  var head: String? {
    var end: Int?
    var offset = 0
    var isInside = false
    for line in source.text.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = String(line).trimmed
      offset += line.utf8.count + 1
      if text.hasPrefix("package ") || text.hasPrefix("import \"") { end = offset }
      if text == "import (" { isInside = true }
      if isInside, text == ")" {
        end = offset
        isInside = false
      }
    }
    guard let end, let bytes = source.bytes(0..<min(end, source.text.utf8.count)) else {
      return nil
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A pool of connections to PostgreSQL that the file of JavaScript knows by a name.
  var pool: String? {
    guard source.mentions("pg") || source.mentions("pool") else { return nil }
    return walk.uses.lazy.compactMap { use -> String? in
      guard use.links.count > 1, use.links.last?.name == "query",
        use.links.dropLast().allSatisfy({ $0.arguments == nil && $0.index == nil }),
        use.links[use.links.count - 2].name.lowercased().hasSuffix("pool")
      else { return nil }
      return use.links.dropLast().map(\.name).joined(separator: ".")
    }.first
  }

  /// What gives modules of Node.js inside of a function, as the file gets its own.
  var nodeFiles: String {
    source.mentions("require(") ? "require('node:fs')" : "await import('node:fs')"
  }

  /// The same for a module of the application, up to its path.
  var nodeLoading: String { source.mentions("require(") ? "require" : "await import" }

  /// The package that a Go file says it is of.
  var package: String? {
    for line in source.text.split(separator: "\n") where line.hasPrefix("package ") {
      return String(line.dropFirst("package ".count)).trimmed
    }
    return nil
  }

  /// The whole name of a PHP class by the file's imports and namespace, from the root on.
  func fullName(of name: String) -> String? {
    if name.hasPrefix("\\") { return name }
    let parts = name.split(separator: "\\").map { String($0) }
    guard let first = parts.first else { return nil }
    var namespace = ""
    for line in source.text.split(separator: "\n") {
      let text = String(line).trimmed
      if text.hasPrefix("namespace ") {
        namespace = text.dropFirst("namespace ".count).filter { $0 != ";" } + "\\"
      }
      guard text.hasPrefix("use "), text.hasSuffix(";"), !text.contains("{") else { continue }
      let used = text.dropFirst("use ".count).dropLast()
      let alias = used.split(separator: " ").last.map { String($0) } ?? ""
      guard alias.lastComponent == first else { continue }
      let whole = used.split(separator: " ").first.map { String($0) } ?? ""
      return (["\\" + whole] + parts.dropFirst()).joined(separator: "\\")
    }
    return "\\" + namespace + name
  }
}

extension String {
  /// The path of a file of tests beside one, named for what it is about as its neighbour is:
  /// `boats.test.js` is `boats-taken-sail.test.js`, `BoatTest.java` is `BoatTakenSailTest.java`.
  func inserting(_ words: String, state: String = "taken") -> String? {
    let folder = folder
    let name = String(dropFirst(folder.isEmpty ? 0 : folder.count + 1))
    let stem = name.fileStem
    guard !stem.isEmpty else { return nil }
    let about = [state] + words.split(separator: " ").map { String($0) }
    let endings = [
      "_test", "_spec", "-test", "-spec", "_tests", "Tests", "Test", "IT", "Spec", "TestCase",
    ]
    let ending = endings.first { stem.hasSuffix($0) && stem.count > $0.count } ?? ""
    let base = String(stem.dropLast(ending.count))
    let inserted =
      stem.startsWithCapital && !stem.contains("_")
      ? about.map(\.capitalizedFirst).joined()
      : (stem.contains("_") ? "_" : "-") + about.joined(separator: stem.contains("_") ? "_" : "-")
    let path = base + inserted + ending + name.dropFirst(stem.count)
    return folder.isEmpty ? path : "\(folder)/\(path)"
  }

  /// The text with the first occurrence of a piece replaced; `nil` without one.
  func replacingFirst(_ piece: String, by other: String) -> String? {
    let parts = split(separator: piece, maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 ? parts[0] + other + parts[1] : nil
  }

  /// The name of the file's type or module, wherever it stands as a whole word.
  func renaming(_ old: String, to new: String) -> String {
    let (old, new) =
      old.startsWithCapital ? (old, new) : (CodeNaming.camelCased(old), CodeNaming.camelCased(new))
    let isNamed = ["class \(old)", "defmodule ", "object \(old)"].contains(where: mentions)
    guard isNamed, mentions(old) else { return self }
    return split(separator: old, omittingEmptySubsequences: false).enumerated()
      .reduce(into: "") { result, part in
        if part.offset > 0 {
          let isWord =
            !(result.last.map(\.isPartOfWord) ?? false)
            && !(part.element.first.map(\.isPartOfWord) ?? false)
          result += isWord ? new : old
        }
        result += part.element
      }
  }

  /// Without more than one empty line in a row, or one before a closing bracket or behind an
  /// opening one.
  var withoutGaps: String {
    var kept: [Substring] = []
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      let text = String(line).trimmed
      if text.isEmpty, kept.last.map({ String($0).trimmed.isEmpty }) ?? true { continue }
      if ["}", "})", "});", "end", ")"].contains(text),
        kept.last.map({ String($0).trimmed.isEmpty }) ?? false
      {
        kept.removeLast()
      }
      kept.append(line)
    }
    while kept.last.map({ String($0).trimmed.isEmpty }) ?? false { kept.removeLast() }
    return kept.joined(separator: "\n") + "\n"
  }

  /// The text of a Go file without the imports that nothing in it uses.
  var withoutUnusedPackages: String {
    var isInside = false
    var lines: [Substring] = []
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      let text = String(line).trimmed
      if text == "import (" { isInside = true }
      if isInside, text == ")" { isInside = false }
      let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
      if isInside || text.hasPrefix("import \""), parts.count == 3 {
        let path = String(parts[1])
        let alias = String(parts[0]).replacing("import ", by: "").trimmed
        if alias == "_" || !mentions("\(alias.isEmpty ? path.packageName : alias).") { continue }
      }
      lines.append(line)
    }
    return lines.joined(separator: "\n").replacing("import (\n)\n", by: "").withoutGaps
  }

  /// `v5` and `go-` are parts of paths of modules and not of their packages' names.
  private var packageName: String {
    var parts = split(separator: "/").map { String($0) }
    if let last = parts.last, parts.count > 1, last.hasPrefix("v"),
      last.dropFirst().allSatisfy(\.isNumber)
    {
      parts.removeLast()
    }
    let name = parts.last ?? self
    return name.hasPrefix("go-") ? String(name.dropFirst(3)) : name
  }

  /// Names on the left of the last `:=` that nothing uses, as `_`.
  func blanking(_ names: [String]) -> String {
    guard !names.isEmpty else { return self }
    var lines = split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    guard
      let index = lines.lastIndex(where: { line in
        line.mentions(":=") && names.contains { line.mentions("\($0)") }
      })
    else { return self }
    let parts = lines[index].split(separator: ":=", maxSplits: 1).map { String($0) }
    guard parts.count == 2 else { return self }
    let margin = parts[0].prefix { $0 == " " || $0 == "\t" }
    let targets = parts[0].split(separator: ",").map { String($0).trimmed }
      .map { names.contains($0) ? "_" : $0 }
    let sign = targets.allSatisfy { $0 == "_" } ? "=" : ":="
    lines[index] = margin + targets.joined(separator: ", ") + " \(sign)" + parts[1]
    return lines.joined(separator: "\n")
  }

  /// The head of a Java method with all that it may throw.
  var throwingAnything: String? {
    if mentions("throws Exception") { return self }
    let lines = split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    guard let index = lines.firstIndex(where: { $0.hasSuffix(") {") || $0.mentions(") throws ") })
    else { return nil }
    var changed = lines
    if let head = lines[index].split(separator: " throws ", maxSplits: 1).first,
      lines[index].mentions(" throws ")
    {
      changed[index] = head + " throws Exception {"
    } else {
      changed[index] = String(lines[index].dropLast(2)) + " throws Exception {"
    }
    return changed.joined(separator: "\n")
  }
}

extension Character {
  fileprivate var isPartOfWord: Bool { isLetter || isNumber || self == "_" }
}

import EventSchema
import Fixes
import SourceCode

/// How a language makes a name known in a file.
struct ImportForm: Sendable {
  var languages: Set<String>
  /// What begins a line that makes names known.
  var beginnings: [String]
  /// The line for one name; `nil` for a language that needs none.
  var line: CodeTemplate

  static let all: [ImportForm] = [
    ImportForm(
      languages: ["javascript"], beginnings: ["import ", "} from "],
      line: "import { «name» } from '«module»';"),
    ImportForm(languages: ["php"], beginnings: ["use "], line: "use «module»\\«name»;"),
    ImportForm(languages: ["java"], beginnings: ["import "], line: "import «module».«name»;"),
    ImportForm(languages: ["kotlin"], beginnings: ["import "], line: "import «module».«name»"),
    ImportForm(languages: ["csharp"], beginnings: ["using "], line: "using «module»;"),
  ]
}

extension CodeSourceFile {
  /// The edit that makes a name known; no edit when it is, and `nil` when there is no place for it.
  func importing(_ wanted: CodeImport) -> [Edit]? {
    let language = parsed.language.name
    if language == "go" { return importingPackage(wanted.module) }
    guard let form = ImportForm.all.first(where: { $0.languages.contains(language) }) else {
      return []
    }
    if language == "javascript", let edits = joining(wanted) { return edits }
    let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
    var (offset, last, package): (Int, Int?, Int?) = (0, nil, nil)
    for line in lines {
      let text = line.hasSuffix("\r") ? line.dropLast() : line
      // `use` inside of a class takes a trait in; `using` inside of a function is a statement.
      if form.beginnings.contains(where: text.hasPrefix), !text.hasPrefix("use function") {
        if knows(wanted, in: String(text)) { return [] }
        if language == "csharp", text.contains("(") { break }
        last = offset + line.utf8.count + 1
      } else if text.hasPrefix("namespace ") || text.hasPrefix("package ") {
        package = offset + line.utf8.count + 1
      }
      if text.hasPrefix("class ") || text.hasPrefix("final class ") { break }
      offset += line.utf8.count + 1
    }
    let dialect = style.dialect(language)
    let text = form.line.filled(dialect: dialect) { $0 == "name" ? wanted.name : wanted.module }
    guard let text else { return nil }
    if let last { return [.insert(text + "\n", at: min(last, source.text.utf8.count))] }
    if let package {
      return [.insert("\n" + text + "\n", at: min(package, source.text.utf8.count))]
    }
    guard language == "javascript", !source.text.mentions("require(") else { return nil }
    return [.insert(text + "\n\n", at: 0)]
  }

  /// One more name of a module that the file takes names from: `import { A } from 'b'`,
  /// `const { A } = require('b')`.
  private func joining(_ wanted: CodeImport) -> [Edit]? {
    var offset = 0
    for line in source.text.split(separator: "\n", omittingEmptySubsequences: false) {
      let names = ["'\(wanted.module)'", "\"\(wanted.module)\""]
      let isImport = line.hasPrefix("import {") || line.hasPrefix("const {")
      if isImport, names.contains(where: String(line).mentions),
        let close = line.firstIndex(of: "}")
      {
        if knows(wanted, in: String(line)) { return [] }
        let before = line[..<close]
        let end = before.lastIndex { $0 != " " }.map { before[...$0].utf8.count }
        return end.map { [.insert(", \(wanted.name)", at: offset + $0)] }
      }
      offset += line.utf8.count + 1
    }
    return nil
  }

  private func knows(_ wanted: CodeImport, in line: String) -> Bool {
    let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    switch parsed.language.name {
    case "csharp": return line.mentions(" \(wanted.module);")
    case "java", "kotlin":
      return line.mentions("\(wanted.module).*") || words.last.map { $0 == wanted.name } ?? false
    default: return words.contains { $0 == wanted.name }
    }
  }

  /// `"errors"` in the list of a Go file, in its place among the others.
  private func importingPackage(_ module: String) -> [Edit]? {
    if source.text.mentions("\"\(module)\"") { return namingPackage(module) }
    var offset = 0
    var isInside = false
    // Packages of others stand behind those of the language, in a group of their own.
    let isForeign = module.prefix { $0 != "/" }.contains(".")
    var hasForeign = false
    for line in source.text.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = String(line).trimmed
      if text == "import (" { isInside = true }
      let isOther = text.prefix { $0 != "/" }.contains(".")
      hasForeign = hasForeign || isInside && isOther && text.hasSuffix("\"")
      let isPast = isOther == isForeign && text.hasPrefix("\"") && text > "\"\(module)\""
      if isInside, text == ")" || (text.isEmpty && !isForeign) || isPast {
        let gap = isForeign && !hasForeign ? "\n" : ""
        return [.insert("\(gap)\t\"\(module)\"\n", at: offset)]
      }
      if !isInside, text.hasPrefix("import \"") {
        return [
          Edit(
            offset..<(offset + line.utf8.count),
            with: "import (\n"
              + [text.dropFirst("import ".count).trimmingQuotes, module].sorted()
              .map { "\t\"\($0)\"\n" }.joined() + ")")
        ]
      }
      offset += line.utf8.count + 1
    }
    return nil
  }
}

extension CodeSourceFile {
  /// A package that is imported for what it does alone gets its name: `_ "github.com/lib/pq"`.
  private func namingPackage(_ module: String) -> [Edit] {
    var offset = 0
    for line in source.text.split(separator: "\n", omittingEmptySubsequences: false) {
      if String(line).trimmed == "_ \"\(module)\"" {
        let blanks = line.utf8.count - line.drop { $0 == " " || $0 == "\t" }.utf8.count
        return [Edit(offset + blanks..<offset + blanks + 2, with: "")]
      }
      offset += line.utf8.count + 1
    }
    return []
  }
}

extension Substring {
  fileprivate var trimmingQuotes: String { String(filter { $0 != "\"" }) }
}

import EventSchema
import SourceCode

/// Names that a file of JavaScript or TypeScript takes from files beside it.
extension CodeSource {
  /// The function that a call means, in the file that its name or its object is taken from:
  /// `rentals.insert(bike)` behind `const rentals = require('./rentals')`.
  func moduleFunction(
    _ use: CodeUse, in file: CodeSourceFile
  ) -> (file: CodeSourceFile, blocks: [CodeEnclosure])? {
    guard file.parsed.language.name == "javascript", let last = use.links.last,
      last.arguments != nil, last.separator != "new", let first = use.links.first
    else { return nil }
    if use.links.count == 1 {
      guard let taken = file.modules[first.name], let name = taken.name else { return nil }
      return module(taken.path, beside: file).flatMap { function(name, in: $0) }
    }
    let owner = use.links[use.links.count - 2]
    guard owner.arguments == nil, use.links.count <= 3, !owner.name.isEmpty else { return nil }
    if use.links.count == 2, let taken = file.modules[owner.name] {
      return module(taken.path, beside: file).flatMap { function(last.name, in: $0) }
    }
    // `this.rentals.insert(bike)`: an object that goes by the name of its file.
    let wanted = CodeNaming.bare(owner.name)
    guard wanted.count > 5 else { return nil }
    let named = tree.files.filter { source in
      let name = source.path.split(separator: "/").last ?? ""
      return CodeNaming.bare(String(name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex)))
        == wanted && !source.path.isOfTests
    }
    guard named.count == 1, let found = named.first.flatMap(parse) else { return nil }
    return function(last.name, in: found)
  }

  /// The only function of a name in a file.
  private func function(
    _ name: String, in file: CodeSourceFile
  ) -> (file: CodeSourceFile, blocks: [CodeEnclosure])? {
    let paths = file.walk.blocks.filter { CodeSite.name(of: $0.last) == name }
    guard paths.count == 1, let path = paths.first, path.last?.block.statements.isEmpty == false
    else { return nil }
    return (file, path)
  }

  private func module(_ path: String, beside file: CodeSourceFile) -> CodeSourceFile? {
    var parts = file.source.path.folder.split(separator: "/").map { String($0) }
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(String(part))
      } else if parts.popLast() == nil {
        return nil
      }
    }
    let whole = parts.joined(separator: "/")
    var stems = [whole]
    for ending in Self.moduleEndings where whole.hasSuffix(ending) {
      stems.append(String(whole.dropLast(ending.count)))
    }
    let candidates =
      [whole]
      + stems.flatMap { stem in
        Self.moduleEndings.map { stem + $0 } + Self.moduleEndings.map { "\(stem)/index\($0)" }
      }
    return tree.files.first { candidates.contains($0.path) }.flatMap(parse)
  }

  private static let moduleEndings = [".js", ".ts", ".mjs", ".cjs", ".jsx", ".tsx", ".mts", ".cts"]
}

/// A name of another file: the whole of it, or one of its names.
struct ModuleName: Sendable, Hashable {
  /// As the file writes it: `../services/rentals`.
  var path: String
  /// `nil` for what the file gives as a whole.
  var name: String?
}

extension CodeSourceFile {
  /// What each name is taken from, of files of the application.
  func readModules() -> [String: ModuleName] {
    var modules: [String: ModuleName] = [:]
    let text = source.text
    for mark in ["require('.", "require(\".", " from '.", " from \"."] {
      let pieces = text.split(separator: mark, omittingEmptySubsequences: false)
      for (before, behind) in zip(pieces, pieces.dropFirst()) {
        guard let quote = mark.first(where: { "'\"".contains($0) }),
          let close = behind.firstIndex(of: quote)
        else { continue }
        let path = "." + behind[..<close]
        for (name, original) in Self.names(before) {
          modules[name] = ModuleName(path: path, name: original)
        }
      }
    }
    return modules
  }

  /// The names that stand behind the last word of an import, and what the other file calls them.
  private static func names(_ text: Substring) -> [(name: String, original: String?)] {
    let words = text.suffix(400).split { !($0.isLetter || $0.isNumber || "_$*{},:".contains($0)) }
    guard let start = words.lastIndex(where: { ["const", "let", "var", "import"].contains($0) })
    else { return [] }
    let clause = words[(start + 1)...].filter { $0 != "=" && $0 != "type" }.joined(separator: " ")
    guard let open = clause.firstIndex(of: "{") else {
      return clause.split(separator: " ").last.map { [(String($0), nil)] } ?? []
    }
    var found: [(String, String?)] = []
    if let whole = clause[..<open].split(whereSeparator: { ", ".contains($0) }).first {
      found.append((String(whole), nil))
    }
    let inner = clause[clause.index(after: open)...].prefix { $0 != "}" }
    for member in inner.split(separator: ",") {
      let parts = member.split { ": ".contains($0) }.filter { $0 != "as" }.map { String($0) }
      guard let original = parts.first, let name = parts.last else { continue }
      found.append((name, original))
    }
    return found
  }
}

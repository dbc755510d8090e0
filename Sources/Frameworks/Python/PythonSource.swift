import EventSchema
import SourceCode

/// The Python files of one failure, parsed when they are first needed.
///
/// A class, for the memory of what was parsed; it never leaves the call that made it.
final class PythonSource {
  let tree: SourceTree
  private var parsed: [String: PythonFile] = [:]

  init(_ tree: SourceTree) {
    self.tree = tree
  }

  /// The file or excerpt that a path means and that holds the line.
  func file(at path: String, line: Int? = nil) -> PythonFile? {
    tree.file(at: path, line: line).map(parse)
  }

  /// Application code of the tree that mentions the text; tests and migrations are left out.
  func files(mentioning text: String) -> [PythonFile] {
    tree.files.filter { file in
      file.path.hasSuffix(".py") && !Self.isAside(file.path) && file.text.mentions(text)
    }.map(parse)
  }

  private func parse(_ file: SourceFile) -> PythonFile {
    let key = "\(file.path):\(file.firstLine)"
    if let known = parsed[key] { return known }
    let result = PythonFile(source: file, module: PythonModule(parsing: file))
    parsed[key] = result
    return result
  }

  /// Whether a path holds no code of the running application.
  static func isAside(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    let name = parts.last ?? ""
    return parts.dropLast().contains {
      ["migrations", "tests", "test", "node_modules"].contains($0)
    }
      || name.hasPrefix("test_") || name == "tests.py" || name == "conftest.py"
  }

  /// What a name of a file stands for: a class or function of the file itself or of the one that it
  /// is imported from. Follows re-exports (`from .book import Book` in `__init__.py`) a few steps.
  func definition(of name: String, in file: PythonFile, depth: Int = 3) -> PythonDefinition? {
    if let own = file.definition(named: name) { return own }
    guard depth > 0 else { return nil }
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard let first = parts.first, let origin = file.module.imports[first] else { return nil }
    let target = parts.count > 1 ? origin + "." + parts[1] : origin
    guard let dot = target.lastIndex(of: ".") else { return nil }
    let member = String(target[target.index(after: dot)...])
    for candidate in paths(ofModule: String(target[..<dot]), from: file.source.path) {
      guard let found = self.file(at: candidate), found.source.path.hasSuffix(candidate) else {
        continue
      }
      if let definition = definition(of: member, in: found, depth: depth - 1) { return definition }
    }
    return nil
  }

  /// The files that a module's name can mean, seen from another file.
  private func paths(ofModule module: String, from path: String) -> [String] {
    var folder = path.split(separator: "/").dropLast().map(String.init)
    let level = module.prefix { $0 == "." }.count
    let names = module.dropFirst(level).split(separator: ".").map(String.init)
    guard level > 0 else {
      let joined = names.joined(separator: "/")
      return joined.isEmpty ? [] : ["\(joined).py", "\(joined)/__init__.py"]
    }
    folder.removeLast(min(level - 1, folder.count))
    let joined = (folder + names).joined(separator: "/")
    return names.isEmpty ? ["\(joined)/__init__.py"] : ["\(joined).py", "\(joined)/__init__.py"]
  }
}

/// A parsed file.
struct PythonFile {
  var source: SourceFile
  var module: PythonModule

  func definition(named name: String) -> PythonDefinition? {
    for statement in module.statements {
      switch statement.kind {
      case .class(let type) where type.name == name:
        return PythonDefinition(file: self, statement: statement, kind: .class(type))
      case .function(let function) where function.name == name:
        return PythonDefinition(file: self, statement: statement, kind: .function(function))
      default: continue
      }
    }
    return nil
  }

  /// The classes of the file, with those inside other classes left out.
  var classes: [(statement: PythonStatement, type: PythonClass)] {
    module.statements.compactMap { statement in
      if case .class(let type) = statement.kind { (statement, type) } else { nil }
    }
  }

  /// The functions and methods of the file, each with its class.
  var functions: [(statement: PythonStatement, function: PythonFunction, type: PythonClass?)] {
    var result: [(PythonStatement, PythonFunction, PythonClass?)] = []
    for statement in module.statements {
      switch statement.kind {
      case .function(let function): result.append((statement, function, nil))
      case .class(let type):
        for member in type.body {
          if case .function(let function) = member.kind { result.append((member, function, type)) }
        }
      default: continue
      }
    }
    return result
  }

  /// Where a stretch of the file begins, with the text of that line.
  func place(_ span: CodeSpan, in function: String? = nil) -> SourceFacts.Place {
    SourceFacts.Place(
      path: source.path, line: span.firstLine, function: function,
      text: line(span.firstLine).trimmed)
  }

  func place(line number: Int, in function: String? = nil) -> SourceFacts.Place {
    SourceFacts.Place(
      path: source.path, line: number, function: function, text: line(number).trimmed)
  }

  /// One line by its number in the file, without its end.
  func line(_ number: Int) -> String {
    let lines = source.text.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let index = number - source.firstLine
    guard lines.indices.contains(index) else { return "" }
    return String(decoding: lines[index].filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
  }

  func source(of expression: PythonExpression) -> String { module.source(of: expression.span) }
  func source(of statement: PythonStatement) -> String { module.source(of: statement.span) }
}

/// A class or function and the file that it is in.
struct PythonDefinition {
  var file: PythonFile
  var statement: PythonStatement
  var kind: Kind

  enum Kind {
    case `class`(PythonClass)
    case function(PythonFunction)
    /// Anything else at the top level of a file.
    case value
  }

  var type: PythonClass? {
    if case .class(let type) = kind { type } else { nil }
  }

  var function: PythonFunction? {
    if case .function(let function) = kind { function } else { nil }
  }
}

extension String {
  var trimmed: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }

  /// Every piece of it replaced; bytes are compared.
  func replacing(_ piece: String, by other: String) -> String {
    let (text, needle) = (Array(utf8), Array(piece.utf8))
    guard !needle.isEmpty else { return self }
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index...].starts(with: needle) {
        result += other.utf8
        index += needle.count
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `First letter` in upper case, as Django labels things.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

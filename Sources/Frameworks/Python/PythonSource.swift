import EventSchema
import SourceCode

/// The Python files of one failure, parsed when they are first needed.
///
/// A class, for the memory of what was parsed; it never leaves the call that made it.
final class PythonSource {
  let tree: SourceTree
  private let files: ParsedFiles
  private var found: [String: [PythonFile]] = [:]
  private var classNames: [String: [Substring]] = [:]
  /// The files of application code.
  private lazy var code = tree.files.filter { $0.path.hasSuffix(".py") && !Self.isAside($0.path) }

  /// Files that one question may parse, of a checkout that mentions a name everywhere.
  static let filesParsedMax = 300

  init(_ tree: SourceTree, _ files: ParsedFiles = ParsedFiles()) {
    self.tree = tree
    self.files = files
  }

  /// The file or excerpt that a path means and that holds the line.
  func file(at path: String, line: Int? = nil) -> PythonFile? {
    tree.file(at: path, line: line).map(parse)
  }

  /// Application code of the tree that mentions the text; tests and migrations are left out.
  func files(mentioning text: String) -> [PythonFile] {
    if let known = found[text] { return known }
    let files = code.filter { $0.mentions(text) }.map(parse)
    found[text] = files
    return files
  }

  /// Whether a file declares a class of a name that fits, without parsing it.
  func declares(_ file: PythonFile, where fits: (Substring) -> Bool) -> Bool {
    let key = "\(file.source.path):\(file.source.firstLine)"
    if let known = classNames[key] { return known.contains(where: fits) }
    let names = file.source.pythonClassNames
    classNames[key] = names
    return names.contains(where: fits)
  }

  private func parse(_ file: SourceFile) -> PythonFile { files.python(file) }

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
    guard let first = parts.first else { return nil }
    guard let origin = file.module.imports[first] else {
      return file.source.isWhole ? nil : definition(of: name, besides: file)
    }
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

  /// What a name of an excerpt without its imports stands for: what other excerpts of the file
  /// define, else the only definition of the name that is at hand.
  private func definition(of name: String, besides file: PythonFile) -> PythonDefinition? {
    guard !name.utf8.contains(UInt8(ascii: ".")) else { return nil }
    let found = tree.files.lazy.filter { other in
      other.path.hasSuffix(".py") && other != file.source
        && (other.mentions("class \(name)") || other.mentions("def \(name)"))
    }.compactMap { self.parse($0).definition(named: name) }
    let same = found.filter { $0.file.source.path == file.source.path }
    if let first = same.first { return first }
    let all = Array(found.prefix(2))
    return all.count == 1 ? all[0] : nil
  }

  /// The files that a module's name can mean, seen from another file.
  func paths(ofModule module: String, from path: String) -> [String] {
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

/// A file, parsed when its syntax is first asked for.
struct PythonFile {
  let source: SourceFile
  private let syntax: Syntax

  init(_ source: SourceFile) {
    self.source = source
    syntax = Syntax(source)
  }

  var module: PythonModule { syntax.module }

  /// A class, so that all copies of the file share what was parsed.
  private final class Syntax {
    private let source: SourceFile
    private(set) lazy var module = PythonModule(parsing: source)
    var bindings: [Stretch: [String: PythonExpression]] = [:]

    init(_ source: SourceFile) {
      self.source = source
    }
  }

  /// Some statements of a file up to a place.
  private struct Stretch: Hashable {
    var isOfFunction: Bool
    var start: Int?
    var end: Int
  }

  /// What each name was last given in a function, or in the whole file, before a place; found once.
  func bindings(
    in scope: [PythonStatement], ofFunction isOfFunction: Bool, before end: Int
  ) -> [String: PythonExpression] {
    let stretch = Stretch(
      isOfFunction: isOfFunction, start: scope.first?.span.start, end: end)
    if let known = syntax.bindings[stretch] { return known }
    let found = scope.bindings(before: end)
    syntax.bindings[stretch] = found
    return found
  }

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
    guard let line = source.text(ofLine: number) else { return "" }
    return String(decoding: line.utf8.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
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

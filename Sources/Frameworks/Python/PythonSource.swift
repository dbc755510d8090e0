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
  private var definitions: [String: [PythonDefinition]] = [:]
  /// The files of application code.
  private lazy var code = tree.files.filter { $0.path.hasSuffix(".py") && !Self.isAside($0.path) }

  /// What definitions in SQL among the files declare.
  private(set) lazy var declaredSchema: Schema = {
    let declared = Schema.declared(in: tree)
    return declared.isEmpty ? schemaInStrings : declared
  }()

  /// What strings of the code declare: `connection.executescript("""CREATE TABLE …""")`.
  private var schemaInStrings: Schema {
    var definitions = ""
    for file in files(mentioningAnyOf: ["CREATE TABLE", "create table"]) {
      for statement in file.module.statements {
        statement.visitExpressions { part in
          if let text = part.stringValue, text.uppercased().mentions("CREATE TABLE") {
            definitions += text + ";\n"
          }
          return true
        }
      }
    }
    guard !definitions.isEmpty else { return .empty }
    return Schema.read(SourceFile(path: "schema.sql", text: definitions)) ?? .empty
  }

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

  /// The same for several texts: each file once, those that mention the first text first.
  func files(mentioningAnyOf texts: [String]) -> [PythonFile] {
    var seen: Set<String> = []
    return texts.flatMap(files(mentioning:)).filter {
      seen.insert("\($0.source.path):\($0.source.firstLine)").inserted
    }
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
    let parts = path.parts(between: "/")
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
    let first = name.utf8.prefix { $0 != UInt8(ascii: ".") }
    guard let origin = file.imports[String(Substring(first))] else {
      return file.source.isWhole ? nil : definition(of: name, besides: file)
    }
    let target = origin + String(Substring(name.utf8.dropFirst(first.count)))
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
    let found = definitions(named: name)
    return found.first { $0.file.source.path == file.source.path }
      ?? (found.count == 1 ? found[0] : nil)
  }

  private func definitions(named name: String) -> [PythonDefinition] {
    if let known = definitions[name] { return known }
    let heads = ["class \(name)", "def \(name)"]
    let found = tree.files.compactMap { file in
      file.path.hasSuffix(".py") && heads.contains(where: file.mentions)
        ? parse(file).definition(named: name) : nil
    }
    definitions[name] = found
    return found
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
///
/// A class, so that all who hold the file share what was read in it.
final class PythonFile {
  let source: SourceFile
  private(set) lazy var module = PythonModule(parsing: source)
  /// What each imported name stands for.
  private(set) lazy var imports = module.imports
  private(set) lazy var style = PythonStyle(of: self)
  private var assignments: [Stretch: [String: [PythonBindings.Assignment]]] = [:]
  /// The first class or function of each name, by its place among the statements.
  private lazy var definitions = Dictionary(
    module.statements.enumerated().compactMap { index, statement -> (String, Int)? in
      switch statement.kind {
      case .class(let type): (type.name, index)
      case .function(let function): (function.name, index)
      default: nil
      }
    }, uniquingKeysWith: { first, _ in first })

  init(_ source: SourceFile) { self.source = source }

  /// A function, or all of the file.
  private struct Stretch: Hashable {
    var isOfFunction: Bool
    var start: Int?
  }

  /// All values that names are given in a function, or in the whole file; found once.
  func assignments(
    in scope: [PythonStatement], ofFunction isOfFunction: Bool
  ) -> [String: [PythonBindings.Assignment]] {
    let stretch = Stretch(isOfFunction: isOfFunction, start: scope.first?.span.start)
    if let known = assignments[stretch] { return known }
    let found = scope.assignments
    assignments[stretch] = found
    return found
  }

  func definition(named name: String) -> PythonDefinition? {
    guard let index = definitions[name] else { return nil }
    let statement = module.statements[index]
    return switch statement.kind {
    case .class(let type): PythonDefinition(file: self, statement: statement, kind: .class(type))
    case .function(let function):
      PythonDefinition(file: self, statement: statement, kind: .function(function))
    default: nil
    }
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
    let blanks = UInt8(ascii: "\t")...UInt8(ascii: "\r")
    func isBlank(_ byte: UInt8?) -> Bool {
      byte == UInt8(ascii: " ") || byte.map(blanks.contains) ?? false
    }
    var bytes = utf8[...]
    while isBlank(bytes.first) { bytes.removeFirst() }
    while isBlank(bytes.last) { bytes.removeLast() }
    var view = Substring(bytes)
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }

  /// Every piece of it replaced; bytes are compared.
  func replacing(_ piece: String, by other: String) -> String {
    guard !piece.isEmpty, mentions(piece) else { return self }
    let (text, needle) = (Array(utf8), Array(piece.utf8))
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

import EventSchema
import Fixes
import SourceCode

/// The Swift files of one failure, parsed when they are first needed.
final class SwiftSource {
  let tree: SourceTree
  private var parsed: [String: SwiftSourceFile] = [:]

  init(_ tree: SourceTree) {
    self.tree = tree
  }

  func file(at path: String, line: Int?) -> SwiftSourceFile? {
    tree.file(at: path, line: line).map(parse)
  }

  /// Application code; tests are left out.
  var files: [SwiftSourceFile] {
    tree.files.filter { file in
      file.path.hasSuffix(".swift") && !file.path.hasPrefix("Tests/")
        && !file.path.mentions("/Tests/")
    }.map(parse)
  }

  private func parse(_ file: SourceFile) -> SwiftSourceFile {
    let key = "\(file.path):\(file.firstLine)"
    if let known = parsed[key] { return known }
    let result = SwiftSourceFile(file)
    parsed[key] = result
    return result
  }

  /// Every function of the application, in the order of paths and lines.
  private(set) lazy var functions: [SwiftFunction] = files.flatMap(\.functions)
  /// The types whose values are rows.
  private(set) lazy var records: [SwiftRecord] = findRecords()
  /// The tables that the source declares, in the order of paths and lines.
  private(set) lazy var tables = findTables()
  /// The same by name, each with what later statements add to it, as far as they were asked for.
  var tablesByName: [String: (table: SQLTable, file: SwiftSourceFile, span: CodeSpan)] = [:]
  /// By the name of the record's type.
  private(set) lazy var tablesOfRecords = Dictionary(records.map { ($0.name, $0.table) }) {
    first, _ in first
  }
  private(set) lazy var uniqueIndexes = findUniqueIndexes()
  /// The enums of errors that the application throws on purpose, and those of others.
  private(set) lazy var errorEnums: [SwiftErrorEnum] = findErrorEnums()
  /// The types of errors that keep what a database said.
  private(set) lazy var databaseErrorTypes: [SwiftErrorType] = findDatabaseErrorTypes()
}

/// A parsed file.
struct SwiftSourceFile {
  let source: SourceFile
  let parsed: SwiftFile
  /// The SQL in it, in the order of the source.
  let literals: [SQLLiteral]

  init(_ source: SourceFile) {
    self.source = source
    parsed = SwiftFile(parsing: source)
    literals = parsed.sqlLiterals
  }

  var functions: [SwiftFunction] {
    var result: [SwiftFunction] = []
    parsed.visit { statement in
      if case .function(let name) = statement.kind {
        result.append(SwiftFunction(name: name, statement: statement, file: self))
      }
      return true
    }
    return result
  }

  /// The import of a module among those of the file, which stand in their order or do not.
  func importing(_ module: String) -> Edit? {
    let imports = parsed.statements.compactMap { statement -> (name: String, span: CodeSpan)? in
      if case .import(let name) = statement.kind { (name, statement.span) } else { nil }
    }
    guard let last = imports.last, !imports.contains(where: { $0.name == module }) else {
      return nil
    }
    if let next = imports.first(where: { $0.name > module }),
      imports.map(\.name) == imports.map(\.name).sorted()
    {
      return .insert("import \(module)\n", at: source.lineStart(of: next.span.start))
    }
    return .insert("import \(module)\n", at: source.lineEnd(of: last.span.end - 1))
  }

  func place(_ span: CodeSpan, in function: String?) -> SourceFacts.Place {
    SourceFacts.Place(
      path: source.path, line: span.firstLine, function: function,
      text: text(ofLine: span.firstLine))
  }

  private func text(ofLine line: Int) -> String {
    let lines = source.text.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(line - source.firstLine) else { return "" }
    return String(decoding: lines[line - source.firstLine], as: UTF8.self).trimmed
  }
}

/// A function or method with the SQL in it.
struct SwiftFunction {
  var name: String
  var statement: SwiftStatement
  var file: SwiftSourceFile

  /// The statements of its body.
  var body: [SwiftStatement] { statement.blocks.first { $0.role == .body }?.statements ?? [] }

  /// The SQL literals in it.
  var literals: [SQLLiteral] {
    file.literals.filter { statement.span.holds($0.span) }
  }

  /// The signature.
  var head: String { file.parsed.source(of: statement.head) }

  /// The type (or extension of it) around the function.
  var typeName: String? {
    file.parsed.location(ofLine: statement.span.firstLine).steps.reversed().lazy.compactMap {
      if case .type(let name) = $0.statement.kind { name } else { nil }
    }.first
  }

  /// Parameters, and names bound before an offset.
  func localNames(before offset: Int) -> [String] {
    head.parameterNames
      + body.compactMap { statement in
        if case .binding(let name) = statement.kind, statement.span.start < offset {
          name
        } else {
          nil
        }
      }
  }

  func isSame(as other: SwiftFunction) -> Bool {
    file.source == other.file.source && statement.span == other.statement.span
  }
}

/// One application frame and the source around its line.
struct SwiftSite {
  var file: SwiftSourceFile
  var function: SwiftFunction?
  /// The innermost statement of the line.
  var statement: SwiftStatement
  var location: SwiftLocation

  init?(_ frame: Frame, in source: SwiftSource) {
    guard let line = frame.lineNumber, let path = frame.filename ?? frame.absolutePath,
      let file = source.file(at: path, line: line)
    else { return nil }
    self.init(file: file, line: line)
  }

  init?(file: SwiftSourceFile, line: Int) {
    location = file.parsed.location(ofLine: line).leavingAssignments(ofLine: line)
    guard let statement = location.statement else { return nil }
    self.file = file
    self.statement = statement
    if let around = location.function, case .function(let name) = around.kind {
      function = SwiftFunction(name: name, statement: around, file: file)
    }
  }

  /// The block that holds the statement.
  var block: SwiftBlock? { location.steps.last?.block }
}

extension SwiftLocation {
  /// Around a call whose closure, on the same line, does no more than assign:
  /// `try member.updateChanges(db) { $0.email = email }`.
  fileprivate func leavingAssignments(ofLine line: Int) -> SwiftLocation {
    var location = self
    while let last = location.steps.last, last.block.role == .closure,
      last.statement.kind == .expression, last.statement.calls.isEmpty,
      let outer = location.steps.dropLast().last, outer.statement.span.firstLine == line
    {
      location.steps.removeLast()
    }
    return location
  }
}

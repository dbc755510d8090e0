import EventSchema
import Fixes
import SourceCode

/// The list of migrations that a library runs in their order, to which one is added.
struct SwiftMigrations {
  var file: SwiftSourceFile
  /// The last registration.
  var last: SwiftStatement
  /// What the closure of a migration calls its connection.
  var connection: String
  var names: [String]

  /// The `registerMigration` calls of GRDB that make or change a table.
  init?(_ source: SwiftSource, table: String) {
    var found: SwiftMigrations?
    for file in source.files where file.source.mentions("registerMigration(") {
      var registrations: [(SwiftStatement, String)] = []
      file.parsed.visit { statement in
        guard let call = statement.calls.first(where: { $0.name == "registerMigration" }),
          let name = statement.texts(in: call).first
        else { return true }
        registrations.append((statement, name))
        return false
      }
      guard let last = registrations.last?.0, file.source.isWhole,
        file.source.mentions("\"\(table)\"") || file.source.mentions(" \(table) ")
      else { continue }
      // Two lists: which of them runs last is not in sight.
      guard found == nil else { return nil }
      found = SwiftMigrations(
        file: file, last: last,
        connection: Self.connection(of: last, in: file), names: registrations.map(\.1))
    }
    guard let found else { return nil }
    self = found
  }

  private init(file: SwiftSourceFile, last: SwiftStatement, connection: String, names: [String]) {
    self.file = file
    self.last = last
    self.connection = connection
    self.names = names
  }

  private static func connection(of last: SwiftStatement, in file: SwiftSourceFile) -> String {
    guard let block = last.blocks.first else { return "db" }
    let text = file.parsed.source(of: block.span)
    let word = text.dropFirst().drop { $0 == " " }.prefix { $0.isLetter || $0 == "_" }
    return word.isEmpty || word == "try" ? "db" : String(word)
  }

  /// A migration behind the last one.
  func adding(_ words: [String], _ lines: [String]) -> Edit? {
    guard let margin = file.source.margin(at: last.span.start),
      let block = last.blocks.first, let first = block.statements.first
    else { return nil }
    let inner = file.source.margin(at: first.span.start) ?? margin + "  "
    let receiver = file.parsed.source(of: last.span).halved(at: ".registerMigration")?.0 ?? ""
    guard !receiver.isEmpty, receiver.isNamed else { return nil }
    var text = "\n\(margin)\(receiver).registerMigration(\"\(name(words))\") { \(connection) in\n"
    for line in lines { text += line.isEmpty ? "\n" : inner + line + "\n" }
    text += "\(margin)}\n"
    return .insert(text, at: file.source.lineEnd(of: max(last.span.end - 1, 0)))
  }

  /// What gives the migrator in a test: `AppDatabase.migrator`.
  func expression(_ types: SwiftTypes) -> String? {
    owner.flatMap { owner in
      types.type(owner.type).map { "\($0.path).\(owner.member)" }
    }
  }

  /// The module that it is imported from, if it is another than the tests' own.
  func module(_ types: SwiftTypes) -> String? { types.module(of: file) }

  /// The static property that makes the migrator, and its type.
  private var owner: (type: String, member: String)? {
    let steps = file.parsed.location(ofLine: last.span.firstLine).steps
    var type: String?
    for step in steps {
      switch step.statement.kind {
      case .type(let name): type = name
      case .binding(let member):
        let head = file.parsed.source(of: step.statement.head)
        guard let type, head.mentionsWord("static"), !head.mentionsWord("private"),
          !head.mentionsWord("fileprivate"), step.statement.blocks.first?.role == .body
        else { return nil }
        return (type, member)
      default: return nil
      }
    }
    return nil
  }

  /// In the manner of those that are there: `v3` after `v2`, else words.
  func name(_ words: [String]) -> String {
    if let last = names.last, last.hasPrefix("v"), let number = Int(last.dropFirst()) {
      return "v\(number + 1)"
    }
    if names.contains(where: { $0.mentions(" ") }) { return words.joined(separator: " ") }
    if names.contains(where: { $0.mentions("_") }) { return words.joined(separator: "_") }
    return words.joined(separator: " ").swiftIdentifier
  }
}

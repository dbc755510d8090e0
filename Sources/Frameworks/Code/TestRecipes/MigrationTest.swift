import EventSchema
import Fixes
import SourceCode

/// A test of a migration of SQL from the state before it: with duplicates in place it stops and
/// keeps them, without them it binds. It runs in a schema of its own, on a connection that a test
/// at hand knows how to get.
struct MigrationTest {
  let place: RecipePlace
  let form: MigrationForm
  private let table: String
  /// The new migration, and those before it in their order.
  private let path: String
  private let earlier: [SourceFile]
  private let inserts: (parents: [String], rows: [String])

  /// `nil` where the state before is not certain to come about in a schema of its own.
  init?(_ place: RecipePlace, _ form: MigrationForm) {
    let tree = place.reading.failure.tree
    guard let table = place.value("plain table"), let last = form.last(in: tree),
      let name = form.name.filled(place.value), let path = form.path(after: last, named: name),
      let inserts = SampleRows(schema: Schema.declared(in: tree))
        .repeating(place.columns, of: table)
    else { return nil }
    let earlier = form.all(in: tree)
    // A test that is there speaks of the new migration already.
    guard !tree.files.contains(where: { $0.path.isOfTests && $0.mentions(path.fileName) }),
      path.hasSuffix(".sql"), earlier.allSatisfy({ $0.path.folder == path.folder }),
      !earlier.contains(where: { file in Self.unfit.contains(where: file.mentionsAnyCase) })
    else { return nil }
    self.place = place
    self.form = form
    self.table = table
    self.path = path
    self.earlier = earlier
    self.inserts = inserts
  }

  /// What names a schema or a database, has no place in one's own, or is not plain SQL.
  private static let unfit = [
    "PUBLIC.", "CREATE SCHEMA", "CREATE EXTENSION", "CONCURRENTLY", "SEARCH_PATH", "${", "`",
    "AUTO_INCREMENT", "ENGINE=", "CREATE DATABASE", "\nGO\n", "CREATE ROLE", "GRANT ",
  ]

  /// After the first test that gets a connection in words that stand for themselves.
  var testCase: TestCase? {
    for file in place.reading.failure.tree.files where file.path.isOfTests && file.isWhole {
      guard let parsed = place.reading.source.parse(file),
        let style = TestStyle.of(file, language: parsed.parsed.language.name),
        let sight = style.migration,
        let connection = parsed.connection(style),
        let made = test(parsed, style, sight, connection)
      else { continue }
      return made
    }
    return nil
  }

  private func test(
    _ file: CodeSourceFile, _ style: TestStyle, _ sight: TestStyle.Sight,
    _ connection: CodeSourceFile.Connection
  ) -> TestCase? {
    guard let own = file.walk.blocks.first(where: { $0.last.map(style.isTest) ?? false }),
      let enclosure = own.last, let module = module(of: file.source.path),
      let path = file.source.path.inserting("\(CodeNaming.singular(table)) key"),
      !place.reading.failure.tree.files.contains(where: { $0.path == path })
    else { return nil }
    let outer = own.dropLast().map(\.block)
    let statements = outer.last?.statements ?? file.parsed.body.statements
    guard let test = statements.first(where: { $0.span.holds(enclosure.block.span) }),
      let head = head(of: test, enclosure.block, file, style, connection, sight),
      let first = enclosure.block.statements.first,
      let code = sight.code.filled(
        margin: file.source.lineMargin(of: first.span.start), level: file.style.level,
        { value($0, connection, module) })
    else { return nil }
    let new = NewTestFile(neighbour: file, style: style, test: test, groups: outer)
    let text = new.text(
      [head.before + code + "\n" + head.after], imports: sight.imports, path: path)
    return text.map {
      TestCase(
        path: path, framework: style.framework, code: $0,
        title: "The migration stops at duplicates, deletes nothing, and binds without them")
    }
  }

  /// What stands around the body of a test at hand, with a name of its own.
  private func head(
    of test: CodeStatement, _ body: CodeBlock, _ file: CodeSourceFile, _ style: TestStyle,
    _ connection: CodeSourceFile.Connection, _ sight: TestStyle.Sight
  ) -> (before: String, after: String)? {
    let (source, whole) = (file.source, file.lines(of: test.span))
    guard let first = body.statements.first, let last = body.statements.last,
      first.span.firstLine > body.span.firstLine, last.span.lastLine < test.span.lastLine
    else { return nil }
    let start = source.lineStart(of: first.span.start)
    let end = source.lineEnd(of: max(last.span.end - 1, 0))
    guard whole.lowerBound <= start, start <= end, end <= whole.upperBound,
      let before = source.bytes(whole.lowerBound..<start),
      let after = source.bytes(end..<whole.upperBound)
    else { return nil }
    let named = style.renaming(
      test, body, in: String(decoding: before, as: UTF8.self), to: "lets the key in once alone",
      of: file)
    guard var named = sight.throwsChecked ? named?.throwingAnything : named else { return nil }
    if let parameter = connection.parameter {
      guard let given = named.replacingFirst("()", by: "(\(parameter))") else { return nil }
      named = given
    }
    return (named, String(decoding: after, as: UTF8.self))
  }

  /// The folder that a test runs in: that of its module, from the root on.
  private func module(of test: String) -> String? {
    let parts = test.split(separator: "/").map { String($0) }
    guard let source = parts.firstIndex(of: "src") else { return nil }
    let module = parts[..<source].map { $0 + "/" }.joined()
    return path.hasPrefix(module) ? module : nil
  }

  private func value(
    _ hole: String, _ connection: CodeSourceFile.Connection, _ module: String
  ) -> String? {
    switch hole {
    case "connection": return connection.code
    case "folder": return String(path.folder.dropFirst(module.count))
    case "migration": return path.fileName
    case "earlier": return earlier.map { "\"\($0.path.fileName)\"" }.joined(separator: ", ")
    case "table": return table
    case "schema": return "\(table.lowercased())_key_test"
    case "parents": return inserts.parents.map { "\"\($0)\"" }.joined(separator: ", ")
    case "insert": return inserts.rows.first
    case "repeated": return inserts.rows.last
    default: return nil
    }
  }
}

extension CodeSourceFile {
  /// How a test gets a connection.
  struct Connection {
    var code: String
    /// What the test has to be given for it.
    var parameter: String?
  }

  /// The words of the file for a connection, as far as they stand for themselves.
  fileprivate func connection(_ style: TestStyle) -> Connection? {
    let types = parsed.body.statements.flatMap(\.blocks).filter { $0.kind == .type }
    let fields = Set(
      types.flatMap(\.statements).flatMap(\.targets).flatMap(\.assignedNames))
    for use in walk.uses {
      guard let call = use.links.last, call.name == "getConnection",
        let first = use.links.first, use.links.count == 2, first.arguments == nil
      else { continue }
      let isKnown =
        first.name == "DriverManager"
        ? (call.arguments ?? []).allSatisfy {
          if case .string = $0.value.kind { true } else { $0.value.calls.first?.name == "getenv" }
        } : call.arguments?.isEmpty == true && fields.contains(first.name)
      if isKnown { return Connection(code: text(use.span)) }
    }
    let isWired = ["@SpringBootTest", "@JdbcTest", "@DataJpaTest"].contains(where: source.mentions)
    guard isWired, source.mentions("org.junit.jupiter") else { return nil }
    let given = "@org.springframework.beans.factory.annotation.Autowired "
    return Connection(
      code: parsed.language.name == "kotlin"
        ? "dataSource.connection" : "dataSource.getConnection()",
      parameter: parsed.language.name == "kotlin"
        ? given + "dataSource: javax.sql.DataSource" : given + "javax.sql.DataSource dataSource")
  }
}

extension SourceFile {
  fileprivate func mentionsAnyCase(_ piece: String) -> Bool { text.uppercased().mentions(piece) }
}

extension String {
  fileprivate var fileName: String {
    lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self
  }
}

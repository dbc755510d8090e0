import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// A test of a migration from the state before it: with duplicates in place it stops and keeps
/// them, without them it binds. It runs in a schema of its own, on a connection that a test at
/// hand knows how to get. One of SQL follows those before it; one of code that nothing but its
/// library can run meets a copy of its table as the suite has made it.
struct MigrationTest {
  let place: RecipePlace
  let form: MigrationForm
  private let table: String
  /// The new migration, and those before it in their order.
  private let path: String
  private let folder: String
  private let earlier: [SourceFile]
  private let inserts: (parents: [String], rows: [String])

  /// `nil` where the state before is not certain to come about in a schema of its own.
  init?(_ place: RecipePlace, _ form: MigrationForm) {
    let tree = place.reading.failure.tree
    guard let table = place.value("plain table"), let last = form.last(in: tree),
      let name = form.name.filled(place.value), let path = form.path(after: last, named: name),
      let inserts = SampleRows(
        schema: Schema.declared(in: tree), quotes: place.language == "javascript"
      ).repeating(place.columns, of: table)
    else { return nil }
    let folder = form.root(of: path)
    let earlier = form.all(in: tree)
    // A test that is there speaks of the new migration already.
    let own = path.dropFirst(folder.isEmpty ? 0 : folder.count + 1)
    guard !tree.files.contains(where: { $0.path.isOfTests && $0.mentions(String(own)) }),
      !path.hasSuffix(".sql")
        || earlier.allSatisfy({ file in
          form.root(of: file.path) == folder && !Self.unfit.contains(where: file.mentionsAnyCase)
        })
    else { return nil }
    self.place = place
    self.form = form
    self.table = table
    self.path = path
    self.folder = folder
    self.earlier = earlier
    self.inserts = inserts
  }

  /// What names a schema or a database, has no place in one's own, or is not plain SQL.
  private static let unfit = [
    "PUBLIC.", "\"PUBLIC\".", "CREATE SCHEMA", "CREATE EXTENSION", "CONCURRENTLY", "SEARCH_PATH",
    "${", "`",
    "AUTO_INCREMENT", "ENGINE=", "CREATE DATABASE", "\nGO\n", "CREATE ROLE", "GRANT ",
  ]

  /// After the first test that gets a connection in words that stand for themselves.
  var testCase: TestCase? {
    for file in place.reading.failure.tree.files where file.path.isOfTests && file.isWhole {
      guard let parsed = place.reading.source.parse(file),
        let style = TestStyle.of(file, language: parsed.parsed.language.name),
        let made = style.migrations.lazy.compactMap({ test(parsed, style, $0) }).first
      else { continue }
      return made
    }
    return nil
  }

  private func test(
    _ file: CodeSourceFile, _ style: TestStyle, _ sight: TestStyle.Sight
  ) -> TestCase? {
    if path.hasSuffix(".sql") {
      return connection(file, style).flatMap { test(file, style, sight, $0) }
    }
    // A template that names no library would run the code as if it were SQL.
    guard let library = MigrationLibrary.all.first(where: { sight.code.holes.contains($0.hole) }),
      place.reading.violation?.dbms == .postgreSQL, let name = library.name(in: file)
    else { return nil }
    return test(file, style, sight, CodeSourceFile.Connection(code: name))
  }

  private func connection(
    _ file: CodeSourceFile, _ style: TestStyle
  ) -> CodeSourceFile.Connection? {
    guard style.languages.contains("javascript") else {
      return file.connection(style, place.reading.failure.tree)
    }
    guard place.reading.violation?.dbms == .postgreSQL else { return nil }
    return file.pool.map { CodeSourceFile.Connection(code: "await \($0).connect()") }
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
        dialect: file.style.dialect(file.parsed.language.name),
        { hole in
          switch hole {
          case "files": file.nodeFiles
          case "load": file.nodeLoading
          case "folder" where module.isEmpty && file.source.path.hasSuffix(".go"):
            self.path.folder.seen(from: file.source.path.folder)
          default: value(hole, connection, module)
          }
        })
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
    guard var named = sight.throwsChecked ? named?.throwingAnything : named,
      sight.isAwaited != true || named.mentions("async")
    else { return nil }
    if let parameter = connection.parameter {
      guard let given = named.replacingFirst("()", by: "(\(parameter))") else { return nil }
      named = given
    }
    return (named, String(decoding: after, as: UTF8.self))
  }

  /// The folder that a test runs in: that of its module, from the root on.
  private func module(of test: String) -> String? {
    if test.hasSuffix(".go") { return "" }
    if place.language == "javascript" {
      let module = test.foldersAbove.first { folder in
        place.reading.failure.tree.files.contains { $0.path == folder + "package.json" }
      }
      return module.flatMap { path.hasPrefix($0) ? $0 : nil }
    }
    let parts = test.split(separator: "/").map { String($0) }
    guard let source = parts.firstIndex(of: "src") else { return nil }
    let module = parts[..<source].map { $0 + "/" }.joined()
    return path.hasPrefix(module) ? module : nil
  }

  private func value(
    _ hole: String, _ connection: CodeSourceFile.Connection, _ module: String
  ) -> String? {
    switch hole {
    case "connection": return path.hasSuffix(".sql") ? connection.code : nil
    case "opening": return connection.opening
    case "end mark": return form.endMark ?? ""
    case "index of key": return place.value("index of key")
    case "knex", "sequelize", "data source":
      return path.hasSuffix(".sql") ? nil : connection.code
    case "migration path": return String(path.dropFirst(module.count))
    case "folder": return String(folder.dropFirst(module.count))
    case "migration": return name(of: path)
    case "earlier":
      return earlier.map { "\"\(name(of: $0.path))\"" }.joined(separator: ", ")
    case "table": return table
    case "quoted table": return table.isPlainIdentifier ? table : "\"\(table)\""
    case "schema": return "\(table.lowercased())_key_test"
    case "parents":
      let mark = place.language == "javascript" ? "`" : "\""
      return inserts.parents.map { mark + $0 + mark }.joined(separator: ", ")
    case "insert": return inserts.rows.first
    case "repeated": return inserts.rows.last
    default: return nil
    }
  }
}

extension MigrationTest {
  /// A migration as its folder's own name for it.
  private func name(of path: String) -> String {
    String(path.dropFirst(folder.isEmpty ? 0 : folder.count + 1))
  }
}

extension CodeSourceFile {
  /// How a test gets a connection.
  struct Connection {
    var code: String
    /// What the test has to be given for it.
    var parameter: String?
    /// What has to stand before, as statements.
    var opening = ""
  }

  /// The words of the file for a connection, as far as they stand for themselves.
  fileprivate func connection(_ style: TestStyle, _ tree: SourceTree) -> Connection? {
    if parsed.language.name == "go" { return goConnection(style, tree) }
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

extension CodeSourceFile {
  /// The database of a Go test, with the statements that open it.
  private func goConnection(_ style: TestStyle, _ tree: SourceTree) -> Connection? {
    for own in walk.blocks.compactMap(\.last) where style.isTest(own) {
      let statements = own.block.statements
      guard let (name, opening) = goDatabase(in: statements[...], tree) else { continue }
      guard let opening else { return Connection(code: name) }
      let text = self.text(opening.span)
      // What may fail is asked whether it has.
      guard opening.targets.flatMap(\.assignedNames) == [name] else { continue }
      return Connection(code: name, opening: text)
    }
    return nil
  }
}

extension String {
  /// The way to a folder from another one.
  fileprivate func seen(from other: String) -> String {
    let (own, start) = (split(separator: "/"), other.split(separator: "/"))
    let common = zip(own, start).prefix { $0 == $1 }.count
    return (start.dropFirst(common).map { _ in ".." } + own.dropFirst(common).map { String($0) })
      .joined(separator: "/")
  }
}

extension SourceFile {
  fileprivate func mentionsAnyCase(_ piece: String) -> Bool { text.uppercased().mentions(piece) }
}

extension String {
  /// The folders above a file, the nearest one first: `a/b/`, `a/`, and the root.
  fileprivate var foldersAbove: [String] {
    var found: [String] = []
    var path = folder
    while !path.isEmpty {
      found.append(path + "/")
      path = path.folder
    }
    return found + [""]
  }
}

import EventSchema
import SourceCode

/// A look-up of one row in the style of the code around it.
struct SQLAlchemyLookUp {
  let style: Style
  let session: SQLAlchemySession
  let model: String
  private let file: PythonFile

  enum Style: Equatable {
    /// `Boat.query.filter_by(…).first()`
    case modelQuery
    /// `session.query(Boat).filter_by(…).first()`
    case sessionQuery
    /// `session.scalar(select(Boat).where(…))`; the function as the file names it.
    case select(String)
    /// `session.exec(select(Boat).where(…)).first()` of SQLModel.
    case exec
  }

  init?(_ reading: SQLAlchemyReading, at site: PythonSite, _ session: SQLAlchemySession) {
    guard let model = reading.modelName else { return nil }
    self.model = model
    self.session = session
    file = site.file
    let statements = site.scope
    let calls = statements.flatMap(\.calls)
    let found =
      Self.style(in: calls, of: reading) ?? Self.style(in: file.module.calls, of: reading)
      ?? Self.usual(file)
    // Only statements can be awaited.
    if session.isAsync, found == .modelQuery || found == .sessionQuery {
      style = .select("select")
    } else {
      style = found
    }
  }

  /// For a form's class, whose look-up is written like that of a view.
  init?(
    _ reading: SQLAlchemyReading, inFormOf view: PythonSite, for site: PythonSite,
    _ session: SQLAlchemySession
  ) {
    guard let model = reading.modelName,
      let there = SQLAlchemyLookUp(reading, at: view, session)
    else { return nil }
    self.model = model
    self.session = session
    file = site.file
    switch there.style {
    case .sessionQuery: style = .sessionQuery
    case .modelQuery: style = .modelQuery
    case .select, .exec: style = .select("db.select")
    }
  }

  /// Whether the look-up speaks of `db`.
  var usesDatabaseName: Bool { style != .modelQuery }

  private static func style(in calls: [PythonCall], of reading: SQLAlchemyReading) -> Style? {
    for call in calls {
      switch call.name {
      case "exec" where call.callee.chain.count > 1: return .exec
      case "select":
        if let name = call.callee.dottedName { return .select(name) }
      case "query":
        if case .attribute(let base, _) = call.callee.kind, base.isSession { return .sessionQuery }
      case "filter_by", "filter", "first", "get_or_404", "all", "order_by":
        let names = call.callee.chain.map(\.name)
        if names.count > 2, names[1] == "query", names[0].first?.isUppercase == true {
          return .modelQuery
        }
      default: continue
      }
    }
    return nil
  }

  /// Without an example in the file.
  private static func usual(_ file: PythonFile) -> Style {
    let imports = file.imports
    if imports.values.contains(where: { $0.hasPrefix("sqlmodel") }) { return .exec }
    return imports["db"] != nil ? .select("db.select") : .select("select")
  }

  /// The expression that gives a row, or nothing.
  ///
  /// - Parameter row: The name of a row that must not count: the one that is changed.
  func expression(_ values: [SQLAlchemyValue], besides row: (name: String, key: String)? = nil)
    -> String
  {
    let keywords = values.map { "\($0.field)=\($0.text)" }.joined(separator: ", ")
    var conditions = values.map { "\(model).\($0.field) == \($0.text)" }
    if let row { conditions.append("\(model).\(row.key) != \(row.name).\(row.key)") }
    let all = conditions.joined(separator: ", ")
    let filter = row == nil ? "filter_by(\(keywords))" : "filter(\(all))"
    switch style {
    case .modelQuery: return "\(model).query.\(filter).first()"
    case .sessionQuery: return "\(session.name).query(\(model)).\(filter).first()"
    case .select(let name): return session.call("scalar(\(name)(\(model)).where(\(all)))")
    case .exec:
      let run = "\(session.name).exec(select(\(model)).where(\(all)))"
      return session.isAsync ? "(await \(run)).first()" : "\(run).first()"
    }
  }

  /// `if … is not None:`, over as many lines as it takes.
  func test(
    _ values: [SQLAlchemyValue], besides row: (name: String, key: String)? = nil, margin: String,
    isFound: Bool = true
  ) -> String {
    let style = file.style
    let given = values.filter(\.isNullable).map { "\($0.text) is not None and " }.joined()
    let words = isFound ? "is not None" : "is None"
    let expression = expression(values, besides: row)
    let line = "\(margin)if \(given)\(expression) \(words):"
    if line.count <= style.lineLength { return line + "\n" }
    let name = "taken"
    return assignment(of: name, values, besides: row, margin: margin)
      + "\(margin)if \(given)\(name) \(words):\n"
  }

  /// `taken = …`, over as many lines as it takes.
  func assignment(
    of name: String, _ values: [SQLAlchemyValue], besides row: (name: String, key: String)? = nil,
    margin: String
  ) -> String {
    let style = file.style
    let text = expression(values, besides: row)
    let line = "\(margin)\(name) = \(text)"
    if line.count <= style.lineLength { return line + "\n" }
    let end = ").first()"
    if case .exec = self.style, text.hasSuffix(end), let open = text.firstIndex(of: "(") {
      let inner = text[text.index(after: open)...].dropLast(end.count)
      return
        "\(margin)\(name) = \(text[...open])\n\(margin)\(style.indent)\(inner)\n\(margin)\(end)\n"
    }
    // The outermost brackets hold what can go to a line of its own.
    guard let open = text.firstIndex(of: "("), case .select = self.style,
      text.hasSuffix(")")
    else { return line + "\n" }
    let head = text[...open]
    let inner = text[text.index(after: open)...].dropLast()
    let row = "\(margin)\(style.indent)\(inner)"
    if row.count <= style.lineLength {
      return "\(margin)\(name) = \(head)\n\(row)\n\(margin))\n"
    }
    guard let list = String(inner).components(separatedBy: ".where(").last else {
      return line + "\n"
    }
    let conditions = String(list.dropLast()).components(separatedBy: ", ")
    let start = inner.dropLast(list.count)
    let level = style.indent
    let rows = conditions.map { "\(margin)\(level)\(level)\($0),\n" }.joined()
    return "\(margin)\(name) = \(head)\n\(margin)\(level)\(start)\n\(rows)"
      + "\(margin)\(level))\n\(margin))\n"
  }

  /// Makes what the look-up names known.
  func addImports(_ reading: SQLAlchemyReading, to change: inout PythonChange) {
    switch style {
    case .select("select"): change.addImport(["select"], from: "sqlalchemy", in: file)
    case .exec: change.addImport(["select"], from: "sqlmodel", in: file)
    default: break
    }
    reading.importModel(into: file, &change)
  }
}

extension SQLAlchemyReading {
  /// Makes the model known in a file, by the module that other files take it from.
  func importModel(into file: PythonFile, _ change: inout PythonChange) {
    if let relation { importModel(relation, into: file, &change) }
  }

  func importModel(
    _ relation: PythonRelation, into file: PythonFile, _ change: inout PythonChange
  ) {
    let name = relation.facts.name
    guard let definition = relation.definition,
      definition.file.source.path != file.source.path, file.imports[name] == nil
    else { return }
    let module = source.module(of: definition.file.source.path, from: file.source.path)
    change.addImport([name], from: module, in: file)
  }
}

extension PythonSource {
  /// A module as another file names it: relative where that file's own imports are.
  func module(of path: String, from other: String) -> String {
    var parts = path.split(separator: "/").map(String.init)
    if let last = parts.last, last.hasSuffix(".py") {
      parts[parts.count - 1] = String(last.dropLast(3))
    }
    if parts.last == "__init__" { parts.removeLast() }
    let folder = other.split(separator: "/").dropLast().map(String.init)
    let isRelative = importsRelatively(in: folder)
    if isRelative, !folder.isEmpty, Array(parts.prefix(folder.count)) == folder {
      return "." + parts.dropFirst(folder.count).joined(separator: ".")
    }
    if ["src", "backend", "server"].contains(parts.first ?? "") { parts.removeFirst() }
    return parts.joined(separator: ".")
  }

  /// Whether the files of a folder name each other by dots.
  private func importsRelatively(in folder: [String]) -> Bool {
    let prefix = folder.joined(separator: "/") + "/"
    return tree.files.contains { file in
      file.path.hasPrefix(prefix) && file.path.hasSuffix(".py")
        && !file.path.dropFirst(prefix.utf8.count).contains("/") && file.text.mentions("\nfrom .")
    }
  }
}

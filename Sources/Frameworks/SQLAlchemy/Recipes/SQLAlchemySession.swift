import SourceCode

/// The session of a function, as its code names it.
struct SQLAlchemySession {
  /// `db.session`, `session`, `self.session`.
  var name: String
  /// Whether its calls are awaited.
  var isAsync: Bool

  private static let methods: Set<String> = [
    "commit", "flush", "add", "add_all", "delete", "execute", "scalar", "scalars", "get", "refresh",
    "rollback", "merge", "query", "exec", "begin_nested",
  ]

  /// The session whose method the statement calls, else the one that the rest of the function
  /// uses; `nil` when none is in sight.
  init?(of statement: PythonStatement?, at site: PythonSite, _ source: PythonSource) {
    let own = statement.map { [$0] } ?? []
    let calls = own.flatMap(Self.calls) + site.scope.flatMap(Self.calls)
    let found = calls.lazy.compactMap { expression -> (String, Bool)? in
      let (inner, isAwaited) = expression.unawaited
      guard let call = inner.asCall, let name = call.name, Self.methods.contains(name),
        case .attribute(let base, _) = call.callee.kind, base.isSession,
        let session = base.dottedName
      else { return nil }
      return (session, isAwaited)
    }.first
    if let found {
      // A session may be asked without waiting for an answer: `session.add(…)`.
      let isAwaited =
        found.1
        || calls.contains { expression in
          let (inner, isAwaited) = expression.unawaited
          guard isAwaited, case .attribute(let base, _) = inner.asCall?.callee.kind else {
            return false
          }
          return base.dottedName == found.0
        }
      let isDeclared = Self.isDeclaredAsync(found.0, at: site, source)
      self.init(name: found.0, isAsync: isDeclared ?? isAwaited)
      return
    }
    guard let parameter = Self.parameter(of: site, source) else { return nil }
    self = parameter
  }

  init(name: String, isAsync: Bool) {
    self.name = name
    self.isAsync = isAsync
  }

  /// Of a function that only hands its session on.
  private static func parameter(
    of site: PythonSite, _ source: PythonSource
  ) -> SQLAlchemySession? {
    for parameter in site.function?.parameters ?? [] {
      let isNamed = PythonExpression(.name(parameter.name), span: parameter.span).isSession
      let isAsync = isDeclaredAsync(parameter.name, at: site, source)
      guard isAsync != nil || isNamed else { continue }
      return SQLAlchemySession(name: parameter.name, isAsync: isAsync ?? site.isAsync)
    }
    // Flask-SQLAlchemy's is known wherever its extension is.
    return site.file.imports["db"] == nil
      ? nil : SQLAlchemySession(name: "db.session", isAsync: false)
  }

  /// What the declaration of a parameter says; `nil` where it is none, or of another type.
  private static func isDeclaredAsync(
    _ name: String, at site: PythonSite, _ source: PythonSource
  ) -> Bool? {
    guard let parameter = site.function?.parameters.first(where: { $0.name == name }),
      let type = source.annotatedType(of: parameter, in: site.file)
    else { return nil }
    switch type.lastName {
    case "AsyncSession", "AsyncConnection", "async_scoped_session": return true
    case "Session", "Connection", "scoped_session": return false
    default: return nil
    }
  }

  private static func calls(in statement: PythonStatement) -> [PythonExpression] {
    var found: [PythonExpression] = []
    statement.visitExpressions { expression in
      switch expression.kind {
      case .await(let inner) where inner.asCall != nil:
        found.append(expression)
        return true
      case .call: found.append(expression)
      default: break
      }
      return true
    }
    return found
  }

  /// `await session.rollback()`
  func call(_ text: String) -> String { (isAsync ? "await " : "") + "\(name).\(text)" }

  /// `async with session.begin_nested()`
  var savepoint: String { "\(isAsync ? "async with" : "with") \(name).begin_nested()" }
}

extension SQLAlchemyReading {
  /// The session of the culprit, where all of the application shares it: `db.session`.
  var globalSession: SQLAlchemySession? {
    guard let site = sites.first,
      let session = SQLAlchemySession(of: site.statement, at: site, source),
      let owner = session.name.split(separator: ".").first.map(String.init),
      source.home(of: owner, in: site.file) != nil
    else { return nil }
    return session
  }

  /// Makes a shared session known in a file that does not name it yet.
  func importSession(
    _ session: SQLAlchemySession, into file: PythonFile, _ change: inout PythonChange
  ) {
    guard let owner = session.name.split(separator: ".").first.map(String.init),
      let culprit = sites.first, culprit.file.source.path != file.source.path,
      file.imports[owner] == nil, file.module.globalValue(of: owner) == nil,
      let home = source.home(of: owner, in: culprit.file), session.name == globalSession?.name
    else { return }
    change.addImport(
      [owner], from: source.module(of: home.file.source.path, from: file.source.path), in: file)
  }
}

extension PythonExpression {
  /// What is awaited, and whether anything is.
  fileprivate var unawaited: (PythonExpression, Bool) {
    if case .await(let inner) = kind { (inner, true) } else { (self, false) }
  }
}

/// What the failing statement of a function does to the session.
enum SQLAlchemyStep {
  /// `session.commit()` alone: what was pending fails, and is taken back as a whole.
  case commit
  /// `session.flush()` alone: the transaction goes on.
  case flush
  /// `with session.begin():`, `with engine.begin() as connection:`: ends with its own rollback.
  case block
  /// A statement that is run at once, or a function of the project that does any of these.
  case other

  init(_ statement: PythonStatement) {
    if case .with(let items, _) = statement.kind,
      items.contains(where: { $0.context.opensTransaction })
    {
      self = .block
      return
    }
    guard case .expression(let value) = statement.kind else {
      self = .other
      return
    }
    let inner: PythonExpression
    if case .await(let awaited) = value.kind { inner = awaited } else { inner = value }
    switch inner.asCall?.name {
    case "commit": self = .commit
    case "flush": self = .flush
    default: self = .other
    }
  }
}

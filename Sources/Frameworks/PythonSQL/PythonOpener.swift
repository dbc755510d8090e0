import SourceCode

/// A function of the project that gives a connection to its database.
struct PythonOpener {
  let name: String
  let file: PythonFile
  let kind: Kind
  /// Whether it asks Flask's application for its settings, or keeps what it opened there.
  let needsApplication: Bool

  enum Kind: Int, Comparable {
    /// `return psycopg.connect(…)`
    case plain
    /// A function under `@contextmanager`.
    case manager
    /// A generator, as FastAPI's dependencies are.
    case generator

    static func < (one: Kind, other: Kind) -> Bool { one.rawValue < other.rawValue }
  }

  private static let marks = ["connect(", ".connection(", "getconn("]

  /// All of a project, those first that are simplest to use.
  static func all(in source: PythonSource) -> [PythonOpener] {
    let found = source.files(mentioningAnyOf: marks).flatMap { file in
      file.functions.compactMap { _, function, type in
        type == nil ? PythonOpener(function, in: file) : nil
      }
    }
    return found.enumerated().sorted { ($0.element.kind, $0.offset) < ($1.element.kind, $1.offset) }
      .map(\.element)
  }

  private init?(_ function: PythonFunction, in file: PythonFile) {
    guard !function.isAsync, function.parameters.allSatisfy({ $0.defaultValue != nil }),
      function.body.flatMap(\.calls).contains(where: \.opensConnection)
    else { return nil }
    var (gives, yields) = (false, false)
    for (statement, _) in function.body.flattened {
      if case .return(_?) = statement.kind { gives = true }
      for expression in statement.expressions {
        expression.visit { part in
          if case .yield(_?) = part.kind { yields = true }
          return !yields
        }
      }
    }
    guard gives || yields else { return nil }
    let isManager = function.decorators.contains { $0.dottedName?.lastName == "contextmanager" }
    name = function.name
    self.file = file
    kind = isManager ? .manager : yields ? .generator : .plain
    needsApplication = function.body.contains { statement in
      var asks = false
      statement.visitExpressions { part in
        if part.kind == .name("current_app") || part.kind == .name("g") { asks = true }
        return !asks
      }
      return asks
    }
  }
}

extension PythonCall {
  /// `psycopg.connect(…)`, `pool.connection()`, `pool.getconn()`.
  fileprivate var opensConnection: Bool {
    switch name {
    case "connect": true
    case "connection", "getconn": callee.chain.count > 1
    default: false
    }
  }
}

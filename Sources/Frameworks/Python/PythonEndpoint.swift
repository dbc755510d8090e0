import EventSchema
import SourceCode

/// A function that answers requests of Flask or FastAPI, or that a worker runs.
struct PythonEndpoint {
  let site: PythonSite
  let function: PythonFunction
  let library: Library
  /// `GET`, `POST`, … as the route names them; empty when it names none.
  let methods: [String]
  /// The path of the route, without what blueprints and routers put before it.
  let path: String
  /// What the route is registered with, as a file names it: `bp` of `@bp.route("/owners")`.
  private let owner: (name: String, file: PythonFile)

  enum Library {
    case flask, fastAPI
    /// None: a worker or a clock calls the function, and so does a test.
    case job
  }

  /// `nil` for what no route leads to, or a route of another library.
  init?(_ site: PythonSite, _ source: PythonSource) {
    guard let function = site.function else { return nil }
    for decorator in function.decorators {
      guard let call = decorator.asCall, let verb = call.name,
        case .attribute(let base, _) = call.callee.kind, let owner = base.dottedName,
        let methods = Self.methods(of: verb, call),
        let path = (call.positional.first ?? call.argument("path") ?? call.argument("rule"))?
          .stringValue,
        let library = Self.library(of: owner, in: site.file, source)
      else { continue }
      self.site = site
      self.function = function
      self.library = library
      self.methods = methods
      self.path = path
      self.owner = (owner, site.file)
      return
    }
    guard let rule = PythonRule.leading(to: site, source) else { return nil }
    self.site = site
    self.function = function
    library = .flask
    methods = rule.methods
    path = rule.path
    owner = rule.owner
  }

  /// A function that runs behind a worker's or a clock's with what it is handed: single values, and
  /// one object or list at most.
  init?(jobAt site: PythonSite) {
    guard let function = site.function, site.type == nil else { return nil }
    let taken = function.parameters.filter { $0.kind == .plain && $0.name != "self" }
    let held = taken.filter { site.isHeldOpen($0.name) }
    let named = ["session", "db", "connection", "conn", "cursor", "ctx", "context"]
    guard held.count < 2, !taken.contains(where: { named.contains($0.name) }) else { return nil }
    self.site = site
    self.function = function
    library = .job
    methods = []
    path = taken.filter { !held.contains($0) }.map { "/{\($0.name)}" }.joined()
    owner = (function.name, site.file)
  }

  /// The parameter of a job that holds an object or a list.
  var heldBody: String? {
    guard library == .job else { return nil }
    return function.parameters.map(\.name).first(where: site.isHeldOpen)
  }

  private static func methods(of verb: String, _ call: PythonCall) -> [String]? {
    switch verb {
    case "route", "api_route":
      return call.argument("methods")?.elements.compactMap { $0.stringValue?.uppercased() } ?? []
    case "get", "post", "put", "patch", "delete": return [verb.uppercased()]
    default: return nil
    }
  }

  /// What makes the object of the route: in the file, in the one that it is imported from, or by
  /// what the file imports.
  private static func library(
    of owner: String, in file: PythonFile, _ source: PythonSource
  ) -> Library? {
    let home = source.home(of: owner, in: file)
    let made = home?.file.module.globalValue(of: home?.name ?? "")?.asCall?.name
    switch made {
    case "Blueprint", "Flask", "APIBlueprint": return .flask
    case "APIRouter", "FastAPI": return .fastAPI
    default: break
    }
    let origins = file.imports.values
    if origins.contains(where: { $0 == "fastapi" || $0.hasPrefix("fastapi.") }) { return .fastAPI }
    if origins.contains(where: { $0 == "flask" || $0.hasPrefix("flask.") }) { return .flask }
    return nil
  }

  var isAsync: Bool { function.isAsync }

  /// The method by which a test sends the request: that of the event where the route takes it.
  func method(of request: Request?) -> String {
    let sent = request?.method?.uppercased()
    if let sent, methods.isEmpty || methods.contains(sent) { return sent.lowercased() }
    return (methods.first { $0 != "GET" } ?? methods.first ?? "GET").lowercased()
  }

  /// The names of the path's parameters, in order.
  var parameters: [String] { path.split(separator: "/").compactMap(Self.parameter) }

  /// `owner_id` of `<int:owner_id>` and `{owner_id:int}`.
  static func parameter(_ part: Substring) -> String? {
    if part.first == "<", part.last == ">" {
      let inner = part.dropFirst().dropLast()
      return String(inner.split(separator: ":").last ?? inner)
    }
    if part.first == "{", part.last == "}" {
      return String(part.dropFirst().dropLast().prefix { $0 != ":" })
    }
    return nil
  }
}

extension PythonEndpoint {
  /// The path of a request as a Python string, with an expression for each parameter; `nil` when
  /// what stands before the route, or a parameter, cannot be told.
  func literal(
    _ request: Request?, _ source: PythonSource, value: (String) -> String?
  ) -> String? {
    guard let prefix = prefix(by: request) ?? prefix(by: source) else { return nil }
    var (text, isFormatted) = (prefix, false)
    var parts: [String] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      guard let name = Self.parameter(part) else {
        parts.append(String(part))
        continue
      }
      guard let value = value(name) else { return nil }
      if let literal = value.quotedText {
        parts.append(literal)
      } else {
        parts.append("{\(value)}")
        isFormatted = true
      }
    }
    text += parts.joined(separator: "/")
    return (isFormatted ? "f" : "") + "\"\(text)\""
  }

  /// What the event's own path has before the route's.
  private func prefix(by request: Request?) -> String? {
    guard let url = request?.url else { return nil }
    let path = url.pathOfURL
    let wanted = path.split(separator: "/", omittingEmptySubsequences: false)
    let own = self.path.split(separator: "/", omittingEmptySubsequences: false)
      .drop { $0.isEmpty }
    guard wanted.count >= own.count else { return nil }
    let head = wanted.dropLast(own.count)
    let fits = zip(wanted.suffix(own.count), own).allSatisfy { part, pattern in
      Self.parameter(pattern) != nil || part == pattern
    }
    guard fits else { return nil }
    let joined = head.joined(separator: "/")
    return own.isEmpty ? (self.path == "/" ? String(path.dropLast()) : path) : joined
  }

  /// What the source puts before it: `url_prefix=` of the blueprint or of its registration,
  /// `prefix=` of the router and of its inclusion.
  private func prefix(by source: PythonSource) -> String? {
    guard let home = source.home(of: owner.name, in: owner.file) else { return nil }
    let made = home.file.module.globalValue(of: home.name)?.asCall
    let isApplication = made?.name == "Flask" || made?.name == "FastAPI"
    if isApplication { return "" }
    let word = library == .flask ? "url_prefix" : "prefix"
    let own = made?.argument(word)
    guard own == nil || own?.stringValue != nil else { return nil }
    let verb = library == .flask ? "register_blueprint" : "include_router"
    for file in source.files(mentioning: verb) {
      for call in file.module.calls where call.name == verb {
        guard let name = call.positional.first?.dottedName,
          let target = source.home(of: name, in: file), target.name == home.name,
          target.file.source.path == home.file.source.path
        else { continue }
        let given = call.argument(word)
        guard given == nil || given?.stringValue != nil else { return nil }
        // Flask lets the registration's prefix take the place of the blueprint's.
        if library == .flask { return given?.stringValue ?? own?.stringValue ?? "" }
        return (given?.stringValue ?? "") + (own?.stringValue ?? "")
      }
    }
    return own?.stringValue
  }
}

extension PythonSite {
  /// Whether the function takes something out of what a parameter holds: `event["id"]`,
  /// `for row in rows`.
  fileprivate func isHeldOpen(_ name: String) -> Bool {
    scope.flattened.contains { statement, _ in
      if case .for(let loop) = statement.kind, loop.iterable.dottedName == name { return true }
      var isOpen = false
      statement.visitExpressions { part in
        switch part.kind {
        case .subscripted(let base, let indices):
          if base.dottedName == name, indices.first?.stringValue != nil { isOpen = true }
        case .call(let callee, _):
          if callee.dottedName == "\(name).get" { isOpen = true }
        case .comprehension(let made):
          if made.clauses.contains(where: { $0.iterable.dottedName == name }) { isOpen = true }
        default: break
        }
        return !isOpen
      }
      return isOpen
    }
  }
}

extension PythonSource {
  /// The file and name at whose top level something that a file names is made, through imports and
  /// re-exports.
  func home(
    of name: String, in file: PythonFile, depth: Int = 3
  ) -> (file: PythonFile, name: String)? {
    if file.module.globalValue(of: name) != nil { return (file, name) }
    guard depth > 0 else { return nil }
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard let first = parts.first, let origin = file.imports[first] else { return nil }
    let target = parts.count > 1 ? origin + "." + parts[1] : origin
    guard let dot = target.lastIndex(of: ".") else { return nil }
    let member = String(target[target.index(after: dot)...])
    let module = String(target[..<dot])
    for candidate in paths(ofModule: module, from: file.source.path) {
      guard let found = self.file(at: candidate), found.source.path.hasSuffix(candidate) else {
        continue
      }
      if let home = home(of: member, in: found, depth: depth - 1) { return home }
    }
    return nil
  }
}

extension String {
  /// `/owners/new` of `http://localhost/owners/new?page=2`.
  fileprivate var pathOfURL: String {
    var rest = self[...]
    let parts = components(separatedBy: "://")
    if parts.count > 1 {
      rest = parts[1][...]
      guard let slash = rest.firstIndex(of: "/") else { return "/" }
      rest = rest[slash...]
    }
    return String(rest.prefix { $0 != "?" && $0 != "#" })
  }

  /// The text of a Python literal without escapes, or a number.
  fileprivate var quotedText: String? {
    if !isEmpty, allSatisfy(\.isNumber) { return self }
    guard count > 1, first == "\"", last == "\"", !dropFirst().dropLast().contains("\"") else {
      return nil
    }
    return String(dropFirst().dropLast())
  }
}

import SourceCode

/// A route of Flask that no decorator of the function names: `add_url_rule` with a function or with
/// a class of methods, a decorator of that class, or `add_resource`.
struct PythonRule {
  /// The path, without what blueprints put before it.
  let path: String
  /// Upper-case; empty when the rule names none.
  let methods: [String]
  /// What the rule is added to, as a file names it.
  let owner: (name: String, file: PythonFile)

  private static let verbs: Set<String> = ["get", "post", "put", "patch", "delete"]

  /// The rule that leads to a function, or to its class; `nil` where none is in sight.
  static func leading(to site: PythonSite, _ source: PythonSource) -> PythonRule? {
    guard let function = site.function else { return nil }
    guard let type = site.type else {
      return added("add_url_rule", of: function.name, for: site, verb: nil, source)
    }
    guard verbs.contains(function.name) || function.name == "dispatch_request" else { return nil }
    let verb = verbs.contains(function.name) ? function.name.uppercased() : nil
    return decorating(type, site, verb)
      ?? added("add_url_rule", of: type.name, for: site, verb: verb, source)
      ?? added("add_resource", of: type.name, for: site, verb: verb, source)
  }

  /// `@blp.route("/boats/<int:boat_id>")` of a class.
  private static func decorating(
    _ type: PythonClass, _ site: PythonSite, _ verb: String?
  ) -> PythonRule? {
    for decorator in type.decorators {
      guard let call = decorator.asCall, call.name == "route",
        case .attribute(let base, _) = call.callee.kind, let owner = base.dottedName,
        let path = call.positional.first?.stringValue, fits(path, site)
      else { continue }
      return PythonRule(
        path: path, methods: verb.map { [$0] } ?? [], owner: (owner, site.file))
    }
    return nil
  }

  /// `bp.add_url_rule("/boats", view_func=BoatList.as_view("boats"))`, and
  /// `api.add_resource(BoatList, "/boats")`.
  private static func added(
    _ word: String, of name: String, for site: PythonSite, verb: String?, _ source: PythonSource
  ) -> PythonRule? {
    for file in source.files(mentioning: word) {
      for call in file.module.calls where call.name == word {
        guard case .attribute(let base, _) = call.callee.kind, let owner = base.dottedName,
          leads(call, word, to: name, in: file, site, source)
        else { continue }
        let methods = call.argument("methods")?.elements.compactMap {
          $0.stringValue?.uppercased()
        }
        if let verb, let methods, !methods.contains(verb) { continue }
        let paths = call.positional + [call.argument("rule")].compactMap(\.self)
        guard let path = paths.lazy.compactMap(\.stringValue).first(where: { fits($0, site) })
        else { continue }
        return PythonRule(
          path: path, methods: verb.map { [$0] } ?? methods ?? [], owner: (owner, file))
      }
    }
    return nil
  }

  /// Whether what the call registers is the function or class of a name.
  private static func leads(
    _ call: PythonCall, _ word: String, to name: String, in file: PythonFile, _ site: PythonSite,
    _ source: PythonSource
  ) -> Bool {
    var given =
      word == "add_resource"
      ? call.positional.first : call.argument("view_func") ?? call.positional.last
    // `view = BoatList.as_view("boats")`, used for several rules.
    if let named = given?.dottedName, let made = file.value(of: named, before: call.span.start) {
      given = made
    }
    if let made = given?.asCall, made.name == "as_view",
      case .attribute(let base, _) = made.callee.kind
    {
      given = base
    }
    guard let named = given?.dottedName, named.lastName == name,
      let definition = source.definition(of: named, in: file)
    else { return false }
    return definition.file.source.path == site.file.source.path
  }

  /// Whether the function takes each parameter of a path.
  private static func fits(_ path: String, _ site: PythonSite) -> Bool {
    let known = Set(site.function?.parameters.map(\.name) ?? [])
    guard path.hasPrefix("/") || path.isEmpty else { return false }
    let parameters = path.split(separator: "/").compactMap(PythonEndpoint.parameter)
    let own = known.subtracting(["self", "cls"])
    return Set(parameters).isSubset(of: known) && (!parameters.isEmpty || own.isEmpty)
  }
}

extension PythonFile {
  /// What a name was last given before an offset, at the top level or in the function around it.
  fileprivate func value(of name: String, before end: Int) -> PythonExpression? {
    var found: PythonExpression?
    module.visit { statement in
      if let (bound, value) = statement.simpleAssignment, bound == name, statement.span.end <= end {
        found = value
      }
      return true
    }
    return found
  }
}

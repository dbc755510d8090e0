import EventSchema
import SourceCode

/// A route of Vapor that leads to a handler: `users.post(use: create)`.
struct VaporRoute {
  /// `POST`
  var method: String
  /// `api/users`, without parameters.
  var path: String

  /// The route of a handler; `nil` where none is in sight, where its path has parameters, or where
  /// something else looks at the request first.
  static func leading(to handler: SwiftFunction, in source: SwiftSource) -> VaporRoute? {
    guard handler.head.mentionsWord("Request") else { return nil }
    let routers = source.functions.filter {
      $0.head.mentionsWord("RoutesBuilder") || $0.head.mentionsWord("Application")
    }
    for router in routers {
      for (statement, call) in router.calls where methods.contains(call.name) {
        guard let use = call.arguments.first(where: { $0.label == "use" }),
          router.leads(use, to: handler),
          let own = router.file.components(call), let base = router.prefix(of: call, in: statement)
        else { continue }
        let registered =
          router.name == "boot" ? registration(of: router, in: routers) : []
        guard let registered else { continue }
        return VaporRoute(
          method: call.name.uppercased(),
          path: (registered + base + own).joined(separator: "/"))
      }
    }
    return nil
  }

  private static let methods: Set<String> = ["get", "post", "put", "patch", "delete"]

  /// Where `register(collection: UserController())` puts the routes of a controller.
  private static func registration(
    of boot: SwiftFunction, in routers: [SwiftFunction]
  ) -> [String]? {
    guard let type = boot.typeName else { return nil }
    for router in routers where router.name != "boot" || router.typeName != type {
      for (statement, call) in router.calls where call.name == "register" {
        guard let collection = call.arguments.first(where: { $0.label == "collection" }),
          router.file.parsed.source(of: collection.span).mentionsWord(type)
        else { continue }
        return router.prefix(of: call, in: statement)
      }
    }
    return nil
  }
}

extension SwiftFunction {
  private static let depthMax = 8

  /// The calls of the function, each with its statement.
  fileprivate var calls: [(statement: SwiftStatement, call: SwiftCall)] {
    var found: [(SwiftStatement, SwiftCall)] = []
    statement.visit { inner in
      found += inner.calls.map { (inner, $0) }
      return true
    }
    return found
  }

  /// Whether the argument names the handler: `create`, `self.create`, `UserController().create`.
  fileprivate func leads(_ use: SwiftCall.Argument, to handler: SwiftFunction) -> Bool {
    let text = file.parsed.source(of: use.span).trimmed
    let parts = text.split(separator: ".").map(String.init)
    guard parts.last == handler.name else { return false }
    return typeName == handler.typeName || handler.typeName.map(text.mentionsWord) == true
  }

  /// The components in front of a call: those of the groups that it is called on.
  fileprivate func prefix(
    of call: SwiftCall, in statement: SwiftStatement, depth: Int = depthMax
  ) -> [String]? {
    if !call.isWholeCallee {
      // `routes.grouped("users").post(use: create)`
      let groups = statement.calls.filter { $0.name == "grouped" && $0.span.end <= call.span.end }
        .sorted { $0.span.end < $1.span.end }
      guard let first = groups.first, first.isWholeCallee,
        let base = prefix(of: first, in: statement, depth: depth - 1)
      else { return nil }
      let own = groups.map(file.components)
      return own.contains { $0 == nil } ? nil : base + own.flatMap { $0 ?? [] }
    }
    let names = call.callee.split(separator: ".").dropLast().map(String.init)
    guard depth > 0, names.count == 1, let base = names.first else { return nil }
    return components(of: base, at: call.span, depth: depth - 1)
  }

  /// The components of a group by its name.
  private func components(of name: String, at span: CodeSpan, depth: Int) -> [String]? {
    for (statement, call) in calls where ["grouped", "group"].contains(call.name) {
      let isBound = statement.kind == .binding(name) && call.name == "grouped"
      let isGiven =
        call.name == "group"
        && statement.blocks.contains { block in
          block.role == .closure && block.span.holds(span)
            && file.parsed.source(of: block.span).closureParameter == name
        }
      guard isBound || isGiven else { continue }
      guard let own = file.components(call),
        let base = prefix(of: call, in: statement, depth: depth)
      else { return nil }
      return call.isWholeCallee ? base + own : base
    }
    return head.parameterNames.contains(name) ? [] : nil
  }
}

extension SwiftSourceFile {
  /// The components of a path that a call is given; `nil` for parameters, and for what is no text:
  /// a middleware may refuse the request.
  fileprivate func components(_ call: SwiftCall) -> [String]? {
    var found: [String] = []
    for argument in call.arguments where argument.label == nil {
      let text = parsed.source(of: argument.span).trimmed
      if text.hasPrefix("{") { continue }
      guard text.count > 2, text.hasPrefix("\""), text.hasSuffix("\""), !text.mentions("\\"),
        !text.hasPrefix("\":"), !text.mentions("*")
      else { return nil }
      found.append(String(text.dropFirst().dropLast()))
    }
    return found
  }
}

extension String {
  /// `{ user in …` has the parameter `user`.
  fileprivate var closureParameter: String? {
    guard let head = dropFirst().description.halved(at: " in")?.0.trimmed, head.isNamed else {
      return nil
    }
    return head
  }
}

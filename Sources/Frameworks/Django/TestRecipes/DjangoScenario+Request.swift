import EventSchema
import SourceCode

extension DjangoScenario {
  /// `Join` for `JoinView`, `Reserve` for `reserve`.
  var subject: String {
    if let type = site.type?.name {
      for suffix in ["View", "ViewSet", "Serializer", "API"] where type.hasSuffix(suffix) {
        return String(type.dropLast(suffix.count))
      }
      return type
    }
    let words = (site.function?.name ?? model.name).split(separator: "_")
    return words.map { String($0).capitalizedFirst }.joined()
  }

  /// The lines of `setUp`: rows, the user's login, the payload.
  var setUp: [String] {
    var lines = fixtures.lines + furtherLines
    if clientType != "Client" { lines.append("self.client = \(clientType)()") }
    lines += login("self.client")
    if let table { return lines + table.text(as: "self.data") }
    let items = Self.items(
      payload.map { ($0.key.components(separatedBy: DjangoOrigin.nesting), $0.value) })
    let line = "self.data = {\(items.joined(separator: ", "))}"
    if line.count <= 80 { return lines + [line] }
    return lines + ["self.data = {"] + items.map { "    \($0)," } + ["}"]
  }

  /// `"type": "paid"`, and `"data": {"invoice": "7"}` for members of members.
  private static func items(_ members: [(path: [String], value: String)]) -> [String] {
    var names: [String] = []
    for member in members where !names.contains(member.path[0]) { names.append(member.path[0]) }
    return names.map { name in
      let own = members.filter { $0.path[0] == name }
      if let plain = own.first(where: { $0.path.count == 1 }) {
        return "\"\(name)\": \(plain.value)"
      }
      let inner = items(own.map { (Array($0.path.dropFirst()), $0.value) })
      return "\"\(name)\": {\(inner.joined(separator: ", "))}"
    }
  }

  var needsLogin: Bool { fixtures.lines.contains { $0.hasPrefix("self.user =") } }

  /// `client.post("/members/join", self.data)`
  func send(by client: String) -> String {
    send(
      by: client, takesList ? "[self.data]" : "self.data",
      type: table != nil ? "text/csv" : sendsJSON ? "application/json" : nil)
  }

  /// The same with another body.
  func send(by client: String, _ body: String, type: String?) -> String {
    let methods = ["get", "post", "put", "patch", "delete"]
    // A class-based view names its methods by those of the request.
    let own = site.function.map(\.name).flatMap { methods.contains($0) ? $0 : nil }
    let isDeletion = reading.write == nil && reading.deletesRow && sendsJSON
    let method =
      reading.failure.event.request?.method?.lowercased() ?? own ?? (isDeletion ? "delete" : "post")
    let known = methods.contains(method) ? method : "post"
    let type = known == "get" ? nil : type
    let content = signature?.arguments(body) ?? withFiles(body)
    let header = token.map { ", headers={\"\($0.header)\": \($0.value)}" } ?? ""
    return "\(client).\(known)(\(path), \(content)\(argument(ofType: type))\(header))"
  }

  /// Whether the body is JSON: where the code parses it, and for REST views, which all take it.
  var sendsJSON: Bool {
    if !files.isEmpty { return false }
    if reading.readsJSON { return true }
    let view = reading.viewByURL ?? site
    if let parsers = view.type?.value("parser_classes") {
      return parsers.mentionsName("JSONParser")
    }
    return isRest
  }

  /// Whether the serializer takes a list of rows: `Serializer(data=request.data, many=True)`.
  private var takesList: Bool {
    reading.sites.contains { site in
      site.scope.contains { statement in
        statement.calls.contains { call in
          call.argument("many")?.kind == .true && call.argument("data") != nil
        }
      }
    }
  }

  /// Where the project keeps its tests of this app.
  func path(_ name: String) -> String { reading.testPath(for: model, name) }
}

extension DjangoReading {
  /// Beside the app's other tests, else in the project's own package of tests.
  func testPath(for model: DjangoModel, _ name: String) -> String {
    let file = sites.first { $0.isView }?.file.source.path ?? model.file.source.path
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    let app = folder.isEmpty ? "" : folder + "/"
    func holds(_ prefix: String) -> Bool {
      failure.tree.files.contains { $0.path.hasPrefix(prefix) }
    }
    if holds(app + "tests/") { return "\(app)tests/test_\(name).py" }
    if holds("tests/"), !holds(app + "tests.py") { return "tests/test_\(name).py" }
    return "\(app)test_\(name).py"
  }
}

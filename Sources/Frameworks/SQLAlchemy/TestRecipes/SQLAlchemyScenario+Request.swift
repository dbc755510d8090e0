import EventSchema
import SourceCode

extension SQLAlchemyScenario {
  /// The body of a list of rows that names hold.
  func list(_ names: String...) -> String {
    let rows = "[\(names.joined(separator: ", "))]"
    return wrapper.map { "{\"\($0)\": \(rows)}" } ?? rows
  }

  /// `client.post("/owners/new", data={…})`
  ///
  /// - Parameters:
  ///   - base: What the client itself puts before the path.
  ///   - also: Further arguments, each with a comma before it.
  func request(
    _ client: String, below base: String = "", body: String = "payload", also: String = ""
  ) -> String {
    guard endpoint.library != .job else {
      return call(body == "payload" && isList ? list(body) : body)
    }
    let path = path.below(base)
    let method = endpoint.method(of: reading.failure.event.request)
    let isBare = payload.isEmpty && body == "payload"
    let body = body == "payload" && isList && !isSheet ? list(body) : body
    let asked = query.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
    let also = (query.isEmpty ? "" : ", params={\(asked)}") + also
    guard !isBare else {
      return "\(client).\(method)(\(path)\(also))"
    }
    if let signature {
      let type = endpoint.library == .flask ? ", content_type=\"application/json\"" : ""
      return "\(client).\(method)(\(path), \(signature.arguments(body))\(type)\(also))"
    }
    let whole = endpoint.library == .flask ? "data" : "content"
    let word = isSheet ? whole : takesForm ? "data" : "json"
    return "\(client).\(method)(\(path), \(word)=\(body)\(also))"
  }

  /// Whether the body is a form's.
  var takesForm: Bool {
    guard endpoint.library == .flask else { return false }
    let text = endpoint.site.file.module.source(of: endpoint.function.wholeSpan)
    if PythonForm(endpoint, reading.source) != nil { return true }
    return text.mentions("request.form") || text.mentions("request.values")
  }

  /// `sheet = "sail,name\\nSample1,Sample1\\n"`; `nil` when a value is not a plain word.
  func sheet(_ other: SQLAlchemyScenario) -> [String]? {
    var lines = [payload.map(\.key).joined(separator: ",")]
    for row in [self, other] {
      let values = row.payload.map { $0.value.filter { $0 != "\"" } }
      let isPlain = values.allSatisfy { value in
        value.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "@" }
      }
      guard isPlain, !row.payload.isEmpty else { return nil }
      lines.append(values.joined(separator: ","))
    }
    return ["sheet = \"\(lines.map { $0 + "\\n" }.joined())\""]
  }
}

extension String {
  /// The literal of a path without what comes before it anyway: `f"/boats/{boat_id}"` of
  /// `f"/api/boats/{boat_id}"`.
  fileprivate func below(_ base: String) -> String {
    let head = hasPrefix("f") ? "f\"" : "\""
    guard !base.isEmpty, hasPrefix(head + base + "/") else { return self }
    return head + dropFirst(head.count + base.count)
  }
}

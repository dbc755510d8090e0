import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension SQLAlchemyReading {
  /// Whether a request may leave a column out, which then keeps its value: only a null is wrong.
  var writesOnlyWhatIsSent: Bool {
    guard changesRow else { return false }
    return sites.contains { site in
      site.scope.flattened.contains { statement, _ in
        statement.calls.contains { call in
          call.name == "setattr"
            || ["exclude_unset", "exclude_none"].contains { call.argument($0) != nil }
        }
      }
    }
  }

  /// Refuse a null, and nothing else, where only what is sent is written.
  func refusedNull(
    _ column: String, _ endpoint: PythonEndpoint, _ input: PythonInput?
  ) -> Fix? {
    let name = field(column)
    let words = "The \(name.replacing("_", by: " ")) is needed."
    let reason = """
      A null is answered before any statement runs, and who leaves it out changes nothing, as \
      before. Other ways to the same table keep their own rules.
      """
    if let edited = input?.refusingNull(name, words) {
      return edited.fix(
        "Refuse a null as \(name) in `\(input?.type.name ?? "")`", .unsafe, because: reason)
    }
    let site = endpoint.site
    for (statement, _) in site.scope.flattened {
      guard let loop = AssigningLoop(statement), let margin = site.file.margin(of: loop.first)
      else { continue }
      let style = site.file.style
      let test = "if \(loop.name) == \(style.literal(name)) and \(loop.value) is None:"
      guard !site.file.source.text.mentions(test) else { return nil }
      let refusal = PythonRefusal(endpoint, source, field: name)
      let lines = refusal.lines(
        words, status: endpoint.library == .flask ? 400 : 422, margin: margin + style.indent)
      var change = PythonChange()
      change.insert(
        "\(margin)\(test)\n\(lines)", at: site.file.lineStart(of: loop.first.span.start),
        in: site.file)
      refusal.addImports(to: &change)
      return change.fix(
        "Refuse a null as \(name) in `\(endpoint.function.name)`", .unsafe, because: reason)
    }
    return nil
  }
}

/// `for name, value in request.get_json().items(): setattr(owner, name, value)`
private struct AssigningLoop {
  var name: String
  var value: String
  /// The first statement of its body.
  var first: PythonStatement

  init?(_ statement: PythonStatement) {
    guard case .for(let loop) = statement.kind, loop.iterable.asCall?.name == "items",
      let first = loop.body.first, loop.target.elements.count == 2,
      let name = loop.target.elements[0].dottedName,
      let value = loop.target.elements[1].dottedName,
      loop.body.contains(where: { inner in
        inner.calls.contains { call in
          call.name == "setattr" && call.positional.count == 3
            && call.positional[1].dottedName == name && call.positional[2].dottedName == value
        }
      })
    else { return nil }
    self.name = name
    self.value = value
    self.first = first
  }
}

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
      guard let loop = AssigningLoop(statement, in: site.file),
        let margin = site.file.margin(of: loop.first)
      else { continue }
      let style = site.file.style
      let test = "if \(loop.name) == \(style.literal(name)) and \(loop.value) is None:"
      guard !site.file.source.text.mentions(test) else { return nil }
      let refusal = PythonRefusal(endpoint, source, field: name)
      let status = endpoint.library == .flask ? 400 : 422
      let lines = refusal.lines(words, status: status, margin: margin + style.indent)
      var change = PythonChange()
      change.insert(
        "\(margin)\(test)\n\(lines)", at: site.file.lineStart(of: loop.first.span.start),
        in: site.file)
      refusal.addImports(to: &change, for: status)
      return change.fix(
        "Refuse a null as \(name) in `\(endpoint.function.name)`", .unsafe, because: reason)
    }
    return nil
  }
}

/// `for name, value in request.get_json().items(): setattr(owner, name, value)`, and
/// `for name in EDITABLE: if name in data: setattr(owner, name, data[name])`
private struct AssigningLoop {
  var name: String
  var value: String
  /// The statement before which the value is known.
  var first: PythonStatement

  init?(_ statement: PythonStatement, in file: PythonFile) {
    guard case .for(let loop) = statement.kind, let first = loop.body.first else { return nil }
    if case .name(let name) = loop.target.kind {
      guard let (call, setting) = Self.setting(name, in: loop.body), let value = setting.sentMember
      else { return nil }
      self.name = name
      self.value = file.source(of: value)
      self.first = call
      return
    }
    guard loop.iterable.asCall?.name == "items", loop.target.elements.count == 2,
      let name = loop.target.elements[0].dottedName,
      let value = loop.target.elements[1].dottedName,
      let (_, setting) = Self.setting(name, in: loop.body), setting.dottedName == value
    else { return nil }
    self.name = name
    self.value = value
    self.first = first
  }

  /// The statement that sets the attribute of a name, with what it is set to.
  private static func setting(
    _ name: String, in body: [PythonStatement]
  ) -> (statement: PythonStatement, value: PythonExpression)? {
    for (statement, _) in body.flattened {
      guard case .expression(let made) = statement.kind, let call = made.asCall,
        call.name == "setattr", call.positional.count == 3,
        call.positional[1].dottedName == name
      else { continue }
      return (statement, call.positional[2])
    }
    return nil
  }
}

extension PythonExpression {
  /// `data[name]`, `data.get(name)`: asked for twice it is the same.
  fileprivate var sentMember: PythonExpression? {
    switch kind {
    case .subscripted(let base, let indices):
      return base.dottedName != nil && indices.count == 1 && indices[0].dottedName != nil
        ? self : nil
    case .call(let callee, let arguments):
      guard case .attribute(let base, "get") = callee.kind, base.dottedName != nil,
        arguments.count == 1
      else { return nil }
      return self
    default: return nil
    }
  }
}

import EventSchema
import SourceCode

/// A value that a function is given: a parameter, or a member of a struct that one is.
struct SwiftInput {
  /// How the function names it: `email`, `form.email`.
  var expression: String
  /// The parameter, or the member.
  var value: SwiftParameter
  var isMember = false
}

extension SwiftReading {
  /// What gives a column its value in a function: what is called like it, or what the write takes
  /// it from.
  func input(of column: String, in function: SwiftFunction) -> SwiftInput? {
    guard let parameters = SwiftSignature(function)?.parameters else { return nil }
    if let named = parameters.first(where: { $0.gives([column]) }) {
      return SwiftInput(expression: named.name, value: named)
    }
    let isOfWrite = write?.site.function?.isSame(as: function) == true
    let origin = isOfWrite ? write?.origin(of: column) : nil
    if let taken = parameters.first(where: { $0.name == origin }) {
      return SwiftInput(expression: taken.name, value: taken)
    }
    let members = parameters.flatMap { parameter in
      source.members(ofStruct: parameter.type).map { member in
        SwiftInput(expression: "\(parameter.name).\(member.name)", value: member, isMember: true)
      }
    }
    return members.first { $0.value.gives([column]) } ?? members.first { $0.expression == origin }
  }
}

extension SwiftSource {
  /// The stored properties of the only struct of a name.
  fileprivate func members(ofStruct name: String) -> [SwiftParameter] {
    guard name.isNamed, name.first?.isUppercase == true else { return [] }
    var found: [SwiftType] = []
    for file in files where file.source.mentions("struct \(name)") {
      file.parsed.visit { statement in
        guard statement.kind == .type(name),
          case let head = file.parsed.source(of: statement.head), head.mentions("struct \(name)"),
          let body = statement.blocks.first(where: { $0.role == .body })
        else { return true }
        found.append(
          SwiftType(
            name: name, path: name, kind: .struct, head: head, file: file,
            members: body.statements, isInternal: true))
        return true
      }
    }
    return found.count == 1 ? found[0].storedProperties ?? [] : []
  }
}

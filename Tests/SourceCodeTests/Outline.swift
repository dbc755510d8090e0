import SourceCode

/// A tree as text, one line for each statement, to compare with a golden.
func outline(_ module: PythonModule) -> String {
  var lines: [String] = []
  for statement in module.statements { outline(statement, in: module, "", &lines) }
  for span in module.unreadable {
    lines.append("unreadable \(span.firstLine)-\(span.lastLine)")
  }
  return lines.joined(separator: "\n") + "\n"
}

private func outline(
  _ statement: PythonStatement, in module: PythonModule, _ margin: String, _ lines: inout [String]
) {
  let kind = word(statement.kind)
  let span = statement.span
  let expressions = statement.expressions.map { shape($0) }.joined(separator: "  ")
  lines.append("\(margin)\(span.firstLine)-\(span.lastLine) \(kind) \(expressions)".trimmedEnd)
  for block in statement.blocks {
    let condition = block.condition.map { " \(shape($0))" } ?? ""
    lines.append("\(margin)  [\(block.role)\(condition)]")
    for inner in block.statements { outline(inner, in: module, margin + "    ", &lines) }
  }
}

/// The name of an enum's case, with a definition's own name.
private func word(_ kind: PythonStatement.Kind) -> String {
  let word = "\(kind)".prefix { $0 != "(" }
  switch kind {
  case .function(let function):
    let parameters = function.parameters.map { "\($0.kind)".prefix(4) + ":" + $0.name }
    let start = function.isAsync ? "async " : ""
    return "\(start)\(word) \(function.name)(\(parameters.joined(separator: " ")))"
  case .class(let type): return "\(word) \(type.name)"
  case .augment(_, let sign, _): return "\(word) \(sign)"
  case .import(let names): return "\(word) \(names.map { "\($0.name) \($0.alias ?? "-")" })"
  case .importFrom(let module, let level, let names):
    return "\(word) \(level) \(module) \(names.map { "\($0.name) \($0.alias ?? "-")" })"
  default: return String(word)
  }
}

/// An expression with its structure in brackets.
func shape(_ expression: PythonExpression) -> String {
  switch expression.kind {
  case .name(let name), .number(let name): return name
  case .attribute(let base, let name): return "\(shape(base)).\(name)"
  case .call(let callee, let arguments): return "\(shape(callee))(\(shape(arguments)))"
  case .classPattern(let callee, let arguments):
    return "pattern \(shape(callee))(\(shape(arguments)))"
  case .string(let string):
    let kind = (string.isBytes ? "b" : "") + (string.isFormatted ? "f" : "")
    let inner = string.interpolations.map { "{\(shape($0))}" }.joined()
    return kind + string.value.debugDescription + inner
  case .binary(let left, let sign, let right): return "(\(shape(left)) \(sign) \(shape(right)))"
  case .boolean(let sign, let operands):
    return "(" + operands.map(shape).joined(separator: " \(sign) ") + ")"
  case .comparison(let first, let rest):
    return "(" + shape(first) + rest.map { " \($0.operator) \(shape($0.operand))" }.joined() + ")"
  case .conditional(let test, let then, let otherwise):
    return "(\(shape(then)) if \(shape(test)) else \(shape(otherwise)))"
  default:
    let word = "\(expression.kind)".prefix { $0 != "(" }
    return expression.parts.isEmpty
      ? String(word) : "\(word)<" + expression.parts.map(shape).joined(separator: ", ") + ">"
  }
}

private func shape(_ arguments: [PythonArgument]) -> String {
  arguments.map { argument in
    switch argument.kind {
    case .positional: shape(argument.value)
    case .keyword(let name): "\(name)=\(shape(argument.value))"
    case .star: "*\(shape(argument.value))"
    case .doubleStar: "**\(shape(argument.value))"
    }
  }.joined(separator: ", ")
}

/// A Swift file as text.
func outline(_ file: SwiftFile) -> String {
  var lines: [String] = []
  for statement in file.statements { outline(statement, in: file, "", &lines) }
  return lines.joined(separator: "\n") + "\n"
}

private func outline(
  _ statement: SwiftStatement, in file: SwiftFile, _ margin: String, _ lines: inout [String]
) {
  let span = statement.span
  var line = "\(margin)\(span.firstLine)-\(span.lastLine) \(statement.kind)"
  for call in statement.calls {
    let arguments = call.arguments.map { argument in
      let text = file.source(of: argument.span).split(separator: "\n").first ?? ""
      return (argument.label.map { "\($0): " } ?? "") + text
    }
    line += "  \(call.isWholeCallee ? "" : "…")\(call.callee)(\(arguments.joined(separator: ", ")))"
  }
  for string in statement.strings { line += "  \(string.value.debugDescription)" }
  lines.append(line)
  for block in statement.blocks {
    lines.append("\(margin)  [\(block.role)]")
    for inner in block.statements { outline(inner, in: file, margin + "    ", &lines) }
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    last == " " ? String(dropLast()) : self
  }
}

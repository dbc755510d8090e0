import SourceCode

extension CodeQueryReader {
  /// The text of a call that fills a format: `fmt.Sprintf("INSERT INTO %s …", table)`,
  /// `String.format(…)`, `"…".formatted(table)`, `format!("… {}", table)`.
  func formattedText(_ value: CodeExpression?) -> String? {
    guard let value, case .chain(let links) = value.kind, let call = links.last,
      Self.formats.contains(call.name)
    else { return nil }
    var arguments = (call.arguments ?? []).map(\.value)
    if call.name == "formatted", let head = links.first?.head { arguments.insert(head, at: 0) }
    guard let format = arguments.first?.text else { return nil }
    return format.filled(with: arguments.dropFirst().map { texts[$0.plainName ?? ""] ?? $0.text })
  }

  private static let formats: Set<String> = [
    "Sprintf", "format", "format!", "Format", "formatted", "Sprint",
  ]

  /// What stands for the placeholders of a statement: behind its text, or bound by calls behind.
  func givenValues(_ use: CodeUse) -> [CodeExpression] {
    for (index, link) in use.links.enumerated() {
      let arguments = (link.arguments ?? []).map(\.value)
      guard
        let text = arguments.firstIndex(where: { sqlText($0).flatMap(SQLStatement.read) != nil })
      else { continue }
      let behind = Array(arguments[(text + 1)...])
      guard behind.isEmpty else { return behind }
      let bound = use.links[(index + 1)...].filter { Self.binders.contains($0.name) }
      guard bound.isEmpty else { return bound.compactMap { $0.arguments?.last?.value } }
      // `prepare("…")->execute([…])`.
      return use.links[(index + 1)...].flatMap { $0.arguments ?? [] }.map(\.value).filter {
        if case .list = $0.kind { true } else { false }
      }
    }
    return []
  }

  private static let binders: Set<String> = ["bind", "setParameter", "param", "bind_value"]
}

extension String {
  /// With values in the places of `%s`, `%v`, `%d`, `%q` and `{}`; `?` where none is known.
  fileprivate func filled(with values: [String?]) -> String {
    var result = ""
    var rest = values[...]
    var before: Character = " "
    for character in self {
      if before == "%", "svdq".contains(character) {
        result.removeLast()
        result += (rest.popFirst() ?? nil) ?? "?"
      } else if before == "{", character == "}" {
        result.removeLast()
        result += (rest.popFirst() ?? nil) ?? "?"
      } else {
        result.append(character)
      }
      before = character
    }
    return result
  }
}

/// The words after a command's name, told apart by its options.
struct Arguments: Sendable {
  private(set) var operands: [String] = []
  private var values: [String: String] = [:]
  private var switches: Set<String> = []

  var asksForHelp: Bool { isSet("--help") }

  func isSet(_ name: String) -> Bool { switches.contains(name) || values[name] != nil }

  func value(_ name: String) -> String? { values[name] }

  /// - Throws: `CommandFailure` for an unknown option, a missing value or an operand too many.
  init(_ words: [String], for command: Command) throws(CommandFailure) {
    let options = command.options + [Command.Option("--help", "Show this help.")]
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        break
      }
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      try take(word, &rest, options, command)
    }
    if operands.count > command.operandsMax, !asksForHelp {
      throw CommandFailure(
        "\(command.name) takes \(command.operandsMax == 0 ? "no" : "one") operand, "
          + "not also \(quoted(operands[command.operandsMax])); see triage \(command.name) --help")
    }
  }

  private mutating func take(
    _ word: String, _ rest: inout ArraySlice<String>, _ options: [Command.Option],
    _ command: Command
  ) throws(CommandFailure) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = word == "-h" ? "--help" : String(parts[0])
    guard let option = options.first(where: { $0.name == name }) else {
      throw CommandFailure(
        "unknown option \(quoted(name)); \(nearest(name, among: options.map(\.name)))"
          + "see triage \(command.name) --help")
    }
    guard let placeholder = option.value else {
      guard parts.count == 1 else { throw CommandFailure("\(name) takes no value") }
      switches.insert(name)
      return
    }
    if parts.count == 2 {
      values[name] = String(parts[1])
    } else if option.isValueOptional {
      switches.insert(name)
      guard operands.count == command.operandsMax, let next = rest.first, !next.hasPrefix("-")
      else { return }
      values[name] = next
      rest.removeFirst()
    } else if let value = rest.popFirst() {
      values[name] = value
    } else {
      throw CommandFailure("\(name) needs a value: \(name) \(placeholder)")
    }
  }
}

/// "did you mean --format? ", or nothing when no name is near.
func nearest(_ word: String, among names: [String]) -> String {
  let limit = max(1, word.count / 3)
  let ranked = names.map { (name: $0, distance: editDistance(word, $0)) }
  guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= limit else {
    return ""
  }
  return "did you mean \(best.name)? "
}

/// Insertions, deletions and replacements that make one word of the other. Words are cut to 40
/// characters: names are shorter.
func editDistance(_ one: String, _ other: String) -> Int {
  let other = Array(other.prefix(40))
  var row = Array(0...other.count)
  for (index, character) in one.prefix(40).enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in other.indices {
      let replaced = diagonal + (character == other[column] ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
    }
  }
  return row[other.count]
}

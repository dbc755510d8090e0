import DatabaseErrors
import EventSchema
import SourceCode

/// The neighbour's call for another row, which must still work after one that was refused.
extension EchoedTest {
  /// The call with another value in one column of the key; `nil` where that value is not spelled
  /// out, where another one could be wrong, or where the row could meet a further key.
  var otherCall: String? {
    // Behind a value that no row may have the neighbour's own still works.
    if input != nil { return goesOnAfterRefusal ? callText : nil }
    guard goesOnAfterRefusal, !hasFurtherKey else { return nil }
    let values = place.columns.filter { !$0.isReference && !$0.isChecked }.compactMap(otherValue)
    // `12B` is another seat; what `morning` may be replaced with is more of a guess.
    let best = values.first { $0.text.contains(where: \.isNumber) } ?? values.first
    return best.flatMap { callText(with: $0.text, at: $0.span) }
  }

  /// Whether nothing around the test keeps a refusal from being forgotten: a transaction of
  /// PostgreSQL is spoiled by it, and so is the session of an object mapper.
  private var goesOnAfterRefusal: Bool {
    let source = exemplar.file.source
    if Self.sessions.contains(where: source.mentions) { return false }
    return !Self.transactions.contains(where: source.mentions)
  }

  private static let sessions = ["@Transactional", "@DataJpaTest", "EntityManager", "Session "]

  private static let transactions = [
    "BEGIN", "START TRANSACTION", "beginTransaction", "BeginTransaction", "setAutoCommit(false)",
    "autoCommit = false", ".Begin(", ".BeginTx(", ".transaction(", "$transaction", "Sandbox",
  ]

  /// Whether another key of the table would refuse a row that differs in this one alone.
  private var hasFurtherKey: Bool {
    if furtherKeys.after || furtherKeys.before { return true }
    // Tables that the tests themselves make.
    let text = exemplar.file.source.text.uppercased()
    return text.split(separator: "UNIQUE", omittingEmptySubsequences: false).count > 2
  }

  /// Whether a repeated row may be refused by another key than the one that is handled: databases
  /// that ask their keys in the order of declaration name the first of them.
  var meetsAnotherKey: Bool {
    let isOrdered = place.reading.violation?.dbms.map(Self.ordered.contains) ?? false
    return furtherKeys.before || furtherKeys.after && !isOrdered
  }

  private static let ordered: Set<DBMS> = [.postgreSQL, .mySQL, .mariaDB]

  /// Whether keys whose values the code is given as well are declared before or after this one.
  private var furtherKeys: (before: Bool, after: Bool) {
    let reading = place.reading
    let own = Set(place.columns.map { $0.lowercased() })
    let table = reading.violation?.knownTable?.lowercased()
    let declared = reading.declaredSchema.relations.first {
      $0.table.lowercased() == table
    }
    let made = place.facts.origins.filter { [.generator, .computedFromRows].contains($0.kind) }
    let given = Set(
      reading.writtenValues.map { reading.column($0.field, of: reading.model).lowercased() }
    ).subtracting(made.map { $0.column.lowercased() })
    var found = (before: false, after: false)
    for relation in [declared, place.facts.relation].compactMap(\.self) {
      var isBehind = false
      for constraint in relation.constraints
      where [.unique, .primaryKey, .exclusion].contains(constraint.kind) {
        let columns = Set(constraint.columns.map { $0.lowercased() })
        if columns == own {
          isBehind = true
        } else if columns != ["id"], !columns.isEmpty, columns.isSubset(of: given) {
          if isBehind { found.after = true } else { found.before = true }
        }
      }
    }
    return found
  }

  /// Where the column's value stands in the call, and what stands there for another row.
  private func otherValue(of column: String) -> (span: CodeSpan, text: String)? {
    let names = names(of: column)
    if let span = exemplar.file.literal(named: names, in: exemplar.body, within: exemplar.call) {
      return exemplar.file.otherLiteral(exemplar.file.text(span)).map { (span, $0) }
    }
    guard let argument = argument(names) else { return nil }
    let span = argument.span
    if case .string = argument.kind {
      return exemplar.file.otherLiteral(exemplar.file.text(span)).map { (span, $0) }
    }
    guard let name = argument.plainName, let value = assigned(to: name),
      case .string = value.kind
    else { return nil }
    return exemplar.file.otherLiteral(exemplar.file.text(value.span)).map { (span, $0) }
  }

  /// What the column may be called in a call, in bare letters.
  func names(of column: String) -> Set<String> {
    Set([column, place.field(column)].map(CodeNaming.bare))
  }

  /// What the call gives the parameter that is called as the column, or its only one.
  func argument(_ names: Set<String>) -> CodeExpression? {
    let given = exemplar.arguments
    let index = exemplar.parameters.firstIndex { names.contains(CodeNaming.bare($0)) }
    if let index, exemplar.parameters.count == given.count, given[index].key == nil {
      return given[index].value
    }
    return given.count == 1 && exemplar.parameters.count == 1 ? given[0].value : nil
  }

  /// What a name of the test was last set to before the call.
  private func assigned(to name: String) -> CodeExpression? {
    exemplar.body.statements[..<exemplar.index].last { statement in
      statement.targets.contains { $0.assignedNames == [name] }
    }?.value
  }

  /// The call as it is written with another text in one place.
  func callText(with text: String, at span: CodeSpan) -> String? {
    let (file, call) = (exemplar.file, exemplar.call)
    guard call.start <= span.start, span.end <= call.end,
      let before = file.source.bytes(call.start..<span.start),
      let after = file.source.bytes(span.end..<call.end)
    else { return nil }
    return unindented(
      String(decoding: before, as: UTF8.self) + text + String(decoding: after, as: UTF8.self))
  }
}

extension CodeSourceFile {
  /// The text that is given to one of the names in a piece of a block.
  func literal(
    named names: Set<String>, in block: CodeBlock, within piece: CodeSpan
  ) -> CodeSpan? {
    block.strings.lazy.map(\.span).first { span in
      piece.holds(span) && key(before: span).map { names.contains(CodeNaming.bare($0)) } ?? false
    }
  }

  /// The name that a value is given to: `sail: 'GER 7'`, `Sail = "GER 7"`, `"sail" => "GER 7"`.
  fileprivate func key(before span: CodeSpan) -> String? {
    let start = source.lineStart(of: span.start)
    var text = String(decoding: source.bytes(start..<span.start) ?? [], as: UTF8.self).trimmed
    guard let mark = [":", "=>", "="].first(where: text.hasSuffix) else { return nil }
    text = String(text.dropLast(mark.count)).trimmed
    while let last = text.last, "\"'`".contains(last) { text.removeLast() }
    let name = text.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return name.isEmpty ? nil : String(name.reversed())
  }

  /// The code of a text that differs in one letter or digit and that the file does not hold yet.
  fileprivate func otherLiteral(_ code: String) -> String? {
    guard let quote = code.first, "\"'`".contains(quote), code.last == quote, code.count > 2,
      !code.contains(where: { "\\$#{\n".contains($0) })
    else { return nil }
    var text = String(code.dropFirst().dropLast())
    for _ in 0..<8 {
      guard let next = text.otherText else { return nil }
      text = next
      if !source.mentions("\(quote)\(text)\(quote)") { return "\(quote)\(text)\(quote)" }
    }
    return nil
  }
}

extension String {
  /// As long and of the same kind: the last digit is the next one, or the first letter. `nil` for a
  /// date, whose days end.
  fileprivate var otherText: String? {
    var characters = Array(self)
    if characters.count > 4, characters[4] == "-", characters.prefix(4).allSatisfy(\.isNumber) {
      return nil
    }
    let digits: [Character] = Array("0123456789")
    let place =
      characters.lastIndex(where: digits.contains)
      ?? characters.firstIndex { $0.isASCII && $0.isLetter }
    guard let place else { return nil }
    if let digit = digits.firstIndex(of: characters[place]) {
      characters[place] = digits[(digit + 1) % digits.count]
      return String(characters)
    }
    let letters: [Character] = Array("abcdefghijklmnopqrstuvwxyz")
    let capitals = letters.map { Character($0.uppercased()) }
    for alphabet in [letters, capitals] {
      guard let index = alphabet.firstIndex(of: characters[place]) else { continue }
      characters[place] = alphabet[(index + 1) % alphabet.count]
      return String(characters)
    }
    return nil
  }

  /// Whether a column by its name points to another row.
  fileprivate var isReference: Bool { lowercased().hasSuffix("id") }

  /// Whether values by the column's name carry a digit that checks the others.
  fileprivate var isChecked: Bool {
    let bare = CodeNaming.bare(self)
    return [
      "isbn", "issn", "iban", "ean", "gtin", "card", "vat", "ssn", "checksum", "hash", "uuid",
    ]
    .contains(where: bare.contains)
  }
}

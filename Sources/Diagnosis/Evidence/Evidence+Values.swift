import DatabaseErrors
import EventSchema
import Frameworks
import SourceCode

extension Evidence {
  /// How the refused value relates to what the client sent, to what the code held, and to what was
  /// looked up.
  mutating func noteValues() {
    noteSentFields()
    noteNamedFields()
    for lookup in values.differentLookups {
      note(
        .looksForOtherForm,
        "The look-up asked for another form of `\(lookup.column)` than was written: they differ "
          + "in \(lookup.relation.words)", at: lookup.step.place)
    }
    if let repetition = values.repetition {
      let isTheRefused = values.isComparable || !violation.values.isEmpty
      note(
        isTheRefused ? .batchRepeatsKey : .listRepeatsKey,
        "`\(repetition.name)` holds one key \(repetition.count) times", at: repetition.place)
    }
    if let repeated = values.repeatedElement, keyIsOfReferences,
      source.sights[.writesMany] != nil, values.repetition == nil
    {
      note(
        .listRepeatsKey,
        "`\(repeated.name)` holds one value \(repeated.count) times, and rows are written in a loop",
        at: repeated.place)
    }
    for column in values.blankColumns {
      note(
        .keyIsBlank, "The value of `\(column)` is empty, and every empty value is equal",
        at: "message")
    }
    noteMissingValues()
  }

  private mutating func noteSentFields() {
    if let field = values.sentDifferently {
      note(
        .valueIsSentDifferently,
        "`\(field.name)` was sent in another form than the one that was refused: they differ in "
          + field.relation.words, at: field.place)
    } else if let field = values.fields.first {
      note(
        .valueIsSent, "The value that was refused was sent by the client as `\(field.name)`",
        at: field.place)
    } else if values.isComparable, !keyIsOfReferences, !pathNamesReference {
      note(
        .valueIsNotSent, "The value that was refused is not in what the client sent", at: "request")
    }
  }

  /// Whether the key is the key of one other row, and the path has it: `/members/4/membership/`.
  private var pathNamesReference: Bool {
    guard columns.count == 1, let column = columns.first?.lowercased(), column.hasSuffix("_id"),
      let value = violation.values.first
    else { return false }
    return values.sent.contains { $0.isPath && $0.text == value }
  }

  /// Whether the key is made of other rows' keys alone, which no client sends: a path names the
  /// row by another word, and the session names the user.
  private var keyIsOfReferences: Bool {
    columns.count > 1
      && columns.allSatisfy { column in
        column.lowercased().hasSuffix("_id")
          || source.relation?.columns.first { $0.column == column }?.referencedTable != nil
      }
  }

  /// Where the refused value is not known, a field that is named like the column tells that the
  /// client gives it.
  private mutating func noteNamedFields() {
    guard !sentFields.isEmpty, !facts.shows(.valueIsNotSent) else { return }
    let columns = columnsAtStake.map(HeldValue.plain)
    let named = sentFields.filter { field in columns.contains(where: field.isNamed(plain:)) }
    noteRepeatedFields(named)
    for field in named {
      if !facts.shows(.valueIsSentDifferently) {
        note(.valueIsSent, "The client sends `\(field.name)`", at: field.place)
      }
      if field.text.first?.isWhitespace == true || field.text.last?.isWhitespace == true {
        note(
          .valueIsSentUntidily, "`\(field.name)` was sent with blanks around it", at: field.place)
      }
    }
  }

  /// `form-0-label` and `form-1-label` with one value.
  private mutating func noteRepeatedFields(_ fields: [HeldValue]) {
    var names: [String: String] = [:]
    for field in fields where field.name.contains(where: \.isNumber) && !field.text.isEmpty {
      let stem = field.name.filter { !$0.isNumber } + "=" + field.text
      if let first = names[stem], first != field.name, columns.count == 1 || key.count <= 2 {
        note(
          .listRepeatsKey, "`\(first)` and `\(field.name)` hold one value", at: field.place)
      }
      names[stem] = field.name
    }
  }

  /// The columns whose value may be the client's: of the key, those that the statement changes.
  private var columnsAtStake: [String] {
    guard let failing = trail.failing else { return columns }
    let written = Set(failing.statement.writtenColumns.map { $0.lowercased() })
    let computed = Set(failing.statement.computedColumns.map { $0.lowercased() })
    guard !written.isEmpty else { return columns }
    let changed = columns.filter { written.contains($0.lowercased()) }
    if !changed.isEmpty { return changed.filter { !computed.contains($0.lowercased()) } }
    // A rule whose columns nobody names may be about any column that is written.
    return [.check, .unique].contains(violation.kind) && columns.isEmpty
      ? written.subtracting(computed).sorted() : []
  }

  private mutating func noteMissingValues() {
    guard violation.kind == .notNull else { return }
    for local in values.nullLocals {
      note(.valueMayBeNull, "`\(local.name)` holds nothing here", at: local.place)
    }
    for field in values.requiredFields where field.state != .given {
      note(
        .valueMayBeNull, "The request's `\(field.column)` is \(field.state.rawValue)",
        at: "request")
    }
  }
}

extension ValueRelation {
  /// For "they differ in …".
  var words: String {
    switch self {
    case .equal: "nothing"
    case .unicodeForm: "the Unicode form of a letter"
    case .blanks: "blanks"
    case .letterCase: "letter case"
    case .letterCaseAndBlanks: "letter case and blanks"
    case .accents: "accents"
    case .number: "the form of a number"
    case .beginning: "length: one is the beginning of the other"
    }
  }
}

import DatabaseErrors
import EventSchema
import SourceCode
import StackTraces

/// How the refused value relates to what the client sent, to what the code held in local variables,
/// and to what earlier look-ups asked for.
struct ValueFacts {
  /// For each column of the key the closest field of the request; only those that are found.
  var fields: [Match] = []
  /// For each column of the key the closest local variable of the application.
  var locals: [Match] = []
  /// Whether there is a request with a body, a form or a query, and a known value to look for.
  var isComparable = false
  /// What the request says about the columns that must not be NULL.
  var requiredFields: [RequiredField] = []
  /// Local variables, named like a column that must not be NULL, that hold nothing.
  var nullLocals: [NullLocal] = []
  /// A list, sent or held in a local variable, in which the key occurs twice.
  var repetition: Repetition?
  /// A list of plain values of the function at fault that holds one of them twice.
  var repeatedElement: Repetition?
  /// Look-ups of the key that asked for another form of the value than was written.
  var differentLookups: [DifferentLookup] = []
  /// What the request brings.
  var sent: [HeldValue] = []
  /// Characters of the longest value that the failing statement writes, by lower-case column.
  var lengths: [String: Int] = [:]
  /// Key columns whose value is empty or blank.
  var blankColumns: [String] = []

  /// Where a column's value was found.
  struct Match {
    /// The key's column; `nil` for a key whose values cannot be told apart.
    var column: String?
    /// The name of the field or variable: `email`, `form.email`.
    var name: String
    var relation: ValueRelation
    /// `request`, or the frame's `path:line`.
    var place: String
  }

  struct RequiredField {
    var column: String
    var state: State

    enum State: String {
      case missing, null, blank, given
    }
  }

  struct NullLocal {
    var name: String
    /// The frame's `path:line`.
    var place: String
  }

  struct Repetition {
    /// The list's name.
    var name: String
    var place: String
    /// How often the key that occurs most often is in it.
    var count: Int
    /// Whether the values are equal, or only to a key that folds case and blanks.
    var relation: ValueRelation
  }

  struct DifferentLookup {
    var step: StatementTrail.Step
    var column: String
    var relation: ValueRelation
  }

  /// Whether every known value of the key was sent as it is.
  var wasSentAsItIs: Bool { !fields.isEmpty && fields.allSatisfy { $0.relation == .equal } }

  /// The field that was sent in another form than was refused.
  var sentDifferently: Match? { fields.first { $0.relation != .equal } }

  init() {}

  init(
    _ violation: ConstraintViolation, _ trail: StatementTrail, _ event: Event, _ frames: [Frame],
    inApp: [Bool]
  ) {
    let writtenRows = trail.failing?.writtenRows ?? []
    let key = Self.key(violation, writtenRows)
    sent = event.request.map(HeldValue.all) ?? []
    let held = frames.indices.filter { inApp[$0] }.flatMap { HeldValue.all(of: frames[$0]) }
    isComparable = !key.isEmpty && sent.contains { !$0.isPath && !$0.text.isEmpty }
    fields = Self.matches(key, sent)
    locals = Self.matches(key, held)
    blankColumns = key.filter { $0.value.isNothingButBlanks }.compactMap(\.column)
    if violation.kind == .notNull { readRequired(violation.knownColumns, event, held) }
    if violation.kind == .unique || violation.kind == .primaryKey {
      repetition = Self.repetition(key, violation.knownColumns, event, frames, inApp)
      repeatedElement = Self.repeatedElement(frames, inApp)
      differentLookups = Self.differentLookups(violation, trail, key)
    }
    for row in writtenRows {
      for (column, value) in row.values {
        lengths[column] = max(lengths[column] ?? 0, value.unicodeScalars.count)
      }
    }
  }

  /// One value of the key.
  struct KeyValue {
    let column: String?
    let value: String
    /// The column as names are compared.
    let plainColumn: String?
    /// Whether such a value is in no other place by chance.
    let isDistinctive: Bool

    init(column: String?, value: String) {
      self.column = column
      self.value = value
      plainColumn = column.map(HeldValue.plain)
      isDistinctive = value.utf8.count >= (value.allSatisfy(\.isNumber) ? 6 : 4)
    }
  }

  /// The refused values by column: as the database prints them, else as the failing statement
  /// writes them.
  private static func key(
    _ violation: ConstraintViolation, _ writtenRows: [StatementTrail.Step.WrittenRow]
  ) -> [KeyValue] {
    let columns = violation.knownColumns
    if !violation.values.isEmpty, violation.values.count == columns.count {
      return zip(columns, violation.values).map { KeyValue(column: $0, value: $1) }
    }
    // Of several rows nobody says which one was refused.
    if writtenRows.count == 1, let values = writtenRows[0].key(columns) {
      return zip(columns, values).map { KeyValue(column: $0, value: $1) }
    }
    guard columns.count > 1, violation.values.count == 1 else {
      return violation.values.map { KeyValue(column: nil, value: $0) }
    }
    let parts = JoinedKey.values(in: violation.values[0], count: columns.count) ?? []
    return zip(columns, parts).map { KeyValue(column: $0, value: $1) }
  }

  private static func matches(_ key: [KeyValue], _ held: [HeldValue]) -> [Match] {
    key.compactMap { part in
      var best: Match?
      for value in held where value.mayBe(part) {
        guard let relation = ValueRelation(part.value, value.text),
          relation == .equal || part.plainColumn.map(value.isNamed(plain:)) ?? true,
          best.map({ relation < $0.relation }) ?? true
        else { continue }
        best = Match(
          column: part.column, name: value.name, relation: relation, place: value.place)
      }
      return best
    }
  }

  private mutating func readRequired(
    _ columns: [String], _ event: Event, _ held: [HeldValue]
  ) {
    for column in columns {
      let name = HeldValue.plain(column)
      nullLocals += held.filter { $0.isNull && $0.isNamed(plain: name) }
        .map { NullLocal(name: $0.name, place: $0.place) }
      guard let data = event.request?.data, !data.members.isEmpty else { continue }
      let named = sent.filter { $0.isNamed(plain: name) }
      let state: RequiredField.State =
        if named.contains(where: { !$0.isNull && !$0.text.isNothingButBlanks }) {
          .given
        } else if named.contains(where: { !$0.isNull }) {
          .blank
        } else {
          named.isEmpty ? .missing : .null
        }
      requiredFields.append(RequiredField(column: column, state: state))
    }
  }

  private static func differentLookups(
    _ violation: ConstraintViolation, _ trail: StatementTrail, _ key: [KeyValue]
  ) -> [DifferentLookup] {
    trail.lookups(of: violation).flatMap { step -> [DifferentLookup] in
      let compared = step.comparedValues
      return key.compactMap { part in
        guard let column = part.column, let asked = compared[column.lowercased()],
          let relation = ValueRelation(asked, part.value), relation != .equal
        else { return nil }
        return DifferentLookup(step: step, column: column, relation: relation)
      }
    }
  }
}

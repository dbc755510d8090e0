import DatabaseErrors
import EventSchema
import Frameworks
import SourceCode
import StackTraces

/// Everything that a cause may look at: facts without a dialect's, a language's or a framework's
/// words.
struct Evidence {
  var violation: ConstraintViolation
  var trail: StatementTrail
  var source: SourceFacts
  var history: HistoryFacts
  /// What the database declares.
  var schema: Schema
  /// What the live database answered.
  var probes: ProbeFacts
  var earlierViolation: ConstraintViolation?
  /// Where the culprit is: `path:line`.
  var culpritPlace: String?
  var context: ExecutionContext
  /// Look-ups of the written relation before the write, from statements and from source.
  var lookups: [Lookup] = []
  /// How the value that collided relates to what the client sent.
  var sentValue: SentValue

  /// The table as far as it is known or implied.
  var table: String? { violation.knownTable }
  var columns: [String] { violation.knownColumns }
  /// The columns in lower case, to be compared with those of look-ups.
  var key: Set<String> { Set(columns.map { $0.lowercased() }) }
  /// "`accounts_user (email)`", for sentences.
  var keyName: String {
    let columns = columns.isEmpty ? "" : " (\(columns.joined(separator: ", ")))"
    return "`\(table ?? violation.constraint ?? "the table")\(columns)`"
  }

  enum SentValue {
    /// The request's body or query holds the colliding value.
    case sent
    /// It holds the value in other letter case or with other blanks around it.
    case sentDifferently
    case notSent
    /// There is no request, no body, or no value to compare with.
    case unknown
  }

  init(
    _ examination: Examination, _ event: Event, _ source: SourceFacts, _ history: History,
    _ schema: Schema = .empty, _ probes: ProbeFacts = .none
  ) {
    violation = examination.violation ?? ConstraintViolation(kind: .constraintUnspecified)
    trail = examination.statements
    self.source = source
    self.history = HistoryFacts(history)
    self.schema = schema
    self.probes = probes
    earlierViolation = examination.earlierViolation
    context = ExecutionContext(event, examination.frames)
    sentValue = Self.sentValue(violation, event)
    if let frame = examination.culpritIndex.map({ examination.frames[$0] }) {
      culpritPlace = frame.lineNumber.map { "\(frame.shownPath):\($0)" } ?? frame.shownPath
    }
    lookups = collectLookups()
  }

  private static func sentValue(_ violation: ConstraintViolation, _ event: Event) -> SentValue {
    guard let request = event.request, !violation.values.isEmpty else { return .unknown }
    var sent: [String] = []
    collectTexts(request.data, into: &sent)
    collectTexts(request.queryString, into: &sent)
    guard !sent.isEmpty else { return .unknown }
    // Identifiers of a path are sent too, but a path alone is no input.
    sent += (request.url ?? "").split(separator: "/").map(String.init)
    let values = violation.values
    if sent.contains(where: { text in values.contains { holds($0, text) || holds(text, $0) } }) {
      return .sent
    }
    let folded = Set(values.map(foldedValue))
    return sent.contains { folded.contains(foldedValue($0)) } ? .sentDifferently : .notSent
  }

  /// Whether one text is the other, or long enough and inside of it: part of a composite key, or of
  /// a body that was sent as it is.
  private static func holds(_ text: String, _ part: String) -> Bool {
    text == part || (part.utf8.count >= 4 && text.mentionsIgnoringCase(part) && text.contains(part))
  }

  private static func foldedValue(_ text: String) -> String {
    String(text.filter { !$0.isWhitespace }).lowercased()
  }

  private static func collectTexts(_ value: JSON, into texts: inout [String]) {
    switch value {
    case .string(let text): if !text.isEmpty { texts.append(text) }
    case .integer(let number): texts.append(String(number))
    case .number(let number): texts.append(String(number))
    case .array(let elements): for element in elements { collectTexts(element, into: &texts) }
    case .object(let members): for member in members { collectTexts(member.value, into: &texts) }
    case .null, .bool: break
    }
  }
}

/// One look-up of the written relation before the write, set beside the violated key.
struct Lookup {
  /// Lower-case names compared for equality.
  var columns: Set<String>
  /// Conditions beside the equality: `returned_on IS NULL`.
  var otherConditions: [String]
  var relation: Relation
  var foldsCase: Bool
  /// Whether it found a row; `nil` when nobody says so.
  var found: Bool?
  var isFromStatement: Bool
  /// Whether finding a row keeps the write from happening, as far as the source shows.
  var guardsWrite: Bool?
  var fact: Fact
  /// Seconds between this look-up and the failing write.
  var secondsBeforeWrite: Double?

  /// The columns of the look-up against the columns of the key.
  enum Relation {
    case equal, part, more, overlapping, other
    /// The key's columns are not known.
    case unknown
  }
}

extension Evidence {
  private func collectLookups() -> [Lookup] {
    let key = key
    return trail.lookups(of: violation).map { lookup(from: $0, key: key) }
      + source.checks.filter { $0.table == nil || $0.table?.lowercased() == table?.lowercased() }
      .map { lookup(from: $0, key: key) } + source.validators.compactMap { lookup(from: $0, key) }
  }

  /// A form or serializer that looks for the key by itself.
  private func lookup(from validator: SourceFacts.Validator, _ key: Set<String>) -> Lookup? {
    let unique = Set(validator.uniqueColumns.map { $0.lowercased() })
    guard !key.isEmpty, unique.isSuperset(of: key) else { return nil }
    return Lookup(
      columns: key, otherConditions: [], relation: .equal, foldsCase: false, found: nil,
      isFromStatement: false, guardsWrite: true,
      fact: Fact(
        "`\(validator.name)` looks whether the value is taken",
        at: validator.place?.description ?? "source"))
  }

  private func lookup(from step: StatementTrail.Step, key: Set<String>) -> Lookup {
    let statement = step.statement
    let compared = Set(statement.equalColumns)
    let others = statement.predicates.compactMap { predicate -> String? in
      switch predicate.comparison {
      case .isNull: "\(predicate.column) IS NULL"
      case .isNotNull: "\(predicate.column) IS NOT NULL"
      case .other: predicate.column
      case .equal, .inList, .like: nil
      }
    }
    let names = compared.sorted().joined(separator: ", ")
    let act =
      switch statement.verb {
      case .update: "tried to update a row of"
      case .delete: "deleted rows of"
      default: "looked into"
      }
    var sentence = "The same request \(act) `\(statement.table ?? "?")`"
    sentence += names.isEmpty ? " before it wrote" : " by `\(names)` before it wrote"
    if let rows = step.rows { sentence += rows == 0 ? " and found nothing" : " and found a row" }
    // With an OR the look-up is wider than each of its parts.
    let isWider = statement.hasDisjunction && !key.isEmpty && compared.isSuperset(of: key)
    let gap = step.timestamp.flatMap { look in
      trail.failing?.timestamp.map { $0 - look }
    }
    return Lookup(
      columns: isWider ? key : compared, otherConditions: others,
      relation: isWider ? .equal : relation(compared, key),
      foldsCase: statement.predicates.contains(where: \.foldsCase),
      found: step.rows.map { $0 > 0 }, isFromStatement: true,
      guardsWrite: statement.isExistenceCheck ? true : nil,
      fact: Fact(sentence, at: step.place), secondsBeforeWrite: gap)
  }

  private func lookup(from check: SourceFacts.Check, key: Set<String>) -> Lookup {
    let compared = Set(check.columns.map { $0.lowercased() })
    let names = check.columns.joined(separator: ", ")
    let effect =
      check.guardsWrite ? "and does not write when a row is found" : "before the write"
    return Lookup(
      columns: compared, otherConditions: check.otherPredicates,
      relation: sourceRelation(compared, key), foldsCase: check.foldsCase, found: nil,
      isFromStatement: false, guardsWrite: check.guardsWrite,
      fact: Fact(
        names.isEmpty
          ? "The source looks for a row \(effect)" : "The source looks for `\(names)` \(effect)",
        at: check.place.description))
  }

  /// The source names fields; without the declaration they can only be matched where they agree.
  private func sourceRelation(_ compared: Set<String>, _ key: Set<String>) -> Lookup.Relation {
    guard source.relation == nil else { return relation(compared, key) }
    let columns = Set(compared.map { key.contains($0 + "_id") ? $0 + "_id" : $0 })
    return columns == key ? .equal : .unknown
  }

  private func relation(_ compared: Set<String>, _ key: Set<String>) -> Lookup.Relation {
    if key.isEmpty { return .unknown }
    if compared == key { return .equal }
    if compared.isDisjoint(with: key) { return .other }
    if compared.isSubset(of: key) { return .part }
    return compared.isSuperset(of: key) ? .more : .overlapping
  }

  /// Look-ups that ask exactly for the violated key and may have found nothing. Where all
  /// statements of the request are known, a check that stands in the source alone was not run.
  var keyLookups: [Lookup] {
    lookups.filter {
      $0.relation == .equal && $0.found != true && ($0.isFromStatement || !trail.isComplete)
    }
  }

  /// The gap between the last look at the key and the write, for a sentence.
  var windowMilliseconds: Int? {
    keyLookups.compactMap(\.secondsBeforeWrite).filter { $0 >= 0 && $0 < 86_400 }.min()
      .map { Int(($0 * 1_000).rounded()) }
  }

  /// Whether nothing looked at the key, and that can be known: the statements of the request are
  /// all there, or the whole function and what it uses was read.
  var nobodyLooked: Fact? {
    guard keyLookups.isEmpty else { return nil }
    if trail.isComplete {
      return Fact(
        "The request's statements are recorded, and none of them looks for \(keyName) before the "
          + "write", at: trail.failing?.place)
    }
    if source.sawWholeFunction && source.sawWholeSource {
      return Fact(
        "No look-up of \(keyName) stands before the write, in its function or in the forms and "
          + "callers on this path", at: source.write?.description ?? culpritPlace)
    }
    return nil
  }

  /// The failing statement in words, where it is known.
  var failingFacts: [Fact] {
    guard let step = trail.failing else { return [] }
    let verb = step.statement.verb.rawValue.uppercased()
    let table = step.statement.table.map { " on `\($0)`" } ?? ""
    return [Fact("The statement that failed is an \(verb)\(table)", at: step.place)]
  }

  /// What the database said, as the first ground of most findings.
  var messageFact: Fact {
    let name = violation.constraint.map { " (constraint `\($0)`)" } ?? ""
    return Fact(
      "The database refused: \(violation.kind.words.lowercased()) in \(keyName)\(name)",
      at: "message")
  }
}

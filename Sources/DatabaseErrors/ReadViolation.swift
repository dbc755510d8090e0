/// Reads one error; `nil` for everything that is no constraint failure.
///
/// Never guesses: a text that only looks like a database's (a `ValueError` that imitates one, a
/// YAML parser's duplicate key) gives `nil`. Linear in the message's length.
public func readViolation(in error: DriverError) -> ConstraintViolation? {
  let effort = Effort(bytes: error.message.utf8.count)
  if let violation = readAsWritten(error, effort) { return violation }
  guard error.message.utf8.count <= rewrittenBytesMax else { return nil }
  // Web pages and JSON escape quotation marks. Lines without a class were unescaped already.
  let escapes = error.type == nil ? [] : Escape.allCases
  let unescaped = escapes.compactMap { $0.undone(in: Bytes(error.message))?.string }
  for message in unescaped + Mojibake.repairs(of: unescaped.first ?? error.message) {
    var rewritten = error
    rewritten.message = message
    if let violation = readAsWritten(rewritten, effort) { return violation }
  }
  return nil
}

/// Longer texts are logs, which are not escaped as a whole.
private let rewrittenBytesMax = 65_536

private func readAsWritten(_ error: DriverError, _ effort: Effort) -> ConstraintViolation? {
  guard let unwrapped = Unwrapped(error, effort) else { return nil }
  // Without class and fields it may be a line of a log, with a prefix. Prose can quote a code.
  let isBare = error.type == nil && error.fields.isEmpty
  let tolerance: Tolerance = isBare ? .truncated : [.truncated, .followed, .codeAlone]
  if let violation = unwrapped.violation(tolerance) { return violation }
  let found = findViolations(in: LogLines(Bytes(error.message), effort)).first?.violation
  guard error.type != nil else { return found }
  // The application's words around the database's; the class must not belong to another one.
  guard let found, unwrapped.clues.allow(found) else { return nil }
  return found.completed(with: unwrapped.clues)
}

/// What a text may be beside a whole message.
struct Tolerance: OptionSet {
  let rawValue: Int

  /// All of a message and nothing else.
  static let complete: Tolerance = []
  /// Its beginning: the text was cut.
  static let truncated = Tolerance(rawValue: 1)
  /// A whole message with names, and other words behind it.
  static let followed = Tolerance(rawValue: 2)
  /// Nothing but a code beside it.
  static let codeAlone = Tolerance(rawValue: 4)
  /// No wording that other programs use too: nothing before it reports an error.
  static let properAlone = Tolerance(rawValue: 8)
  /// Behind words that report an error; the sentence may go on behind it.
  static let inSentence = Tolerance(rawValue: 16)
}

extension Unwrapped {
  /// Reads the server's own words, or else those of an error that is printed behind them.
  ///
  /// - Parameter isInner: Whether the words were already found behind others.
  func violation(_ tolerance: Tolerance, isInner: Bool = false) -> ConstraintViolation? {
    guard !words.isEmpty, !isLanguageError, effort.spend(words.count) else { return nil }
    let lines = LabelledLines(words)
    var reading = self
    reading.clues = clues.completed(with: lines)
    return reading.violation(tolerance, isInner: isInner, lines)
  }

  private func violation(
    _ tolerance: Tolerance, isInner: Bool, _ lines: LabelledLines
  ) -> ConstraintViolation? {
    let candidates = MessageIndex.shared.candidates(for: words, primary: lines.primary)
      .filter {
        $0.isPossible(with: clues)
          && !(tolerance.contains(.properAlone) && $0.message.isCommon && !clues.tellDatabase)
      }
    let violation =
      complete(candidates, lines, isTruncated: false)
      ?? (tolerance.contains(.followed) ? followed(candidates, tolerance) : nil)
      ?? (tolerance.contains(.truncated) ? complete(candidates, lines, isTruncated: true) : nil)
    if let violation { return violation.completed(with: clues) }
    if !isInner, let rearranged = words.withLabelledDetail {
      var unwrapped = self
      unwrapped.words = rearranged
      if let violation = unwrapped.violation(tolerance, isInner: true) { return violation }
    }
    if !isInner, let violation = behindProse(tolerance) ?? inNested(tolerance) { return violation }
    guard tolerance.contains(.codeAlone) || isTypedRecord else { return nil }
    let known = ConstraintViolation(code: clues, lines) ?? ConstraintViolation(class: clues)
    return known?.completed(with: clues)
  }

  /// Whether the words end inside a value of the message or of its detail.
  var endInsideValue: Bool {
    guard effort.spend(words.count) else { return false }
    let lines = LabelledLines(words)
    if let detail = lines.details.first {
      return (Dialect.postgreSQL.details.map(\.template) + [Self.failingRow]).leaveOpen(detail)
    }
    return MessageIndex.shared.candidates(for: words, primary: lines.primary)
      .filter { $0.isPossible(with: clues) }.map(\.message.template).leaveOpen(lines.primary)
  }

  private static let failingRow = MessageTemplate("Failing row contains ({row}).")

  /// The first message that is all of the words, or whose beginning they are.
  private func complete(
    _ candidates: [MessageIndex.Entry], _ lines: LabelledLines, isTruncated: Bool
  ) -> ConstraintViolation? {
    for entry in candidates {
      let text = entry.dialect.hasLabelledLines ? lines.primary : words
      guard let match = entry.message.template.match(text), match.isTruncated == isTruncated,
        !isTruncated || entry.message.toleratesCut, entry.agrees(with: clues)
      else { continue }
      var violation = ConstraintViolation(entry, match, clues)
      if entry.dialect.hasLabelledLines { violation.add(lines, entry.dialect) }
      return violation
    }
    return nil
  }

  /// The first message that the words begin with. What goes on to explain the message is a manual.
  private func followed(
    _ candidates: [MessageIndex.Entry], _ tolerance: Tolerance
  ) -> ConstraintViolation? {
    for entry in candidates {
      let template = entry.message.template
      guard !entry.message.isVague,
        let (match, end) = template.matchStart(of: words), entry.agrees(with: clues)
      else { continue }
      let rest = words[end...]
      let isLine = rest.first { $0 != 0x20 }.map(\.isLineFeed) ?? true
      guard
        template.namesSomething || clues.dbms != nil && clues.dbms == entry.dialect.dbms
          || isLine && template.head.count >= Self.sentenceBytesMin,
        !entry.message.isCommon || isLine || clues.tellDatabase || rest.opensParenthesis
          || tolerance.contains(.inSentence) && rest.continuesSentence
      else { continue }
      guard !rest.prefix(Self.explanationBytesMax).explains else { return nil }
      // The properties that Node prints behind an error's text.
      var clues = self.clues
      if rest.trimmed.first == UInt8(ascii: "{") { clues.add(PrintedFields(rest.trimmed).fields) }
      guard entry.isPossible(with: clues), entry.agrees(with: clues) else { continue }
      var violation = ConstraintViolation(entry, match, clues)
      if rest.isEllipsis, case .hole(.qualifiedColumns)? = template.segments.last {
        violation.columns.removeLast()
      }
      violation.addDetail(behind: rest, entry.dialect)
      return violation.completed(with: clues)
    }
    return nil
  }

  private static let explanationBytesMax = 80
  /// A sentence without names that nobody else writes is as long as this.
  private static let sentenceBytesMin = 40
}

extension ConstraintViolation {
  fileprivate init(_ entry: MessageIndex.Entry, _ match: MessageTemplate.Match, _ clues: Clues) {
    self.init(entry.message, match, dbms: entry.message.dbms ?? entry.dialect.dbms)
    if kind == .unique, entry.dialect.condition(clues)?.kinds.first == .primaryKey {
      kind = .primaryKey
    }
    if kind == .unique, let prefix = entry.dialect.primaryKeyPrefix,
      constraint?.hasPrefix(prefix) == true
    {
      kind = .primaryKey
    }
  }
}

extension [MessageTemplate] {
  /// Whether a value is open at the text's end under one of them and the text is whole under none.
  fileprivate func leaveOpen(_ text: Bytes) -> Bool {
    contains { $0.isOpen(in: text) }
      && !contains { $0.match(text).map { !$0.isTruncated } ?? false }
  }
}

extension Bytes {
  /// Whether an addition of a client begins here: ` (SQL: …`, ` [SQL: …`.
  fileprivate var opensParenthesis: Bool {
    let text = drop { $0 == 0x20 }
    return text.first == UInt8(ascii: "(") || text.first == UInt8(ascii: "[")
  }
}

extension Clues {
  /// Whether a class or a code says that a database speaks.
  fileprivate var tellDatabase: Bool { dbms != nil || sqlState != nil || vendorCode != nil }

  /// Whether class and codes leave it possible that the violation was meant.
  fileprivate func allow(_ violation: ConstraintViolation) -> Bool {
    guard let dbms else { return true }
    guard violation.dbms == nil || violation.dbms == dbms else { return false }
    let condition = Dialect.of(dbms)?.condition(self)
    return condition.map { $0.kinds.contains(violation.kind) } ?? true
  }
}

extension Unwrapped {
  /// Prose and comments may quote such a text; an error bears a class.
  private func inNested(_ tolerance: Tolerance) -> ConstraintViolation? {
    guard hasClass else { return nil }
    return nested.lazy.compactMap {
      Unwrapped(DriverError(message: $0.string), effort)?.violation(
        tolerance.subtracting(.codeAlone), isInner: true)
    }.first
  }
}

extension MessageIndex.Entry {
  /// Whether the database may be the speaker.
  fileprivate func isPossible(with clues: Clues) -> Bool {
    let speaker = dialect.dbms ?? message.dbms
    guard clues.dbms == nil || speaker == nil || clues.dbms == speaker else { return false }
    return !message.isVague || clues.dbms == dialect.dbms
  }

  /// A code that came beside the text must allow the kind.
  fileprivate func agrees(with clues: Clues) -> Bool {
    dialect.condition(clues).map { $0.kinds.contains(message.kind) } ?? true
  }
}

extension Dialect {
  /// What the code says, where the dialect knows it.
  func condition(_ clues: Clues) -> Condition? {
    conditions.first {
      ($0.sqlState != nil && $0.sqlState == clues.sqlState)
        || ($0.vendorCode != nil && $0.vendorCode == clues.vendorCode)
        || ($0.name != nil && $0.name == clues.vendorCode)
    }
  }
}

extension ConstraintViolation {
  /// What a code tells beside the kind: the side of a foreign key, the SQLSTATE of a number.
  fileprivate mutating func addFromCode(_ clues: Clues) {
    guard let condition = dbms.flatMap(Dialect.of)?.condition(clues) else { return }
    side = side ?? condition.side
    sqlState = sqlState ?? condition.sqlState
  }

  /// What the code tells where no wording fits: a server that speaks another language, a short
  /// text.
  fileprivate init?(code clues: Clues, _ lines: LabelledLines) {
    let speakers = Dialect.all.filter { $0.dbms == nil && $0.condition(clues) != nil }
    let speaker = clues.dbms ?? (clues.areFieldsOfPostgreSQL ? .postgreSQL : nil)
    guard let dialect = speaker.flatMap(Dialect.of) ?? speakers.first else { return nil }
    let condition = dialect.condition(clues)
    let reported = clues.routine.flatMap { dialect.routines[$0] }
    guard condition != nil || reported != nil else { return nil }
    let kinds = condition?.kinds ?? []
    guard let kind = kinds.isEmpty || reported.map(kinds.contains) == true ? reported : kinds[0]
    else { return nil }
    self.init(
      kind: kind, dbms: dialect.dbms, sqlState: condition?.sqlState,
      vendorCode: condition?.vendorCode)
    if dialect.hasLabelledLines {
      addQuotedNames(lines)
      add(lines, dialect)
    }
  }

  /// What the error's class alone tells: `SequelizeUniqueConstraintError: Validation error`.
  fileprivate init?(class clues: Clues) {
    guard let kind = clues.kind else { return nil }
    self.init(kind: kind, dbms: clues.dbms)
  }

  /// Adds a detail that stands behind the message on its line, or below it without a label.
  fileprivate mutating func addDetail(behind rest: Bytes, _ dialect: Dialect) {
    let text = rest.trimmed
    guard dialect.hasLabelledLines, !text.isEmpty else { return }
    let lines: Bytes = [0x0A] + (Bytes([0x20] + text).withLabelsOnLines ?? text)
    let detail = LabelledLines(lines).details.last ?? text
    for message in dialect.details {
      guard let (match, _) = message.template.matchStart(of: detail) else { continue }
      return add(match)
    }
  }

  /// What the server's own sentence names and the ORM's does not.
  private mutating func addMissing(fromWords text: String) {
    let words = Bytes(text)
    guard let inner = Unwrapped(words, Effort(bytes: words.count))?.violation(.truncated),
      inner.kind == kind
    else { return }
    dbms = dbms ?? inner.dbms
    constraint = constraint ?? inner.constraint
    schema = schema ?? inner.schema
    table = table ?? inner.table
    if columns.isEmpty { columns = inner.columns }
    if values.isEmpty { values = inner.values }
    referencedTable = referencedTable ?? inner.referencedTable
    side = side ?? inner.side
  }

  /// The violation with the driver's fields and with what names imply.
  func completed(with clues: Clues) -> ConstraintViolation {
    var violation = self
    violation.isRepeated = isRepeated || clues.isRepeated
    if let detail = clues.detail, columns.isEmpty {
      violation.add(LabelledLines(Bytes("\nDETAIL:" + detail)), .postgreSQL)
    }
    violation.add(clues)
    if let context = clues.context {
      violation.add(LabelledLines(Bytes("\nCONTEXT:" + context)), .postgreSQL)
    }
    if let words = clues.words { violation.addMissing(fromWords: words) }
    violation.addFromCode(clues)
    violation.readStatement()
    violation.inferFromNames()
    if violation.knownTable == nil, violation.kind != .foreignKey {
      violation.inferred.table = clues.model
    }
    return violation
  }
}

/// Reads one error; `nil` for everything that is no constraint failure.
///
/// Never guesses: a text that only looks like a database's (a `ValueError` that imitates one, a
/// YAML parser's duplicate key) gives `nil`. Linear in the message's length.
public func readViolation(in error: DriverError) -> ConstraintViolation? {
  if let violation = readAsWritten(error) { return violation }
  // Web pages and JSON escape quotation marks; some logs hold the escaped text.
  let unescaped = Bytes(error.message).unescapedMarkup?.string
  let repairs = Mojibake.repairs(of: unescaped ?? error.message)
  for message in [unescaped].compactMap(\.self) + repairs {
    var rewritten = error
    rewritten.message = message
    if let violation = readAsWritten(rewritten) { return violation }
  }
  return nil
}

private func readAsWritten(_ error: DriverError) -> ConstraintViolation? {
  guard let unwrapped = Unwrapped(error) else { return nil }
  if error.type != nil { return unwrapped.violation(.codeAlone) }
  // Without a class it may be a line of a log, with a prefix. Prose can quote a code.
  return unwrapped.violation(error.fields.isEmpty ? .truncated : .codeAlone)
    ?? findViolations(inText: error.message).first?.violation
}

/// How much of a message must be there.
enum Tolerance: Comparable {
  /// All of it.
  case complete
  /// Its beginning: the text was cut.
  case truncated
  /// Nothing but a code beside it.
  case codeAlone
}

extension Unwrapped {
  /// Reads the server's own words, or else those of an error that is printed behind them.
  ///
  /// - Parameter isInner: Whether the words were already found behind others.
  func violation(_ tolerance: Tolerance, isInner: Bool = false) -> ConstraintViolation? {
    guard !words.isEmpty, !isLanguageError else { return nil }
    let lines = LabelledLines(words)
    let clues = clues.completed(with: lines)
    for entry in MessageIndex.shared.candidates(for: words, primary: lines.primary) {
      let speaker = entry.dialect.dbms ?? entry.message.dbms
      guard clues.dbms == nil || speaker == nil || clues.dbms == speaker else { continue }
      guard !entry.message.isVague || clues.dbms == entry.dialect.dbms else { continue }
      let text = entry.dialect.hasLabelledLines ? lines.primary : words
      guard let match = entry.message.template.match(text), entry.agrees(with: clues),
        !match.isTruncated || (tolerance >= .truncated && entry.message.toleratesCut)
      else { continue }
      var violation = ConstraintViolation(
        entry.message, match, dbms: entry.message.dbms ?? entry.dialect.dbms)
      if entry.dialect.hasLabelledLines { violation.add(lines, entry.dialect) }
      if violation.kind == .unique, entry.dialect.condition(clues)?.kinds.first == .primaryKey {
        violation.kind = .primaryKey
      }
      if violation.kind == .unique, let prefix = entry.dialect.primaryKeyPrefix,
        violation.constraint?.hasPrefix(prefix) == true
      {
        violation.kind = .primaryKey
      }
      return violation.completed(with: clues)
    }
    if !isInner, let rearranged = words.withLabelledDetail {
      var unwrapped = self
      unwrapped.words = rearranged
      if let violation = unwrapped.violation(tolerance, isInner: true) { return violation }
    }
    if !isInner, let violation = behindProse(tolerance) ?? inNested(tolerance) { return violation }
    guard tolerance >= .codeAlone else { return nil }
    let known = ConstraintViolation(code: clues, lines) ?? ConstraintViolation(class: clues)
    return known?.completed(with: clues)
  }
}

extension Unwrapped {
  /// Prose and comments may quote such a text; an error bears a class.
  private func inNested(_ tolerance: Tolerance) -> ConstraintViolation? {
    guard hasClass else { return nil }
    return nested.lazy.compactMap {
      Unwrapped(DriverError(message: $0.string))?.violation(
        min(tolerance, .truncated), isInner: true)
    }.first
  }
}

extension MessageIndex.Entry {
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
    guard let dbms, let dialect = Dialect.all.first(where: { $0.dbms == dbms }),
      let condition = dialect.condition(clues)
    else { return }
    side = side ?? condition.side
    sqlState = sqlState ?? condition.sqlState
  }

  /// What the code tells where no wording fits: a server that speaks another language, a short
  /// text.
  fileprivate init?(code clues: Clues, _ lines: LabelledLines) {
    let speakers = Dialect.all.filter { $0.dbms == nil && $0.condition(clues) != nil }
    guard
      let dialect = Dialect.all.first(where: { $0.dbms != nil && $0.dbms == clues.dbms })
        ?? speakers.first
    else { return nil }
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

  /// The violation with the driver's fields and with what names imply.
  fileprivate func completed(with clues: Clues) -> ConstraintViolation {
    var violation = self
    if let detail = clues.detail, columns.isEmpty {
      violation.add(LabelledLines(Bytes("\nDETAIL:" + detail)), .postgreSQL)
    }
    violation.add(clues)
    if let context = clues.context {
      violation.add(LabelledLines(Bytes("\nCONTEXT:" + context)), .postgreSQL)
    }
    violation.addFromCode(clues)
    violation.readStatement()
    violation.inferFromNames()
    if violation.knownTable == nil, violation.kind != .foreignKey {
      violation.inferred.table = clues.model
    }
    return violation
  }
}

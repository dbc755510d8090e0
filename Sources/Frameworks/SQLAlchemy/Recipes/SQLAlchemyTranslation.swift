import DatabaseErrors
import Fixes
import SourceCode

/// Where the database's refusal is caught on this path, and what is answered there.
struct SQLAlchemyTranslation {
  let reading: SQLAlchemyReading
  /// The function in which the handler goes.
  let site: PythonSite
  /// The statement that goes into the `try`.
  let wrapped: PythonStatement
  let session: SQLAlchemySession
  let reply: Reply
  /// Whether something below the handler ends the transaction.
  private let isEndedByItself: Bool
  /// The block that takes back the refused statement alone.
  private let savepoint: String?

  enum Reply {
    /// What the look-up of this function does when it finds a row.
    case likeCheck(SQLAlchemyCheck)
    /// An error on a field of a form, which is shown again.
    case form(PythonForm)
    case refusal(PythonRefusal)
  }

  /// The innermost function on the stack where an answer can be given; `nil` when none is in sight
  /// or the violation is caught already.
  init?(_ reading: SQLAlchemyReading) {
    for site in reading.sites {
      guard let statement = reading.wrappable(at: site) else { return nil }
      if site.handlers(around: statement.span).contains(where: { $0.handler.expectsViolations }) {
        return nil
      }
      // A row that is found is what the function goes on with: then it has to be read again.
      if let check = reading.check(before: statement, at: site), !check.refuses {
        guard check.onlyTells(in: site) else { return nil }
      }
      guard let reply = Self.reply(reading, at: site, statement) else { continue }
      // What a request is told must not leave a part of its work behind.
      guard let ending = Self.ending(reading, at: site, statement), !site.isInLoop(statement)
      else { return nil }
      if let driver = reading.driver, case .likeCheck(let check) = reply, check.readsAgain {
        // What the transaction did before belongs to whoever called.
        guard let kept = driver.keeping(ending) else { return nil }
        (session, isEndedByItself, savepoint) = (kept.session, true, kept.savepoint)
      } else {
        savepoint = nil
        switch ending {
        case .byItself:
          session = SQLAlchemySession(name: "connection", isAsync: false)
          isEndedByItself = true
        case .rollback(let session):
          self.session = session
          isEndedByItself = false
        }
      }
      self.reading = reading
      self.site = site
      wrapped = statement
      self.reply = reply
      return
    }
    return nil
  }

  private static func ending(
    _ reading: SQLAlchemyReading, at site: PythonSite, _ statement: PythonStatement
  ) -> SQLAlchemyReading.Ending? {
    let isBlock = if case .block = SQLAlchemyStep(statement) { true } else { false }
    if reading.driver != nil {
      return isBlock ? .byItself : reading.ending(at: site, around: statement)
    }
    let session =
      SQLAlchemySession(of: statement, at: site, reading.source) ?? reading.globalSession
      ?? reading.sessionOfCallee(at: site)
    return isBlock && session != nil ? .byItself : session.map { .rollback($0) }
  }

  private static func reply(
    _ reading: SQLAlchemyReading, at site: PythonSite, _ statement: PythonStatement
  ) -> Reply? {
    if reading.isAboutUniqueness, let check = reading.check(before: statement, at: site),
      check.refuses
    {
      return .likeCheck(check)
    }
    guard let endpoint = PythonEndpoint(site, reading.source) else { return nil }
    if let form = PythonForm(endpoint, reading.source) { return .form(form) }
    return .refusal(PythonRefusal(endpoint, reading.source, field: reading.refusedField))
  }
}

extension SQLAlchemyReading {
  /// The statement of a function to put into a `try`: the line's own, or the `with` that ends the
  /// transaction there.
  func wrappable(at site: PythonSite) -> PythonStatement? {
    guard let own = statement(at: site) else { return nil }
    let block = site.location.stepsInFunction.map(\.statement).first { statement in
      if case .block = SQLAlchemyStep(statement) { true } else { false }
    }
    let isWhole = own.blocks.isEmpty || own.onlyAsks
    guard let found = block ?? (isWhole ? own : nil), site.file.margin(of: found) != nil
    else { return nil }
    return found
  }
}

extension PythonStatement {
  /// `if not clear(pier): return "", 404`: what depends on the question only answers.
  fileprivate var onlyAsks: Bool {
    guard case .if = kind else { return false }
    return blocks.allSatisfy { block in
      block.statements.allSatisfy { statement in
        switch statement.kind {
        case .return, .raise: true
        default: false
        }
      }
    }
  }
}

extension PythonSite {
  /// Whether a statement of the function runs for each of many.
  func isInLoop(_ statement: PythonStatement) -> Bool {
    scope.blocks(around: statement.span).contains { outer, _ in
      switch outer.kind {
      case .for, .while: outer.span != statement.span
      default: false
      }
    }
  }
}

// MARK: - Text

extension SQLAlchemyTranslation {
  private var file: PythonFile { site.file }
  private var style: PythonStyle { file.style }

  /// Wraps the statement, and imports what that takes.
  func apply(to change: inout PythonChange) {
    guard let margin = file.margin(of: wrapped), let range = file.lines(of: [wrapped]),
      let handler = handler(margin: margin)
    else { return }
    let inner = margin + style.indent
    let block = savepoint.map { "\(inner)\($0):\n" } ?? ""
    let moved = file.reindented(
      range, from: margin, to: savepoint == nil ? inner : inner + style.indent,
      statements: [wrapped])
    change.edit(file, Edit(range, with: "\(margin)try:\n\(block)\(moved)\(handler)"))
    reading.errorClass(in: file).addImport(to: &change, in: file)
    addImports(to: &change)
  }

  /// The `except` with its lines; `nil` when the violation cannot be told from others.
  private func handler(margin: String) -> String? {
    let inner = margin + style.indent
    var text = ""
    let type = reading.errorClass(in: file).text
    if !isEndedByItself { text += "\(inner)\(session.call("rollback()"))\n" }
    if case .likeCheck(let check) = reply, let again = check.again(margin: inner) {
      text += again + check.answer(margin: inner)
      return "\(margin)except \(type):\n\(text)"
    }
    guard let others = reading.linesForOthers("error", style: style, margin: inner) else {
      return nil
    }
    text += others
    text += answer(margin: inner, from: "error")
    return "\(margin)except \(type) as error:\n\(text)"
  }

  /// What the client reads.
  func answer(
    margin: String, from error: String? = nil, message: String? = nil, fields: [String]? = nil
  ) -> String {
    var words = message ?? reading.refusalMessage
    if message == nil, status != 409, case .refusal(let refusal) = reply {
      words = reading.parent.map { refusal.missingMessage(reading.noun($0)) } ?? words
    }
    switch reply {
    case .likeCheck(let check): return check.answer(margin: margin, from: error)
    case .form(let form):
      return form.lines(words, fields: fields ?? reading.fields, style: style, margin: margin)
    case .refusal(let refusal):
      return refusal.lines(words, status: status, from: error, margin: margin)
    }
  }

  /// What is not there is answered like other things that are not there.
  private var status: Int {
    guard reading.kind == .foreignKey, !reading.deletesParent, case .refusal(let refusal) = reply
    else { return 409 }
    return refusal.missingStatus
  }

  func addImports(to change: inout PythonChange) {
    if !isEndedByItself { reading.importSession(session, into: file, &change) }
    if case .refusal(let refusal) = reply { refusal.addImports(to: &change, for: status) }
    if case .form(let form) = reply, form.answer == nil {
      change.addImport(["abort"], from: "flask", in: file)
    }
  }

  /// How an address is refused that names what is not there.
  var refusalOfPath: PythonRefusal? {
    switch reply {
    case .refusal(let refusal): refusal
    case .form: reading.endpoint.map { PythonRefusal($0, reading.source, field: nil) }
    case .likeCheck: nil
    }
  }

  var functionName: String { site.functionName ?? "the function" }
}

extension SQLAlchemyReading {
  /// What clients read about the rule that was violated.
  var refusalMessage: String {
    switch kind {
    case .foreignKey, .notNull:
      if deletesParent {
        return "This \(noun(deletedRelation)) is still in use."
      }
      return parent.map { "There is no such \(noun($0))." } ?? "What this refers to is not there."
    case .check:
      guard let column = columns.first ?? boundedColumn else { return "This value is not allowed." }
      if failingStatement?.computedColumns.contains(column) == true
        || write?.use.values.contains(where: { $0.column == column && $0.isComputedInDatabase })
          == true
      {
        let label = field(column).replacing("_", by: " ")
        return label.hasSuffix(" left") ? "Not enough \(label)." : "Not enough \(label) left."
      }
      return "This value of \(field(column).replacing("_", by: " ")) is not allowed."
    default: return takenMessage
    }
  }

  /// The table that the violated foreign key points to.
  var parent: PythonRelation? {
    guard let column = columns.first ?? onlyReference,
      let table = relation?.column(named: column)?.referencedTable
    else { return nil }
    return libraries.relation(table: table)
  }

  /// Whether the path removes a row before it fails.
  var deletesParent: Bool { !facts.deletes.isEmpty || deletedTable != nil }

  /// The change that answers the violation, alone.
  var translation: [Fix] {
    // A statement that refuses by its own condition breaks no rule.
    if driver == nil, kind == .check, write?.use.operation == .update,
      write?.use.changesFetchedRow == false
    {
      return []
    }
    guard let plan = SQLAlchemyTranslation(self) else { return [] }
    var change = PythonChange()
    plan.apply(to: &change)
    let title =
      switch plan.reply {
      case .likeCheck:
        "Answer a violation in `\(plan.functionName)` as the look-up before it does"
      case .form: "Put the violation on the form in `\(plan.functionName)`"
      case .refusal: "Answer a violation in `\(plan.functionName)`"
      }
    let fix = change.fix(
      title, .unsafe,
      because: """
        Only the database can tell who was first, so its refusal is caught; the rollback leaves the \
        \(driver == nil ? "session" : "connection") usable, and violations of other rules go on as \
        before. It answers the second one and does not keep the two from asking.
        """)
    return [fix].compactMap(\.self)
  }
}

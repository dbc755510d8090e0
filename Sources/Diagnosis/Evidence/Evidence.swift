import DatabaseErrors
import EventSchema
import Fixes
import Frameworks
import SourceCode
import StackTraces

/// Everything that is known of one failure, and the table of facts that causes look at.
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
  /// Of the failure, in seconds since 1970.
  var time: Double?
  /// Where the culprit is: `path:line`.
  var culpritPlace: String?
  var context: ExecutionContext
  /// Look-ups of the written relation before the write, from statements and from source.
  var lookups: [Lookup] = []
  /// How the refused value relates to what the client sent and the code held.
  var values: ValueFacts
  /// What the client sent by name: no parts of the path, nothing that is NULL.
  var sentFields: [HeldValue] = []
  var request: Request?
  /// The application's functions on the stack, outermost first, as text.
  var running: [RunningLines] = []
  /// Whether a folder of source was given, and whether all of it could be read.
  var hasCheckout = false
  var hasWholeCheckout = false
  /// Whether more of the source is at hand than the lines around the event's frames.
  var hasSource = false
  var facts = FactTable()

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

  init(
    _ examination: Examination, _ event: Event, _ source: SourceFacts, _ history: History,
    _ schema: Schema, _ probes: ProbeFacts, _ surroundings: TraceReading.Surroundings
  ) {
    violation = examination.violation ?? ConstraintViolation(kind: .constraintUnspecified)
    trail = examination.statements
    self.source = source
    self.history = HistoryFacts(history)
    self.schema = schema
    self.probes = probes
    earlierViolation = examination.earlierViolation
    context = ExecutionContext(event, surroundings.runs)
    values = ValueFacts(
      violation, trail, event, examination.frames, inApp: examination.inApp)
    request = event.request
    sentFields = values.sent.filter { !$0.isPath && !$0.isNull }
    if let frame = examination.culpritIndex.map({ examination.frames[$0] }) {
      culpritPlace = frame.lineNumber.map { "\(frame.shownPath):\($0)" } ?? frame.shownPath
    }
    let tree = surroundings.tree
    hasWholeCheckout = tree.isComplete
    hasSource = tree.isComplete || tree.files.contains(where: \.isWhole)
    hasCheckout = tree.isComplete || tree.leavesOutFiles
    time = trail.failing?.timestamp ?? event.timestamp
    running = surroundings.running
    lookups = collectLookups()
    noteMessage()
    noteRun()
    noteLookups()
    noteStatements()
    noteValues()
    noteSource()
    noteDeclarations()
    noteText()
    noteHistory()
    noteProbes()
  }

  mutating func note(_ sign: Sign, _ sentence: String, at place: String?) {
    facts.note(sign, sentence, at: place)
  }

  mutating func note(_ sign: Sign, _ fact: Fact) { facts.note(sign, fact) }

  /// Whether more is known of the write than the database's refusal.
  var knowsWrite: Bool { trail.failing != nil || source.write != nil }

  /// What the database said, as a ground of most findings.
  var messageFact: Fact {
    let name = violation.constraint.map { " (constraint `\($0)`)" } ?? ""
    return Fact(
      "The database refused: \(violation.kind.words.lowercased()) in \(keyName)\(name)",
      at: "message")
  }

  /// A key that has refused a row need not be added.
  func allows(_ kind: Remedy.Kind) -> Bool {
    kind != .addConstraint || ![.unique, .primaryKey].contains(violation.kind)
  }

  func remedy(_ kind: Remedy.Kind) -> Remedy {
    Remedy(
      kind, table: table, columns: columns, constraint: violation.constraint,
      onlyWhereNull: kind == .addConstraint ? trail.failing?.statement.nullColumns ?? [] : [])
  }
}

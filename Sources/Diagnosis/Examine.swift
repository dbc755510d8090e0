public import DatabaseErrors
public import EventSchema
import StackTraces

/// What one event says by itself: the cheap first half of the road, run for every event.
public struct Examination: Sendable {
  /// Filled from the failing statement where the message leaves table or columns out.
  public var violation: ConstraintViolation?
  public var exception: Diagnosis.ExceptionSummary
  /// Frames of the exception that counts, oldest first.
  public var frames: [Frame]
  /// Parallel to `frames`.
  public var inApp: [Bool]
  /// Index into `frames`.
  public var culpritIndex: Int?
  public var statements: StatementTrail
  public var fingerprint: String
  public var title: String
  /// An earlier violation of the same chain that made the transaction unusable.
  public var earlierViolation: ConstraintViolation?
  /// What the frames say without their variables.
  let trace: TraceReading
}

/// Examines one event. Pure, linear in the event's size.
public func examine(_ event: Event) -> Examination {
  let chain = ViolationInChain(event)
  let trace = TraceMemory.shared.reading(of: chain.frames, platform: event.platform)
  var violation = chain.violation
  var statements = StatementTrail(event, driverFrames: chain.driverFrames, violation)
  if violation == nil, let manyRows = manyRowsViolation(event, statements) {
    violation = manyRows
    statements = StatementTrail(event, driverFrames: [], manyRows)
  }
  if let found = violation { violation = completed(found, from: statements, event) }
  let culprit = trace.culpritIndex.map { trace.frames[$0] }
  let identity = Identity(violation: violation, event: event, culprit: culprit)
  return Examination(
    violation: violation,
    exception: Diagnosis.ExceptionSummary(
      type: chain.exception?.qualifiedType, language: language(of: event, trace)),
    frames: trace.frames(withVariablesOf: chain.frames), inApp: trace.inApp,
    culpritIndex: trace.culpritIndex, statements: statements,
    fingerprint: fingerprintV1(identity), title: title(identity, event, culprit),
    earlierViolation: chain.earlierViolation, trace: trace)
}

extension Frame {
  /// The path for people, or what comes closest to one.
  var shownPath: String { displayPath ?? module ?? "?" }
}

/// Lower-case name of the language that failed: from the name of the last file that tells it, since
/// several languages share a runtime, else from the platform.
private func language(of event: Event, _ trace: TraceReading) -> String? {
  if let told = trace.language { return told }
  switch event.platform {
  case "node": return "javascript"
  case "cocoa": return "swift"
  case "csharp": return "c#"
  case "other", "native": return nil
  default: return event.platform
  }
}

private func title(_ identity: Identity, _ event: Event, _ culprit: Frame?) -> String {
  let place = culprit.map { frame in
    frame.function.map { " in \($0) (\(frame.shownPath))" } ?? " in \(frame.shownPath)"
  }
  guard let violation = identity.violation else {
    let what = event.exceptions.last?.type ?? event.message.map { withoutValues($0) } ?? "Event"
    return String((what + (place ?? "")).prefix(200))
  }
  let columns = violation.knownColumns
  var what =
    violation.knownTable ?? violation.constraint ?? violation.referencedTable
    ?? "unknown constraint"
  if !columns.isEmpty { what += "(\(columns.joined(separator: ", ")))" }
  return String("\(violation.kind.words): \(what)\(place ?? "")".prefix(200))
}

extension ConstraintViolation.Kind {
  /// For a title: what was violated, in a developer's words.
  var words: String {
    switch self {
    case .unique: "Duplicate key"
    case .primaryKey: "Duplicate primary key"
    case .foreignKey: "Foreign key violated"
    case .notNull: "NULL in a required column"
    case .check: "Check violated"
    case .exclusion: "Exclusion violated"
    case .length: "Value too long"
    case .outOfRange: "Value out of range"
    case .invalidValue: "Invalid value"
    case .couldNotCreateUniqueIndex: "Duplicates prevent a unique index"
    case .noUniqueForOnConflict: "No unique key for ON CONFLICT"
    case .multipleObjectsReturned: "More than one row where one was expected"
    case .appValidation: "Refused by validation"
    case .transactionAborted: "Transaction already aborted"
    case .deadlock: "Deadlock"
    case .serializationFailure: "Serialization failure"
    case .lockTimeout: "Lock timeout"
    case .constraintUnspecified: "Constraint violated"
    }
  }
}

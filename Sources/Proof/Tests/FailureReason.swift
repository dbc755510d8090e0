import DatabaseErrors
import TestRunners

/// What the failure of a new test shows.
enum FailureReason: Sendable, Hashable {
  /// An assertion, the database's refusal, or something that nothing speaks against.
  case telling
  /// The test itself is broken: a missing name, a syntax error.
  case brokenTest
  /// It failed before it began.
  case preparation
  /// The database refused something else than in the failure that is to be mended.
  case anotherViolation

  /// - Parameter violation: What the failure that is to be mended violated, if it is known.
  init(of test: String, in report: TestReport, for violation: ConstraintViolation?) {
    let reason = report.reasons[test] ?? ""
    if report.unprepared.contains(test) {
      self = .preparation
    } else if TestRunner.saysThatTheTestIsBroken(reason) {
      self = .brokenTest
    } else if let violation,
      findViolations(inText: reason).contains(where: { $0.violation.isOther(than: violation) })
    {
      self = .anotherViolation
    } else {
      self = .telling
    }
  }

  /// Why it shows nothing; `nil` when it does.
  var objection: String? {
    switch self {
    case .telling: nil
    case .brokenTest: "failed for a wrong reason"
    case .preparation: "failed before they began"
    case .anotherViolation: "failed by another constraint"
    }
  }
}

extension ConstraintViolation {
  /// Whether two violations are of different rules for sure. Names tell within a product; products
  /// name constraints differently, and tests may run on another one than production: then columns
  /// and tables do.
  fileprivate func isOther(than other: ConstraintViolation) -> Bool {
    guard isOfARule, other.isOfARule else { return false }
    if let constraint, let another = other.constraint, dbms == other.dbms {
      return constraint != another
    }
    if let one = knownTable, let another = other.knownTable,
      one.lowercased() != another.lowercased()
    {
      return true
    }
    if !knownColumns.isEmpty, !other.knownColumns.isEmpty {
      return Set(knownColumns.map { $0.lowercased() })
        != Set(other.knownColumns.map { $0.lowercased() })
    }
    return false
  }

  /// Whether it tells of one declared rule, and not of a transaction's end.
  private var isOfARule: Bool {
    switch kind {
    case .unique, .primaryKey, .foreignKey, .notNull, .check, .exclusion: true
    default: false
    }
  }
}

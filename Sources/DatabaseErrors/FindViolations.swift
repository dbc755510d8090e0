/// A violation and where its text stands in a log.
public struct FoundViolation: Sendable, Hashable {
  public var violation: ConstraintViolation
  /// Counted from 1. Of an error that is printed several times, where it stands first.
  public var lines: ClosedRange<Int>
  /// Where the same error is printed again.
  public var repetitions: [ClosedRange<Int>] = []

  public init(violation: ConstraintViolation, lines: ClosedRange<Int>) {
    self.violation = violation
    self.lines = lines
  }
}

/// Finds the constraint errors of a pasted log, in its order, each once however often it is
/// printed.
///
/// An error is found at the start of a line, behind what logs put there: times, levels, names of
/// processes and loggers, quotation marks of a reply; in the strings of a line of JSON, of
/// `key="value"` pairs or of comma-separated values; and where a sentence reports it, behind a
/// colon or in quotation marks, when all of the message is there. What was wrapped or escaped on
/// the way is read as it was meant. Source code and comments that hold an error, and texts that
/// explain errors in general, give nothing.
public func findViolations(inText text: String) -> [FoundViolation] {
  findViolations(in: LogLines(Bytes(text), Effort(bytes: 0)))
}

func findViolations(in lines: LogLines) -> [FoundViolation] {
  var found = DistinctViolations()
  var index = 0
  while index < lines.count {
    guard let (violation, end) = lines.violation(at: index) else {
      index += 1
      continue
    }
    found.add(FoundViolation(violation: violation, lines: (index + 1)...end))
    index = max(end, index + 1)
  }
  return found.all
}

/// Chained exceptions and batches repeat one error; the copies may tell more or less of it.
private struct DistinctViolations {
  private(set) var all: [FoundViolation] = []
  /// Where those are that were read before, word for word.
  private var known: [ConstraintViolation: Int] = [:]

  mutating func add(_ new: FoundViolation) {
    let known = known[new.violation]
    let same =
      known
      ?? all.indices.suffix(Self.comparedMax)
      .first { all[$0].violation.isSame(as: new.violation) }
    self.known[new.violation] = same ?? all.count
    guard let index = same else {
      all.append(new)
      return
    }
    all[index].repetitions.append(new.lines)
    let old = all[index].violation
    let isMoreSpecific = old.isUnspecified && !new.violation.isUnspecified
    let isLessSpecific = !old.isUnspecified && new.violation.isUnspecified
    if isMoreSpecific || !isLessSpecific && new.violation.factCount > old.factCount {
      all[index].violation = new.violation
    }
  }

  /// Copies stand near each other; a log can hold a hundred thousand errors.
  private static let comparedMax = 512
}

extension ConstraintViolation {
  /// Whether both name the same constraint or place, and nothing in them disagrees.
  public func isSame(as other: ConstraintViolation) -> Bool {
    // A mapper's sentence names the constraint of the server's message and not its kind.
    let isRepeated =
      isUnspecified != other.isUnspecified && constraint != nil && constraint == other.constraint
    guard isRepeated || kind == other.kind && side == other.side else { return false }
    let agrees =
      Self.agree(constraint, other.constraint) && Self.agree(table, other.table)
      && Self.agree(dbms, other.dbms) && Self.agree(columns, other.columns)
      && Self.agree(values, other.values) && Self.agree(keyExpressions, other.keyExpressions)
    guard agrees else { return false }
    let sharesPlace =
      constraint != nil && other.constraint != nil || table != nil && other.table != nil
      || !columns.isEmpty && !other.columns.isEmpty
    return sharesPlace || self == other
  }

  /// Whether at most one is known, or both are the same.
  private static func agree<Fact: Equatable>(_ one: Fact?, _ other: Fact?) -> Bool {
    one == nil || other == nil || one == other
  }

  private static func agree(_ one: [String], _ other: [String]) -> Bool {
    one.isEmpty || other.isEmpty || one == other
  }

  fileprivate var isUnspecified: Bool { kind == .constraintUnspecified }

  /// How much is known.
  var factCount: Int {
    let facts = [dbms?.rawValue, sqlState, vendorCode, constraint, schema, table, statement]
    return facts.count { $0 != nil } + columns.count + values.count + referencedColumns.count
  }
}

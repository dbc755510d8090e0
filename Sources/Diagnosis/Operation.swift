import EventSchema
import Frameworks
import SourceCode

/// What the culprit was doing: as the framework's frames and source tell, else what the failing
/// statement does, else the call on the culprit's line.
func operation(
  _ examination: Examination, _ facts: SourceFacts, _ culprit: Frame
) -> SourceFacts.Operation? {
  if let operation = facts.operation, operation != .rawStatement { return operation }
  if culprit.isMigration { return .migrate }
  return examination.statements.failing.flatMap { SourceFacts.Operation($0.statement) }
    ?? facts.operation ?? culprit.contextLine.flatMap(operationCalled(in:))
}

extension SourceFacts.Operation {
  /// `nil` for a statement that writes and reads nothing.
  init?(_ statement: SQLStatement) {
    switch statement.verb {
    case .insert where statement.hasConflictClause: self = .upsert
    case .insert: self = statement.rowCount > 1 ? .bulkInsert : .create
    case .update: self = .update
    case .delete: self = .delete
    case .select: self = .read
    case .commit: self = .commit
    case .definition: self = .migrate
    default: return nil
    }
  }
}

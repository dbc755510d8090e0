import Fixes

/// What a remedy is, in a sentence that no framework owns.
func advice(_ remedy: Remedy) -> Prose {
  let columns = remedy.columns
  let key: Prose = columns.isEmpty ? "the value" : Prose(listing: columns)
  let table: Prose = remedy.table.map { "\(code: $0)" } ?? "the table"
  switch remedy.kind {
  case .validateOnPath:
    return
      "Check \(key) on the path of the write, and refuse it with an error that names the field."
  case .translateViolation:
    return """
      Catch the violation around the write, inside a savepoint, and answer with the same error: \
      the check alone leaves a gap for two requests at once.
      """
  case .insertOrRead:
    return """
      Write first, and when the key is taken read the winner's row; or use one atomic statement \
      that does both.
      """
  case .addConstraint:
    return "Add a unique constraint on \(key) of \(table), after the duplicates are cleaned up."
  case .conditionalUpdate:
    return "Put the rule into the statement's own condition, and look at how many rows it changed."
  case .resetSequence:
    return "Set the generator of \(table)'s key to the largest one stored."
  case .correctConflictTarget:
    return "Look up and write by \(key), and give everything else as values to set."
  case .normalize:
    return "Bring \(key) into one form where it is written and where it is compared."
  case .partialUniqueKey:
    return "Let the unique key on \(key) of \(table) leave out rows that are marked as deleted."
  case .validateParent:
    return "Look whether the parent exists, and refuse with an error that names the field."
  case .lockParent:
    return "Lock the parent's row before the child is written, in the same transaction."
  case .decideChildren:
    return """
      Decide what becomes of the children: refuse with an answer that says why, move them, or \
      remove them too.
      """
  case .requireValue:
    return "Demand \(key) where it comes in, give it a default, or let the column be empty."
  case .limitInput:
    return "Give the column's limit to the form, the serializer or the caller."
  case .savepoint:
    return "Put a savepoint around the statement that may fail, and roll back to it."
  case .cleanUpRows:
    return
      "Clean up the rows that break the rule before it is added, or load so that twice is once."
  case .deduplicateBatch:
    return "Take repeated keys out of the batch before it is written."
  case .widenKey:
    return "Give the key of \(table), and every column that points to it, a wider type."
  case .addPartition:
    return """
      Add the missing partition and one for all the rest, and check ahead of time that the next one \
      is there.
      """
  case .rebuildIndex:
    return "Take the repeated rows out, keeping what hangs on them, and build the index anew."
  case .expandThenContract:
    return """
      Take the change apart: let the database accept both releases, roll out, fill the rows, and \
      narrow the rule last.
      """
  case .deferOrMoveInSteps:
    return """
      Check the key on \(key) when the transaction commits, or move the rows in two steps over \
      values that nobody uses; delete before inserting where rows are replaced.
      """
  case .mergeSibling:
    return "Lock, then merge or remove the row that is in the way before this one takes its place."
  case .resetCopiedValue:
    return "Give the copy its own \(key), or none."
  case .useOneDatabase:
    return "Look and write through one connection of one database."
  case .widenConstraint:
    return """
      If the business allows both rows, put the missing column into the key on \(key) of \(table); \
      if not, look without it.
      """
  case .readFromPrimary:
    return "Look for \(key) where it is written, past caches and replicas."
  case .retryWithNewKey:
    return "When the key is taken, make another one and try again, a few times."
  case .enqueueOnCommit:
    return "Hand the job over once its transaction has committed."
  case .serializeAccess:
    return """
      Or let look-up and write wait for each other: under one lock, or serializable and again on a \
      conflict.
      """
  case .idempotencyKey:
    return """
      Give the operation a key of its own that is unique in the database, and answer a repetition \
      with the first result.
      """
  case .compensate:
    return "Undo what the database cannot roll back, or begin it after the commit."
  }
}

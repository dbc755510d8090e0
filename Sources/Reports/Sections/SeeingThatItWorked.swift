import Diagnosis
import Fixes

/// What to look at after the change is live.
func seeingThatItWorked(_ report: Report) -> Document.Section? {
  guard let conclusion = report.diagnosis.conclusion else { return nil }
  var items: [Document.Item] = []
  var seen: Set<Remedy.Kind> = []
  for remedy in conclusion.leadingFinding?.remedies ?? [] where seen.insert(remedy.kind).inserted {
    items.append(Document.Item(probe(remedy.kind)))
  }
  if !report.diagnosis.tests.isEmpty {
    items.append(Document.Item("The tests above pass; on the old code they fail."))
  }
  guard !items.isEmpty else { return nil }
  items.append(Document.Item(silence(report)))
  return Document.Section(
    "How to see that it worked", anchor: "verification", [.list(items, .dot)])
}

private func probe(_ remedy: Remedy.Kind) -> Prose {
  switch remedy {
  case .validateOnPath:
    "Send a value that is taken: the answer names the field, and nothing is logged as an error."
  case .translateViolation:
    """
    Send the same request twice at the same moment: one succeeds, the other gets the same \
    readable error, and the next statement of that request still works.
    """
  case .insertOrRead:
    "Send the same request twice at the same moment: both succeed, and one row is stored."
  case .addConstraint:
    "The query for duplicates finds nothing, today and in a week."
  case .conditionalUpdate:
    "Ask for more than there is: the request is refused, and the stored number stays as it was."
  case .resetSequence:
    "The next insert without an explicit key succeeds, and its key is above the largest stored one."
  case .correctConflictTarget:
    "Write a row that has the key and differs in everything else: the stored row is updated."
  case .normalize:
    "Send the stored value in another letter case and with blanks around it: it is found."
  case .partialUniqueKey:
    "Delete a row as users do, then create its like: that succeeds, and a third one is refused."
  case .validateParent:
    "Send a reference to nothing: the answer names the field, and nothing is logged as an error."
  case .lockParent:
    "Delete the parent while a child is being written: one of the two waits, neither fails."
  case .decideChildren:
    """
    Remove a parent that has children: what was decided for them happens, or the answer says why \
    not.
    """
  case .requireValue:
    "Leave the value out: the answer names the field, or the default is stored."
  case .limitInput:
    "Send a value beyond the limit: the answer names the field and the limit."
  case .savepoint:
    "Let the statement fail on purpose: the next statement of the same transaction still works."
  case .cleanUpRows:
    "Run the migration or the loader twice on a copy of the production data: both runs succeed."
  case .deduplicateBatch:
    "Send a batch that holds a key twice: one row is stored for it."
  case .widenKey:
    "Set the generator of a copy to the old limit: the next insert succeeds."
  case .addPartition:
    "Write a row for the next period on a copy: it finds its partition."
  case .rebuildIndex:
    "Count the rows of a key with and without the index: both counts agree."
  case .expandThenContract:
    "Run the old code's statements against the new schema: they succeed."
  case .deferOrMoveInSteps:
    "Swap two rows, and replace a list by one that shares keys with it: both succeed."
  case .mergeSibling:
    "Run the change while a stale sibling is there: one row is left, with what hung on both."
  case .resetCopiedValue:
    "Copy a row twice: each copy has a value of its own."
  case .useOneDatabase:
    "Write a row and look for it in the same request: it is found."
  case .widenConstraint:
    "Write the same value for two owners: both succeed, and a second one of one owner is refused."
  case .readFromPrimary:
    "Write a row and look for it at once: it is found."
  case .retryWithNewKey:
    "Let the generator return a taken key once: the row is stored under the next one."
  case .enqueueOnCommit:
    "Let the transaction wait before it commits: the job starts after it and succeeds."
  case .serializeAccess:
    "Run the operation twice at the same moment: the second waits for the first and sees its row."
  case .idempotencyKey:
    "Deliver the same operation twice: both answers are the same, and its effect is there once."
  case .compensate:
    "Let the write fail after the effect outside: the effect is undone, or has not begun."
  }
}

private func silence(_ report: Report) -> Prose {
  guard let issue = report.issue else {
    return """
      No event with the fingerprint \(code: report.diagnosis.fingerprint) comes from a release \
      that has the change.
      """
  }
  return """
    Issue \(String(issue.id)) stops counting (\(counted(issue.count, "event")) so far, the last \
    \(timestamp(issue.lastSeen))): \(code: "triage report \(issue.id)") shows no event of a \
    release that has the change.
    """
}

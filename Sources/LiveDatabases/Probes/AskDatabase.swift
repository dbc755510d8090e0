public import DatabaseErrors
public import SourceCode

/// Asks a live database about one violation. A question that is not answered is noted and the
/// others go on.
///
/// - Parameters:
///   - schema: What the same database declares.
///   - announcing: Called with each statement before it runs; values are parameters and not in it.
public func ask(
  _ database: any LiveDatabase, about violation: ConstraintViolation, in schema: Schema,
  announcing: (String) -> Void
) -> ProbeFacts {
  var facts = ProbeFacts()
  guard let subject = ProbeSubject(violation, in: schema) else {
    let table = violation.knownTable.map { "it has no table \($0)" }
    facts.unanswered.append(
      ProbeFacts.Unanswered(
        question: "about the violated rule",
        reason: table ?? "the failure names no table and no constraint that it knows"))
    return facts
  }
  for probe in Probe.all {
    switch probe.statement(subject, database.language, facts) {
    case .doesNotApply: continue
    case .lacks(let what):
      facts.unanswered.append(ProbeFacts.Unanswered(question: probe.question, reason: what))
    case .ask(let statement, let parameters, let isByTable):
      announcing(isByTable ? "\(statement) (without indexes)" : statement)
      do throws(LiveDatabaseError) {
        let rows = try database.rows(statement, parameters, isByTable: isByTable)
        probe.reads(rows.map { ProbeRow(values: $0) }, subject, &facts)
      } catch {
        facts.unanswered.append(
          ProbeFacts.Unanswered(question: probe.question, reason: error.reason))
      }
    }
  }
  return facts
}

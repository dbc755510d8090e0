public import Proof
public import Reports

extension IssueProof {
  /// What a proof says, for people.
  ///
  /// - Parameters:
  ///   - revision: What the commit is called in the repository.
  ///   - notes: Sentences that come before those of the proof.
  public init(_ proof: Proof, revision: String? = nil, notes: [String] = []) {
    self.init(
      state: proof.proven ? .proven : .notProven, reason: proof.reason, commit: proof.commit,
      revision: revision,
      steps: proof.steps.map { step in
        Step(
          name: step.name.rawValue, outcome: step.outcome.rawValue, isExpected: step.isExpected,
          detail: step.detail, seconds: step.seconds)
      }, notes: notes + proof.notes, seconds: proof.seconds)
  }
}

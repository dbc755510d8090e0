import EventSchema
public import Reports
public import Storage

extension IssueProof {
  /// What a store keeps of a proof, for people.
  public init(_ stored: StoredProof) {
    if let proof = stored.result.flatMap({ JSON(parsing: $0) }).flatMap({ IssueProof(json: $0) }) {
      self = proof
    } else if stored.isSetAside {
      self.init(
        state: .impossible,
        reason: "trying it ended the collector \(stored.attempts) times, so it is left aside")
    } else {
      self.init(state: .waiting)
    }
  }
}

extension Migration {
  /// The queue of issues whose change is to be proven, and what came of it. A row is made at most
  /// once for an issue.
  static let proofLayout = """
    CREATE TABLE proof (
      issue INTEGER PRIMARY KEY,
      attempts INTEGER NOT NULL DEFAULT 0,
      result TEXT                           -- NULL while it waits
    ) STRICT;
    CREATE INDEX proof_waiting ON proof (issue) WHERE result IS NULL;
    """
}

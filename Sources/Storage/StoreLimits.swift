/// Bounds on what is kept of one issue beside its events.
public enum StoreLimits {
  /// Occurrences from the issue's beginning: how it started tells causes apart.
  public static let oldestOccurrencesMax: Int64 = 50
  /// Occurrences from the issue's end.
  public static let newestOccurrencesMax: Int64 = 200
  /// Occurrences between them that met each other on their key.
  public static let pairedOccurrencesMax = 100
  /// Releases, and migrations, of one project whose first sight is remembered.
  public static let firstSightsPerProjectMax: Int64 = 500
  /// Releases of one issue, and environments; later ones are not added.
  public static let namesPerIssueMax: Int64 = 100
  /// Distinct users that are counted; "that many or more" beyond it.
  public static let usersPerIssueMax: Int64 = 10_000
  /// How often the report of one conclusion is begun; one that kills the process is left aside.
  public static let reportAttemptsMax: Int64 = 3
  /// Issues whose change waits to be proven; further ones are not queued.
  public static let proofsWaitingMax: Int64 = 100
  /// How often the proof of one issue is begun; one that ends the process is left aside.
  public static let proofAttemptsMax = 3
  /// Distinct pairs of reason and category of what SDKs drop, per project.
  public static let discardKindsMax: Int64 = 200
}

/// Every bound of a proof, with its unit and its reason.
public enum ProofLimits {
  /// Seconds of one run of the test command, unless told otherwise. Suites of the size that is
  /// worth a change of the limit have owners who know theirs.
  public static let testSeconds = 900.0
  /// Seconds of one call of git on this machine: a checkout of a large repository.
  static let gitSeconds = 300.0
  /// Seconds of one call of git that reaches another host.
  static let gitNetworkSeconds = 300.0
  /// Seconds between asking a process group to end and ending it.
  static let graceSeconds = 3.0
  /// Bytes that are kept of the beginning, and as many of the end, of what a test run prints.
  static let outputHalfBytes = 8 << 20
  /// Bytes that git may print: a listing of all files, or a patch.
  static let gitOutputBytes = 256 << 20
  /// Bytes of one file that is changed; what is longer is not written by hand.
  static let fileBytes = 4 << 20
  /// Names of tests in one sentence.
  static let namesShown = 5
  /// Logs of earlier proofs that stay in a repository.
  static let proofsKept = 20
  /// Bytes of an ignored file that is copied into the worktree: settings, not data.
  static let sharedFileBytes = 1 << 20
  /// Ignored files and folders that are taken along.
  static let sharedEntries = 500
}

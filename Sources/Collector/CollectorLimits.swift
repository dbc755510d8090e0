/// Bounds of the collector beside those of every event (`Limits`), with their reasons.
enum CollectorLimits {
  /// A client report counts a handful of reasons; more is no report.
  static let clientReportBytesMax = 100 << 10
  static let discardsPerReportMax = 100
  /// Decompressed bodies that wait in memory for the digest, which else decompresses again. Enough
  /// where it keeps up; of a backlog of thousands no bound that is bearable holds much.
  static let decompressedWaitingBytesMax = 2 << 20
  /// How often a digest may have killed the process before its event is left aside: once among
  /// others, then by itself. So many, because whatever kills the process from outside, over and
  /// over, must not pass for an event that does.
  static let digestAttemptsMax = 25
  /// How long SDKs are asked to be silent.
  static let backlogRetrySeconds = 60
  static let storeRetrySeconds = 30
  /// How long requests that have begun may take once the process is asked to end.
  static let shutdownSeconds = 10.0
  /// Of a change that is kept with its proof.
  static let proofDiffBytesMax = 256 << 10
  /// Issues of a project whose test runs' output is kept.
  static let proofLogsMax = 20
  /// Issues on the list page and in the list's JSON.
  static let issuesListedMax = 200
}

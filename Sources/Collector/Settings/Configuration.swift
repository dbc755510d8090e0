/// Everything that can be set, with its default. `Setting.all` names each and says what is allowed.
public struct Configuration: Sendable, Hashable {
  public var host = "127.0.0.1"
  public var port = 9090
  /// Empty, or `/triage`: where a proxy has put the collector.
  public var prefix = ""
  public var threads = 2
  public var connectionsMax = 1024
  public var connectionsPerAddressMax = 512
  public var idleSeconds = 60
  public var requestSeconds = 30
  public var storePath = "./triage.sqlite"
  public var backlogEventsMax = 200_000
  public var reportsDirectory = "./reports"
  public var digestBatch = 128
  public var digestThreads = 2
  public var advertisesRateLimits = true
  public var adminTokens: [String] = []
  public var logLevel = Log.Level.info
  public var proofsDirectory = "./proofs"
  public var proofSecondsMax = 3_600
  public var proofMemoryMegabytes = 8_192
  public var proofDiskMegabytes = 4_096
  public var projects: [Project] = []

  public init() {}

  public struct Project: Sendable, Hashable {
    public var id: Int64
    public var name: String
    /// Of the SDKs; each lets events in.
    public var keys: [String]
    /// The folder of a checkout, or `nil`.
    public var source: String?
    /// `nil` when changes are not tried.
    public var proofs: ProofSettings?

    public init(
      id: Int64, name: String, keys: [String], source: String? = nil, proofs: ProofSettings? = nil
    ) {
      self.id = id
      self.name = name
      self.keys = keys
      self.source = source
      self.proofs = proofs
    }
  }
}

/// A setting that cannot be taken.
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Where it was read: a file, `TRIAGE_LISTEN_PORT`, `--listen-port`.
  public var origin: String
  /// `listen.port`, `projects[0].keys`; `nil` when the whole is wrong.
  public var path: String?
  public var problem: String

  public init(origin: String, path: String? = nil, problem: String) {
    self.origin = origin
    self.path = path
    self.problem = problem
  }

  public var description: String {
    guard let path, path != origin else { return "\(origin): \(problem)" }
    return "\(origin): \(path): \(problem)"
  }
}

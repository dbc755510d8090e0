extension Monitor {
  /// What the monitor is doing.
  public enum Status: Sendable, Hashable, CustomStringConvertible {
    case notStarted
    /// Sends to this address; the key is left out.
    case running(endpoint: String)
    /// ``Monitor/start(apiKey:fileID:configure:)`` was called, but the key or address is unusable.
    case off(reason: String)
    case closed

    public var description: String {
      switch self {
      case .notStarted: "not started"
      case .running(let endpoint): "running, sends to \(endpoint)"
      case .off(let reason): "off: \(reason)"
      case .closed: "closed"
      }
    }
  }

  /// How grave an event or breadcrumb is.
  public enum Level: String, Sendable, Hashable, CaseIterable {
    case debug, info, warning, error, fatal
  }
}

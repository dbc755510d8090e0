/// Why the store could not do something.
public struct StoreError: Error, Sendable, Hashable {
  public var code: Code
  /// "commit 12 events", "open /var/lib/triage/triage.sqlite"
  public var doing: String
  /// The database's words.
  public var reason: String

  public init(_ code: Code, doing: String, reason: String) {
    self.code = code
    self.doing = doing
    self.reason = reason
  }

  /// Open: another store may have reasons of its own.
  public struct Code: RawRepresentable, Sendable, Hashable {
    public var rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// No room on the device; passes by itself once there is some.
    public static let full = Code(rawValue: "full")
    /// The device failed to read or write.
    public static let inputOutput = Code(rawValue: "input_output")
    /// Somebody else held the lock for too long.
    public static let busy = Code(rawValue: "busy")
    /// Missing, unreadable, or in a folder that does not exist.
    public static let cannotOpen = Code(rawValue: "cannot_open")
    /// A file of something else, or of a newer version.
    public static let foreign = Code(rawValue: "foreign")
    /// The file is damaged.
    public static let corrupt = Code(rawValue: "corrupt")
    public static let other = Code(rawValue: "other")
  }
}

extension StoreError: CustomStringConvertible {
  public var description: String { "cannot \(doing): \(reason)" }
}

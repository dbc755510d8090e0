/// Why something could not be done, in one line that names the mend.
public struct ProofError: Error, Sendable, Hashable, CustomStringConvertible {
  public struct Code: Sendable, Hashable {
    private var name: String
    /// The checkout is not what it must be: no repository, changed files, another revision.
    public static let checkout = Code(name: "checkout")
    /// git is missing or refused.
    public static let git = Code(name: "git")
    /// A file cannot be read or written.
    public static let file = Code(name: "file")
    /// A change does not fit, or must not be made.
    public static let change = Code(name: "change")
    /// The test command cannot be run.
    public static let tests = Code(name: "tests")
    /// Somebody stopped it: Ctrl-C, or the host.
    public static let interrupted = Code(name: "interrupted")
  }

  public var code: Code
  public var description: String

  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  static let interruption = ProofError(.interrupted, "interrupted; nothing was changed")
}

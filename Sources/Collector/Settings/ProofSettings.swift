/// What a project says about trying changes: nothing, or a repository and a command.
public struct ProofSettings: Sendable, Hashable {
  /// What is done once a change is proven.
  public enum Delivery: String, Sendable, Hashable, CaseIterable {
    /// The result is shown with the issue.
    case propose
    /// It is pushed as a branch, too.
    case branch
    /// And a pull or merge request is opened.
    case pullRequest = "pull_request"
  }

  /// Any URL or path that git takes.
  public var repository: String
  /// As a shell takes it.
  public var testCommand: String
  public var delivery: Delivery
  /// The root of the host's pages, and its kind, where the repository's address does not tell them.
  public var hostAddress: String?
  public var hostKind: String?

  public init(
    repository: String, testCommand: String, delivery: Delivery, hostAddress: String? = nil,
    hostKind: String? = nil
  ) {
    self.repository = repository
    self.testCommand = testCommand
    self.delivery = delivery
    self.hostAddress = hostAddress
    self.hostKind = hostKind
  }
}

import Diagnosis
import Fixes
import Hosting
import Issues
import Proof
import Reports

/// What `--pull-request` asks for.
struct HostingRequest {
  /// The root of the host's pages, and its kind, where the remote does not tell them.
  var address: String?
  var kind: String?
  var environment: [String: String]

  /// The remote that is pushed to when none is named.
  static let standardRemote = "origin"

  static let options = [
    Command.Option(
      "--pull-request",
      "Push the branch (to \(standardRemote) without --push) and open a pull or merge request with "
        + "the report as its text, on GitHub, GitLab, Gitea or Forgejo. The token is taken from "
        + "GITHUB_TOKEN, GITLAB_TOKEN, GITEA_TOKEN, FORGEJO_TOKEN or TRIAGE_HOST_TOKEN."),
    Command.Option(
      "--host-url", "The address of the host's pages, if the remote's address does not tell it.",
      value: "URL"),
    Command.Option(
      "--host-kind",
      "What runs there, if the host's name does not tell it: "
        + Host.all.map(\.kind).joined(separator: ", ") + ".", value: "KIND"),
  ]

  /// `nil` when no request is to be opened.
  init?(_ arguments: Arguments, _ console: Console) throws(CommandFailure) {
    address = arguments.value("--host-url")
    kind = arguments.value("--host-kind")
    environment = console.environment
    guard arguments.isSet("--pull-request") else {
      guard address == nil, kind == nil || arguments.isSet("--ci") else {
        throw CommandFailure("--host-url and --host-kind are for --pull-request; give that, too")
      }
      return nil
    }
  }

  /// - Throws: `ProofError` when the host, its kind or the token is not known.
  func repository(
    _ checkout: Checkout, remote: String
  ) throws(ProofError) -> HostedRepository {
    let remote = try hostAddress(ofRemote: remote, checkout)
    do throws(HostingError) {
      return try HostedRepository(
        remote: remote, address: address, kind: kind, environment: environment)
    } catch {
      throw ProofError(.git, error.description)
    }
  }
}

/// The address of a remote that is one of a host; some people let git fetch it from a copy nearby.
func hostAddress(ofRemote name: String, _ checkout: Checkout) throws(ProofError) -> String {
  let addresses = try checkout.addresses(ofRemote: name)
  return addresses.first { RemoteAddress($0) != nil } ?? addresses.first ?? name
}

/// Opens a request for a branch that was pushed, or finds the one that is open.
func openRequest(
  for subject: FixSubject, branch: String, _ proof: Proof?, at repository: HostedRepository
) throws(ProofError) -> OpenedRequest {
  var report = Report(subject.diagnosis)
  report.proof = proof.map { IssueProof($0, revision: subject.revision) }
  let title = subject.plan.changes.first { $0.state == .new }?.fix.title ?? subject.diagnosis.title
  let request = PullRequest(
    title: visibleLine(title.filter { $0 != "`" }), head: branch,
    text: render(report, as: .markdown))
  do throws(HostingError) {
    return try repository.open(request)
  } catch {
    throw ProofError(.git, error.description)
  }
}

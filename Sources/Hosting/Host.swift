import EventSchema
import Foundation

/// One kind of software that hosts repositories, and the words of its API for opening a request to
/// merge a branch. It never merges one.
public struct Host: Sendable {
  /// As people call it.
  public var name: String
  /// The word of `--host-kind`.
  public var kind: String
  /// What it calls a request to merge.
  public var requestName: String
  /// Hosts that are known to run it.
  var domains: [String]
  /// Variables of the environment that may hold the token, after `TRIAGE_HOST_TOKEN`.
  public var tokenVariables: [String]
  /// What the token must be allowed, as the host's own pages name it.
  var tokenRights: String
  /// The root of the API for the root of the web pages.
  var apiRoot: @Sendable (WebRoot) -> String
  /// The header's name, and what stands before the token.
  var authorization: (field: String, prefix: String)
  var fields: [String: String] = [:]
  /// Below the root of the API: `/repos/owner/name`.
  var repositoryPath: @Sendable (String) -> String
  /// Below the repository: `pulls`.
  var requestsPath: String
  /// What the list of open requests is asked for, beside the page.
  var listQuery: @Sendable (_ repository: String, _ head: String) -> [(String, String)]
  /// The query that asks for a page of the list; `nil` when the first query finds the branch.
  var pageQuery: (@Sendable (Int) -> [(String, String)])?
  /// Whether an open request of the list is for this branch of the repository itself.
  var isForBranch: @Sendable (JSON, _ repository: String, _ head: String) -> Bool
  /// The body of the request to open one.
  var creation: @Sendable (PullRequest, _ base: String) -> JSON
  /// The member of an answer that holds the request's page.
  var pageMember: String
  var titleCharactersMax: Int
  var textCharactersMax: Int
  var examples: [Example]

  /// A remote that is at a host of this kind, and one that is not.
  struct Example: Sendable {
    var remote: String
    /// The root of the API; `nil` when the remote is none of this kind.
    var api: String?
  }

  /// In the order of trial.
  public static let all: [Host] = [.gitHub, .gitLab, .gitea, .forgejo]

  /// Recognised by the name of the host: one that is known to run it, or one of whose words is the
  /// kind's (`gitlab.example.com`).
  public static func recognised(at host: String) -> Host? {
    let words = host.split { $0 == "." || $0 == "-" }
    return all.first { $0.isKnown(host) } ?? all.first { words.contains($0.kind[...]) }
  }

  private func isKnown(_ host: String) -> Bool {
    domains.contains { host == $0 || host.hasSuffix("." + $0) }
  }

  public static func named(_ kind: String) -> Host? { all.first { $0.kind == kind } }
}

/// The root of a host's web pages: `https://git.example.com:8443/gitlab`.
public struct WebRoot: Sendable, Hashable {
  public var scheme: String
  public var host: String
  public var port: Int?
  /// Empty, or with a slash at its beginning and none at its end.
  public var path: String

  /// - Returns: `nil` for what is no address of pages: another scheme, a query, a password.
  public init?(_ text: String) {
    guard let components = URLComponents(string: text), let scheme = components.scheme,
      ["https", "http"].contains(scheme.lowercased()), let host = components.host, !host.isEmpty,
      components.query == nil, components.fragment == nil, components.user == nil,
      components.password == nil
    else { return nil }
    self.scheme = scheme.lowercased()
    self.host = host.lowercased()
    port = components.port
    let names = components.path.split(separator: "/")
    path = names.map { "/" + $0 }.joined()
  }

  /// Where the pages of a remote are, when nobody said.
  init(_ remote: RemoteAddress) {
    scheme = remote.scheme
    host = remote.host
    port = remote.port
    path = ""
  }

  var isLoopback: Bool {
    host == "localhost" || host == "[::1]" || host == "::1"
      || host.hasPrefix("127.") && host.split(separator: ".").allSatisfy { UInt8($0) != nil }
  }

  public var address: String {
    "\(scheme)://\(host)" + (port.map { ":\($0)" } ?? "") + path
  }
}

/// What is proposed for merging.
public struct PullRequest: Sendable, Hashable {
  public var title: String
  /// The branch with the change; it is pushed already.
  public var head: String
  /// The branch that it is for; `nil` for the repository's default one.
  public var base: String?
  /// Markdown.
  public var text: String

  public init(title: String, head: String, base: String? = nil, text: String) {
    self.title = title
    self.head = head
    self.base = base
    self.text = text
  }
}

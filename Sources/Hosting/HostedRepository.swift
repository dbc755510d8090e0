import Foundation

/// A repository at a host, and the token that opens requests there.
public struct HostedRepository: Sendable {
  public var host: Host
  public var web: WebRoot
  /// `owner/name`, for GitLab with all groups.
  public var path: String
  /// The variable that the token came from, for messages.
  public var tokenVariable: String
  let token: String
  /// Whether somebody named the address of the host; else it is what the remote says.
  let isAddressGiven: Bool

  /// The variable that holds a token for any host.
  public static let tokenVariable = "TRIAGE_HOST_TOKEN"

  /// Finds out where requests for a remote are opened.
  ///
  /// - Parameters:
  ///   - remote: The remote's URL, as git has it.
  ///   - address: The root of the host's pages, where the remote does not tell it.
  ///   - kind: The host's kind, where its name does not tell it: `github`, `gitlab`, `gitea`,
  ///     `forgejo`.
  public init(
    remote: String, address: String? = nil, kind: String? = nil, environment: [String: String]
  ) throws(HostingError) {
    guard let parsed = RemoteAddress(remote) else {
      throw HostingError(
        .unknownHost,
        "the remote is no address of a host, so no request can be opened there; name a remote at "
          + "GitHub, GitLab, Gitea or Forgejo, or write a patch with --patch FILE")
    }
    let web = try Self.web(parsed, address)
    host = try Self.host(web.host, kind)
    self.web = web
    isAddressGiven = address != nil
    path = try Self.path(parsed, below: web, host)
    (tokenVariable, token) = try Self.token(host, web, environment)
  }

  private static func web(
    _ remote: RemoteAddress, _ address: String?
  ) throws(HostingError) -> WebRoot {
    if let address {
      guard let web = WebRoot(address) else {
        throw HostingError(
          .unknownHost,
          "--host-url is the address of the host's pages, like https://git.example.com, without "
            + "a name, password or query")
      }
      return web
    }
    let web = WebRoot(remote)
    guard web.scheme == "https" || web.isLoopback else {
      throw HostingError(
        .unknownHost,
        "\(web.host) is reached over plain HTTP, which would show the token to the network; give "
          + "its address with --host-url https://…")
    }
    return web
  }

  private static func host(_ name: String, _ kind: String?) throws(HostingError) -> Host {
    let kinds = Host.all.map(\.kind).joined(separator: ", ")
    if let kind {
      guard let host = Host.named(kind) else {
        throw HostingError(.unknownHost, "--host-kind is one of \(kinds)")
      }
      return host
    }
    guard let host = Host.recognised(at: name) else {
      throw HostingError(
        .unknownHost,
        "which software runs at \(name) cannot be told from its name; give --host-kind, one of "
          + "\(kinds), or write a patch with --patch FILE")
    }
    return host
  }

  /// The path of a remote over HTTP begins with that of the pages, if they have one.
  private static func path(
    _ remote: RemoteAddress, below web: WebRoot, _ host: Host
  ) throws(HostingError) -> String {
    let prefix = web.path.dropFirst() + "/"
    let isBelow = remote.isWeb && !web.path.isEmpty && remote.path.hasPrefix(prefix)
    let path = isBelow ? String(remote.path.dropFirst(prefix.count)) : remote.path
    let names = path.split(separator: "/").count
    guard names == 2 || names > 2 && host.kind == Host.gitLab.kind else {
      throw HostingError(
        .unknownHost,
        "\(host.name) has repositories as owner/name, and the remote's path is \(path); give the "
          + "address of its pages with --host-url")
    }
    return path
  }

  private static func token(
    _ host: Host, _ web: WebRoot, _ environment: [String: String]
  ) throws(HostingError) -> (variable: String, token: String) {
    let variables = [tokenVariable] + host.tokenVariables
    for variable in variables {
      let token = environment[variable]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
      guard !token.isEmpty else { continue }
      guard token.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
        throw HostingError(
          .unauthorized, "\(variable) holds a blank or another character that no token has")
      }
      return (variable, token)
    }
    throw HostingError(
      .unauthorized,
      "there is no token for \(web.host); put one into \(variables[1]) or \(variables[0]), with "
        + host.tokenRights)
  }
}

extension HostedRepository: CustomStringConvertible {
  /// Without the token.
  public var description: String { "\(path) at \(web.address)" }
}

extension HostedRepository: CustomReflectable {
  /// What a debugger or `dump` shows: never the token.
  public var customMirror: Mirror {
    Mirror(self, children: ["host": host.kind, "web": web.address, "path": path])
  }
}

/// Why a request could not be opened: one sentence that names the mend and holds no token.
public struct HostingError: Error, Sendable, Hashable, CustomStringConvertible {
  public var code: Code
  public var description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  public struct Code: Sendable, Hashable {
    private var name: String
    /// Nothing was asked: where and how is not known.
    public static let unknownHost = Code(name: "unknown_host")
    public static let unauthorized = Code(name: "unauthorized")
    public static let forbidden = Code(name: "forbidden")
    public static let notFound = Code(name: "not_found")
    /// The host does not take what was proposed.
    public static let refused = Code(name: "refused")
    /// Later it may work.
    public static let busy = Code(name: "busy")
    public static let unreachable = Code(name: "unreachable")
    /// An answer that the host's documentation does not know.
    public static let unexpected = Code(name: "unexpected")
  }
}

import Foundation

/// Where a git remote is, as far as its URL tells.
///
/// Reads `https://host:port/path.git`, `ssh://git@host:port/path`, `git://host/path` and the short
/// form of SSH, `git@host:path`.
public struct RemoteAddress: Sendable, Hashable {
  /// Whether the remote is reached over HTTP: its port and scheme are then those of the web pages.
  public var isWeb: Bool
  /// `https`, unless the remote says `http`.
  public var scheme: String
  /// In lower case; an address of IPv6 with its brackets.
  public var host: String
  /// `nil` for the scheme's own.
  public var port: Int?
  /// Without a slash at either end and without `.git`: `group/subgroup/project`.
  public var path: String

  /// `nil` for a path of this machine, and for what is no URL of git.
  public init?(_ url: String) {
    let text = url.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7f || $0 == 0x5c }) else {
      return nil
    }
    if let mark = text.range(of: "://") {
      self.init(scheme: text[..<mark.lowerBound].lowercased(), rest: text[mark.upperBound...])
    } else {
      self.init(short: text[...])
    }
  }

  /// `user@host:port/path`
  private init?(scheme: String, rest: Substring) {
    let webSchemes = ["https": "https", "http": "http"]
    let others = ["ssh", "git", "git+ssh", "ssh+git"]
    guard webSchemes[scheme] != nil || others.contains(scheme),
      let slash = rest.firstIndex(of: "/")
    else { return nil }
    // What stands before the last @ is a name or a password: it is dropped here.
    let authority = rest[..<slash].split(separator: "@", omittingEmptySubsequences: false).last
    guard let place = Self.hostAndPort(authority ?? "") else { return nil }
    self.init(
      isWeb: webSchemes[scheme] != nil, scheme: webSchemes[scheme] ?? "https",
      place.host, place.port, rest[slash...])
  }

  /// `user@host:path`. A colon behind a slash belongs to a path of this machine, and so does one
  /// behind a single letter on some systems.
  private init?(short text: Substring) {
    let afterUser =
      text.prefix { $0 != "/" && $0 != ":" }.lastIndex(of: "@")
      .map { text[text.index(after: $0)...] } ?? text
    var search = afterUser
    if afterUser.hasPrefix("[") {
      guard let bracket = afterUser.firstIndex(of: "]") else { return nil }
      search = afterUser[bracket...]
    }
    guard let colon = search.firstIndex(of: ":"), !search[..<colon].contains("/"),
      let place = Self.hostAndPort(afterUser[..<colon]), place.port == nil, place.host.count > 1
    else { return nil }
    self.init(
      isWeb: false, scheme: "https", place.host, nil, afterUser[afterUser.index(after: colon)...])
  }

  private init?(
    isWeb: Bool, scheme: String, _ host: String, _ port: Int?, _ path: Substring
  ) {
    guard let decoded = String(path).removingPercentEncoding else { return nil }
    var names = decoded.split(separator: "/").map(String.init)
    if let last = names.last, last.hasSuffix(".git") {
      names[names.count - 1] = String(last.dropLast(4))
    }
    let areNames = names.allSatisfy { name in
      !name.isEmpty && name != "." && name != ".."
        && !name.utf8.contains { $0 < 0x20 || $0 == 0x7f }
    }
    guard areNames, names.count >= 2 else { return nil }
    self.isWeb = isWeb
    self.scheme = scheme
    self.host = Self.doors[host] ?? host
    self.port = isWeb ? port : nil
    self.path = names.joined(separator: "/")
  }

  /// Names under which hosts take SSH on the port of HTTPS.
  private static let doors = [
    "ssh.github.com": "github.com", "altssh.gitlab.com": "gitlab.com",
  ]

  private static func hostAndPort(_ text: Substring) -> (host: String, port: Int?)? {
    var host = text
    var port: Int?
    let afterBracket = text.lastIndex(of: "]") ?? text.startIndex
    if let colon = text[afterBracket...].lastIndex(of: ":") {
      host = text[..<colon]
      let digits = text[text.index(after: colon)...]
      guard digits.isEmpty || Int(digits).map((1...65_535).contains) == true else { return nil }
      port = Int(digits)
    }
    let allowed = host.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"):
        true
      default: false
      }
    }
    return allowed && !host.isEmpty ? (host.lowercased(), port) : nil
  }
}

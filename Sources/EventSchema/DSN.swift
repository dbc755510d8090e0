/// Where events go and the key that lets them in:
/// `https://key@host:port/prefix/project`, as the project's settings show it.
public struct DSN: Sendable, Hashable, CustomStringConvertible {
  /// `http` or `https`.
  public var scheme: String
  /// The public key. A secret after a colon is accepted and dropped: it is no longer in use.
  public var key: String
  /// An IPv6 address keeps its brackets.
  public var host: String
  /// `nil` for the scheme's own.
  public var port: Int?
  /// Empty, or begins with a slash and ends without one: where a proxy has put the collector.
  public var path: String
  public var project: String

  public init(
    scheme: String, key: String, host: String, port: Int?, path: String = "", project: String
  ) {
    self.scheme = scheme
    self.key = key
    self.host = host
    self.port = port
    self.path = path
    self.project = project
  }

  /// Reads the usual text; `nil` when a part is missing or has characters that it can't have.
  public init?(_ text: String) {
    guard let (scheme, rest) = DSN.split(text[...], at: "://"),
      scheme == "http" || scheme == "https",
      let (authority, fullPath) = DSN.split(rest, at: "/"),
      let (keys, address) = DSN.split(authority, at: "@")
    else { return nil }
    let key = keys.prefix { $0 != ":" }
    var segments = fullPath.split(separator: "/", omittingEmptySubsequences: true)
    guard let project = segments.popLast(), DSN.isWord(project), DSN.isWord(key),
      segments.allSatisfy(DSN.isWord), let (host, port) = DSN.hostAndPort(address)
    else { return nil }
    self.init(
      scheme: String(scheme), key: String(key), host: String(host), port: port,
      path: segments.map { "/" + $0 }.joined(), project: String(project))
  }

  public var description: String {
    "\(scheme)://\(key)@\(address)\(path)/\(project)"
  }

  /// Where the SDK posts envelopes.
  public var envelopeURL: String { "\(scheme)://\(address)\(path)/api/\(project)/envelope/" }

  private var address: String { port.map { "\(host):\($0)" } ?? host }

  private static func split(
    _ text: Substring, at separator: String
  ) -> (before: Substring, after: Substring)? {
    var rest = text
    while !rest.hasPrefix(separator) {
      guard rest.popFirst() != nil else { return nil }
    }
    return (text[..<rest.startIndex], rest.dropFirst(separator.count))
  }

  /// Letters, digits and the signs that need no escape in a URL.
  private static func isWord(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        isDigit($0) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20
          || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
          || $0 == UInt8(ascii: "~")
      }
  }

  private static func hostAndPort(_ address: Substring) -> (Substring, Int?)? {
    let host: Substring
    if address.hasPrefix("[") {
      guard let bracket = address.firstIndex(of: "]") else { return nil }
      host = address[...bracket]
      let inner = host.dropFirst().dropLast()
      let isAddress = inner.utf8.allSatisfy {
        hexadecimalValue($0) != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
      }
      guard !inner.isEmpty, isAddress else { return nil }
    } else {
      host = address.prefix { $0 != ":" }
      guard isWord(host) else { return nil }
    }
    let rest = address[host.endIndex...]
    guard !rest.isEmpty else { return (host, nil) }
    guard rest.first == ":", rest.dropFirst().utf8.allSatisfy(isDigit),
      let port = Int(rest.dropFirst()), 1...65_535 ~= port
    else { return nil }
    return (host, port)
  }
}

import Foundation

/// The key that a request carries, if any, before its body is known.
///
/// The first of: the header of the SDKs, the query of browsers, and the header of HTTP in its
/// forms.
func ingestKey(of head: HTTPRequestHead) -> String? {
  if let key = head.field("x-sentry-auth").flatMap(sentryKey) { return key }
  if let key = head.parameter("sentry_key"), !key.isEmpty { return key }
  guard let authorization = head.field("authorization") else { return nil }
  return sentryKey(authorization) ?? basicKey(authorization)
}

/// `Sentry sentry_key=…, sentry_version=7`: pairs in any order, with or without blanks.
private func sentryKey(_ value: String) -> String? {
  guard let pairs = parameters(of: value, scheme: "sentry") else { return nil }
  for pair in pairs.split(separator: ",") {
    let parts = pair.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, trimmed(parts[0]) == "sentry_key" else { continue }
    let key = trimmed(parts[1])
    return key.isEmpty ? nil : String(key)
  }
  return nil
}

/// The key as the name, with or without a password.
private func basicKey(_ value: String) -> String? {
  guard let encoded = parameters(of: value, scheme: "basic"),
    let decoded = Data(base64Encoded: String(trimmed(encoded)))
  else { return nil }
  let key = String(decoding: decoded.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
  return key.isEmpty ? nil : key
}

/// The password, whatever the name: how a browser gives a token.
func basicPassword(_ authorization: String) -> String? {
  guard let encoded = parameters(of: authorization, scheme: "basic"),
    let decoded = Data(base64Encoded: String(trimmed(encoded))),
    let colon = decoded.firstIndex(of: UInt8(ascii: ":"))
  else { return nil }
  return String(decoding: decoded[(colon + 1)...], as: UTF8.self)
}

/// What follows the scheme's word; `nil` for another scheme.
func parameters(of authorization: String, scheme: String) -> Substring? {
  let parts = authorization.split(separator: " ", maxSplits: 1)
  guard parts.count == 2, String(parts[0]).isEqualIgnoringCase(to: scheme) else { return nil }
  return parts[1]
}

private func trimmed(_ text: Substring) -> Substring {
  var text = text
  while let first = text.first, first == " " || first == "\t" || first == "\"" {
    text.removeFirst()
  }
  while let last = text.last, last == " " || last == "\t" || last == "\"" { text.removeLast() }
  return text
}

/// Whether a secret is one of some, in a time that does not tell how much of it is right, nor which
/// one it is.
func isSecret(_ given: String, among secrets: [String]) -> Bool {
  var isFound = false
  for secret in secrets { isFound = isEqual(given, secret) || isFound }
  return isFound
}

private func isEqual(_ given: String, _ secret: String) -> Bool {
  let given = Array(given.utf8)
  let secret = Array(secret.utf8)
  var difference = given.count == secret.count ? 0 as UInt8 : 1
  for index in secret.indices {
    difference |= secret[index] ^ (index < given.count ? given[index] : 0)
  }
  return difference == 0
}

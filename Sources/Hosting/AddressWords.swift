import Foundation

/// A path with everything escaped that is neither a plain character of a name nor a slash.
func pathEscaped(_ path: String) -> String {
  path.split(separator: "/").map { wordEscaped(String($0)) }.joined(separator: "/")
}

/// One word of an address, slashes escaped, too.
func wordEscaped(_ word: String) -> String {
  var plain = CharacterSet(charactersIn: "a"..."z")
  plain.insert(charactersIn: "A"..."Z")
  plain.insert(charactersIn: "0"..."9")
  plain.insert(charactersIn: "-._~")
  return word.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
}

/// `?state=open&page=1`
func query(_ items: [(String, String)]) -> String {
  guard !items.isEmpty else { return "" }
  return "?" + items.map { "\(wordEscaped($0.0))=\(wordEscaped($0.1))" }.joined(separator: "&")
}

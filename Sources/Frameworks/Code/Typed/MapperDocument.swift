import EventSchema
import SourceCode

/// A document of statements that are named by the methods of an interface:
/// `<mapper namespace="org.pier.BerthMapper"><select id="countBySail">SELECT …</select></mapper>`.
struct MapperDocument {
  private let text: String

  /// The document of an interface among the files of a source.
  init?(of interface: String, in tree: SourceTree) {
    let endings = [".\(interface)\"", "\"\(interface)\""]
    let file = tree.files.first { file in
      file.path.hasSuffix(".xml") && file.isWhole && file.text.mentions("<mapper")
        && endings.contains { file.text.mentions("namespace=\"") && file.text.mentions($0) }
    }
    guard let file else { return nil }
    text = file.text
  }

  /// The statement of a method, with `?` for its values; `nil` where there is none.
  func statement(of method: String) -> String? {
    for part in text.split(separator: "<").dropFirst() {
      guard let verb = Self.verbs.first(where: { part.hasPrefix($0 + " ") }),
        String(part.prefix { $0 != ">" }).mentions("id=\"\(method)\""),
        let open = part.firstIndex(of: ">")
      else { continue }
      let body = text[part.index(after: open)...]
      return Self.statement(inside: body, until: "</\(verb)>")
    }
    return nil
  }

  private static let verbs = ["select", "insert", "update", "delete"]
  /// Longer statements are not read.
  private static let bytesMax = 8_192

  /// The text up to the closing tag, its own tags taken for the words that they stand for.
  private static func statement(inside body: Substring, until end: String) -> String? {
    var result = ""
    var tag: String?
    for character in body {
      guard result.utf8.count < bytesMax else { return nil }
      if character == "<" {
        tag = "<"
      } else if let open = tag {
        guard character == ">" || open.hasPrefix("<![CDATA[") else {
          tag = open + String(character)
          continue
        }
        let whole = open + String(character)
        if whole == end { return result.withoutEscapes }
        if open.hasPrefix("<![CDATA["), !whole.hasSuffix("]]>") {
          tag = whole
          continue
        }
        if whole.hasPrefix("<![CDATA[") { result += whole.dropFirst(9).dropLast(3) }
        result += whole == "<where>" ? " WHERE " : whole == "<set>" ? " SET " : " "
        tag = nil
      } else {
        result.append(character)
      }
    }
    return nil
  }
}

extension String {
  fileprivate var withoutEscapes: String {
    var result = self
    for (escape, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
      result = result.replacing(escape, by: sign)
    }
    return result
  }
}

import EventSchema

/// `Caused by: `, `Suppressed: ` or `Wrapped by: ` with the exception behind it.
struct JVMRelation {
  enum Kind { case cause, suppressed, wrapper }

  let kind: Kind
  let text: Substring
  let prefix: Substring
  let indentation: Int

  init?(_ line: Substring) {
    for (words, kind) in Self.words {
      guard let (before, after) = line.split(around: words) else { continue }
      // Prose may say so too, yet not behind a blank or a container's bar.
      let prefix = before.withoutBlanksAtEnd
      guard prefix.isEmpty || "|>]:".utf8.contains(prefix.utf8.last ?? 0) else { return nil }
      self.kind = kind
      text = after.trimmed
      self.prefix = prefix
      indentation = before.utf8.count - prefix.utf8.count
      return
    }
    return nil
  }

  private static let words: [(String, Kind)] = [
    ("Caused by: ", .cause), ("Suppressed: ", .suppressed), ("Wrapped by: ", .wrapper),
  ]
}

/// The line that names an exception: `com.harbour.Refused: desk is closed`.
struct JVMHead {
  var type: String?
  var module: String?
  var message: Substring?

  /// A line that begins with a class, in front of which the JVM may name the thread.
  init?(line: Substring) {
    var text = line
    if text.has("Exception in thread \"") {
      guard let (_, after) = text.dropFirst(21).split(around: "\" ") else { return nil }
      text = after
    }
    if text.has("<openjpa-"), let (_, after) = text.split(around: "> ") { text = after }
    if let eclipseLink = Self.eclipseLinkClass(text) {
      self.init(className: eclipseLink, message: text)
      return
    }
    let name = text.utf8.prefix { !($0 == 0x3A || $0 == 0x20) }
    let rest = text[name.endIndex...]
    guard Self.isClass(Substring(name)), rest.isEmpty || rest.has(":") else { return nil }
    self.init(
      className: Substring(name), message: rest.isEmpty ? nil : rest.dropFirst().withoutOneBlank)
  }

  /// A class behind the time, level and logger of a record; its name says that it is an exception.
  init?(behindLog line: Substring) {
    var rest = line
    var start = line.startIndex
    while start < line.endIndex {
      let word = rest.utf8.prefix { $0 != 0x20 }
      let text = Substring(word)
      let name = text.utf8.last == 0x3A ? text.dropLast() : text
      if Self.isException(name), name.utf8.contains(UInt8(ascii: ".")) {
        self.init(line: line[start...])
        return
      }
      guard word.endIndex < line.endIndex else { return nil }
      start = line.utf8.index(after: word.endIndex)
      rest = line[start...]
    }
    return nil
  }

  /// What stands behind `Caused by: `, which need not begin with a class.
  init(anyText text: Substring) {
    if let head = JVMHead(line: text) { self = head } else { message = text }
  }

  private init(className: Substring, message: Substring?) {
    let parts = className.split(separator: ".")
    type = parts.last.map { String($0) }
    module = parts.count > 1 ? parts.dropLast().joined(separator: ".") : nil
    self.message = message
  }

  /// `Exception [EclipseLink-4002] (Eclipse …):
  /// org.eclipse.persistence.exceptions.DatabaseException`
  private static func eclipseLinkClass(_ text: Substring) -> Substring? {
    guard text.has("Exception [EclipseLink-"), let (_, name) = text.splitLast(around: "): "),
      isClass(name)
    else { return nil }
    return name
  }

  /// Identifiers with dots between them, the last one written like a class.
  private static func isClass(_ name: Substring) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard name.utf8.count <= 250, let last = parts.last, let first = last.utf8.first,
      parts.allSatisfy({ part in
        part.utf8.first.map { $0.isNameByte && !$0.isDecimalDigit } ?? false
          && part.utf8.allSatisfy {
            $0.isNameByte || $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "-")
          }
      })
    else { return false }
    return parts.count > 1 && ((0x41...0x5A).contains(first) || last.utf8.count == 1)
      || isException(name)
  }

  private static func isException(_ name: Substring) -> Bool {
    ["Exception", "Error", "Throwable", "Failure", "Fault"].contains { name.hasSuffix($0) }
      && name.utf8.allSatisfy {
        $0.isNameByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "$")
      }
  }
}

/// One exception of a printed chain, its frames newest first as they are printed.
struct JVMLink {
  var exception = Exception()
  var frames: [Frame] = []
  /// How many of the oldest frames are those of the exception that holds this one.
  var commonCount = 0
  var relation: JVMRelation.Kind?
  var indentation = 0

  init() {}

  init(_ head: JVMHead, continued lines: [Substring]) {
    exception.type = head.type
    exception.module = head.module
    var text = [head.message].compactMap(\.self) + lines
    while let last = text.last, last.trimmed.isEmpty { text.removeLast() }
    if !text.isEmpty { exception.value = text.joined(separator: "\n") }
  }

  /// The chain innermost first. What was suppressed on the way is left out: it failed afterwards.
  static func exceptions(of printed: [JVMLink]) -> [Exception] {
    var links = withReactorFrames(printed)
    links = chain(of: links)
    let isRootFirst = links.contains { $0.relation == .wrapper }
    if isRootFirst { links.reverse() }
    // Outermost first now; each completes the next one.
    for number in links.indices.dropFirst() where links[number].commonCount > 0 {
      links[number].frames += links[number - 1].frames.suffix(links[number].commonCount)
    }
    return links.enumerated().reversed().map { number, link in
      var exception = link.exception
      exception.frames = link.frames.reversed()
      if number > 0 {
        var mechanism = Exception.Mechanism()
        mechanism.type = "chained"
        mechanism.source = "cause"
        exception.mechanism = mechanism
      }
      return exception
    }
  }

  /// Without suppressed exceptions and their causes, which are printed further to the right.
  private static func chain(of links: [JVMLink]) -> [JVMLink] {
    var chain: [JVMLink] = []
    var suppressedAt: Int?
    for link in links {
      if let depth = suppressedAt, link.relation != nil, link.indentation >= depth { continue }
      suppressedAt = nil
      if link.relation == .suppressed {
        suppressedAt = max(link.indentation, 1)
      } else {
        chain.append(link)
      }
    }
    return chain
  }

  /// Reactor prints the frames of an exception below one that it adds to its suppressed ones.
  private static func withReactorFrames(_ links: [JVMLink]) -> [JVMLink] {
    var links = links
    for number in links.indices.dropFirst()
    where links[number].exception.type?.hasSuffix("OnAssemblyException") == true
      && links[number - 1].frames.isEmpty
    {
      links[number - 1].frames = links[number].frames
      links[number].frames = []
    }
    return links
  }
}

extension Substring {
  fileprivate var withoutOneBlank: Substring { has(" ") ? dropFirst() : self }
}

/// A run of words of a report, before anybody has decided how it is printed.
///
/// Everything in it is raw and untrusted; each renderer escapes for where it prints.
struct Prose: Sendable, Hashable {
  var spans: [Span]

  enum Span: Sendable, Hashable {
    case words(String)
    /// A name, path or statement: printed in a fixed-width face.
    case code(String)
    case strong(String)
    /// How far a conclusion or a fix goes: a word with a colour.
    case label(String, Tone)
  }

  /// What a colour means, without saying which.
  enum Tone: String, Sendable, Hashable {
    case bad, caution, good, neutral
  }

  var isEmpty: Bool { spans.isEmpty }

  /// A sentence in which backticks mark code. An unpaired backtick is printed as it is.
  init(sentence: String) {
    let parts = sentence.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    let isPaired = parts.count % 2 == 1
    spans = []
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, !isPaired {
        append(.words("`" + part))
      } else {
        append(index % 2 == 1 ? .code(part) : .words(part))
      }
    }
  }

  init(spans: [Span] = []) {
    self.spans = spans
  }

  static func + (one: Prose, other: Prose) -> Prose { Prose(spans: one.spans + other.spans) }

  private mutating func append(_ span: Span) {
    switch span {
    case .words(""), .code(""): break
    default: spans.append(span)
    }
  }
}

extension Prose: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) {
    self.init(stringInterpolation: StringInterpolation(words: value))
  }

  init(stringInterpolation: StringInterpolation) {
    spans = stringInterpolation.prose.spans
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var prose = Prose()

    init(literalCapacity: Int, interpolationCount: Int) {}

    fileprivate init(words: String) { prose.append(.words(words)) }

    mutating func appendLiteral(_ literal: String) { prose.append(.words(literal)) }
    mutating func appendInterpolation(_ words: String) { prose.append(.words(words)) }
    mutating func appendInterpolation(_ number: Int) { prose.append(.words(String(number))) }
    mutating func appendInterpolation(code: String) { prose.append(.code(code)) }
    mutating func appendInterpolation(strong: String) { prose.append(.strong(strong)) }
    mutating func appendInterpolation(sentence: String) {
      prose.spans += Prose(sentence: sentence).spans
    }
    mutating func appendInterpolation(label: String, _ tone: Tone) {
      prose.append(.label(label, tone))
    }
    mutating func appendInterpolation(_ other: Prose) { prose.spans += other.spans }
  }
}

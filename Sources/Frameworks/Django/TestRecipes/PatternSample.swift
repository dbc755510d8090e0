/// Texts that a regular expression takes, for the plain ones that fields of forms, serializers and
/// models have: characters, sets, groups, alternatives and repetitions.
struct PatternSample {
  private let root: Part

  fileprivate indirect enum Part {
    case one(of: [Character])
    case sequence([Part])
    case repeated(Part, Int, most: Int?)
  }

  /// Longest pattern that is read, and most characters of one sample.
  private static let sizeMax = 200
  /// How often a part is repeated where the pattern leaves it open.
  private static let usualCount = 4

  /// `nil` for what is not read: look-arounds, references back, flags, sets of everything else.
  init?(_ pattern: String) {
    guard pattern.utf8.count <= Self.sizeMax else { return nil }
    var reader = PatternReader(Array(pattern))
    guard let parts = reader.alternatives(depth: 8), reader.isAtEnd else { return nil }
    root = parts
  }

  /// One text for each number, as different as the pattern lets them be; `nil` where it needs more
  /// characters than there is room for.
  func text(_ number: Int, within lengthMax: Int? = nil) -> String? {
    for isShort in [false, true] {
      var text = ""
      Self.write(root, number, isShort, &text)
      if text.count <= lengthMax ?? Self.sizeMax, !text.isEmpty { return text }
    }
    return nil
  }

  private static func write(_ part: Part, _ number: Int, _ isShort: Bool, _ text: inout String) {
    guard text.count <= sizeMax else { return }
    switch part {
    case .one(let characters):
      guard !characters.isEmpty else { return }
      text.append(characters[(text.count + number) % characters.count])
    case .sequence(let parts):
      for inner in parts { write(inner, number, isShort, &text) }
    case .repeated(let inner, let least, let most):
      let usual = most == 1 ? least : max(least, min(usualCount, most ?? usualCount))
      for _ in 0..<min(isShort ? least : usual, sizeMax) { write(inner, number, isShort, &text) }
    }
  }

  /// Goes over the characters of a pattern, once.
  fileprivate struct PatternReader {
    private let characters: [Character]
    private var index = 0

    init(_ characters: [Character]) { self.characters = characters }

    var isAtEnd: Bool { index >= characters.count }
    private var next: Character? { isAtEnd ? nil : characters[index] }

    private mutating func take(_ character: Character) -> Bool {
      guard next == character else { return false }
      index += 1
      return true
    }

    /// The first of `a|b|c`; the others are read as well, so that nothing unknown hides in them.
    mutating func alternatives(depth: Int) -> Part? {
      guard depth > 0, let first = sequence(depth: depth) else { return nil }
      while take("|") {
        guard sequence(depth: depth) != nil else { return nil }
      }
      return first
    }

    private mutating func sequence(depth: Int) -> Part? {
      var parts: [Part] = []
      while let character = next, character != "|", character != ")" {
        if character == "^" || character == "$" {
          index += 1
          continue
        }
        guard let part = atom(depth: depth), let repeated = repetition(of: part) else { return nil }
        parts.append(repeated)
      }
      return .sequence(parts)
    }

    private mutating func atom(depth: Int) -> Part? {
      guard let character = next else { return nil }
      index += 1
      switch character {
      case "(": return group(depth: depth)
      case "[": return set()
      case "\\": return escaped()
      case ".": return .one(of: Self.letters)
      case "*", "+", "?", "{": return nil
      case "\"", "\n": return nil
      default: return .one(of: [character])
      }
    }

    private mutating func group(depth: Int) -> Part? {
      if take("?") {
        if take("P") {
          guard take("<") else { return nil }
          while let character = next, character != ">", character != ")" { index += 1 }
          guard take(">") else { return nil }
        } else if !take(":") {
          return nil
        }
      }
      guard let inner = alternatives(depth: depth - 1), take(")") else { return nil }
      return inner
    }

    /// `[A-Z0-9_-]`
    private mutating func set() -> Part? {
      guard next != "^" else { return nil }
      var found: [Character] = []
      while let character = next, character != "]" {
        index += 1
        if character == "\\" {
          guard case .one(let escaped)? = escaped() else { return nil }
          found += escaped
        } else if next == "-", index + 1 < characters.count, characters[index + 1] != "]" {
          index += 1
          guard let last = next, let range = Self.range(character, last) else { return nil }
          index += 1
          found += range
        } else {
          found.append(character)
        }
      }
      guard take("]") else { return nil }
      let plain = found.filter { $0.isLetter || $0.isNumber }
      let usable = plain.isEmpty ? found.filter { !"\"\\".contains($0) } : plain
      return usable.isEmpty ? nil : .one(of: usable)
    }

    private static func range(_ first: Character, _ last: Character) -> [Character]? {
      guard let low = first.asciiValue, let high = last.asciiValue, low <= high else { return nil }
      return (low...high).map { Character(UnicodeScalar($0)) }
    }

    private mutating func escaped() -> Part? {
      guard let character = next else { return nil }
      index += 1
      switch character {
      case "d": return .one(of: Self.digits)
      case "w": return .one(of: Self.letters)
      case "s": return .one(of: [" "])
      case "A", "Z", "b": return .sequence([])
      case _ where character.isLetter || character.isNumber: return nil
      case "\"", "\\": return nil
      default: return .one(of: [character])
      }
    }

    private static let letters = Array("klmnopq")
    private static let digits = Array("1234567")

    private mutating func repetition(of part: Part) -> Part? {
      let result: Part
      if take("*") {
        result = .repeated(part, 0, most: nil)
      } else if take("+") {
        result = .repeated(part, 1, most: nil)
      } else if take("?") {
        result = .repeated(part, 0, most: 1)
      } else if take("{") {
        guard let counted = counted(part) else { return nil }
        result = counted
      } else {
        return part
      }
      _ = take("?")
      return result
    }

    /// `4}`, `2,12}`, `2,}`
    private mutating func counted(_ part: Part) -> Part? {
      func number(_ digits: [Character]) -> Int? { Int(String(digits)) }
      var pieces: [[Character]] = [[]]
      while let character = next, character != "}" {
        index += 1
        if character == "," {
          pieces.append([])
        } else {
          pieces[pieces.count - 1].append(character)
        }
      }
      guard take("}"), let least = number(pieces[0]), least <= PatternSample.sizeMax else {
        return nil
      }
      switch pieces.count {
      case 1: return .repeated(part, least, most: least)
      case 2 where pieces[1].isEmpty: return .repeated(part, least, most: nil)
      case 2:
        guard let most = number(pieces[1]), most >= least else { return nil }
        return .repeated(part, least, most: most)
      default: return nil
      }
    }
  }
}

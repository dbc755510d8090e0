/// How two texts that mean one value differ, the closest relation first.
enum ValueRelation: Int, Sendable, Hashable, Comparable, CaseIterable {
  case equal
  /// Composed and decomposed characters: equal to a reader, different bytes.
  case unicodeForm
  /// Blanks around it, or several for one inside.
  case blanks
  case letterCase
  case letterCaseAndBlanks
  /// Accents, and letters that a collation takes for two others.
  case accents
  /// The same whole number in another form: `007`, `7.0`.
  case number
  /// One is the beginning of the other, which was cut.
  case beginning

  static func < (one: ValueRelation, other: ValueRelation) -> Bool { one.rawValue < other.rawValue }

  /// `nil` when they are two values.
  init?(_ one: String, _ other: String) {
    if one.utf8.elementsEqual(other.utf8) {
      self = .equal
    } else if let form = Self.ofForm(one, other) {
      self = form
    } else if let number = one.wholeNumber, number == other.wholeNumber {
      self = .number
    } else if Self.isCut(one, other) || Self.isCut(other, one) {
      self = .beginning
    } else {
      return nil
    }
  }

  /// How two texts differ that hold the same letters.
  private static func ofForm(_ one: String, _ other: String) -> ValueRelation? {
    if one.isPlain, other.isPlain, !one.hasSameLetters(as: other) { return nil }
    if one == other { return .unicodeForm }
    if one.withSingleBlanks == other.withSingleBlanks { return .blanks }
    if one.lowercased() == other.lowercased() { return .letterCase }
    if one.withSingleBlanks.lowercased() == other.withSingleBlanks.lowercased() {
      return .letterCaseAndBlanks
    }
    return one.withoutAccents == other.withoutAccents ? .accents : nil
  }

  /// Shorter beginnings are shared by chance.
  private static let beginningLengthMin = 16

  private static func isCut(_ text: String, _ whole: String) -> Bool {
    text.utf8.count >= beginningLengthMin && whole.utf8.count > text.utf8.count
      && whole.hasPrefix(text)
  }
}

extension String {
  /// Without blanks around it, and with one for several inside.
  var withSingleBlanks: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Whether it is empty or blank.
  var isNothingButBlanks: Bool { allSatisfy(\.isWhitespace) }

  /// In small letters, without marks above and below letters, as accent-insensitive collations
  /// compare.
  var withoutAccents: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
    var result = ""
    for scalar in lowercased().unicodeScalars {
      if scalar.properties.generalCategory == .nonspacingMark { continue }
      if let plain = plainLetters[scalar] {
        result += plain
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The number, if the text is one: `7`, `007`, `7.0`.
  fileprivate var wholeNumber: Int? {
    if let integer = Int(self) { return integer }
    guard let dot = firstIndex(of: "."), self[dot...].dropFirst().allSatisfy({ $0 == "0" }) else {
      return nil
    }
    return Int(self[..<dot])
  }
}

extension String {
  /// Whether two plain texts are equal but for blanks and letter case.
  fileprivate func hasSameLetters(as other: String) -> Bool {
    let own = utf8.lazy.filter { !$0.isPlainBlank }.map(\.plainFolded)
    return own.elementsEqual(other.utf8.lazy.filter { !$0.isPlainBlank }.map(\.plainFolded))
  }
}

/// The small Latin letters with marks, composed, and what they are without.
private let plainLetters: [Unicode.Scalar: String] = {
  let groups = [
    "a": "àáâãäåāăąǎ", "ae": "æ", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęě", "g": "ĝğġģ",
    "h": "ĥħ", "i": "ìíîïĩīĭįı", "j": "ĵ", "k": "ķ", "l": "ĺļľŀł", "n": "ñńņňŉ",
    "o": "òóôõöøōŏő", "oe": "œ", "r": "ŕŗř", "s": "śŝşšș", "ss": "ß", "t": "ţťŧț", "th": "þ",
    "u": "ùúûüũūŭůűų", "w": "ŵ", "y": "ýÿŷ", "z": "źżž",
  ]
  var letters: [Unicode.Scalar: String] = [:]
  for (plain, marked) in groups {
    for scalar in marked.unicodeScalars { letters[scalar] = plain }
  }
  return letters
}()

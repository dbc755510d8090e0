/// Tells the names of fields that hold secrets: `password`, `X-Api-Key`, `accessToken`, …
enum SensitiveName {
  /// Whether a field of this name holds a secret, whatever its case and its separators.
  static func matches(_ name: UnsafeRawBufferPointer) -> Bool {
    for index in name.indices {
      for pattern in patterns(beginningWith: name[index] | 0x20)
      where pattern.matches(name, at: index) {
        return true
      }
    }
    return false
  }

  static func matches(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { matches(UnsafeRawBufferPointer($0)) }
  }

  /// Whether a text says it in prose too ("unexpected token: x"), where no secret follows a colon.
  static func isProse(_ name: UnsafeRawBufferPointer) -> Bool {
    !name.indices.contains { index in
      patterns(beginningWith: name[index] | 0x20).contains {
        $0.isUnambiguous && $0.matches(name, at: index)
      }
    }
  }

  private struct Pattern {
    let text: StaticString
    /// Only as a word of its own: `auth`, but not `author`.
    var isWord = false
    var isUnambiguous = false

    /// Whether the pattern stands at `index`, with separators allowed between its letters.
    func matches(_ name: UnsafeRawBufferPointer, at index: Int) -> Bool {
      if isWord, !isBoundary(name, index) { return false }
      var position = index
      for offset in 0..<text.utf8CodeUnitCount {
        if offset > 0, position < name.count, isSeparator(name[position]) { position += 1 }
        guard position < name.count, name[position] | 0x20 == text.utf8Start[offset] else {
          return false
        }
        position += 1
      }
      return !isWord || isBoundary(name, position)
    }

    private func isSeparator(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ")
    }

    /// Whether a word ends and another begins before `index`, by a separator or a capital.
    private func isBoundary(_ name: UnsafeRawBufferPointer, _ index: Int) -> Bool {
      guard index > 0, index < name.count else { return true }
      return !isLetter(name[index]) || !isLetter(name[index - 1])
        || (isCapital(name[index]) && !isCapital(name[index - 1]))
    }

    private func isLetter(_ byte: UInt8) -> Bool {
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }

    private func isCapital(_ byte: UInt8) -> Bool {
      UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
    }
  }

  private static func patterns(beginningWith letter: UInt8) -> [Pattern] {
    switch letter {
    case UInt8(ascii: "a"): a
    case UInt8(ascii: "b"): b
    case UInt8(ascii: "c"): c
    case UInt8(ascii: "j"): j
    case UInt8(ascii: "o"): o
    case UInt8(ascii: "p"): p
    case UInt8(ascii: "s"): s
    case UInt8(ascii: "t"): t
    case UInt8(ascii: "x"): x
    default: []
    }
  }

  private static let a = [
    Pattern(text: "apikey", isUnambiguous: true), Pattern(text: "accesskey", isUnambiguous: true),
    Pattern(text: "authorization", isUnambiguous: true), Pattern(text: "auth", isWord: true),
  ]
  private static let b = [Pattern(text: "bearer", isWord: true)]
  private static let c = [
    Pattern(text: "cookie", isUnambiguous: true), Pattern(text: "csrf"),
    Pattern(text: "credential"), Pattern(text: "creditcard", isUnambiguous: true),
    Pattern(text: "cardnumber", isUnambiguous: true), Pattern(text: "ccnumber", isUnambiguous: true),
    Pattern(text: "clientsecret", isUnambiguous: true),
    Pattern(text: "cvv", isWord: true, isUnambiguous: true),
    Pattern(text: "cvc", isWord: true, isUnambiguous: true),
  ]
  private static let j = [Pattern(text: "jwt", isWord: true)]
  private static let o = [Pattern(text: "otp", isWord: true)]
  private static let p = [
    Pattern(text: "password", isUnambiguous: true), Pattern(text: "passwd", isUnambiguous: true),
    Pattern(text: "passphrase", isUnambiguous: true), Pattern(text: "passcode", isUnambiguous: true),
    Pattern(text: "privatekey", isUnambiguous: true),
    Pattern(text: "pwd", isWord: true, isUnambiguous: true),
  ]
  private static let s = [
    Pattern(text: "secret", isWord: true), Pattern(text: "secrets", isWord: true),
    Pattern(text: "secretkey", isUnambiguous: true), Pattern(text: "session", isWord: true),
    Pattern(text: "sessionid", isUnambiguous: true), Pattern(text: "sessionkey"),
    Pattern(text: "ssn", isWord: true, isUnambiguous: true),
  ]
  private static let t = [Pattern(text: "token")]
  private static let x = [Pattern(text: "xsrf")]
}

/// Tells the names of fields that hold secrets: `password`, `X-Api-Key`, `accessToken`, …
enum SensitiveName {
  enum Use {
    /// Prose has it too, before a colon: "unexpected token: x".
    case alsoInProse
    case onlyForSecrets
  }

  /// Whether a field of this name holds a secret, whatever its case and its separators.
  static func matches(_ name: UnsafeRawBufferPointer) -> Bool {
    name.indices.contains { Candidate(name: name, index: $0).use != nil }
  }

  static func matches(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { matches(UnsafeRawBufferPointer($0)) }
  }

  /// Whether a name means a secret even where prose might stand.
  static func matchesForCertain(_ name: UnsafeRawBufferPointer) -> Bool {
    name.indices.contains { Candidate(name: name, index: $0).use == .onlyForSecrets }
  }

  /// A place in a name where a telling part may begin.
  private struct Candidate {
    let name: UnsafeRawBufferPointer
    let index: Int

    /// Whether the second letter lets any of the parts stand here; most places fail at it.
    private var mayBegin: Bool {
      guard index + 2 < name.count else { return false }
      let next = name[index + 1]
      if isSeparator(next) { return true }
      switch (name[index] | 0x20, next | 0x20) {
      case (UInt8(ascii: "a"), UInt8(ascii: "p")), (UInt8(ascii: "a"), UInt8(ascii: "c")),
        (UInt8(ascii: "a"), UInt8(ascii: "u")), (UInt8(ascii: "b"), UInt8(ascii: "e")),
        (UInt8(ascii: "j"), UInt8(ascii: "w")), (UInt8(ascii: "o"), UInt8(ascii: "t")),
        (UInt8(ascii: "p"), UInt8(ascii: "a")), (UInt8(ascii: "p"), UInt8(ascii: "r")),
        (UInt8(ascii: "p"), UInt8(ascii: "w")), (UInt8(ascii: "s"), UInt8(ascii: "e")),
        (UInt8(ascii: "s"), UInt8(ascii: "s")), (UInt8(ascii: "t"), UInt8(ascii: "o")),
        (UInt8(ascii: "x"), UInt8(ascii: "s")), (UInt8(ascii: "c"), _):
        return true
      default: return false
      }
    }

    var use: Use? {
      guard mayBegin else { return nil }
      switch name[index] | 0x20 {
      case UInt8(ascii: "a"):
        if part("apikey") || part("accesskey") || part("authorization") { return .onlyForSecrets }
        return word("auth") ? .alsoInProse : nil
      case UInt8(ascii: "b"): return word("bearer") ? .alsoInProse : nil
      case UInt8(ascii: "c"):
        if part("cookie") || part("creditcard") || part("cardnumber") || part("ccnumber")
          || part("clientsecret") || word("cvv") || word("cvc")
        {
          return .onlyForSecrets
        }
        return part("csrf") || part("credential") ? .alsoInProse : nil
      case UInt8(ascii: "j"): return word("jwt") ? .alsoInProse : nil
      case UInt8(ascii: "o"): return word("otp") ? .alsoInProse : nil
      case UInt8(ascii: "p"):
        if part("password") || part("passwd") || part("passphrase") || part("passcode")
          || part("privatekey") || word("pwd")
        {
          return .onlyForSecrets
        }
        return nil
      case UInt8(ascii: "s"):
        if part("secretkey") || part("sessionid") || word("ssn") { return .onlyForSecrets }
        return word("secret") || word("secrets") || word("session") || part("sessionkey")
          ? .alsoInProse : nil
      case UInt8(ascii: "t"): return part("token") ? .alsoInProse : nil
      case UInt8(ascii: "x"): return part("xsrf") ? .alsoInProse : nil
      default: return nil
      }
    }

    /// Whether the text stands here, with separators allowed between its letters.
    private func part(_ text: StaticString) -> Bool { end(of: text) != nil }

    /// Whether the text stands here as a word of its own: `auth`, but not in `author`.
    private func word(_ text: StaticString) -> Bool {
      guard isBoundary(index), let end = end(of: text) else { return false }
      return isBoundary(end)
    }

    private func end(of text: StaticString) -> Int? {
      var position = index
      for offset in 0..<text.utf8CodeUnitCount {
        if offset > 0, position < name.count, isSeparator(name[position]) { position += 1 }
        guard position < name.count, name[position] | 0x20 == text.utf8Start[offset] else {
          return nil
        }
        position += 1
      }
      return position
    }

    private func isSeparator(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ")
    }

    /// Whether a word ends and another begins before `position`, by a separator or a capital.
    private func isBoundary(_ position: Int) -> Bool {
      guard position > 0, position < name.count else { return true }
      return !isLetter(name[position]) || !isLetter(name[position - 1])
        || (isCapital(name[position]) && !isCapital(name[position - 1]))
    }

    private func isLetter(_ byte: UInt8) -> Bool {
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }

    private func isCapital(_ byte: UInt8) -> Bool {
      UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
    }
  }
}

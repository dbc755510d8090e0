extension String {
  /// Whether it is of ASCII alone, so that its letters can be told without Unicode's tables.
  var isPlain: Bool { utf8.allSatisfy { $0 < 0x80 } }
}

/// The letters of ASCII.
extension UInt8 {
  var isPlainCapital: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
  var isPlainDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  var isPlainBlank: Bool { self == 0x20 || self >= 0x09 && self <= 0x0D }
  /// In lower case.
  var plainFolded: UInt8 { isPlainCapital ? self | 0x20 : self }
}

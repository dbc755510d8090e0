extension Unicode.Scalar {
  /// Whether the scalar changes how its neighbours are shown, or is not shown at all: control
  /// characters, bidirectional overrides, zero-width and tag characters.
  ///
  /// Joiners that scripts and emoji need (U+200C, U+200D) and variation selectors are not among
  /// them.
  var isDeceptive: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E...0x200F,
      0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// `\u{202E}`
  var visibleEscape: String { "\\u{" + String(value, radix: 16, uppercase: true) + "}" }
}

/// Untrusted text on one line: blanks for line ends and tabs, every other deceptive character
/// written out. What a terminal, a page or a Markdown viewer would act on is thereby inert.
public func visibleLine(_ text: String, keepsTabs: Bool = false) -> String {
  escaping(text) { scalar in
    switch scalar {
    case "\t": keepsTabs ? "\t" : " "
    case "\n", "\r": " "
    default: nil
    }
  }
}

/// Untrusted lines, without their ends; tabs stay, every other deceptive character is written out.
public func visibleLines(_ text: String) -> [String] {
  var lines: [String] = []
  var line = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    guard scalar == "\n" else {
      line.append(scalar)
      continue
    }
    lines.append(visibleCodeLine(line))
    line.removeAll(keepingCapacity: true)
  }
  if !line.isEmpty { lines.append(visibleCodeLine(line)) }
  return lines
}

/// A carriage return at the end belongs to the line's end and is dropped.
private func visibleCodeLine(_ line: String.UnicodeScalarView) -> String {
  let content = line.last == "\r" ? String(line.dropLast()) : String(line)
  return escaping(content) { $0 == "\t" ? "\t" : nil }
}

private func escaping(
  _ text: String, _ replacement: (Unicode.Scalar) -> String?
) -> String {
  guard text.unicodeScalars.contains(where: \.isDeceptive) else { return text }
  var escaped = ""
  for scalar in text.unicodeScalars {
    if !scalar.isDeceptive {
      escaped.unicodeScalars.append(scalar)
    } else {
      escaped += replacement(scalar) ?? scalar.visibleEscape
    }
  }
  return escaped
}

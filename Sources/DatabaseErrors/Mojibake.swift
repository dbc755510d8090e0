/// Undoes a wrong decoding: the server wrote UTF-8 or its console's code page, and somebody read it
/// as another one. `SchlÃ¼sselwert`, `Schl³sselwert` and `РћС€РёР±РєР°` are words again.
enum Mojibake {
  /// What the text may have been, the likelier first; none for a text that shows no sign of it.
  static func repairs(of text: String) -> [String] {
    guard text.utf8.count <= bytesMax, text.utf8.contains(where: { $0 >= 0x80 }) else { return [] }
    var repairs = CodePage.all.compactMap { $0.undoingUTF8(text) }
    guard text.utf8.count <= messageBytesMax else { return repairs }
    for page in CodePage.all {
      guard let bytes = page.encoded(text) else { continue }
      for meant in [CodePage.windows1252, .windows1251] where meant.name != page.name {
        repairs.append(meant.decoded(bytes))
      }
    }
    return repairs
  }

  /// Longer texts are logs; what they hold of other encodings is rarely a database's word.
  private static let bytesMax = 65_536
  /// Every text can be another code page's; only a single message is worth the trial.
  private static let messageBytesMax = 4_096
}

/// A character set of one byte each, whose first half is ASCII.
struct CodePage: Sendable {
  let name: String
  /// What the bytes from 0x80 on stand for.
  private let upper: [Unicode.Scalar]
  private let bytes: [Unicode.Scalar: UInt8]

  private init(_ name: String, _ upper: String) {
    self.name = name
    self.upper = Array(upper.unicodeScalars)
    bytes = Dictionary(
      zip(self.upper, 0x80...0xFF).map { ($0, UInt8($1)) }, uniquingKeysWith: { first, _ in first })
  }

  static let all: [CodePage] = [.windows1252, .windows1251, .dos866, .dos850]

  /// Western Europe; where it has no character, Latin-1's control is meant.
  static let windows1252 = CodePage(
    "windows-1252",
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ"
      + String(String.UnicodeScalarView((0xA0...0xFF).compactMap { Unicode.Scalar($0) })))
  /// Cyrillic on Windows.
  static let windows1251 = CodePage(
    "windows-1251",
    "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕї" + cyrillic)
  /// Cyrillic in the console of Windows.
  static let dos866 = CodePage(
    "cp866",
    String(cyrillic.prefix(48)) + "░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
      + String(cyrillic.suffix(16)) + "ЁёЄєЇїЎў°∙·√№¤■\u{A0}")
  /// Western Europe in the console of Windows.
  static let dos850 = CodePage(
    "cp850",
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤"
      + "ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}")

  private static let cyrillic = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя"

  /// The text with each run of characters that spells a character of UTF-8 replaced by it; `nil`
  /// when there is none.
  func undoingUTF8(_ text: String) -> String? {
    var scalars = String.UnicodeScalarView()
    var isChanged = false
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.first {
      if let (decoded, length) = character(rest) {
        scalars.append(decoded)
        rest = rest.dropFirst(length)
        isChanged = true
      } else {
        scalars.append(scalar)
        rest = rest.dropFirst()
      }
    }
    return isChanged ? String(scalars) : nil
  }

  /// The character that two to four characters spell in UTF-8.
  private func character(_ text: ArraySlice<Unicode.Scalar>) -> (Unicode.Scalar, Int)? {
    guard let first = text.first, first.value >= 0x80, let lead = bytes[first] else { return nil }
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return nil
    }
    // A no-break space is often printed as a blank.
    let sequence = text.prefix(length).compactMap { $0 == " " ? 0xA0 : bytes[$0] }
    guard sequence.count == length, sequence.dropFirst().allSatisfy({ (0x80...0xBF).contains($0) })
    else { return nil }
    let decoded = String(decoding: sequence, as: UTF8.self).unicodeScalars
    guard decoded.count == 1, let scalar = decoded.first, scalar != "\u{FFFD}" else { return nil }
    return (scalar, length)
  }

  /// The text's bytes; `nil` when it has characters that the set lacks.
  func encoded(_ text: String) -> [UInt8]? {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80 {
        encoded.append(UInt8(scalar.value))
      } else if let byte = bytes[scalar] {
        encoded.append(byte)
      } else {
        return nil
      }
    }
    return encoded
  }

  func decoded(_ bytes: [UInt8]) -> String {
    var scalars = String.UnicodeScalarView()
    for byte in bytes {
      let index = Int(byte) - 0x80
      scalars.append(upper.indices.contains(index) ? upper[index] : Unicode.Scalar(byte))
    }
    return String(scalars)
  }
}

/// FNV-1a, 64 bits: the same in every run, to recognise what was seen before. Not for secrets.
struct StableHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    // Keeps "ab" and "c" apart from "a" and "bc"; no text holds it.
    add(0xff)
  }

  private mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }
}

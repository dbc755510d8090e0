/// SipHash-2-4: tells equal values from different ones without keeping them. The same key gives the
/// same sums in every run.
///
/// Whoever lacks the key cannot try values out. Not for signatures or passwords.
public struct KeyedHash: Sendable, Hashable {
  private var first: UInt64
  private var second: UInt64

  /// Without a secret, for what stays in memory.
  public static let unkeyed = KeyedHash(key: [])

  /// - Parameter key: 16 bytes; missing ones count as zero, further ones are left out.
  public init(key: [UInt8]) {
    func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
      bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    first = word(key.prefix(8))
    second = word(key.dropFirst(8).prefix(8))
  }

  /// 16 hexadecimal digits for a text.
  public func mark(of text: String) -> String {
    let digits = String(sum(of: text.utf8), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The same for a list of texts, whose bounds count: "ab", "c" is not "a", "bc".
  public func mark(of texts: [String]) -> String {
    mark(of: texts.map { "\($0.utf8.count):\($0)" }.joined())
  }

  public func sum(of bytes: some Sequence<UInt8>) -> UInt64 {
    var state = State(first, second)
    var word: UInt64 = 0
    var count = 0
    for byte in bytes {
      word |= UInt64(byte) << UInt64(8 * (count & 7))
      count += 1
      if count & 7 == 0 {
        state.take(word)
        word = 0
      }
    }
    state.take(word | UInt64(count & 0xff) << 56)
    return state.sum()
  }

  private struct State {
    private var a: UInt64
    private var b: UInt64
    private var c: UInt64
    private var d: UInt64

    init(_ first: UInt64, _ second: UInt64) {
      a = first ^ 0x736f_6d65_7073_6575
      b = second ^ 0x646f_7261_6e64_6f6d
      c = first ^ 0x6c79_6765_6e65_7261
      d = second ^ 0x7465_6462_7974_6573
    }

    mutating func take(_ word: UInt64) {
      d ^= word
      mix()
      mix()
      a ^= word
    }

    mutating func sum() -> UInt64 {
      c ^= 0xff
      for _ in 0..<4 { mix() }
      return a ^ b ^ c ^ d
    }

    private mutating func mix() {
      a = a &+ b
      b = (b << 13 | b >> 51) ^ a
      a = a << 32 | a >> 32
      c = c &+ d
      d = (d << 16 | d >> 48) ^ c
      a = a &+ d
      d = (d << 21 | d >> 43) ^ a
      c = c &+ b
      b = (b << 17 | b >> 47) ^ c
      c = c << 32 | c >> 32
    }
  }
}

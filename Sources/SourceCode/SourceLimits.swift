/// Every bound of the readers of source code, with its unit and its reason.
public enum SourceLimits {
  /// Bytes of one text that is parsed; longer ones are left unread. Hand-written files are smaller.
  public static let parsedBytesMax = 2 << 20
  /// Bytes of a text that may be read a second time, as an excerpt that begins inside a string.
  static let excerptBytesMax = 64 << 10
  /// Nesting of brackets and of blocks. CPython stops at 200 and 100, people at 20.
  static let nestingMax = 64
  /// Links of one chain (`a.b().c()…`, `a + b + …`); a longer one is read, but kept flat.
  static let chainMax = 400
  /// Brackets that an excerpt may begin inside of.
  static let unseenBracketsMax = 32
}

/// Every bound of the readers of source code, with its unit and its reason.
public enum SourceLimits {
  /// Bytes of one file of a checkout; longer ones are generated.
  public static let fileBytesMax = 1 << 20
  /// Files of a checkout.
  public static let filesMax = 20_000
  /// Bytes of a checkout; it is held in memory.
  public static let treeBytesMax = 256 << 20
  /// Names that are looked at in a checkout, of whatever kind.
  static let entriesMax = 1_000_000
  /// Folders inside each other.
  static let folderDepthMax = 64
  /// Bytes of one text that is parsed; longer ones are left unread. Hand-written files are smaller.
  public static let parsedBytesMax = 2 << 20
  /// Bytes of a text that may be read a second time, as an excerpt that begins inside a string.
  static let excerptBytesMax = 64 << 10
  /// Nesting of brackets and of blocks: what fits the 512 KiB stack of a small thread. CPython
  /// stops at 200 and 100, people at 20.
  static let nestingMax = 40
  /// Links of one chain (`a.b().c()…`, `a + b + …`); a longer one is read, but kept flat.
  static let chainMax = 400
  /// Brackets that an excerpt may begin inside of.
  static let unseenBracketsMax = 32
}

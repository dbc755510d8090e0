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
  /// Tables of one schema. The largest applications of the world have as many.
  static let relationsMax = 10_000
  /// Columns, and constraints, of one table. No database takes more columns but MySQL, with 4,096.
  static let columnsMax = 2_000
  /// Sequences of one schema.
  static let sequencesMax = 10_000
  /// `DROP INDEX` statements that are followed: each is looked for in all tables.
  static let droppedIndexesMax = 2_000
  /// Bytes of one call of Rails' migration language; it may go over several lines.
  static let rubyCallBytesMax = 16 << 10
  /// Definitions that could not be read and are told.
  static let skippedDefinitionsMax = 100
  /// Characters of a text column, as code declares them; MySQL's LONGTEXT takes as many.
  static let textLengthMax = 4_294_967_295

  /// The length that code declares for a text; `nil` where no database has such a one.
  public static func textLength(_ digits: String) -> Int? {
    Int(digits).flatMap { (0...textLengthMax).contains($0) ? $0 : nil }
  }
}

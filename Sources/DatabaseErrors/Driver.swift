/// How a client library, an ORM or a tool puts the server's words into its own error.
public struct Driver: Sendable {
  public let name: String
  /// First parts of the modules of its errors, and the database that they speak to.
  var modules: [String: DBMS] = [:]
  /// What is put around the server's words.
  var wrappers: [Wrapper] = []
  /// How records begin that `readRecord` reads.
  var recordHeads: [String] = []
  /// Reads an error that is printed as a record of its fields.
  var readRecord: (@Sendable (Bytes) -> ErrorRecord?)?
  /// The same for a record that begins with a digit and nothing of its own.
  var readUnmarkedRecord: (@Sendable (Bytes) -> ErrorRecord?)?
  /// Errors that a language prints field by field, anywhere in a text.
  var debugRecords: [DebugRecord] = []
  /// The names of structured fields without `_`, in lower case.
  var fields: [String: Field] = [:]
  /// Classes that tell what failed whatever their text says, or leaves out.
  var kinds: [String: ConstraintViolation.Kind] = [:]
  public var examples: [Example] = []

  /// In the order of trial.
  public static let all: [Driver] = [
    .replication, .android, .sapClients, .python, .django, .dotNet, .rust, .swift, .jvm,
    .jvmMappers, .php, .node, .prisma, .go, .ruby, .perl, .elixir, .records, .dart, .edge, .odbc,
    .sqlServerTools,
    .oracleClients, .ibmClients, .firebirdClients, .mongoDBClients, .spannerClients, .serverLog,
    .objects, .commandLine, .server,
  ]

  /// What a structured field holds.
  enum Field: Sendable {
    case sqlState, vendorCode, constraint, schema, table, column, detail
    /// Several columns, parted by commas.
    case columns
    /// The model that an ORM was asked to write, which is not always the one that refused.
    case model
    /// Columns or, where the database tells no more, the name of an index.
    case target
    /// The line that says where it happened: `COPY boats, line 12`.
    case context
    /// The function of the server that reported the failure: `_bt_check_unique`.
    case routine
    case statement
    /// The server's own sentence, beside one that an ORM made of it.
    case words
    /// The class of the error.
    case className
    /// Either kind of code, told apart by its form: `23505`, `ER_DUP_ENTRY`, `SQLITE_CONSTRAINT`.
    case code
  }

  /// The record that a text is, if any driver knows it.
  static func record(_ text: Bytes) -> ErrorRecord? {
    if let first = text.first, recordStarts[first]?.contains(where: text.starts) == true,
      let record = recordReaders.lazy.compactMap({ $0(text) }).first
    {
      return record
    }
    if let record = unmarkedRecord(text) { return record }
    return DebugRecord.read(text, debugRecords)
  }

  /// A record that nothing but its shape tells.
  static func unmarkedRecord(_ text: Bytes) -> ErrorRecord? {
    guard text.first?.isDigit == true else { return nil }
    return unmarkedRecordReaders.lazy.compactMap { $0(text) }.first
  }

  static let debugRecords = all.flatMap(\.debugRecords)

  /// By their first byte.
  private static let recordStarts = Dictionary(
    grouping: all.flatMap(\.recordHeads).map { Array($0.utf8) }, by: { $0.first ?? 0 })
  private static let unmarkedRecordReaders = all.compactMap(\.readUnmarkedRecord)
  private static let recordReaders = all.compactMap(\.readRecord)

  /// What the class of an error says failed, when that is all that its name means.
  static func kind(ofClass name: some StringProtocol) -> ConstraintViolation.Kind? {
    kindsByClass[String(name)]
  }

  private static let kindsByClass = Dictionary(
    all.flatMap(\.kinds), uniquingKeysWith: { first, _ in first })

  /// The database that a module's errors come from, when the module speaks to one only.
  static func dbms(ofModule name: some StringProtocol) -> DBMS? { modules[String(name)] }

  private static let modules = Dictionary(
    all.flatMap(\.modules), uniquingKeysWith: { first, _ in first })
}

/// One form of text around the server's words, which are `{message}` or `{python literal}`. A
/// class, as its template is.
final class Wrapper: Sendable {
  let template: MessageTemplate
  /// The database, when only its drivers write so.
  let dbms: DBMS?
  /// Whether a program's own words may stand before it: no other text begins, or ends, like it.
  let standsBehindProse: Bool
  /// Whether it tells an earlier error again, because of which the statement at hand failed.
  let repeatsEarlier: Bool
  /// Words of the template that are the beginning of the `{statement}` behind them.
  let verb: String

  init(
    _ template: String, dbms: DBMS? = nil, standsBehindProse: Bool = false,
    repeatsEarlier: Bool = false, verb: String = ""
  ) {
    self.template = MessageTemplate(template)
    self.dbms = dbms
    self.standsBehindProse = standsBehindProse
    self.repeatsEarlier = repeatsEarlier
    self.verb = verb
  }

  /// Whether the message comes first and nothing marks the end. What nests errors says so itself.
  var isOpenEnded: Bool {
    guard case .hole(.message)? = template.segments.first,
      !template.segments.contains(.hole(.nested))
    else { return false }
    return template.tail.isEmpty
  }
}

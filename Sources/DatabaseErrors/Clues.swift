/// What is known about an error beside the server's words: from the class, the driver's fields and
/// the wrappers that were taken off. Codes beat words, fields beat both.
struct Clues: Sendable, Hashable {
  var dbms: DBMS?
  var sqlState: String?
  var vendorCode: String?
  var constraint: String?
  var schema: String?
  var table: String?
  var column: String?
  /// The line that PostgreSQL prints behind `DETAIL:`, when it came as a field.
  var detail: String?
  /// The same for `CONTEXT:`.
  var context: String?
  /// The function of PostgreSQL that reported the failure.
  var routine: String?
  var statement: String?
  /// The server's own sentence, beside the one of an ORM.
  var words: String?
  /// The table that the failing statement wrote to, where a log tells it beside the words.
  var writtenTable: String?
  var writtenSchema: String?
  /// Columns of a key, and its values, as MongoDB's `keyPattern` and `keyValue` tell them.
  var columns: [String] = []
  var values: [String] = []
  /// What Sequelize says that the database refused: columns with their values, or the name of an
  /// index where the database tells no columns.
  var refusedFields: [DriverError.Field] = []
  /// The model that an ORM was asked to write.
  var model: String?
  /// Whether the error is an earlier one, told again by what failed because of it.
  var isRepeated = false
  /// What the error's class says failed.
  var kind: ConstraintViolation.Kind?

  /// Adds what the class of an exception tells: `psycopg.errors.UniqueViolation` is PostgreSQL,
  /// 23505.
  mutating func add(className: Bytes) {
    let parts = className.split(whereSeparator: \.partsClassName).map(\.string)
    guard let name = parts.last else { return }
    if dbms == nil { dbms = parts.lazy.compactMap { Driver.dbms(ofModule: $0) }.first }
    if kind == nil { kind = Driver.kind(ofClass: name) }
    if vendorCode == nil, Self.sqliteCodes.contains(name) {
      // libsql and others put the code's name in front of the message.
      vendorCode = name
      dbms = dbms ?? .sqlite
    }
    guard dbms == .postgreSQL, sqlState == nil else { return }
    sqlState = Self.sqlStates[name]
  }

  /// Whether a code came with fields that only PostgreSQL's protocol has. Others have its codes,
  /// and MySQL's 23000 says less than any of them.
  var areFieldsOfPostgreSQL: Bool {
    guard sqlState != nil, sqlState != "23000", vendorCode == nil else { return false }
    return detail != nil || routine != nil || schema != nil || table != nil
  }

  private static let sqliteCodes = Set(Dialect.sqlite.conditions.compactMap(\.name))

  /// With the code and the function that psql and pgAdmin print on lines of their own.
  func completed(with lines: LabelledLines) -> Clues {
    var clues = self
    if let code = lines.value(of: .sqlState), Hole.sqlState.accepts(code), clues.sqlState == nil {
      clues.sqlState = code.string
    }
    if dbms == nil, let known = clues.routine, Dialect.postgreSQL.routines[known] != nil {
      clues.dbms = .postgreSQL
    }
    let routine = lines.value(of: .location)?.prefix { $0.isIdentifier }.string
    if let routine, Dialect.postgreSQL.routines[routine] != nil, clues.routine == nil {
      clues.routine = routine
      clues.dbms = clues.dbms ?? .postgreSQL
    }
    return clues
  }

  /// The classes whose name tells a code.
  static var classNames: some Collection<String> { sqlStates.keys }

  /// Class names that drivers make of PostgreSQL's condition names.
  private static let sqlStates: [String: String] = {
    var states: [String: String] = [:]
    for condition in Dialect.postgreSQL.conditions {
      guard let name = condition.name, let state = condition.sqlState else { continue }
      let camel = name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
      states[camel.joined()] = state
      states[camel.joined() + "Error"] = state
    }
    states["InFailedSQLTransactionError"] = "25P02"
    return states
  }()
}

extension UInt8 {
  /// Whether it parts modules and classes in any language.
  fileprivate var partsClassName: Bool {
    switch self {
    case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "\\"), UInt8(ascii: "$"),
      UInt8(ascii: "/"), UInt8(ascii: "*"):
      true
    default: false
    }
  }
}

extension ConstraintViolation {
  /// Only an error whose class says that a constraint failed has such fields.
  private mutating func addRefused(_ fields: [DriverError.Field]) {
    guard columns.isEmpty, let first = fields.first else { return }
    let index = Clues.indexName(first.name)
    if fields.count == 1, let index {
      if constraint == nil { constraint = index }
    } else if !fields.contains(where: { $0.name == constraint }) {
      columns = fields.map(\.name)
      let told = fields.map(\.value).filter { !$0.isEmpty }
      if values.isEmpty, told.count == columns.count { values = told }
    }
  }

  /// Fields replace what was read from the text and fill what it left out.
  mutating func add(_ clues: Clues) {
    if let sqlState = clues.sqlState { self.sqlState = sqlState }
    // Some clients tell the code's name; the number is the same fact.
    if let code = clues.vendorCode.map(Dialect.number(ofCode:)) {
      let isPrimary = code == "19" || code == "SQLITE_CONSTRAINT"
      // SQLite's primary code says less than the wording.
      if !isPrimary { vendorCode = code } else if vendorCode == nil { vendorCode = "19" }
    }
    if let constraint = clues.constraint { self.constraint = constraint }
    if let schema = clues.schema { self.schema = schema }
    if let table = clues.table { self.table = table }
    if let column = clues.column, columns.isEmpty { columns = [column] }
    if columns.isEmpty { columns = clues.columns }
    if clues.kind != nil { addRefused(clues.refusedFields) }
    if !clues.values.isEmpty, clues.values.count == columns.count { values = clues.values }
    if statement == nil { statement = clues.statement }
    if table == nil, side != .parent, let written = clues.writtenTable {
      table = written
      schema = schema ?? clues.writtenSchema
    }
  }
}

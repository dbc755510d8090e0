extension Monitor {
  /// An error of a database driver that knows more than its text says.
  ///
  /// ```swift
  /// extension SQLiteError: Monitor.DatabaseError {
  ///   var databaseErrorFields: Monitor.DatabaseErrorFields {
  ///     Monitor.DatabaseErrorFields(system: "sqlite", code: 19, extendedCode: 2067)
  ///   }
  /// }
  /// ```
  public protocol DatabaseError: Error {
    var databaseErrorFields: DatabaseErrorFields { get }
  }

  /// What a database says about a failure beside its message; sent as the mechanism's data.
  public struct DatabaseErrorFields: Sendable, Hashable {
    /// `sqlite`, `postgresql`, `mysql`, …
    public var system: String?
    /// Five characters, as `23505`.
    public var sqlState: String?
    /// The vendor's number: 1062 of MySQL, 19 of SQLite.
    public var code: Int?
    /// SQLite's extended result code, as 2067.
    public var extendedCode: Int?
    public var schema: String?
    public var table: String?
    public var columns: [String]
    public var constraint: String?
    /// A second line of the server's message; may hold row values.
    public var detail: String?
    /// The SQL that failed, with placeholders.
    public var statement: String?
    /// The values that were refused, where the driver knows them apart from its text. They are
    /// never sent: a mark of them is, by which events of one key are told to belong together.
    public var keyValues: [String]

    public init(
      system: String? = nil, sqlState: String? = nil, code: Int? = nil, extendedCode: Int? = nil,
      schema: String? = nil, table: String? = nil, columns: [String] = [],
      constraint: String? = nil, detail: String? = nil, statement: String? = nil,
      keyValues: [String] = []
    ) {
      self.system = system
      self.sqlState = sqlState
      self.code = code
      self.extendedCode = extendedCode
      self.schema = schema
      self.table = table
      self.columns = columns
      self.constraint = constraint
      self.detail = detail
      self.statement = statement
      self.keyValues = keyValues
    }
  }

  /// An error that was caused by others, for those who keep them where reflection does not find
  /// them.
  public protocol ErrorWithCauses: Error {
    /// The direct causes, the most important first.
    var causes: [any Error] { get }
  }
}

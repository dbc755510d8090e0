/// One error as a driver, an ORM or a log shows it, before anybody has read it.
public struct DriverError: Sendable, Hashable {
  /// The exception's class without its module: `IntegrityError`, `UniqueViolation`; `nil` in raw
  /// text.
  public var type: String?
  /// Package or namespace: `django.db.utils`, `psycopg.errors`.
  public var module: String?
  /// The message with every line of it (`DETAIL:`, `[SQL: …]`), or the raw text.
  public var message: String
  /// Structured fields that came beside the message, under the driver's names: `SqlState`,
  /// `constraint_name`, `errno`, `meta.target`, … They beat the text.
  public var fields: [Field]

  public init(type: String? = nil, module: String? = nil, message: String, fields: [Field] = []) {
    self.type = type
    self.module = module
    self.message = message
    self.fields = fields
  }

  public struct Field: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }
}

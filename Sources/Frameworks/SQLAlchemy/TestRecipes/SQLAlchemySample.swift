import EventSchema
import SourceCode

/// Invented values for tests; nothing of an event's own values is kept.
struct SQLAlchemySample {
  /// What a text of Python takes, for the constructor of a model.
  var python: String
  /// What a body of JSON or a form takes.
  var sent: String
  /// A name that the value needs: `date` of `datetime`.
  var imported: String?
  /// The module of that name.
  private(set) var module = "datetime"

  private init(_ python: String, sent: String? = nil, imported: String? = nil) {
    self.python = python
    self.sent = sent ?? python
    self.imported = imported
  }

  init(python: String, sent: String, imported: String, from module: String) {
    self.init(python, sent: sent, imported: imported)
    self.module = module
  }

  /// A value of a column; the number tells it from others.
  init?(_ column: Relation.Column, in relation: PythonRelation, number: Int = 1) {
    let declared = Self.declaredType(column, relation)
    let number = number + SQLAlchemyOrder.rank(of: column, in: relation)
    self.init(
      type: declared, name: column.field, length: column.lengthMax, number: number,
      choice: Self.choice(column, relation))
    // A statement takes what a body holds.
    if relation.definition == nil { (python, imported) = (sent, nil) }
    if let wanted = Int(python) {
      for rule in relation.facts.constraints where rule.kind == .check {
        guard let bounds = rule.expression.flatMap({ SQLAlchemyBounds($0, of: column) }) else {
          continue
        }
        python = String(bounds.number(near: wanted, number))
        sent = sent.mentions("\"") ? "\"\(python).00\"" : python
      }
    }
    // A table of SQLModel takes no moment without its offset.
    let isTable = relation.definition?.type?.arguments.contains { $0.name == "table" } == true
    if isTable, declared == "datetime" {
      python = python.dropLast() + ", tzinfo=timezone.utc)"
      sent = sent.dropLast() + "Z\""
    }
  }

  /// A value of a type as declarations write it: `String`, `str`, `EmailField`.
  init?(type: String, name: String, length: Int? = nil, number: Int = 1, choice: String? = nil) {
    switch type {
    case "String", "Str", "Email", "Text", "Unicode", "UnicodeText", "VARCHAR", "CHAR", "str",
      "AutoString", "StringField", "SelectField", "RadioField",
      "TextAreaField", "PasswordField", "SearchField", "CITEXT", "constr", "EmailStr", "EmailField",
      "TelField", "HiddenField", "SecretStr":
      let isAddress = name.mentions("email") || name.mentions("mail") || type.hasPrefix("Email")
      if let choice {
        self.init(choice)
      } else if isAddress {
        self.init("\"someone\(number)@example.org\"")
      } else {
        self.init("\"\(Self.text(number, length))\"")
      }
    case "Integer", "BigInteger", "SmallInteger", "INTEGER", "BIGINT", "int", "Int", "IntegerField",
      "IntegerRangeField", "PositiveInt", "NonNegativeInt", "conint":
      self.init("\(6 + number)")
    case "Numeric", "DECIMAL", "Float", "Double", "REAL", "Decimal", "float", "DecimalField",
      "FloatField":
      self.init("\(6 + number)", sent: "\"\(6 + number).00\"")
    case "Boolean", "BOOLEAN", "bool", "Bool", "BooleanField": self.init("True")
    case "Date", "date", "DateField":
      self.init(
        "date(2031, 5, \(13 + number))", sent: "\"2031-05-\(13 + number)\"", imported: "date")
    case "DateTime", "TIMESTAMP", "datetime", "DateTimeField", "DateTimeLocalField":
      self.init(
        "datetime(2031, 5, \(13 + number), 9, 30)", sent: "\"2031-05-\(13 + number)T09:30:00\"",
        imported: "datetime")
    case "Time", "time", "TimeField":
      self.init("time(\(8 + number), 30)", sent: "\"\(8 + number):30\"".padded, imported: "time")
    case "Uuid", "UUID", "UUID4", "UUIDField":
      let text = "\"7d444840-9dc0-41d1-b245-5ffdce74fad\(number % 10)\""
      self.init(python: "UUID(\(text))", sent: text, imported: "UUID", from: "uuid")
    case "HttpUrl", "AnyUrl", "AnyHttpUrl", "URLField", "Url", "URL":
      self.init("\"https://example.org/\(number)\"")
    case "LargeBinary", "bytes": self.init("b\"Sample\(number)\"")
    case "JSON", "JSONB", "dict": self.init("{}")
    default: return nil
    }
  }

  private static func text(_ number: Int, _ length: Int?) -> String {
    let text = "Sample\(number)"
    guard let length, length < text.utf8.count else { return text }
    let digits = String(number)
    return String("Sample".prefix(max(0, length - digits.utf8.count))) + digits
  }

  /// The type's name in the declaration: `String` of `Column(String(80))`, `str` of `Mapped[str]`.
  static func declaredType(_ column: Relation.Column, _ relation: PythonRelation) -> String {
    guard let type = relation.definition?.type else { return column.pythonType }
    for statement in type.body {
      if let (name, value) = statement.simpleAssignment, name == column.field,
        let call = value.asCall
      {
        for argument in call.positional where argument.stringValue == nil {
          let name = argument.asCall?.name ?? argument.dottedName?.lastName
          if let name, name != "ForeignKey", name != "Identity" { return name }
        }
      }
      if case .annotate(let target, let annotation, _) = statement.kind,
        case .name(let name) = target.kind, name == column.field
      {
        return annotation.annotatedType.map { $0.lastName } ?? "str"
      }
    }
    return column.lengthMax == nil ? "Integer" : "String"
  }

  /// The first of `Enum("a", "b")`, of `CHECK (kind IN ('a', 'b'))`.
  private static func choice(_ column: Relation.Column, _ relation: PythonRelation) -> String? {
    for rule in relation.facts.constraints where rule.kind == .check {
      let texts = rule.expression.flatMap { SQLAlchemyChoices.texts(in: $0, of: column.column) }
      if let first = texts?.first { return "\"\(first)\"" }
    }
    guard let call = relation.definition?.type?.value(column.field)?.asCall else { return nil }
    let kind = call.positional.lazy.compactMap(\.asCall).first { $0.name == "Enum" }
    return kind?.positional.first?.stringValue.map { "\"\($0)\"" }
  }
}

extension String {
  /// `"09:30"` of `"9:30"`.
  fileprivate var padded: String { utf8.count == 6 ? "\"0" + dropFirst() : self }
}

extension Relation.Column {
  /// The type of Python that holds what a declaration in SQL says.
  fileprivate var pythonType: String {
    let type = (type ?? "").lowercased()
    if type.hasPrefix("bool") { return "bool" }
    if type.mentions("int") || type.mentions("serial") { return "int" }
    if type.hasPrefix("timestamp") || type.hasPrefix("datetime") { return "datetime" }
    if type == "date" { return "date" }
    if type.hasPrefix("json") { return "dict" }
    let numbers = ["numeric", "decimal", "real", "double", "float"]
    return numbers.contains(where: type.hasPrefix) ? "Decimal" : "str"
  }
}

import DatabaseErrors
import EventSchema
import SourceCode

/// A driver that runs statements in strings, known by the classes of its errors.
struct PythonDriver: Sendable {
  /// What code imports: `psycopg`.
  let module: String
  /// Below it, where the classes of single violations are: `errors`.
  var submodule: String?
  /// How a statement names its values.
  let placeholder: String
  /// What of an error names the violated constraint; `nil` where only its message does.
  var constraintName: String?
  /// Whether an `INSERT` gives rows back, else the connection knows the last key.
  var returnsRows = false
  /// Whether its calls are awaited, and each statement is committed where no block says otherwise.
  var isAwaited = false

  static let all: [PythonDriver] = [
    PythonDriver(
      module: "psycopg", submodule: "errors", placeholder: "%s",
      constraintName: "diag.constraint_name", returnsRows: true),
    PythonDriver(
      module: "psycopg2", submodule: "errors", placeholder: "%s",
      constraintName: "diag.constraint_name", returnsRows: true),
    PythonDriver(
      module: "asyncpg", placeholder: "$1", constraintName: "constraint_name", returnsRows: true,
      isAwaited: true),
    PythonDriver(module: "sqlite3", placeholder: "?"),
    PythonDriver(module: "pymysql", placeholder: "%s"),
    PythonDriver(module: "MySQLdb", placeholder: "%s"),
    PythonDriver(module: "mysql.connector", placeholder: "%s"),
  ]

  /// The driver that raised, with the name of the class that it raised.
  static func raised(in failure: Failure) -> (driver: PythonDriver, type: String)? {
    for exception in failure.event.exceptions.reversed() {
      guard let name = exception.qualifiedType else { continue }
      if let driver = all.first(where: { name.hasPrefix($0.module + ".") }) {
        return (driver, name.lastName)
      }
    }
    return nil
  }
}

/// The class of a driver's errors as a file can name it.
struct PythonErrorClass {
  let text: String
  /// What has to be imported for it, if anything.
  let missing: (name: String, module: String)?

  init(_ name: String, of driver: PythonDriver, in file: PythonFile) {
    let home = [driver.module, driver.submodule].compactMap(\.self).joined(separator: ".")
    let known = file.imports.sorted { $0.key < $1.key }
    if file.imports[name] != nil {
      self.init(text: name, missing: nil)
    } else if let (alias, _) = known.first(where: { $0.value == home && !$0.key.mentions(".") }) {
      self.init(text: "\(alias).\(name)", missing: nil)
    } else if let (alias, _) = known.first(where: { $0.value == driver.module }) {
      let inner = driver.submodule.map { "\($0)." } ?? ""
      self.init(text: "\(alias).\(inner)\(name)", missing: nil)
    } else {
      self.init(text: name, missing: (name, home))
    }
  }

  fileprivate init(text: String, missing: (name: String, module: String)?) {
    self.text = text
    self.missing = missing
  }
}

extension PythonErrorClass {
  func addImport(to change: inout PythonChange, in file: PythonFile) {
    guard let missing else { return }
    change.addImport([missing.name], from: missing.module, in: file)
  }

  /// SQLAlchemy's own, whatever the driver.
  static let integrityError = PythonErrorClass(
    text: "IntegrityError", missing: ("IntegrityError", "sqlalchemy.exc"))
}

extension SQLAlchemyReading {
  /// The class that a handler names.
  func errorClass(in file: PythonFile) -> PythonErrorClass {
    driver.map { PythonErrorClass(raisedType, of: $0, in: file) } ?? .integrityError
  }
}

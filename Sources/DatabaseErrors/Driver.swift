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
  /// The names of structured fields without `_`, in lower case.
  var fields: [String: Field] = [:]
  public var examples: [Example] = []

  /// In the order of trial.
  public static let all: [Driver] = [
    .python, .django, .dotNet, .swift, .jvm, .php, .node, .go, .rust, .ruby, .records,
    .commandLine, .server,
  ]

  /// What a structured field holds.
  enum Field: Sendable {
    case sqlState, vendorCode, constraint, schema, table, column, detail
    /// Either kind of code, told apart by its form: `23505`, `ER_DUP_ENTRY`, `SQLITE_CONSTRAINT`.
    case code
  }

  /// The database that a module's errors come from, when the module speaks to one only.
  static func dbms(ofModule name: some StringProtocol) -> DBMS? { modules[String(name)] }

  private static let modules = Dictionary(
    all.flatMap(\.modules), uniquingKeysWith: { first, _ in first })
}

/// One form of text around the server's words, which are `{message}` or `{python literal}`.
struct Wrapper: Sendable, Hashable {
  let template: MessageTemplate
  /// The database, when only its drivers write so.
  let dbms: DBMS?

  init(_ template: String, dbms: DBMS? = nil) {
    self.template = MessageTemplate(template)
    self.dbms = dbms
  }
}

/// All wrappers by the byte they begin or, when the message comes first, end with.
struct WrapperIndex: Sendable {
  static let shared = WrapperIndex(Driver.all)

  private var byFirstByte: [[Wrapper]] = Array(repeating: [], count: 256)
  private var byLastByte: [[Wrapper]] = Array(repeating: [], count: 256)
  /// Begin with a class, a number or a name.
  private var headless: [Wrapper] = []

  init(_ drivers: [Driver]) {
    for wrapper in drivers.flatMap(\.wrappers) {
      if let first = wrapper.template.head.first {
        byFirstByte[Int(first.folded)].append(wrapper)
      } else if case .hole(.message)? = wrapper.template.segments.first,
        let last = wrapper.template.tail.last
      {
        byLastByte[Int(last.folded)].append(wrapper)
      } else {
        headless.append(wrapper)
      }
    }
  }

  /// The first wrapper that fits.
  func match(_ text: Bytes) -> (Wrapper, MessageTemplate.Match)? {
    guard let first = text.first, let last = text.last else { return nil }
    return matched(byLastByte[Int(last.folded)], text)
      ?? matched(byFirstByte[Int(first.folded)], text) ?? matched(headless, text)
  }

  private func matched(_ wrappers: [Wrapper], _ text: Bytes) -> (Wrapper, MessageTemplate.Match)? {
    for wrapper in wrappers {
      if let match = wrapper.template.match(text), !match.isTruncated { return (wrapper, match) }
    }
    return nil
  }
}

/// An error freed of everything that drivers, ORMs and logs put around the server's words.
struct Unwrapped {
  var words: Bytes
  var clues = Clues()
  /// Whether the error's class says that others put their words before the text.
  var isPrefixedByType = false
  /// Whether something around the words is a language's own class.
  private(set) var isLanguageError = false
  /// Whether an object with the error's class or a code of Prisma's was around the words.
  var isTypedRecord: Bool {
    isRecord && (clues.kind != nil || clues.vendorCode?.isPrismaCode ?? false)
  }
  private var isRecord = false
  /// Whether the error came with its class, beside the text or in it.
  private(set) var hasClass = false
  /// What may still be tried on the text that the words come from.
  let effort: Effort
  /// Deeper errors that were printed behind the words, the deepest first.
  var nested: [Bytes] = []

  /// `nil` when the error is a language's own, which imitates a database at best.
  init?(_ error: DriverError, _ effort: Effort) {
    self.effort = effort
    words = Bytes(error.message).trimmed
    guard
      !LanguageError.contains(type: error.type, module: error.module)
        || LanguageError.repeatsCause(module: error.module ?? "", words)
    else { return nil }
    clues.add(error.fields)
    if let type = error.type {
      hasClass = true
      // Go's pointers: `*fmt.wrapError`, `*errors.withStack`; and what a panic prints.
      isPrefixedByType = type.utf8.first == UInt8(ascii: "*") || type == "panic"
      clues.add(className: Bytes([error.module, type].compactMap(\.self).joined(separator: ".")))
    }
    unwrap()
    if isLanguageError { return nil }
  }

  /// A text of which no class is known.
  init?(_ text: Bytes, _ effort: Effort) {
    self.effort = effort
    words = text.trimmed
    unwrap()
    if isLanguageError { return nil }
  }

  /// Whether the words may be the first line of a message that goes on: its beginning is there, or
  /// that of a wrapper with a beginning of its own, or a code.
  var mayGoOn: Bool {
    Heads.shared.beginRecord(words) || clues.sqlState != nil
      || hasClass && Heads.shared.isCut(words, behindClass: true)
  }

  /// Takes off whatever is around the words.
  mutating func unwrap() {
    var attempts = Self.openEndedMax
    unwrap(&attempts)
    words = words.withoutRepetition
  }

  private mutating func unwrap(_ attempts: inout Int) {
    for _ in 0..<Self.depthMax where effort.spend(words.count) {
      if takeRecord() { continue }
      guard let (wrapper, match) = WrapperIndex.shared.match(words, Bigrams(words)),
        takeOff(wrapper, match)
      else { break }
    }
    takeClassOffFirstLine()
    if !isLanguageError, attempts > 0, effort.spend(words.count) { takeOffOpenEnded(&attempts) }
  }

  /// Takes off what stands behind the message when the message alone tells as much.
  private mutating func takeOffOpenEnded(_ attempts: inout Int) {
    // From the outside in: what leaves the longest message goes first.
    let openEnded = WrapperIndex.shared.openEnded(words, Bigrams(words))
      .sorted { $0.length > $1.length }
    guard !openEnded.isEmpty else { return }
    let facts = factCount(withStatement: clues.statement == nil) ?? 0
    for (wrapper, match, _) in openEnded where attempts > 0 {
      attempts -= 1
      var shorter = self
      guard shorter.takeOff(wrapper, match) else { continue }
      shorter.unwrap(&attempts)
      guard let shorterFacts = shorter.factCount(withStatement: false), shorterFacts >= facts
      else { continue }
      self = shorter
      return
    }
  }

  /// How much the words tell; `nil` when they are no violation.
  private func factCount(withStatement: Bool) -> Int? {
    guard var violation = violation(.complete, isInner: true) else { return nil }
    if !withStatement { violation.statement = nil }
    return violation.factCount
  }

  /// Ruby puts the class behind the first line of a message: `… "uq" (PG::UniqueViolation)`.
  private mutating func takeClassOffFirstLine() {
    let feed = words.firstIndex(of: 0x0A) ?? words.endIndex
    let line = words[..<feed].trimmed
    guard line.last == UInt8(ascii: ")"), let open = line.lastIndex(of: UInt8(ascii: "(")),
      open > line.startIndex, line[open - 1] == 0x20
    else { return }
    let name = line[(open + 1)...].dropLast()
    guard Hole.rubyClass.accepts(name) else { return }
    clues.add(className: name)
    words = line[..<open].trimmed + words[feed...]
  }

  /// Whether the words were a record, which they then are no longer.
  private mutating func takeRecord() -> Bool {
    guard let record = Driver.record(words) else { return false }
    words = record.words.trimmed
    isRecord = true
    clues.add(record.fields)
    clues.dbms = clues.dbms ?? record.dbms
    return true
  }

  /// Wrappers around wrappers: SQLAlchemy has four, a log line and a class come on top.
  private static let depthMax = 12
  /// What stands behind a message is tried so often, so that the work stays in proportion.
  private static let openEndedMax = 12

  /// `false` when what was around the words is a language's own class.
  private mutating func takeOff(_ wrapper: Wrapper, _ match: MessageTemplate.Match) -> Bool {
    if let dbms = wrapper.dbms, clues.dbms == nil { clues.dbms = dbms }
    if wrapper.repeatsEarlier { clues.isRepeated = true }
    for (hole, text) in match.holes {
      switch hole {
      case .message: words = text.trimmed
      case .nested: nested.append(text.trimmed)
      case .pythonLiteral: words = text.unescapedPythonLiteral.trimmed
      case .className, .rubyClass:
        guard
          !LanguageError.contains(qualified: text.string)
            || LanguageError.repeatsCause(module: text.string, match[.message] ?? [])
        else {
          isLanguageError = true
          return false
        }
        clues.add(className: text)
        hasClass = true
        isPrefixedByType = isPrefixedByType || text.first == UInt8(ascii: "*")
      case .sqlState where clues.sqlState == nil: clues.sqlState = text.string
      case .code where clues.vendorCode == nil: clues.vendorCode = text.string
      case .table where clues.table == nil: clues.table = text.unquoted
      case .codeName:
        clues.dbms = clues.dbms ?? Dialect.ofCode(named: text)
        clues.vendorCode = clues.vendorCode ?? text.string
      case .statement where clues.statement == nil && text.string != "n/a":
        clues.statement = wrapper.verb + text.trimmed.withoutNumber.string
      case .query where clues.statement == nil: clues.statement = text.trimmed.string
      case .writtenTable: clues.writtenTable = text.unquoted
      case .writtenSchema: clues.writtenSchema = text.unquoted
      default: break
      }
    }
    return true
  }
}

extension Bytes {
  /// Without the number that OpenJPA and Liquibase put before a statement: `7 INSERT`, `(0)
  /// INSERT`.
  fileprivate var withoutNumber: Bytes {
    let isInParentheses = first == UInt8(ascii: "(")
    let digits = (isInParentheses ? dropFirst() : self).prefix(while: \.isDigit)
    guard !digits.isEmpty else { return self }
    let rest = self[digits.endIndex...]
    let end: [UInt8] = isInParentheses ? [UInt8(ascii: ")"), 0x20] : [0x20]
    return rest.starts(with: end) ? rest.dropFirst(end.count) : self
  }
}

extension ConstraintViolation {
  /// With what the failing statement tells that was printed apart from the message.
  func adding(statement: Bytes?) -> ConstraintViolation {
    guard let statement, !statement.isEmpty, self.statement == nil else { return self }
    var clues = Clues()
    clues.statement = statement.string
    return completed(with: clues)
  }

  /// With what the fields tell that stood beside the message in a line of a log. Loggers have
  /// fields of the same names, so that only what agrees with the message is taken.
  func adding(_ fields: [DriverError.Field]) -> ConstraintViolation {
    var clues = Clues()
    clues.add(fields)
    let isCode = clues.sqlState.map { Hole.sqlState.accepts(Bytes($0)) } ?? false
    guard isCode || clues.detail != nil || clues.constraint != nil else { return self }
    clues.vendorCode = nil
    if !isCode || clues.sqlState == sqlState { clues.sqlState = sqlState }
    guard constraint == nil || clues.constraint == nil || clues.constraint == constraint,
      clues.sqlState == sqlState || sqlState == nil
    else { return self }
    return completed(with: clues)
  }
}

extension Clues {
  mutating func add(_ fields: [DriverError.Field]) {
    for field in fields where !field.value.isEmpty && !Self.absent.contains(field.value) {
      guard let meaning = Self.meaning(of: field.name) else {
        addKeyPart(field)
        continue
      }
      switch meaning {
      case .columns:
        columns = Bytes(field.value).listElements.map { Bytes($0.unquoted).unquoted }
      case .target: addTarget(field.value)
      case .model: model = field.value
      case .sqlState: sqlState = field.value
      case .vendorCode: vendorCode = field.value
      case .constraint: constraint = field.value
      case .schema: schema = field.value
      case .table: table = field.value
      case .column: column = field.value
      case .detail: detail = field.value
      case .context: context = field.value
      case .routine: routine = field.value
      case .statement: statement = field.value
      case .words: words = field.value
      case .className: add(className: Bytes(field.value))
      case .code:
        addCode(field.value)
      }
    }
  }

  private mutating func addCode(_ code: String) {
    if code.isPrismaCode {
      vendorCode = vendorCode ?? code
    } else if Hole.sqlState.accepts(Bytes(code)), code != Self.mongoDuplicateKey {
      sqlState = code
    } else if code.hasPrefix("ER_") || code.hasPrefix("WARN_") {
      // The name of a number that stands beside it or is known from the words.
      dbms = dbms ?? .mySQL
    } else {
      vendorCode = code
    }
  }

  /// Looks like an SQLSTATE.
  private static let mongoDuplicateKey = "11000"

  /// Prisma tells columns, or the name of an index where the database tells no columns.
  private mutating func addTarget(_ text: String) {
    if let name = Self.indexName(text) {
      constraint = constraint ?? name
    } else if text.hasPrefix("dbo.") {
      // SQL Server's object, which Prisma takes for the constraint.
      table = table ?? String(text.dropFirst(4))
    } else {
      columns = Bytes(text).listElements.map(\.unquoted)
    }
  }

  /// The name, if the text is one that tools give to indexes and keys and not to columns.
  static func indexName(_ text: String) -> String? {
    // `meta.field_name` of a foreign key.
    let name = text.hasSuffix(" (index)") ? String(text.dropLast(8)) : text
    let isName = ["_key", "_idx", "_pkey", "_fkey", "_unique"].contains { name.hasSuffix($0) }
    return isName || name != text || text == "PRIMARY" ? name : nil
  }

  /// MongoDB's `keyPattern: { pier: 1 }` and `keyValue: { pier: 'North' }`.
  private mutating func addKeyPart(_ field: DriverError.Field) {
    let parts = field.name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts.dropFirst().first.map(String.init) ?? ""
    let name = parts[0].lowercased()
    guard !path.isEmpty else {
      guard name == "fields", refusedFields.isEmpty else { return }
      refusedFields = Bytes(field.value).listElements.map { DriverError.Field($0.unquoted, "") }
      return
    }
    switch name {
    case "keypattern": columns.append(path)
    case "keyvalue": values.append(field.value)
    case "fields": refusedFields.append(DriverError.Field(Bytes(path).unquoted, field.value))
    default: break
    }
  }

  /// By the whole name, else by its last part, where what holds it is one more print of the error.
  private static func meaning(of name: String) -> Driver.Field? {
    let name = name.lowercased().filter { $0 != "_" }
    if let meaning = meanings[name] { return meaning }
    let parts = name.split(separator: ".")
    guard let last = parts.last, parts.dropLast().allSatisfy({ holders.contains($0) }) else {
      return nil
    }
    return meanings[String(last)]
  }

  private static let holders: Set<Substring> = [
    "cause", "original", "parent", "drivererror", "originalerror", "postgres", "error", "err",
    "nativeerror", "driveradaptererror", "mysql", "dberror", "data", "body",
  ]

  /// What languages print for nothing.
  private static let absent: Set<String> = ["None", "nil", "null", "NULL", "undefined"]

  private static let meanings = Dictionary(
    Driver.all.flatMap { $0.fields }.map { ($0.key, $0.value) },
    uniquingKeysWith: { first, _ in first })
}

extension String {
  /// `P2002`; classes of SQLSTATE begin with `P0` only.
  var isPrismaCode: Bool {
    utf8.count == 5 && utf8.first == UInt8(ascii: "P") && utf8.dropFirst().first != 0x30
      && utf8.dropFirst().allSatisfy(\.isDigit)
  }
}

extension Bytes {
  /// `text: text` as `text`: errors that print their causes repeat what they hand on.
  fileprivate var withoutRepetition: Bytes {
    let separator = [UInt8(ascii: ":"), 0x20]
    var start = startIndex
    for _ in 0..<8 {
      guard let index = firstIndex(of: separator, from: start) else { return self }
      let text = self[..<index]
      if index - startIndex < count - text.count, hasSuffix(separator + text) { return text }
      start = index + 2
    }
    return self
  }

  /// The text that a Python string literal of this inside stands for.
  var unescapedPythonLiteral: Bytes {
    guard contains(UInt8(ascii: "\\")) else { return self }
    var text: [UInt8] = []
    var rest = self
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
        text.append(byte)
        continue
      }
      switch escape {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "x"): text.append(contentsOf: rest.popHexadecimal(digits: 2))
      case UInt8(ascii: "u"): text.append(contentsOf: rest.popHexadecimal(digits: 4))
      case UInt8(ascii: "U"): text.append(contentsOf: rest.popHexadecimal(digits: 8))
      default: text.append(escape)
      }
    }
    return text[...]
  }

  /// The UTF-8 form of the scalar whose number stands next; nothing when there is none.
  private mutating func popHexadecimal(digits: Int) -> [UInt8] {
    guard let number = UInt32(prefix(digits).string, radix: 16), let scalar = Unicode.Scalar(number)
    else { return [] }
    self = dropFirst(digits)
    return Array(String(scalar).utf8)
  }
}

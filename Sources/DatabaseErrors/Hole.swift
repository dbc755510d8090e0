/// A named gap in a `MessageTemplate`, and how far it reaches.
enum Hole: String, Sendable, Hashable, CaseIterable {
  // Names: short, chosen by developers.
  case constraint, table, schema, column, domain, type, label
  /// A column's name as people read it: `Sail no`.
  case attribute
  /// The parent of a foreign key; may be qualified and quoted.
  case parent
  /// What MySQL calls a key: `PRIMARY`, `email`, `users.email`.
  case key
  /// A class of a language: `psycopg2.errors.UniqueViolation`.
  case className = "class"
  /// A file.
  case path
  /// A class inside a module of Ruby's: `PG::UniqueViolation`.
  case rubyClass = "ruby class"
  /// A name that is of no interest.
  case ignored = "_"
  /// What a statement begins with, in capitals: `INSERT`, `ALTER TABLE`.
  case verb
  /// Words that are of no interest, over line ends where a tool wrapped them.
  case passage = "..."
  /// What a client puts between two lines of a message: `\n-`, `, `, `; `.
  case joint = "/"

  // Names that may stand in quotation marks of any language: `"x"`, `« x »`, `[x]`, `x`.
  case quotedConstraint = "quoted constraint"
  case quotedColumn = "quoted column"
  case quotedParentColumn = "quoted parent column"
  /// `dbo.boats`: all behind the first dot is the table.
  case object
  /// `harbour.dbo.boats`: a database, a schema, a table.
  case databaseObject = "database object"
  /// An `object` that is the parent of a foreign key.
  case parentObject = "parent object"
  /// An `object` whose foreign key points to itself.
  case selfObject = "self object"
  /// `HARBOUR.UQ_SAIL_NO`: a constraint behind its schema.
  case schemaConstraint = "schema.constraint"
  /// `HARBOUR.BOATS.UQ_SAIL_NO`: a constraint behind its table.
  case tableConstraint = "table.constraint"

  /// The name that Hibernate read: `uq`, `boats.uq` of MySQL, `HARBOUR.UQ` of Oracle.
  case constraintPath = "constraint path"
  /// `com.harbour.Boat.name`
  case propertyPath = "property path"

  // Numbers and codes; a count is at least two.
  case number, code, count
  case sqlState = "sqlstate"
  /// A code by the name that a dialect gives it: `ER_DUP_ENTRY`, `SQLITE_CONSTRAINT_UNIQUE`.
  case codeName = "code name"

  // Lists in parentheses, with quoted names and expressions.
  case columns
  case parentColumns = "parent columns"
  /// SQLite's `boats.pier, boats.berth`.
  case qualifiedColumns = "table.columns"
  case qualifiedParent = "parent.column"
  /// Names with commas between them, without quotes: `pier, berth`.
  case names
  /// The table that the failing statement wrote to, beside the words.
  case writtenTable = "written table"
  case writtenSchema = "written schema"
  /// DuckDB's `pier: 1, berth: 7`; for the child's side of a foreign key the parent's columns.
  case pairs = "column: value"
  case parentPairs = "parent column: value"

  /// Columns with their values: `SAIL_NO:'K-17', PIER:3`, `"ID" = 1`.
  case keyedValues = "pairs"
  /// The same of a foreign key's parent.
  case parentKeyedValues = "parent pairs"
  /// The same up to the brace that closes it, as MongoDB prints a document.
  case document

  /// HSQLDB's `PIER,BERTH`.
  case plainColumns = "plain columns"

  // H2's definitions, whose parts `addH2` reads.
  case indexEntry = "index entry"
  case keyDefinition = "key definition"
  case checkDefinition = "check definition"
  case columnDefinition = "column definition"
  case convertedValue = "converted value"

  // Text that a stranger may have written, or that holds such text.
  /// A value without apostrophes, where nothing but one ends it.
  case plainValue = "plain value"
  case value, values, row, message, statement, rest
  /// A statement and its parameters in front of a message, up to the words that end them.
  case query, parameters
  /// A deeper error, which counts when the message says nothing.
  case nested
  /// The inside of a Python string literal that holds the message.
  case pythonLiteral = "python literal"

  enum Extent { case upToFirst, upToLast, balanced }

  var extent: Extent {
    switch self {
    case .columns, .parentColumns, .document: .balanced
    case .value, .values, .row, .message, .statement, .rest, .nested, .pythonLiteral: .upToLast
    case .pairs, .parentPairs, .keyedValues, .parentKeyedValues: .upToLast
    case .indexEntry, .keyDefinition, .checkDefinition, .convertedValue: .upToLast
    default: .upToFirst
    }
  }

  /// What is longer is no name or code, and not searched for its end.
  var bytesMax: Int {
    switch self {
    case .number, .code, .count: 10
    case .sqlState: 5
    case .className, .rubyClass: 200
    case .codeName: 64
    case .joint: 8
    case .verb: 16
    case .qualifiedColumns, .qualifiedParent: 4_096
    case .query, .parameters: 65_536
    default: 1_024
    }
  }

  /// Whether a text for the hole can begin with this byte.
  func canBegin(with byte: UInt8) -> Bool {
    switch self {
    case .number, .code, .count: byte.isDigit
    case .sqlState: byte.isDigit || byte.isUpper
    case .codeName, .rubyClass: byte.isUpper
    case .className: byte.isLetter || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "*")
    default: true
    }
  }

  /// Whether the text can be what the hole stands for.
  func accepts(_ text: Bytes) -> Bool {
    switch self {
    case .value, .values, .row, .rest, .nested, .statement, .query, .parameters, .pairs,
      .parentPairs,
      .document:
      true
    case .indexEntry, .keyDefinition, .checkDefinition, .convertedValue: !text.isEmpty
    case .verb: !text.isEmpty && text.allSatisfy { $0.isUpper || $0 == 0x20 }
    case .quotedColumn:
      !text.isEmpty && text.count <= bytesMax
        && text.firstIndex(of: [UInt8(ascii: ":"), 0x20], from: text.startIndex) == nil
    case .passage: text.count <= bytesMax
    case .joint:
      text.count <= bytesMax && text.allSatisfy { $0.isBlank || "-,;:|".utf8.contains($0) }
    case .keyedValues, .parentKeyedValues: !text.isEmpty
    case .object, .databaseObject, .parentObject, .selfObject, .tableConstraint:
      !text.isEmpty && text.count <= bytesMax && !text.contains(0x0A)
    case .number, .code: !text.isEmpty && text.count <= bytesMax && text.allSatisfy(\.isDigit)
    case .count: Self.number.accepts(text) && !["0", "1"].contains(text.string)
    case .constraintPath:
      !text.isEmpty && text.count <= bytesMax
        && !text.contains { $0.isBlank || $0 == UInt8(ascii: "\"") }
    case .sqlState:
      // A word of five capitals is none: `[ERROR]`.
      text.count == bytesMax && text.allSatisfy { $0.isDigit || $0.isUpper }
        && text.contains(where: \.isDigit)
    case .className: text.isClassName
    case .rubyClass: text.isClassName && text.split(at: Array("::".utf8)).count > 1
    case .codeName: Dialect.ofCode(named: text) != nil
    case .label: !text.isEmpty && text.allSatisfy { $0.isLetter || " ,<>".utf8.contains($0) }
    case .attribute: text.isAttributeName
    case .path:
      text.count <= bytesMax && !text.contains(0x0A)
        && text.contains { ".-/\\".utf8.contains($0) }
    case .type:
      !text.isEmpty && text.count <= bytesMax && !text.contains { $0 == 0x22 || $0 == 0x0A }
        && !text.split(separator: 0x20).contains { ["of", "in", "for", "the"].contains($0.string) }
    case .qualifiedColumns:
      text.qualifiedColumns != nil && text.isNothingButNames && !text.containsColonAndBlank
    case .message, .pythonLiteral: !text.isEmpty
    case .constraint, .quotedConstraint, .schemaConstraint, .key:
      !text.isEmpty && text.count <= bytesMax && !text.contains(0x0A) && !text.isNothingButDots
        && !text.isPlaceholder
    default: !text.isEmpty && text.count <= bytesMax && !text.contains(0x0A)
    }
  }
}

extension Bytes {
  /// A few words, behind those of other attributes if there are some.
  fileprivate var isAttributeName: Bool {
    guard count <= 1_024, !contains(0x0A), let name = split(at: [UInt8(ascii: ","), 0x20]).last
    else { return false }
    return !name.isEmpty && name.count <= 60 && name.count { $0 == 0x20 } <= 2
  }

  /// Whether names that are printed without quotes are all of the text: no sentence goes on behind
  /// them. Blanks and dots are legal in names, quotation marks and words of a sentence are not.
  fileprivate var isNothingButNames: Bool {
    guard let first, let last, first.isIdentifier || first == UInt8(ascii: "#"),
      !contains(where: { "\n`\"([{;?!".utf8.contains($0) }), !".:)]}>".utf8.contains(last)
    else { return false }
    guard let (_, columns) = qualifiedColumns,
      !columns.contains(where: { Bytes($0).goesOnBehindComma })
    else { return false }
    return !split(separator: 0x20).dropFirst().contains { Self.sentenceWords.contains($0.string) }
  }

  /// Whether words stand behind a comma, where a name that has one inside has a word at most.
  private var goesOnBehindComma: Bool {
    guard let comma = firstIndex(of: [UInt8(ascii: ","), 0x20], from: startIndex) else {
      return false
    }
    return self[(comma + 2)...].contains(0x20)
  }

  private static let sentenceWords: Set<String> = [
    "when", "while", "on", "in", "at", "for", "after", "before", "during", "if", "because", "and",
    "but", "with", "from", "by", "as", "the", "is", "was", "to", "a", "this", "-", "--", "=>", "|",
  ]

  /// Letters, digits and `_`, with `.`, `::`, `\`, `$` or `/` between the parts.
  var isClassName: Bool {
    guard let first, let last, count <= 200, last.isIdentifier,
      first.isLetter || first == UInt8(ascii: "_") || first == UInt8(ascii: "*")
    else { return false }
    return dropFirst().allSatisfy {
      $0.isLetter || $0.isDigit || "_.:\\$/".utf8.contains($0)
    }
  }
}

extension Bytes {
  /// Whether somebody left the name out: `...`, `…`.
  fileprivate var isNothingButDots: Bool {
    string.allSatisfy { $0 == "." || $0 == "\u{2026}" }
  }

  /// Whether a program puts a name here: `%s`, `%-.192s`, `{0}`.
  fileprivate var isPlaceholder: Bool {
    switch (first, last) {
    case (UInt8(ascii: "%")?, let end?):
      count > 1 && end.isLetter
        && dropFirst().dropLast().allSatisfy { $0.isDigit || "-.$".utf8.contains($0) }
    case (UInt8(ascii: "{")?, UInt8(ascii: "}")?): true
    default: false
    }
  }

  /// What stands before or behind a list of names rather than in it.
  fileprivate var containsColonAndBlank: Bool {
    zip(self, dropFirst()).contains { $0 == UInt8(ascii: ":") && $1.isBlank }
  }
}

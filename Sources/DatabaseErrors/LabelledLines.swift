/// A message of PostgreSQL with the lines that follow it: `DETAIL:`, `HINT:`, `TABLE NAME:`, …
struct LabelledLines {
  enum Label {
    case detail, hint, context, statement
    case schemaName, tableName, columnName, constraintName
    case sqlState
    /// The function of the server that reported the failure, then its file and line.
    case location
    case other
  }

  let primary: Bytes
  private let text: Bytes
  /// Where each labelled part starts and ends, in order.
  private var parts: [(label: Label, text: Bytes)] = []

  init(_ text: Bytes) {
    var starts: [(label: Label, line: Int, text: Int)] = []
    var index = text.startIndex
    while starts.count < Self.partsMax, let feed = text[index...].firstIndex(of: 0x0A) {
      let line = text[(feed + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
      if let (label, end) = Self.label(at: line) { starts.append((label, feed, end)) }
      index = feed + 1
    }
    self.text = text
    primary = text[..<(starts.first?.line ?? text.endIndex)].trimmed.withoutPlaceInStatement
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1].line : text.endIndex
      parts.append((start.label, text[start.text..<max(start.text, end)].trimmed))
    }
  }

  /// What the label stands before, the first time at or behind a position.
  func value(of label: Label, from start: Int = 0) -> Bytes? {
    parts.first { $0.label == label && $0.text.startIndex >= start }?.text
  }

  /// The detail, in the longest form first: a value may hold lines, also such that look like
  /// labels.
  var details: [Bytes] { forms(of: .detail).reversed().map(\.withoutPropertyMarks) }

  /// What the label stands before, line by line longer, to the end of the text.
  func forms(of label: Label) -> [Bytes] {
    guard let start = parts.first(where: { $0.label == label })?.text.startIndex else { return [] }
    var ends: [Int] = []
    var index = start
    while ends.count < Self.partsMax, let feed = text[index...].firstIndex(of: 0x0A) {
      ends.append(feed)
      index = feed + 1
    }
    return (ends + [text.endIndex]).map { text[start..<max(start, $0)].trimmed }
  }

  /// Whether the line begins with a label, or with what SQLAlchemy puts behind a message.
  static func isLabelled(_ line: Bytes) -> Bool {
    let line = line.drop { $0 == 0x20 || $0 == 0x09 }
    return label(at: line) != nil || statementStarts.contains { line.starts(with: $0) }
  }

  private static let statementStarts = [
    "[SQL: ", "[parameters: ", "(Background on this error at: ",
  ]
  .map { Array($0.utf8) }

  /// The label at the start of a line, and where its text begins.
  static func label(at line: Bytes) -> (Label, Int)? {
    guard labelStarts.begin(line) else { return nil }
    let start = line.prefix(labelBytesMax)
    guard let colon = start.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == 0xEF }) else {
      return nil
    }
    let name = line[..<colon].string.trimmedNoBreakSpaces
    if let label = labels[name.uppercased()] {
      return (label, line[colon] == 0xEF ? min(colon + 3, line.endIndex) : colon + 1)
    }
    // psql shows the line of the statement: `LINE 3: insert …`.
    let word = name.reversed().drop { $0.isNumber }.drop { $0 == " " }.reversed()
    guard word.count < name.count, labels[String(word).uppercased()] == .other else { return nil }
    return (.other, colon + 1)
  }

  private static let partsMax = 32
  private static let labelBytesMax = 64

  /// In capitals: those of the server and of libpq in every language, and those of other clients.
  private static let labels: [String: Label] = {
    var labels = clientLabels
    for (name, label) in serverLabels {
      labels[name] = label
      for word in Translation.postgreSQL.flatMap({ $0.words(for: "\(name):") }) {
        labels[String(word.dropLast()).trimmedNoBreakSpaces.uppercased()] = label
      }
    }
    return labels
  }()

  /// Of all labels, so that most words of a text are dismissed at once.
  private static let labelStarts = LabelStarts(labels.keys)

  private static let serverLabels: [String: Label] = [
    "DETAIL": .detail, "HINT": .hint, "CONTEXT": .context, "STATEMENT": .statement,
    "QUERY": .other, "LOCATION": .location, "LINE": .other, "BACKTRACE": .other,
    "LOGICAL REPLICATION": .other, "SCHEMA NAME": .schemaName, "TABLE NAME": .tableName,
    "COLUMN NAME": .columnName, "CONSTRAINT NAME": .constraintName, "DATATYPE NAME": .other,
  ]

  /// Npgsql, pgjdbc in its languages, pgAdmin, the shell of CockroachDB.
  private static let clientLabels: [String: Label] = [
    "DETAILS": .detail, "DETTAGLIO": .detail, "ПОДРОБНО": .detail, "ВІДОМОСТІ": .detail,
    "DETALJER": .detail, "详细": .detail, "詳細": .detail, "細節": .detail, "DÉTAIL": .detail,
    "WHERE": .context, "WOBEI": .context, "OÙ": .context, "DÓNDE": .context, "ONDE": .context,
    "ГДЕ": .context, "位置": .other, "在位置": .context, "場所": .context,
    "POSITION": .other, "POSICIÓN": .other, "POSIÇÃO": .other, "POSIZIONE": .other,
    "ПОЗИЦИЯ": .other, "SEVERITY": .other, "CODE": .sqlState, "SQLSTATE": .sqlState,
    "SQL STATE": .sqlState, "ÉTAT SQL": .sqlState, "ESTADO SQL": .sqlState,
    "STATO SQL": .sqlState, "SQL-STATUS": .sqlState, "SQL-СОСТОЯНИЕ": .sqlState,
    "SQL 状态": .sqlState, "SQL状态": .sqlState,
    "SCHEMANAME": .schemaName, "TABLENAME": .tableName,
    "COLUMNNAME": .columnName, "CONSTRAINTNAME": .constraintName, "CONSTRAINT": .constraintName,
    "SCHEMA": .schemaName, "TABLE": .tableName, "COLUMN": .columnName, "MESSAGETEXT": .other,
    "FILE": .other, "ROUTINE": .location, "EXCEPTION DATA": .other, "CHARACTER": .other,
    "ПОДРОБНОСТ": .detail, "DETALJI": .detail, "POZICE": .other, "POZYCJA": .other,
    "POZICIJA": .other, "ЗАБЕЛЕЖКА": .hint, "RADA": .hint, "HINWEIS": .hint, "INDICE": .hint,
    "WSKAZÓWKA": .hint, "NAGOVEST": .hint, "DICA": .hint, "SUGGERIMENTO": .hint, "建议": .hint,
    "建議": .hint, "КЪДЕ": .context, "KDE": .context, "DOVE": .context, "GDZIE": .context,
    "GDE": .context, "DETALHE": .detail, "SZCZEGÓŁY": .detail, "ПОДРОБНОСТИ": .detail,
    "AYRINTI": .detail, "İPUCU": .hint, "ПОДСКАЗКА": .hint, "ヒント": .hint,
    "INTERNAL QUERY": .other, "INTERNAL POSITION": .other, "DATATYPE": .other,
  ]
}

/// The first two bytes of each label. Letters beyond ASCII change their bytes with their case, so
/// that a label may begin with any of them.
private struct LabelStarts: Sendable {
  private var isStart = [Bool](repeating: false, count: 1 << 16)

  init(_ labels: some Sequence<String>) {
    for label in labels {
      let bytes = Bytes(label)
      if let place = Self.place(bytes) { isStart[place] = true }
    }
  }

  func begin(_ text: Bytes) -> Bool { Self.place(text).map { isStart[$0] } ?? true }

  /// `nil` for a text that does not begin with two characters of ASCII.
  private static func place(_ text: Bytes) -> Int? {
    guard let first = text.first, let second = text.dropFirst().first, first < 0x80, second < 0x80
    else { return nil }
    return Int(first.folded) << 8 | Int(second.folded)
  }
}

extension Bytes {
  /// The text of a printed property: `"boats",` without the quotation marks and the comma.
  var withoutPropertyMarks: Bytes {
    let text = last == UInt8(ascii: ",") ? dropLast() : self
    guard text.count >= 2, let mark = text.first, mark == text.last, "\"'".utf8.contains(mark)
    else { return self }
    return text.dropFirst().dropLast()
  }

  /// The message without the place that the server's log puts behind it: ` at character 42`.
  fileprivate var withoutPlaceInStatement: Bytes {
    for (before, after) in Self.placesInStatement where hasSuffix(after) {
      var text = dropLast(after.count)
      while text.last?.isDigit == true { text = text.dropLast() }
      if text.count < count - after.count, text.hasSuffix(before) {
        return text.dropLast(before.count).trimmed
      }
    }
    return self
  }

  /// The words around the number, in every language.
  private static let placesInStatement: [([UInt8], [UInt8])] = {
    let original = "at character {number}"
    return ([original] + Translation.postgreSQL.flatMap { $0.words(for: original) }).compactMap {
      let parts = Bytes($0).split(at: Array("{number}".utf8)).map { Array($0) }
      return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
  }()
}

extension String {
  /// French puts a no-break space before the colon.
  fileprivate var trimmedNoBreakSpaces: String {
    var scalars = unicodeScalars[...]
    while let last = scalars.last, last == " " || last == "\u{A0}" || last == "\u{202F}" {
      scalars.removeLast()
    }
    return String(scalars)
  }
}

/// A message of PostgreSQL with the lines that follow it: `DETAIL:`, `HINT:`, `TABLE NAME:`, …
struct LabelledLines {
  enum Label {
    case detail, hint, context, statement
    case schemaName, tableName, columnName, constraintName
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
    primary = text[..<(starts.first?.line ?? text.endIndex)].trimmed
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1].line : text.endIndex
      parts.append((start.label, text[start.text..<max(start.text, end)].trimmed))
    }
  }

  subscript(label: Label) -> Bytes? { parts.first { $0.label == label }?.text }

  /// The detail, in the longest form first: a value may hold lines, also such that look like
  /// labels.
  var details: [Bytes] {
    guard let start = parts.first(where: { $0.label == .detail })?.text.startIndex else {
      return []
    }
    var ends: [Int] = []
    var index = start
    while ends.count < Self.partsMax, let feed = text[index...].firstIndex(of: 0x0A) {
      ends.append(feed)
      index = feed + 1
    }
    return (ends + [text.endIndex]).reversed().map { text[start..<max(start, $0)].trimmed }
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
  private static func label(at line: Bytes) -> (Label, Int)? {
    let start = line.prefix(labelBytesMax)
    guard let colon = start.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == 0xEF }) else {
      return nil
    }
    let name = line[..<colon].string.trimmedNoBreakSpaces
    if let label = labels[name.uppercased()] {
      return (label, line[colon] == 0xEF ? min(colon + 3, line.endIndex) : colon + 1)
    }
    return name.hasPrefix("LINE ") ? (.other, colon + 1) : nil
  }

  private static let partsMax = 32
  private static let labelBytesMax = 40

  /// In the languages into which PostgreSQL and its JDBC driver are translated, in capitals.
  private static let labels: [String: Label] = [
    "DETAIL": .detail, "DETAILS": .detail, "DÉTAIL": .detail, "DETALLE": .detail,
    "DETALHE": .detail, "DETTAGLI": .detail, "DETTAGLIO": .detail, "SZCZEGÓŁY": .detail,
    "ПОДРОБНОСТИ": .detail, "ДЕТАЛІ": .detail, "ПОДРОБНО": .detail, "AYRINTI": .detail,
    "DETALJ": .detail, "ВІДОМОСТІ": .detail, "DETALJER": .detail, "詳細": .detail, "상세정보": .detail,
    "描述": .detail,
    "详细信息": .detail, "詳細資訊": .detail, "დეტალები": .detail, "დეტალურად": .detail,
    "ΛΕΠΤΟΜΈΡΕΙΑ": .detail,
    "HINT": .hint, "TIPP": .hint, "ASTUCE": .hint, "SUGERENCIA": .hint, "DICA": .hint,
    "SUGGERIMENTO": .hint, "PODPOWIEDŹ": .hint, "ПОДСКАЗКА": .hint, "İPUCU": .hint,
    "TIPS": .hint, "ヒント": .hint, "힌트": .hint, "提示": .hint, "ПІДКАЗКА": .hint,
    "CONTEXT": .context, "ZUSAMMENHANG": .context, "KONTEXT": .context, "CONTEXTE": .context,
    "CONTEXTO": .context, "CONTESTO": .context, "KONTEKST": .context, "КОНТЕКСТ": .context,
    "コンテキスト": .context, "内容": .context, "上下文": .context, "背景": .context, "WHERE": .context,
    "WOBEI": .context, "OÙ": .context, "DÓNDE": .context,
    "STATEMENT": .statement, "ANWEISUNG": .statement, "INSTRUCTION": .statement,
    "SENTENCIA": .statement, "ISTRUZIONE": .statement, "ОПЕРАТОР": .statement,
    "COMANDO": .statement, "SATS": .statement, "文": .statement, "语句": .statement,
    "명령 구문": .statement, "ZAPYTANIE": .statement,
    "SCHEMA NAME": .schemaName, "TABLE NAME": .tableName, "COLUMN NAME": .columnName,
    "CONSTRAINT NAME": .constraintName, "DATATYPE NAME": .other, "LOCATION": .other,
    "POSITION": .other, "QUERY": .other, "LOGICAL REPLICATION": .other, "SEVERITY": .other,
    "SQLSTATE": .other, "CODE": .other, "BACKTRACE": .other,
    "SCHEMANAME": .schemaName, "TABLENAME": .tableName, "COLUMNNAME": .columnName,
    "CONSTRAINTNAME": .constraintName, "MESSAGETEXT": .other, "FILE": .other, "LINE": .other,
    "ROUTINE": .other, "EXCEPTION DATA": .other,
  ]
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

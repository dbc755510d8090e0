import DatabaseErrors
import EventSchema
import SourceCode

extension Evidence {
  /// What the database's own words and numbers show.
  mutating func noteMessage() {
    noteCircumstances()
    noteKey()
    if violation.kind == .couldNotCreateUniqueIndex {
      note(.rowsBreakNewRule, "Existing rows break the rule that is being added", at: "message")
    }
    if violation.isRepeated {
      note(.transactionWasBroken, "The transaction had failed before this statement", at: "message")
      note(
        .earlierErrorIsKnown,
        "The message repeats the earlier error: \(violation.kind.words.lowercased())",
        at: "message")
    }
    if violation.kind == .transactionAborted {
      note(.transactionWasBroken, "The transaction had failed before this statement", at: "message")
      if let earlier = earlierViolation {
        let table = earlier.table.map { " in `\($0)`" } ?? ""
        note(
          .earlierErrorIsKnown,
          "An earlier error of the chain: \(earlier.kind.words.lowercased())\(table)",
          at: "exception chain")
      }
    }
    noteSnapshots()
  }

  private mutating func noteSnapshots() {
    if let level = trail.isolationLevel?.lowercased() {
      guard level.mentions("repeatable") || level.mentions("serializable") else { return }
      note(
        .snapshotsAreKept,
        "The transaction is \(level): it does not see rows that others committed since its first "
          + "read", at: "SQL breadcrumbs")
    } else if violation.dbms?.keepsSnapshots == true {
      note(
        .snapshotsAreKept,
        "By default a transaction of this database does not see rows that others committed since "
          + "its first read", at: "message")
    }
  }

  private mutating func noteCircumstances() {
    for circumstance in violation.circumstances {
      switch circumstance {
      case .rowTwiceInStatement:
        note(.rowTwiceInStatement, "One statement touches the same row twice", at: "message")
      case .noPartition:
        note(.noPartition, "The row fits none of the table's partitions", at: "message")
      case .generatorExhausted:
        note(.generatorIsExhausted, "The generator of the key has no numbers left", at: "message")
      case .columnLeftOut:
        note(.columnIsLeftOut, "The statement leaves \(columnName) out", at: "message")
      case .columnSetToNull:
        note(.columnIsSetToNull, "The statement sets \(columnName), and to NULL", at: "message")
      case .catalogViolated:
        note(
          .catalogIsViolated,
          "The table is the database's own catalogue: two sessions made the same object",
          at: "message")
      }
    }
  }

  var columnName: String { columns.first.map { "`\($0)`" } ?? "the column" }

  private mutating func noteKey() {
    let values = violation.values
    if violation.foldsKey {
      let expression = violation.keyExpressions.first(where: foldsValue) ?? keyName
      note(.keyFolds, "The violated key folds its value: `\(expression)`", at: "message")
    }
    if Set.keys.contains(violation.kind) {
      noteIdentity()
      noteNumber()
      if hasBlankKey {
        note(
          .keyIsBlank, "The value that collided is empty, and every empty value is equal",
          at: "message")
      }
      if let column = columns.first(where: {
        $0.splitAtWords.last.map(Self.generatedNames.contains) ?? false
      }) {
        note(
          .columnIsForGenerated, "`\(column)` is a name for values that code makes up",
          at: "message")
      }
      if let column = messageColumn {
        note(
          .keyNamesMessage,
          "`\(column)` names a message or delivery, which senders repeat until it is answered",
          at: "message")
      }
    }
    if violation.kind == .foreignKey, violation.side != .parent,
      let value = values.first, values.count == 1,
      value.isNothingButBlanks || value == "0" || value == "-1"
    {
      note(
        .referenceIsBlank, "The reference holds nothing that a row could have: zero or empty",
        at: "message")
    }
  }

  private mutating func noteIdentity() {
    let isIdentity = violation.kind == .primaryKey && columns.count <= 1
    if isIdentity || columns.map({ $0.lowercased() }) == ["id"] {
      note(.keyIsIdentity, "The key that is taken is the row's identity", at: "message")
    }
  }

  private mutating func noteNumber() {
    guard violation.values.count == 1, columns.count <= 1, let number = Int(violation.values[0])
    else { return }
    note(.keyIsWholeNumber, "The value that is taken is a whole number", at: "message")
    if number == 0, facts.shows(.keyIsIdentity) {
      note(
        .keyIsZero, "The key was stored as zero: nothing generates it any more", at: "message")
    }
    if Self.largestNumbers.contains(number) {
      note(
        .keyIsLargestNumber, "The value is the largest number that its type can hold",
        at: "message")
    } else if Self.largestSmallNumbers.contains(number) {
      note(
        .keyIsLargestSmallNumber, "The value is the largest number of a small integer type",
        at: "message")
    }
  }

  private static let largestNumbers: Set = [
    2_147_483_647, 4_294_967_295, 9_223_372_036_854_775_807,
  ]
  private static let largestSmallNumbers: Set = [
    127, 255, 32_767, 65_535, 8_388_607, 16_777_215,
  ]

  /// Whether the key, or a part of it, is an empty or blank text.
  private var hasBlankKey: Bool {
    let values = violation.values
    if values.count == columns.count || values.count == 1, columns.count <= 1 {
      return values.contains(where: \.isNothingButBlanks)
    }
    // Databases that join the parts of a key by hyphens leave nothing between two of them.
    guard values.count == 1, columns.count > 1, let value = values.first else {
      return values.count == columns.count && values.contains(where: \.isNothingButBlanks)
    }
    return value.hasSuffix("-") || value.hasPrefix("-")
  }

  /// The key column whose name says that it identifies a message, delivery or request.
  private var messageColumn: String? {
    guard columns.count <= 2 else { return nil }
    return columns.first { column in
      let words = column.splitAtWords
      guard words.count >= 2 else { return Self.messageNames.contains(words.first ?? "") }
      let subject = words[words.count - 2]
      // `(event_id, seat)` is a seat at an event; `event_id` alone is an event that came twice.
      let isSubject =
        Self.messageSubjects.contains(subject)
        || (columns.count == 1 && Self.occasionSubjects.contains(subject))
      return isSubject && Self.identities.contains(words[words.count - 1])
    }
  }

  private static let generatedNames: Set = [
    "code", "token", "slug", "hash", "nonce", "pin", "secret", "uuid", "guid", "shortcode",
    "ticket",
    "voucher", "coupon",
  ]
  private static let messageNames: Set = ["nonce", "jti"]
  private static let messageSubjects: Set = [
    "message", "msg", "delivery", "webhook", "idempotency", "callback", "envelope", "correlation",
    "dedup", "dedupe", "nonce",
  ]
  private static let occasionSubjects: Set = ["event", "request", "notification", "update"]
  private static let identities: Set = [
    "id", "ref", "reference", "key", "uuid", "guid", "token", "no", "hash",
  ]
}

extension String {
  /// Lower-case words of `message_id`, `messageId` and `MESSAGE-ID`.
  var splitAtWords: [String] { isPlain ? splitAtPlainWords : splitAtWordsOfAnyScript }

  private var splitAtPlainWords: [String] {
    var words: [String] = []
    var word: [UInt8] = []
    func endWord() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
    }
    var lastWasLower = false
    for byte in utf8 {
      let isSmall = byte.isLowerCaseLetter || byte.isPlainDigit
      if !isSmall, !byte.isPlainCapital || lastWasLower { endWord() }
      if isSmall || byte.isPlainCapital { word.append(byte.plainFolded) }
      lastWasLower = isSmall
    }
    endWord()
    return words
  }

  private var splitAtWordsOfAnyScript: [String] {
    var words: [String] = []
    var word = ""
    var lastWasLower = false
    for character in self {
      let isBoundary = !character.isLetter && !character.isNumber
      if isBoundary || (character.isUppercase && lastWasLower) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if !isBoundary { word += character.lowercased() }
      lastWasLower = character.isLowercase || character.isNumber
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}

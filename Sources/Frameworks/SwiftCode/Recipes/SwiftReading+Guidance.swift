import DatabaseErrors
import Fixes
import SourceCode

extension SwiftReading {
  /// A remedy in words and a sketch, where its place is not unmistakable or not in the code.
  func guidance(_ remedy: Remedy) -> Fix? {
    guard let table, let advice = advice(remedy, table) else { return nil }
    return Fix(
      title: advice.title, applicability: .guidance, rationale: advice.reason,
      files: sites.first.map { [$0.file.source.path] } ?? [], sketch: advice.sketch + "\n")
  }

  private typealias Advice = (title: String, reason: String, sketch: String)

  private func advice(_ remedy: Remedy, _ table: String) -> Advice? {
    let columns = key(of: remedy)
    let key = columns.isEmpty ? "key" : columns.joined(separator: ", ")
    let function = sites.first?.function?.name ?? "the function"
    switch remedy.kind {
    case .serializeAccess:
      return (
        "Look and write under one lock, in `\(function)`",
        """
        What is looked at cannot change before the write. Others wait meanwhile, so nothing slow \
        may stand inside; the key stays the last word.
        """, transactionSketch(table, key)
      )
    case .idempotencyKey:
      return (
        "Give the operation a key of its own",
        """
        A repetition then finds the first result, whichever of its statements was refused. It \
        needs a key from whoever calls, the same for each attempt.
        """,
        "CREATE UNIQUE INDEX \(table)_request_key ON \(table) (request_key);"
      )
    case .savepoint:
      return (
        "Put a savepoint around the statement that may fail",
        """
        PostgreSQL takes nothing more in a transaction in which a statement failed; a savepoint \
        keeps the damage small. SQLite needs none for a single statement.
        """,
        """
        try await connection.query("SAVEPOINT before_\(table)")
        do {
          …  // the statement that may be refused
          try await connection.query("RELEASE SAVEPOINT before_\(table)")
        } catch {
          try await connection.query("ROLLBACK TO SAVEPOINT before_\(table)")
        }
        """
      )
    case .resetSequence:
      guard let column = columns.first else { return nil }
      return (
        "Set the sequence of \(table).\(column) to the largest value stored",
        "The sequence lags behind rows that were written with explicit keys: stop writing those.",
        """
        SELECT setval(pg_get_serial_sequence('\(table)', '\(column)'),
                      (SELECT max(\(column)) FROM \(table)));
        """
      )
    case .insertOrRead:
      return (
        "Insert, and on a conflict read the row that is there",
        "One statement decides who was first. It does not tell a repetition from somebody else.",
        "INSERT INTO \(table) (…) VALUES (…) ON CONFLICT (\(key)) DO NOTHING;\n"
          + "SELECT * FROM \(table) WHERE \(columns.map { "\($0) = ?" }.joined(separator: " AND "));"
      )
    case .partialUniqueKey:
      let mark = remedy.onlyWhereNull.first ?? "deleted_at"
      return (
        "Let only rows that are in use hold \(key)",
        """
        A row that is marked as gone keeps its key from others. The old key goes in the same \
        migration; rows in use that share it have to be cleaned up first.
        """,
        "CREATE UNIQUE INDEX \(table)_\(columns.joined(separator: "_"))_in_use\n"
          + "  ON \(table) (\(key)) WHERE \(mark) IS NULL;"
      )
    case .lockParent, .validateParent:
      guard let parent = parent(columns) else { return nil }
      return (
        "Look for the \(parent.table) before its child is written",
        "Whoever names one that is not there reads so; a lock keeps it until the child is stored.",
        // SQLite locks no rows; its writers wait for each other.
        failure.violation?.dbms == .sqlite
          ? "BEGIN IMMEDIATE;\nSELECT id FROM \(parent.table) WHERE id = ?;\n-- then write\nCOMMIT;"
          : "SELECT id FROM \(parent.table) WHERE id = ? FOR UPDATE;"
      )
    default: return furtherAdvice(remedy, table, key, function)
    }
  }

  private func furtherAdvice(
    _ remedy: Remedy, _ table: String, _ key: String, _ function: String
  ) -> Advice? {
    switch remedy.kind {
    case .normalize:
      return (
        "Bring \(key) to one form where it is written and where it is compared",
        "The key and the look-up see different values. Rows in the old form have to be changed too.",
        "let \(key.swiftIdentifier) = \(key.swiftIdentifier).trimmingCharacters(in: .whitespaces).lowercased()"
      )
    case .retryWithNewKey:
      return (
        "Make another \(key) after a collision",
        "Keys made at random meet. A few attempts are enough while most of them are free.",
        "for _ in 0..<5 {\n  // make \(key), insert, and leave the loop once it is stored\n}"
      )
    case .deduplicateBatch:
      return (
        "Take repeated \(key) out of the batch",
        "One batch holds a key twice. Which of the rows counts is for people to decide.",
        "var seen = Set<String>()\nlet rows = rows.filter { seen.insert($0.\(key.swiftIdentifier)).inserted }"
      )
    case .conditionalUpdate:
      return (
        "Refuse it in the statement's own condition",
        "The statement looks and changes in one step, so that nothing fits between.",
        "UPDATE \(table) SET \(key) = \(key) - ? WHERE id = ? AND \(key) >= ?;"
      )
    case .requireValue:
      return (
        "Demand \(key) where it comes in, in `\(function)`",
        "The column needs a value. Where nothing is a fair answer the column has to allow it.",
        "guard let \(key.swiftIdentifier) else { throw YourError.\(key.swiftIdentifier)Missing }"
      )
    case .decideChildren:
      return (
        "Say what becomes of the rows that point to \(table)",
        "They go with it, move before it, or keep it: the database asks which.",
        "-- REFERENCES \(table) (id) ON DELETE CASCADE, or an answer:\n"
          + "throw YourError.\(table.swiftIdentifier)InUse"
      )
    default: return nil
    }
  }

  private func transactionSketch(_ table: String, _ key: String) -> String {
    if library.name == SwiftLibrary.grdb.name {
      return """
        try dbWriter.write { db in
          // look for \(key) of \(table) and write, both in here
        }
        """
    }
    return failure.violation?.dbms == .sqlite
      ? "BEGIN IMMEDIATE;\n-- look for \(key) of \(table), then write\nCOMMIT;"
      : "SELECT … FROM \(table) WHERE … FOR UPDATE;\n-- then write, in the same transaction"
  }
}

import DatabaseErrors
import Foundation
import TestSupport
import Testing

/// What is read from every recorded error and log, word for word.
///
/// `RECORD_SNAPSHOTS=1 swift test --filter GoldenMessagesTests` rewrites the goldens and fails.
@Suite struct GoldenMessagesTests {
  static let databases: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: fixtures.path() + "/messages"))?
    .filter { !$0.contains(".") }.sorted() ?? []

  @Test(arguments: databases)
  func readsAsBefore(_ database: String) throws {
    let folder = fixtures.appending(path: "messages/\(database)")
    var lines: [String] = []
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted() {
      if file.hasSuffix(".jsonl") {
        for record in try RecordedMessagesTests.records("\(database)/\(file)") {
          let violation = readViolation(in: record.error(withFields: false))
          lines.append("\(file) \(record.case): \(violation?.description ?? "-")")
        }
      } else if file.hasSuffix(".txt") {
        let data = try Data(contentsOf: folder.appending(path: file))
        for found in findViolations(inText: String(decoding: data, as: UTF8.self)) {
          lines.append("\(file) \(found.lines): \(found.violation.description)")
        }
      }
    }
    let golden = folder.appending(path: "golden.json")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes]
      try encoder.encode(lines).write(to: golden)
      Issue.record("wrote \(golden.lastPathComponent) of \(database)")
    }
    let expected = try JSONDecoder().decode([String].self, from: Data(contentsOf: golden))
    #expect(lines.count == expected.count)
    for (line, other) in zip(lines, expected) { #expect(line == other) }
  }
}

extension ConstraintViolation {
  /// Every fact in one line, the absent ones left out.
  fileprivate var description: String {
    let facts: [(String, String?)] = [
      ("dbms", dbms?.rawValue), ("sqlstate", sqlState), ("code", vendorCode),
      ("constraint", constraint), ("schema", schema), ("table", table),
      ("columns", columns.isEmpty ? nil : columns.joined(separator: "|")),
      ("expressions", keyExpressions.isEmpty ? nil : keyExpressions.joined(separator: "|")),
      ("values", values.isEmpty ? nil : values.joined(separator: "|")),
      ("parent", referencedTable),
      (
        "parent columns", referencedColumns.isEmpty ? nil : referencedColumns.joined(separator: "|")
      ),
      ("side", side?.rawValue), ("statement", statement),
      ("inferred table", inferred.table),
      (
        "inferred columns", inferred.columns.isEmpty ? nil : inferred.columns.joined(separator: "|")
      ),
    ]
    return facts.reduce(into: kind.rawValue) { line, fact in
      if let value = fact.1 { line += " · \(fact.0) \(value)" }
    }
  }
}

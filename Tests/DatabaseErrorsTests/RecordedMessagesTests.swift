import DatabaseErrors
import Foundation
import TestSupport
import Testing

/// Every recorded error, against what its statement makes true and against the golden.
@Suite struct RecordedMessagesTests {
  struct Truth: Decodable, Sendable {
    var kind: String?
    var table: String?
    var columns: [String]
    var constraint: String?
    var referencedTable: String?
  }

  struct Recorded: Decodable, Sendable, CustomTestStringConvertible {
    var `case`: String
    /// `null` where the language has no class for it, as in Perl.
    var type: String?
    /// Empty where the type says all, as in Ruby and PHP.
    var module: String?
    var message: String
    var fields: [String: String]
    var truth: Truth

    /// The class as traces print it, in front of the message.
    var heading: String {
      let name = [module, type].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ".")
      return name.isEmpty ? "" : "\(name): "
    }

    var testDescription: String { "\(heading)\(`case`)" }

    func error(withFields: Bool) -> DriverError {
      DriverError(
        type: type, module: module, message: message,
        fields: withFields
          ? fields.sorted { $0.key < $1.key }.map { DriverError.Field($0.key, $0.value) } : [])
    }
  }

  static let files: [String] =
    (try? FileManager.default.subpathsOfDirectory(atPath: fixtures.path() + "/messages"))?
    .filter { $0.hasSuffix(".jsonl") }.sorted() ?? []

  static func records(_ file: String) throws -> [Recorded] {
    let text = try String(contentsOf: fixtures.appending(path: "messages/\(file)"), encoding: .utf8)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try text.split(separator: "\n").map {
      try decoder.decode(Recorded.self, from: Data($0.utf8))
    }
  }

  @Test func areThere() { #expect(Self.files.filter { $0.hasSuffix(".jsonl") }.count >= 39) }

  @Test(arguments: files)
  func agreeWithTheTruth(_ file: String) throws {
    for record in try Self.records(file) {
      for withFields in [false, true] {
        let violation = readViolation(in: record.error(withFields: withFields))
        expect(violation, agreesWith: record.truth, "\(file) \(record.case) \(withFields)")
      }
    }
  }

  @Test(arguments: files)
  func readAsText(_ file: String) throws {
    for (number, record) in try Self.records(file).enumerated() {
      let text = record.heading + record.message
      // One garment for each of thousands of records: every wording meets all of them.
      let dressed =
        switch number % 3 {
        case 0: text
        case 1: "2031-05-01 10:00:00,123 ERROR app: \(text)"
        default: text.replacing("\n", with: "\r\n")
        }
      let found = findViolations(inText: dressed)
      let place = "\(file) \(record.case): \(dressed)"
      #expect(found.count == (record.truth.kind == nil ? 0 : 1), "\(place)")
      expect(found.first?.violation, agreesWith: record.truth, place)
    }
  }

  /// A message given to a dialect of another database must not be read as one of its own.
  @Test(arguments: files)
  func staySilentUnderALanguagesOwnClass(_ file: String) throws {
    let types = ["ValueError", "KeyError", "RuntimeError", "AssertionError", "Exception"]
    for (number, record) in try Self.records(file).enumerated() {
      let type = types[number % types.count]
      let error = DriverError(type: type, module: nil, message: record.message)
      #expect(readViolation(in: error) == nil)
    }
  }

  private func expect(
    _ violation: ConstraintViolation?, agreesWith truth: Truth, _ place: String
  ) {
    guard let violation else {
      #expect(truth.kind == nil, "\(place): not read")
      return
    }
    // The text may tell neither that the key is the primary one nor that it was being made.
    let isKeyOfUnknownSort =
      violation.kind == .unique
      && ["primary_key", "could_not_create_unique_index"].contains(truth.kind)
    #expect(violation.kind.rawValue == truth.kind || isKeyOfUnknownSort, "\(place)")
    // A statement has names as they were typed, the database as they were folded.
    let isSameTable = violation.table?.lowercased() == truth.table?.lowercased()
    #expect(violation.table == nil || isSameTable, "\(place)")
    #expect([nil, truth.constraint].contains(violation.constraint), "\(place)")
    let areSameColumns =
      violation.columns.map { $0.lowercased() } == truth.columns.map { $0.lowercased() }
    #expect(violation.columns.isEmpty || areSameColumns, "\(place)")
    #expect([nil, truth.table].contains(violation.inferred.table), "\(place)")
    #expect([[], truth.columns].contains(violation.inferred.columns), "\(place)")
    if let parent = truth.referencedTable {
      #expect([nil, parent].contains(violation.referencedTable), "\(place)")
    }
  }
}

import DatabaseErrors
import Diagnosis
import Foundation
import TestSupport
import Testing

/// The logs under `fixtures/logs`: each failure found at its place, the last violation diagnosed.
@Suite("Logs with several failures")
struct LoggedFailuresTests {
  struct Truth: Decodable {
    struct Violation: Decodable, Equatable {
      var lines: [Int]
      var kind: String
      var constraint: String?
    }

    struct Counting: Decodable, Equatable {
      var constraint: String?
      var exception: String?
      var line: Int?
    }

    var violations: [Violation]
    var counting: Counting
  }

  private static let folder = fixtures.appending(path: "logs")

  private static func texts() throws -> [(name: String, text: String, truth: Truth)] {
    let truths = try JSONDecoder().decode(
      [String: Truth].self, from: Data(contentsOf: folder.appending(path: "truth.json")))
    return try truths.sorted { $0.key < $1.key }.map { name, truth in
      (name, try String(contentsOf: folder.appending(path: name), encoding: .utf8), truth)
    }
  }

  @Test func eachIsFoundAtItsPlace() throws {
    for (name, text, truth) in try Self.texts() {
      let found = Input(pasted: text).violations.map {
        Truth.Violation(
          lines: [$0.lines.lowerBound, $0.lines.upperBound], kind: $0.violation.kind.rawValue,
          constraint: $0.violation.constraint)
      }
      #expect(found == truth.violations, "\(name)")
    }
  }

  @Test func theLastViolationIsDiagnosed() throws {
    for (name, text, truth) in try Self.texts() {
      let diagnosis = diagnose(Input(pasted: text))
      let counting = Truth.Counting(
        constraint: diagnosis.violation?.constraint, exception: diagnosis.exception.type,
        line: diagnosis.culprit?.line)
      #expect(counting == truth.counting, "\(name)")
      #expect(diagnosis.violation?.kind.rawValue == truth.violations.last?.kind, "\(name)")
    }
  }

  @Test func carriageReturnsChangeNothing() throws {
    for (name, text, _) in try Self.texts() {
      let plain = Input(pasted: text).violations
      #expect(Input(pasted: text.replacing("\n", with: "\r\n")).violations == plain, "\(name)")
    }
  }

  @Test func cutTextsAreReadWithoutHarm() throws {
    for (name, text, _) in try Self.texts() {
      let lineCount = text.utf8.count { $0 == 0x0A } + 1
      for length in stride(from: 0, to: text.utf8.count, by: 97) {
        let input = Input(pasted: String(decoding: text.utf8.prefix(length), as: UTF8.self))
        #expect(input.violations.allSatisfy { $0.lines.upperBound <= lineCount }, "\(name)")
      }
    }
  }
}

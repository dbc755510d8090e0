import DatabaseErrors
import Diagnosis
import EventSchema
import Foundation
import TestSupport
import Testing

/// Events of a real client, each with what a diagnosis of it alone, without source, must say.
@Suite("Recorded envelopes")
struct RecordedEnvelopeTests {
  struct Recording: Sendable, CustomTestStringConvertible {
    /// With its folder: `django/join_twice.sqlite`.
    let name: String
    let expected: Expectation

    var testDescription: String { name }

    /// Every envelope that has its expectation beside it.
    static let all: [Recording] = {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let files = ["django", "swift"].flatMap { client in
        let path = folder.appending(path: client).path
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).map {
          "\(client)/\($0)"
        }
      }
      return files.filter { $0.hasSuffix(".expected.json") }.sorted().compactMap { file in
        guard let data = try? Data(contentsOf: folder.appending(path: file)),
          let expected = try? decoder.decode(Expectation.self, from: data)
        else { return nil }
        return Recording(name: String(file.dropLast(".expected.json".count)), expected: expected)
      }
    }()

    private static let folder = fixtures.appending(path: "envelopes")

    func event() throws -> Event {
      let file = Self.folder.appending(path: "\(name).envelope")
      let body = [UInt8](try Data(contentsOf: file))
      return try #require(try Envelope.read(body).get().event(in: body)).get()
    }
  }

  /// `NAME.expected.json`; its fields are explained in the folder's ORIGIN.md.
  struct Expectation: Sendable, Decodable {
    let dbms: String?
    let exception: String
    let kind: String?
    let kindsOk: [String]
    let table: String?
    let columns: [String]
    let cause: String?
    let culprit: [String]

    func accepts(kind found: String?) -> Bool {
      found == kind || found.map(kindsOk.contains) == true
    }
  }

  @Test func everyRecordingIsFound() {
    #expect(Recording.all.count >= 30)
  }

  @Test(arguments: Recording.all)
  func readsTheViolation(_ recording: Recording) throws {
    let diagnosis = diagnose(try recording.event())
    let expected = recording.expected
    #expect(expected.accepts(kind: diagnosis.violation?.kind.rawValue))
    #expect(diagnosis.exception.type?.hasSuffix(expected.exception) == true)
    guard let violation = diagnosis.violation else { return }
    #expect((violation.table ?? violation.inferred.table) == expected.table)
    let columns = violation.columns.isEmpty ? violation.inferred.columns : violation.columns
    #expect(Set(columns) == Set(expected.columns))
    // MariaDB's drivers are MySQL's and may not say which it is; an ORM's error names neither.
    let dbms = try #require(expected.dbms)
    #expect([nil, dbms, dbms == "mariadb" ? "mysql" : dbms].contains(violation.dbms?.rawValue))
  }

  @Test(arguments: Recording.all)
  func blamesTheApplicationsFrame(_ recording: Recording) throws {
    let culprit = try #require(diagnose(try recording.event()).culprit)
    let place = "\(culprit.path):\(culprit.function ?? "?")"
    #expect(place == recording.expected.culprit.first)
  }

  @Test(arguments: Recording.all)
  func concludesTheCause(_ recording: Recording) throws {
    #expect(diagnose(try recording.event()).conclusion?.cause == recording.expected.cause)
  }
}

import Diagnosis
import EventSchema
import Foundation
import Reports
import TestSupport
import Testing

@testable import CommandLineTool

private let message = "UNIQUE constraint failed: accounts_user.email"

struct DiagnoseTests {
  private let triage = BuiltTool()

  @Test func readsAMessageFromAPipe() throws {
    let outcome = try triage.run("diagnose", input: message)
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.contains("SQLite refused a second row in `accounts_user`"))
    #expect(!outcome.output.contains("\u{1B}"))
    #expect(outcome.errors.isEmpty)
    #expect(try triage.run("diagnose", "-", input: message).output == outcome.output)
  }

  @Test func printsJSONWithEveryKey() throws {
    let outcome = try triage.run("diagnose", "--format", "json", input: message)
    let report = try #require(JSON(parsing: outcome.output))
    let names = [
      "id", "violation", "violations", "exception", "culprit", "frames", "conclusion", "fixes",
      "tests",
      "fingerprint",
    ]
    for name in names { #expect(report[name] != nil) }
    #expect(report["violation"]?["table"] == "accounts_user")
  }

  /// Each way to bring one event: the envelope, its event, and both in a batch.
  @Test func recognisesWhatItIsGiven() throws {
    let file = try #require(recordedEnvelopes.first)
    let bytes = Array(try Data(contentsOf: file))
    let direct = try triage.run("diagnose", "--format=json", file.path(percentEncoded: false))
      .output
    let diagnosis = try #require(JSON(parsing: direct))
    #expect(diagnosis["exception"]?["type"]?.string != nil)

    guard case .success(let envelope) = Envelope.read(bytes), let item = envelope.eventItem else {
      Issue.record("the fixture is no envelope")
      return
    }
    let event = String(decoding: bytes[item.payload], as: UTF8.self)
    #expect(try triage.run("diagnose", "--format", "json", input: event).output == direct)

    let whole = JSON.string(String(decoding: bytes, as: UTF8.self)).serialised
    let lines = [#"{"envelope":\#(whole)}"#, #"{"event":\#(event)}"#, #"{"events":[\#(event)]}"#]
    let replies = try triage.run("diagnose", "--batch", input: lines.joined(separator: "\n"))
    #expect(replies.exitCode == 0)
    for reply in replies.output.split(separator: "\n") {
      #expect(JSON(parsing: String(reply)) == diagnosis)
    }
  }

  private var recordedEnvelopes: [URL] {
    let folder = fixtures.appending(path: "envelopes/django")
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "envelope" }.sorted { $0.path < $1.path }
  }

  @Test func masksValuesUnlessAsked() throws {
    let text = """
      duplicate key value violates unique constraint "u"
      DETAIL:  Key (email)=(ada@example.com) already exists.
      """
    for format in ReportFormat.allCases {
      let outcome = try triage.run("diagnose", "--format", format.rawValue, input: text)
      #expect(!outcome.output.contains("ada@example.com"), "\(format)")
    }
    #expect(try triage.run("diagnose", "--show-values", input: text).output.contains("ada@"))
  }

  @Test func listsWhatElseTheTextReports() throws {
    let file = fixtures.appending(path: "logs/compose.txt").path(percentEncoded: false)
    let report = try #require(
      JSON(parsing: try triage.run("diagnose", "--format", "json", file).output))
    let lines = report["violations"]?.array.map { $0["lines"] }
    #expect(lines == [[3, 5], [7, 10]])
    #expect(report["violations"]?[0]?["violation"]?["constraint"] == "boats_sail_no_key")
    #expect(report["violations"]?[1]?["violation"] == report["violation"])

    let text = try triage.run("diagnose", file).output
    #expect(text.contains("Also in this text"))
    #expect(text.contains("Lines 3–5"))
    #expect(try !triage.run("diagnose", input: message).output.contains("Also in this text"))
  }

  @Test func readsBytesThatAreNoText() throws {
    try withTemporaryFolder { folder in
      try Data([0xFF, 0xFE, 0x00, 0x1B, 0x5B]).write(to: folder.appending(path: "x"))
      #expect(try triage.run("diagnose", "x", in: folder).exitCode == 0)
    }
  }

  @Test(arguments: [
    (true, [:], true), (false, [:], false), (true, ["NO_COLOR": "1"], false),
    (true, ["NO_COLOR": ""], true), (true, ["TERM": "dumb"], false),
  ])
  func coloursOnlyATerminal(
    isTerminal: Bool, environment: [String: String], usesColor: Bool
  ) {
    let console = Console(
      environment: environment, isOutputTerminal: isTerminal, isErrorTerminal: false,
      isInputTerminal: false)
    #expect(console.usesColor == usesColor)
  }
}

struct BatchTests {
  private let triage = BuiltTool()

  @Test func answersInOrder() throws {
    let lines = (0..<300).map { #"{"id":"\#($0)","text":"\#(message)"}"# }
    let outcome = try triage.run("diagnose", "--batch", input: lines.joined(separator: "\n"))
    let ids = outcome.output.split(separator: "\n").map { JSON(parsing: String($0))?["id"] }
    #expect(ids == (0..<300).map { .string("\($0)") })
    #expect(outcome.exitCode == 0)
  }

  static let bad: [(String, String)] = [
    ("nonsense", "no JSON"), ("[]", "a line is an object"), ("{}", "is needed"),
    (#"{"text":1}"#, "text must be a string"), (#"{"text":"a","event":{}}"#, "only one of"),
    (#"{"event":"x"}"#, "event must be an object"), (#"{"events":[]}"#, "at least one"),
    (#"{"events":[{},3]}"#, "list of objects"), (#"{"envelope":"x"}"#, "carries no event"),
    (#"{"text":"a","files":{}}"#, "files must be a list"),
    (#"{"text":"a","files":[{"path":"x"}]}"#, "a path and a text"),
    (#"{"text":"a","culprit":{"line":1}}"#, "culprit needs a path"),
    (#"{"text":"a","source":1}"#, "source must be a string"),
    (#"{"text":"a","schema":"/no/such.sql"}"#, "No such file"),
    (String(repeating: "[", count: 5_000), "no JSON"),
  ]

  @Test func goesOnAfterABadLine() throws {
    let good = #"{"id":"good","text":"\#(message)"}"#
    let input = Self.bad.flatMap { [$0.0, good] }.joined(separator: "\n") + "\n\n"
    let outcome = try triage.run("diagnose", "--batch", input: input)
    #expect(outcome.exitCode == 1)
    let replies = outcome.output.split(separator: "\n").compactMap { JSON(parsing: String($0)) }
    #expect(replies.count == Self.bad.count * 2)
    for (index, (_, reason)) in Self.bad.enumerated() where replies.count > index * 2 + 1 {
      #expect(
        replies[index * 2]["error"]?.string?.contains(reason) == true, "\(replies[index * 2])")
      #expect(replies[index * 2 + 1]["id"] == "good")
    }
  }

  @Test func errorsCarryTheirID() throws {
    let outcome = try triage.run("diagnose", "--batch", input: #"{"id":"a7","text":null}"#)
    #expect(JSON(parsing: outcome.output)?["id"] == "a7")
  }

  @Test func aCulpritIsTakenWhereThereIsNoTrace() throws {
    let line = #"""
      {"id":"1","text":"\#(message)","culprit":{"path":"app/views.py","line":9,"function":"add"}}
      """#
    let reply = try #require(
      JSON(parsing: try triage.run("diagnose", "--batch", input: line).output))
    #expect(reply["culprit"]?["path"] == "app/views.py")
    #expect(reply["culprit"]?["line"] == 9)
    #expect(reply["culprit"]?["function"] == "add")
  }

  /// A program that sends a line and waits gets its reply before it sends the next.
  @Test func repliesBeforeItWaits() throws {
    let process = triage.process(["diagnose", "--batch"])
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    for id in ["first", "second"] {
      let line = #"{"id":"\#(id)","text":"\#(message)"}"# + "\n"
      try input.fileHandleForWriting.write(contentsOf: Data(line.utf8))
      var reply = Data()
      while reply.last != UInt8(ascii: "\n") {
        let more = output.fileHandleForReading.availableData
        try #require(!more.isEmpty)
        reply += more
      }
      #expect(JSON(parsing: Array(reply))?["id"] == .string(id))
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func linesAreCutAndBounded() throws {
    let pipe = Pipe()
    let long = String(repeating: "x", count: 300_000)
    let writer = Thread {
      try? pipe.fileHandleForWriting.write(contentsOf: Data("one\n\n \ntwo\r\n\(long)\nthree".utf8))
      try? pipe.fileHandleForWriting.close()
    }
    writer.start()
    var reader = LineReader(
      descriptor: pipe.fileHandleForReading.fileDescriptor, lineBytesMax: 100_000)
    var lines: [LineReader.Line] = []
    while let chunk = try reader.next() { lines += chunk }
    #expect(
      lines == [
        .text(Array("one".utf8)), .text(Array("two\r".utf8)), .tooLong, .text(Array("three".utf8)),
      ])
  }
}

import DatabaseErrors
import EventSchema
import Foundation
import Frameworks
import SourceCode
import TestSupport
import Testing

@testable import Diagnosis

@Suite("Known traces")
struct KnownTraceTests {
  static let frames = [
    Frame(filename: "django/views/generic/edit.py", function: "post", lineNumber: 142),
    Frame(filename: "boats/views.py", function: "form_valid", lineNumber: 31, inApp: true),
  ]

  @Test("are read once, whatever values come with them")
  func remembers() {
    let memory = TraceMemory()
    let first = memory.reading(of: Self.frames, platform: "python")
    var again = Self.frames
    again[1].variables = [JSON.Member("name", "'Möwe'")]
    let second = memory.reading(of: again, platform: "python")
    #expect(first === second)
    #expect(second.frames(withVariablesOf: again)[1].variables == again[1].variables)
    #expect(!second.frames.contains { !$0.variables.isEmpty })
    #expect(memory.reading(of: Self.frames, platform: "ruby") !== first)
  }

  @Test(
    "differ by each part of a frame",
    arguments: [
      Change("file") { $0.filename = "boats/forms.py" },
      Change("absolute path") { $0.absolutePath = "/srv/boats/views.py" },
      Change("module") { $0.module = "boats.views" },
      Change("function") { $0.function = "form_invalid" },
      Change("line") { $0.lineNumber = 32 },
      Change("column") { $0.columnNumber = 4 },
      Change("the SDK's judgement") { $0.inApp = false },
      Change("source line") { $0.contextLine = "form.save()" },
      Change("lines before") { $0.preContext = ["def form_valid(self, form):"] },
      Change("lines after") { $0.postContext = ["return redirect(boat)"] },
      Change("package") { $0.package = "boats" },
    ])
  func tellsApart(change: Change) {
    let memory = TraceMemory()
    let first = memory.reading(of: Self.frames, platform: "python")
    var frames = Self.frames
    change.make(&frames[1])
    #expect(memory.reading(of: frames, platform: "python") !== first)
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable (inout Frame) -> Void

    init(_ name: String, _ make: @escaping @Sendable (inout Frame) -> Void) {
      testDescription = name
      self.make = make
    }
  }

  @Test("are forgotten when many others came since, and never kept when they are long")
  func isBounded() {
    let memory = TraceMemory()
    func reading(_ line: Int, _ text: String) -> TraceReading {
      memory.reading(
        of: [Frame(filename: "a.py", lineNumber: line, contextLine: text)], platform: "python")
    }
    let long = String(repeating: "x", count: 100_000)
    #expect(reading(0, long) !== reading(0, long))
    let text = String(repeating: "x", count: 50_000)
    let first = reading(1, text)
    #expect(reading(1, text) === first)
    for line in 2...100 { _ = reading(line, text) }
    #expect(reading(1, text) !== first)
  }

  /// One event in so many of the labelled ones.
  private static let step = 5

  static let cases: [String] = {
    let folder = fixtures.appending(path: "cases")
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".jsonl") }.sorted().map { folder.appending(path: $0).path }
  }()

  @Test("say the same of code for all values", arguments: cases)
  func ignoresValues(file: String) throws {
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    for index in stride(from: 0, to: lines.count, by: Self.step) {
      let object = try JSONSerialization.jsonObject(with: Data(lines[index].utf8))
      let line = try #require(object as? [String: Any])
      guard let body = line["event"] ?? (line["events"] as? [Any])?.last else { continue }
      let bytes = [UInt8](try JSONSerialization.data(withJSONObject: body))
      let event = try #require(Event(jsonBytes: bytes))
      let examination = examine(event)
      var failure = Failure(
        event: event, violation: examination.violation, frames: examination.frames,
        inApp: examination.inApp, culpritIndex: examination.culpritIndex,
        tree: examination.trace.surroundings.tree)
      guard let framework = Framework.recognised(in: failure) else { continue }
      let known = framework.reading(of: failure).knownFacts
      failure.event = event.withoutValues
      failure.frames = examination.trace.frames
      failure.violation?.values = []
      #expect(framework.reading(of: failure).knownFacts == known, "line \(index + 1)")
    }
  }
}

extension Event {
  /// What a known trace's facts may be read from.
  fileprivate var withoutValues: Event {
    var event = Event()
    event.platform = platform
    event.transaction = transaction
    event.exceptions = exceptions.map { EventSchema.Exception(type: $0.type, module: $0.module) }
    return event
  }
}

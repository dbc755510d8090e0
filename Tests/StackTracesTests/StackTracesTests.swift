import EventSchema
import StackTraces
import Testing

@Suite struct TraceExamples {
  @Test(arguments: Runtime.all.flatMap { runtime in runtime.examples.map { (runtime.name, $0) } })
  func reads(runtime: String, example: TraceExample) throws {
    let exceptions = readTrace(example.text)
    #expect(exceptions.map(\.summary) == example.exceptions)
    let frames = try #require(exceptions.last).frames
    #expect(frames.map(\.summary) == example.frames)
  }
}

extension Exception {
  var summary: String { [qualifiedType, value].compactMap(\.self).joined(separator: ": ") }
}

extension Frame {
  var summary: String {
    "\(displayPath ?? "nil"):\(lineNumber.map { "\($0)" } ?? "nil") \(function ?? "nil")"
  }
}

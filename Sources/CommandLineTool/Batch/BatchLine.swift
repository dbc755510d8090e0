import Diagnosis
import EventSchema
import SourceCode

/// One line of a batch: what failed, and what else is known about it.
struct BatchLine {
  var id: JSON = .null
  /// The occurrences of one issue, oldest first; mostly one.
  var inputs: [Input]
  var excerpts: [SourceFile]
  /// A folder.
  var source: String?
  /// A file, or the text of a schema.
  var schema: String?

  /// Why a line could not be read; with its `id`, so that the reply can be matched.
  struct Failure: Error {
    var id: JSON
    var reason: String
  }

  init(_ bytes: [UInt8]) throws(Failure) {
    switch JSON.read(bytes) {
    case .failure(let failure): throw Failure(id: .null, reason: "no JSON: \(failure)")
    case .success(let json):
      id = json["id"] ?? .null
      guard case .object = json else {
        throw Failure(
          id: .null, reason: "a line is an object, with text, event, envelope or events")
      }
      do throws(Problem) {
        inputs = try Self.inputs(json)
        excerpts = try Self.excerpts(json)
        source = try Self.text(json, "source")
        schema = try Self.schema(json)
        try addCulprit(json)
      } catch {
        throw Failure(id: id, reason: error.reason)
      }
    }
  }

  private struct Problem: Error {
    var reason: String
  }

  private static let inputNames = ["text", "event", "envelope", "events"]

  private static func inputs(_ json: JSON) throws(Problem) -> [Input] {
    let given = inputNames.filter { !(json[$0]?.isNull ?? true) }
    guard given.count == 1, let name = given.first, let value = json[name] else {
      throw Problem(
        reason: given.isEmpty
          ? "one of text, event, envelope and events is needed"
          : "only one of \(given.joined(separator: " and ")) can be diagnosed at a time")
    }
    switch name {
    case "events":
      let events = value.array.compactMap { Event(json: $0) }
      guard !events.isEmpty, events.count == value.array.count else {
        throw Problem(reason: "events must be a list of objects with at least one")
      }
      return events.map { Input(event: $0) }
    case "event":
      guard let event = Event(json: value) else { throw Problem(reason: "event must be an object") }
      return [Input(event: event)]
    case "envelope":
      guard let text = value.string else { throw Problem(reason: "envelope must be a string") }
      guard let event = envelopeEvent(in: Array(text.utf8)) else {
        throw Problem(reason: "the envelope carries no event that can be read")
      }
      return [Input(event: event)]
    default:
      guard let text = value.string else { throw Problem(reason: "text must be a string") }
      return [input(in: Array(text.utf8))]
    }
  }

  private static func excerpts(_ json: JSON) throws(Problem) -> [SourceFile] {
    guard let files = json["files"], !files.isNull else { return [] }
    guard case .array(let elements) = files else { throw Problem(reason: "files must be a list") }
    var excerpts: [SourceFile] = []
    for element in elements {
      guard let path = element["path"]?.string, let text = element["text"]?.string else {
        throw Problem(reason: "each of files needs a path and a text")
      }
      let line = element["line"]?.integer.flatMap { Int(exactly: $0) }
      // Who cuts a piece out says where it begins; without that it is the file.
      excerpts.append(
        SourceFile(path: path, text: text, firstLine: max(1, line ?? 1), isWhole: line == nil))
    }
    return excerpts
  }

  /// A line may name a file, but nothing to connect to: that is up to who runs the tool.
  private static func schema(_ json: JSON) throws(Problem) -> String? {
    let schema = try text(json, "schema")
    guard let schema, schema.prefix(80).contains("://"), !schema.contains(where: \.isNewline) else {
      return schema
    }
    throw Problem(reason: "schema is a file or its text; give a database as --schema")
  }

  private static func text(_ json: JSON, _ name: String) throws(Problem) -> String? {
    guard let value = json[name], !value.isNull else { return nil }
    guard let text = value.string else { throw Problem(reason: "\(name) must be a string") }
    return text
  }

  /// Where the failing statement is, for an event that has no frame of its own to tell it.
  private mutating func addCulprit(_ json: JSON) throws(Problem) {
    guard let culprit = json["culprit"], !culprit.isNull else { return }
    guard let path = culprit["path"]?.string else { throw Problem(reason: "culprit needs a path") }
    let frame = Frame(
      filename: path, function: culprit["function"]?.string,
      lineNumber: culprit["line"]?.integer.flatMap { Int(exactly: $0) }, inApp: true)
    for index in inputs.indices {
      let event = inputs[index].event
      let hasFrames =
        !event.threadFrames.isEmpty || event.exceptions.contains { !$0.frames.isEmpty }
      if !hasFrames { inputs[index].event.threadFrames = [frame] }
    }
  }
}

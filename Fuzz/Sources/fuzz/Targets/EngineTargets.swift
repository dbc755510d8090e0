import DatabaseErrors
import EventSchema
import SourceCode
import StackTraces

extension Target {
  /// The first line is the class, the rest the message.
  static let message = Target(name: "message") { text in
    let text = String(decoding: text, as: UTF8.self)
    let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let error = DriverError(
      type: parts.count > 1 ? String(parts[0]) : nil, message: String(parts[parts.count - 1]))
    promise(readViolation(in: error) == readViolation(in: error), "same text, same answer")
  }

  static let log = Target(name: "log") { text in
    let text = String(decoding: text, as: UTF8.self)
    let found = findViolations(inText: text)
    promise(found == findViolations(inText: text), "same text, same answer")
    let lines = text.utf8.count { $0 == 0x0A } + 1
    promise(found.allSatisfy { $0.lines.upperBound <= lines }, "places are in the text")
  }

  static let trace = Target(name: "trace") { text in
    let text = String(decoding: text, as: UTF8.self)
    promise(readTraces(text) == readTraces(text), "same text, same answer")
  }

  /// One runtime's reader, also for texts that do not look like its traces.
  static func trace(by runtime: Runtime) -> Target {
    let name = runtime.name.lowercased().map { $0 == " " ? "-" : $0 }
    return Target(name: "trace-" + String(name)) { text in
      let text = String(decoding: text, as: UTF8.self)
      let lines = text.utf8.count { $0 == 0x0A } + 1
      let traces = runtime.traces(in: text)
      promise(traces.allSatisfy { $0.lines.upperBound <= lines }, "places are in the text")
      let frames = traces.flatMap(\.exceptions).reduce(0) { $0 + $1.frames.count }
      promise(frames <= text.utf8.count * traces.count, "frames are bounded by the text")
    }
  }

  static let sql = Target(name: "sql") { text in
    let text = String(decoding: text, as: UTF8.self)
    promise(SQLStatement.read(text) == SQLStatement.read(text), "same text, same answer")
  }

  static let schema = Target(name: "schema") { text in
    let file = SourceFile(path: "schema", text: String(decoding: text, as: UTF8.self))
    let lines = file.text.utf8.count { $0 == 0x0A } + file.text.utf8.count { $0 == 0x0D } + 1
    for format in SchemaFormat.all {
      let schema = format.read(file)
      promise(schema == format.read(file), "same text, same answer")
      promise(schema.relations.allSatisfy { $0.place.line <= lines }, "places are in the text")
    }
  }

  /// Every language reads the text, whatever it is.
  static let code = Target(name: "code") { text in
    let text = String(decoding: text, as: UTF8.self)
    let lines = text.utf8.count { $0 == 0x0A } + 1
    for language in CodeLanguage.all {
      for firstLine in [1, 40] {
        let file = CodeFile(parsing: text, language: language, firstLine: firstLine)
        let inside = file.calls.allSatisfy { call in
          call.span.start <= call.span.end && call.span.end <= text.utf8.count
            && call.span.firstLine >= firstLine && call.span.lastLine < firstLine + lines
        }
        promise(inside, "\(language.name): places are in the text")
        _ = file.functionName(ofLine: firstLine + lines / 2)
        _ = file.body.sqlLiterals
      }
    }
  }

  static let python = Target(name: "python") { text in
    _ = PythonModule(parsing: String(decoding: text, as: UTF8.self))
  }
}

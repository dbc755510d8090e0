import DatabaseErrors
import SourceCode
import StackTraces

extension Target {
  static let message = Target(name: "message") { text in
    let text = String(decoding: text, as: UTF8.self)
    promise(findViolations(inText: text) == findViolations(inText: text), "same text, same answer")
  }

  static let trace = Target(name: "trace") { text in
    let text = String(decoding: text, as: UTF8.self)
    promise(readTrace(text) == readTrace(text), "same text, same answer")
    _ = readTraces(text)
  }

  static let sql = Target(name: "sql") { text in
    let text = String(decoding: text, as: UTF8.self)
    promise(SQLStatement.read(text) == SQLStatement.read(text), "same text, same answer")
  }

  static let python = Target(name: "python") { text in
    _ = PythonModule(parsing: String(decoding: text, as: UTF8.self))
  }
}

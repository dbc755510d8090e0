import EventSchema
import SourceCode

/// One application frame and the source around its line.
///
/// A class, since every use and every step of a path holds one.
final class PythonSite {
  let file: PythonFile
  let line: Int
  let location: PythonLocation
  /// The innermost function and class around the line.
  let function: PythonFunction?
  let type: PythonClass?
  /// The innermost statement of the line.
  let statement: PythonStatement?
  /// The name that the trace gives; it may be that of a comprehension or lambda.
  let functionName: String?
  /// How the function is started.
  private(set) lazy var entry = findEntry()
  /// On what object the function runs and what it is given, where the way to it is known.
  var receiver: PythonReceiver? { didSet { resolvedAssignments = nil } }
  private var resolvedAssignments: [String: [PythonBindings.Assignment]]?

  convenience init?(_ frame: Frame, in source: PythonSource) {
    guard let line = frame.lineNumber, let path = frame.filename ?? frame.absolutePath,
      let file = source.file(at: path, line: line)
    else { return nil }
    self.init(file: file, line: line, functionName: frame.function)
  }

  /// - Parameter name: The function's, where the source does not show it.
  init(file: PythonFile, line: Int, functionName name: String? = nil) {
    self.file = file
    self.line = line
    location = file.module.location(ofLine: line)
    function = location.function
    type = location.class
    statement = location.statement
    functionName = function?.name ?? name
  }

  /// The statements of the function; of the excerpt when its head is not in sight.
  var scope: [PythonStatement] { function?.body ?? file.module.statements }

  /// Whether everything from the function's head to the line is at hand and was understood.
  var sawWholeFunction: Bool {
    guard let function, let statement else { return false }
    let unread = file.module.unreadable.contains { span in
      span.firstLine >= function.line && span.firstLine <= statement.span.lastLine
    }
    return !unread
  }

  /// What each name was last given before the statement, in the order of the source.
  func bindings(before end: Int) -> PythonBindings {
    PythonBindings(assignments, before: end)
  }

  /// All values that names are given in the function, as they mean on the way to it.
  private var assignments: [String: [PythonBindings.Assignment]] {
    if let resolvedAssignments { return resolvedAssignments }
    var found = file.assignments(in: scope, ofFunction: function != nil)
    if let receiver, let function {
      found = found.mapValues { values in
        values.map { assignment in
          PythonBindings.Assignment(
            value: receiver.resolved(assignment.value, function), end: assignment.end)
        }
      }
    }
    resolvedAssignments = found
    return found
  }

  /// Whether a request reaches this function directly: a view function, or a method of a view.
  var isView: Bool {
    guard let function else { return false }
    let names = function.parameters.map(\.name)
    if names.first == "request" { return true }
    guard let type, names.first == "self" else { return false }
    return names.dropFirst().first == "request" || names.contains("form")
      || names.contains("serializer")
      || type.bases.contains { $0.hasSuffix("View") || $0.hasSuffix("ViewSet") }
  }
}

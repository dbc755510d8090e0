import Fixes
import SourceCode

extension PythonChange {
  /// Gives a call keyword arguments, in the place of those of the same name; `nil` takes one away.
  mutating func setArguments(
    _ options: [(name: String, value: String?)], of call: PythonCall, in file: PythonFile
  ) {
    var added: [String] = []
    let removed = Set(options.filter { $0.value == nil }.map(\.name))
    let leading = call.arguments.prefix { $0.name.map(removed.contains) ?? false }.count
    for (name, value) in options {
      guard let index = call.arguments.firstIndex(where: { $0.name == name }) else {
        if let value { added.append("\(name)=\(value)") }
        continue
      }
      let old = call.arguments[index].value.span
      if let value {
        edit(file, Edit(old.start..<old.end, with: value))
      } else {
        edit(
          file, Edit(file.range(ofArgument: index, in: call, isLeading: index < leading), with: ""))
      }
    }
    guard !added.isEmpty else { return }
    let text = added.joined(separator: ", ")
    if let last = call.arguments.last {
      insert(", " + text, at: last.value.span.end, in: file)
    } else {
      insert(text, at: call.span.end - 1, in: file)
    }
  }
}

extension PythonFile {
  /// An argument with the comma that sets it apart: from the one before it, or from the one behind
  /// it where all before it go as well.
  fileprivate func range(
    ofArgument index: Int, in call: PythonCall, isLeading: Bool
  ) -> Range<Int> {
    let end = call.arguments[index].value.span.end
    guard index == 0 || isLeading else { return call.arguments[index - 1].value.span.end..<end }
    let start = start(ofArgument: index, in: call)
    guard index + 1 < call.arguments.count else { return start..<end }
    return start..<self.start(ofArgument: index + 1, in: call)
  }

  /// Where an argument begins, with its keyword.
  private func start(ofArgument index: Int, in call: PythonCall) -> Int {
    let argument = call.arguments[index]
    guard let name = argument.name else { return argument.value.span.start }
    let bytes = Array(source.text.utf8)
    var offset = min(argument.value.span.start, bytes.count)
    // Back over blanks and `=` to the end of the keyword, then to its start.
    while offset > 0, bytes[offset - 1] == 0x20 || bytes[offset - 1] == UInt8(ascii: "=") {
      offset -= 1
    }
    return max(call.callee.span.end + 1, offset - name.utf8.count)
  }
}

import Fixes
import SourceCode

extension PythonChange {
  /// Gives a call keyword arguments, in the place of those of the same name; `nil` takes one away.
  mutating func setArguments(
    _ options: [(name: String, value: String?)], of call: PythonCall, in file: PythonFile
  ) {
    var added: [String] = []
    for (name, value) in options {
      guard let index = call.arguments.firstIndex(where: { $0.name == name }) else {
        if let value { added.append("\(name)=\(value)") }
        continue
      }
      let old = call.arguments[index].value.span
      if let value {
        edit(file, Edit(old.start..<old.end, with: value))
      } else {
        edit(file, Edit(file.range(ofArgument: index, in: call), with: ""))
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
  /// An argument with the comma that sets it apart from its neighbour.
  fileprivate func range(ofArgument index: Int, in call: PythonCall) -> Range<Int> {
    let end = call.arguments[index].value.span.end
    if index > 0 { return call.arguments[index - 1].value.span.end..<end }
    let start = start(ofArgument: 0, in: call)
    guard call.arguments.count > 1 else { return start..<end }
    return start..<self.start(ofArgument: 1, in: call)
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

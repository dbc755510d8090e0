import Fixes
import Foundation

extension Plan {
  /// Whether a test that a runner names is one of the generated ones: what it is called last, and
  /// the type or file before that, stand in them.
  func declares(test name: String) -> Bool {
    let parts = nameParts(name)
    guard let last = parts.last else { return false }
    return tests.contains { planned in
      let code = planned.test.path + "\n" + planned.test.code
      guard holds(last, in: code) else { return false }
      guard parts.count > 1 else { return true }
      let owner = parts[parts.count - 2].split(separator: "\\").last.map(String.init) ?? ""
      return owner.contains("/") || code.contains(owner)
    }
  }

  /// Whether a message quotes a name that the changes add and the files did not have.
  func adds(nameQuotedIn message: String) -> Bool {
    let added = files.map { String(decoding: $0.after, as: UTF8.self) }
    let before = files.map { String(decoding: $0.before ?? [], as: UTF8.self) }
    let names = message.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      .filter { $0.count > 2 }
    return names.contains { name in
      added.contains { $0.contains(name) } && !before.contains { $0.contains(name) }
    }
  }
}

/// Whether code declares a test of this name: a function's, or a sentence of which frameworks make
/// one, `test_refuses_a_taken_berth` of `test "refuses a taken berth"`, or put the suite's before.
private func holds(_ name: String, in code: String) -> Bool {
  if code.contains(name) { return true }
  var words = name.split { $0 == " " || $0 == "_" }
  let least = max(2, words.count / 2)
  while words.count > least {
    words.removeFirst()
    if code.contains(words.joined(separator: " ")) { return true }
  }
  return false
}

/// `boats.tests.JoinTests.test_x`, `tests/a.py::Join::test_x[a]`, `joining › refuses`, in parts.
private func nameParts(_ name: String) -> [String] {
  var name = name[...]
  if name.hasSuffix("]"), let bracket = name.firstIndex(of: "[") { name = name[..<bracket] }
  if name.hasSuffix(")"), let bracket = name.firstIndex(of: "(") { name = name[..<bracket] }
  for separator in [" › ", " > ", "::", "#"] where name.contains(separator) {
    return name.components(separatedBy: separator)
  }
  // A sentence is one part; its first word may be a module.
  if name.contains(" ") {
    let words = name.split(separator: " ", maxSplits: 1).map(String.init)
    return words[0].contains(".") ? words : [String(name)]
  }
  let parts = name.components(separatedBy: ".")
  // A subtest of Go is one of its test.
  return parts.dropLast() + [String((parts.last ?? "").prefix { $0 != "/" })]
}

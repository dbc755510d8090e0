import EventSchema

/// One line of a stack as Elixir or Erlang prints it.
enum BEAMFrame {
  /// `(harbour 0.1.0) lib/harbour/boats.ex:12: Harbour.Boats.register/1`, also without the
  /// application; `in function  boats:register/2 (src/boats.erl, line 31)`.
  static func read(_ line: Substring) -> Frame? {
    let text = line.trimmed
    return elixir(text) ?? erlang(text)
  }

  private static func elixir(_ text: Substring) -> Frame? {
    var rest = text
    var package: Substring?
    if rest.has("("), let (inside, after) = rest.between("(", ") ") {
      guard inside.isApplicationName else { return nil }
      package = inside.split(around: " ")?.before ?? inside
      rest = after
    }
    if let (path, after) = rest.splitPlace(), let (number, behind) = after.leadingNumber,
      behind.has(": ") || behind == ":"
    {
      return frame(path, number, function: behind.dropBytes(2), package)
    }
    // Without a file: `(stdlib 3.17) :erl_eval.do_apply/6`.
    guard package != nil, rest.isCall else { return nil }
    return frame(nil, nil, function: rest, package)
  }

  /// `in function  m:f/1 (file.erl, line 12)`, `in call from …`, `called as f(…)` aside.
  private static func erlang(_ text: Substring) -> Frame? {
    guard let call = text.removing("in function ") ?? text.removing("in call from ") else {
      return nil
    }
    let name = call.trimmed
    guard let (function, place) = name.split(around: " ("),
      let (path, after) = place.split(around: ", line "), let (number, _) = after.leadingNumber
    else { return frame(nil, nil, function: name, nil) }
    return frame(path, number, function: function.trimmed, nil)
  }

  static func frame(
    _ path: Substring?, _ line: Int?, function: Substring, _ package: Substring?
  ) -> Frame {
    var frame = Frame(module: module(of: function), lineNumber: line)
    frame.function = function.isEmpty ? nil : String(function)
    frame.package = package.map { String($0) }
    if let path {
      frame.filename = String(path)
      frame.absolutePath = String(path).isAbsolutePath ? String(path) : nil
    }
    return frame
  }

  /// `Harbour.Boats` of `anonymous fn/1 in Harbour.Boats.register/1`, `boats` of `boats:open/0` and
  /// `:boats.open/0`.
  private static func module(of function: Substring) -> String? {
    let name = function.splitLast(around: " in ")?.after ?? function
    if name.has(":"), let (module, _) = name.dropBytes(1).split(around: ".") {
      return String(module)
    }
    if let first = name.utf8.first, (0x61...0x7A).contains(first) {
      return name.split(around: ":").map { String($0.before) }
    }
    let parts = name.split(separator: ".").prefix { part in
      part.utf8.first.map { (0x41...0x5A).contains($0) } ?? false
    }
    return parts.isEmpty ? nil : parts.joined(separator: ".")
  }
}

extension Substring {
  /// `ecto`, `ecto 3.10.3`, `stdlib 3.17`: an application, with its version if it tells.
  fileprivate var isApplicationName: Bool {
    let name = split(around: " ")?.before ?? self
    return !name.isEmpty && name.utf8.count <= 64
      && name.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
      }
  }

  /// The path before `.ex:12`, `.exs:12`, `.erl:12` and what follows its colon.
  fileprivate func splitPlace() -> (Substring, Substring)? {
    for ending in [".ex:", ".exs:", ".erl:", ".eex:", ".heex:", ".leex:"] {
      guard let (before, after) = split(around: ending), !before.utf8.contains(0x20) else {
        continue
      }
      return (self[..<utf8.index(before: after.startIndex)], after)
    }
    return nil
  }

  /// `Mod.fun/2` or `:mod.fun/2`.
  fileprivate var isCall: Bool {
    guard let (_, arity) = splitLast(around: "/") else { return false }
    return arity.leadingNumber.map { $0.after.trimmed.isEmpty } ?? false
  }
}

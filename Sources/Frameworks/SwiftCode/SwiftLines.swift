import EventSchema
import Fixes
import SourceCode

/// The lines of a function that a change puts something before or around.
struct SwiftLines {
  var file: SwiftSourceFile
  var statement: SwiftStatement
  var margin: String
  /// One level of indentation.
  var unit: String
  /// Offsets of whole lines: the statement, and the rest of its block where it binds a name.
  var range: Range<Int>
  /// Whether the statement's value is that of the function or closure without the word.
  var needsReturn: Bool

  /// `do { … } catch … { … }` around the lines, with the statements that answer.
  func caught(_ pattern: String, note: String? = nil, _ body: [String]) -> Edit? {
    guard var text = file.source.bytes(range).map({ String(decoding: $0, as: UTF8.self) }) else {
      return nil
    }
    if needsReturn { text = margin + "return " + text.dropFirst(margin.count) }
    var result = "\(margin)do {\n" + text.indented(by: unit)
    result += Self.catching(pattern, margin, unit)
    for line in (note.map { ["// \($0)"] } ?? []) + body { result += "\(margin)\(unit)\(line)\n" }
    return Edit(range, with: result + "\(margin)}\n")
  }

  /// `} catch … {`, broken where it does not fit.
  static func catching(_ pattern: String, _ margin: String, _ unit: String) -> String {
    let head = "\(margin)} catch \(pattern) {"
    guard head.count > 100, let halves = pattern.halved(at: " where ") else { return head + "\n" }
    let conditions = halves.1.replacing(" && ", by: "\n\(margin)\(unit)\(unit)&& ")
    return "\(margin)} catch \(halves.0)\n\(margin)\(unit)where \(conditions)\n\(margin){\n"
  }

  /// Lines before the statement.
  func preceded(by lines: [String]) -> [Edit] {
    let text = lines.map { margin + $0 + "\n" }.joined()
    var edits = [Edit.insert(text, at: range.lowerBound)]
    if needsReturn { edits.append(.insert("return ", at: statement.span.start)) }
    return edits
  }
}

extension SwiftReading {
  /// The nearest lines around a statement that may be wrapped without a change of what they give.
  func wrappable(_ site: SwiftSite) -> SwiftLines? {
    lines(site, isWrapped: true)
  }

  /// The lines of the statement itself, to put others before them.
  func precedable(_ site: SwiftSite) -> SwiftLines? {
    lines(site, isWrapped: false)
  }

  private func lines(_ site: SwiftSite, isWrapped: Bool) -> SwiftLines? {
    guard let function = site.function, site.file.source.isWhole,
      function.head.mentionsWord("throws"), !function.head.mentions("throws(")
    else { return nil }
    let steps = site.location.stepsInFunction
    for (index, step) in zip(steps.indices, steps).reversed() {
      let statement = step.statement
      let text = site.file.parsed.source(of: statement.span)
      if isWrapped, text.mentions("try?") || text.mentions("try!") { return nil }
      if isWrapped, statement.kind == .do { return nil }
      guard let margin = site.file.source.margin(at: statement.span.start),
        site.file.source.endsLine(at: statement.span.end)
      else {
        guard isWrapped else { return nil }
        continue
      }
      var needsReturn = false
      if statement.kind == .expression, step.block.statements.count == 1 {
        let isFunction = index == steps.startIndex
        let givesNothing = statement.calls.last.map { library.valueless.contains($0.name) } ?? false
        if isFunction {
          needsReturn = function.head.mentions("->")
        } else if step.block.role == .closure, !givesNothing {
          // The closure's value: the catch could not give one.
          if isWrapped { continue }
          needsReturn = true
        }
      }
      return SwiftLines(
        file: site.file, statement: statement, margin: margin,
        unit: site.file.indentation(of: function), range: range(of: step, in: site.file),
        needsReturn: needsReturn)
    }
    return nil
  }

  private func range(of step: SwiftLocation.Step, in file: SwiftSourceFile) -> Range<Int> {
    var last = step.statement.span
    let binds =
      switch step.statement.kind {
      case .binding, .guard: true
      default: false
      }
    if binds, let end = step.block.statements.last?.span { last = end }
    let start = file.source.lineStart(of: step.statement.span.start)
    return start..<file.source.lineEnd(of: max(last.end - 1, start))
  }
}

extension SourceFile {
  /// Whether nothing but blanks and a comment follow on the line.
  func endsLine(at offset: Int) -> Bool {
    guard let rest = bytes(offset..<lineEnd(of: max(offset, 0))) else { return false }
    let text = String(decoding: rest, as: UTF8.self).trimmed
    return text.isEmpty || text.hasPrefix("//")
  }
}

extension String {
  /// What stands before and after the first place of a part.
  func halved(at part: String) -> (String, String)? {
    guard let tail = rest(after: part) else { return nil }
    return (String(dropLast(tail.count + part.count)), tail)
  }

  /// Every line that is not empty moved to the right.
  func indented(by margin: String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
  }
}

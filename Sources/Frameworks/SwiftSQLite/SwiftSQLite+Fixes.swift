import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension SwiftSQLiteReading {
  /// The changes that a remedy means in this application, the preferred one first.
  func fixes(for remedy: Remedy) -> [Fix] {
    guard !sites.isEmpty else { return [] }
    switch remedy.kind {
    case .validateOnPath: return [validation].compactMap(\.self)
    case .translateViolation:
      return [translation(key(of: remedy)), testTarget(for: remedy)].compactMap(\.self)
    case .addConstraint:
      return constraint(key(of: remedy)) + [testTarget(for: remedy)].compactMap(\.self)
    default: return []
    }
  }

  func key(of remedy: Remedy) -> [String] {
    remedy.columns.isEmpty ? columns : remedy.columns
  }

  /// The sibling's own guard in front of the write: same words, same error.
  private var validation: Fix? {
    guard let (index, sibling) = validationSite, let function = sites[index].function,
      let margin = sites[index].file.source.margin(at: sites[index].statement.span.start),
      let test = sibling.test
    else { return nil }
    let site = sites[index]
    let text = sibling.function.file.parsed.source(of: test.span)
    var edits = [
      Edit.insert("\(text)\n\(margin)", at: site.statement.span.start)
    ]
    if let addition = returnKeyword(in: function, site) { edits.append(addition) }
    return fix(
      [(site.file, edits)],
      "Look before the write in `\(function.name)` as `\(sibling.function.name)` does",
      because: """
        Whoever repeats a value reads why it is refused. Two requests at once can still both pass \
        the look-up: the violation has to be handled as well.
        """)
  }

  /// Where on the path a sibling's guard can stand; an index into `sites`.
  var validationSite: (index: Int, sibling: SwiftCheck)? {
    guard !checks.contains(where: \.check.guardsWrite) else { return nil }
    let siblings = siblings
    for (index, site) in sites.enumerated() {
      guard let function = site.function,
        site.file.source.margin(at: site.statement.span.start) != nil
      else { continue }
      let sibling = siblings.first { sibling in
        sibling.function.file.source == site.file.source && sibling.test != nil
          && fits(sibling, in: function)
      }
      if let sibling { return (index, sibling) }
    }
    return nil
  }

  /// Whether the names that the guard uses mean the same in the other function: members of the
  /// type, and parameters of both.
  private func fits(_ sibling: SwiftCheck, in function: SwiftFunction) -> Bool {
    guard let test = sibling.test, sibling.function.typeName == function.typeName else {
      return false
    }
    let text = sibling.function.file.parsed.source(of: test.span)
    let locals = sibling.function.localNames(before: test.span.start)
    let known = Set(function.head.parameterNames)
    let isAsynchronous = text.mentionsWord("await") && !function.head.mentionsWord("async")
    return !isAsynchronous && function.head.mentionsWord("throws")
      && locals.filter(text.mentionsWord).allSatisfy(known.contains)
  }

  /// A body of one expression gives its value without the word.
  private func returnKeyword(in function: SwiftFunction, _ site: SwiftSite) -> Edit? {
    guard function.body.count == 1, function.head.mentions("->"),
      site.statement.kind == .expression
    else { return nil }
    return .insert("return ", at: site.statement.span.start)
  }

  /// The violation caught at the write and turned into the error that the look-up throws.
  func translation(_ columns: [String]) -> Fix? {
    guard let site = sites.first(where: writes), let function = site.function else { return nil }
    return translation(columns, at: site, function)
  }

  func writes(_ site: SwiftSite) -> Bool {
    site.file.literals.contains {
      site.statement.span.holds($0.span) && $0.statement.verb == .insert
    }
  }

  func translation(_ columns: [String], at site: SwiftSite, _ function: SwiftFunction) -> Fix? {
    let isCaught = site.location.enclosingBlocks.contains { $0.statement.kind == .do }
    guard !isCaught, let margin = site.file.source.margin(at: site.statement.span.start) else {
      return nil
    }
    let title = "Turn the violation into the error that the look-up throws, in `\(function.name)`"
    let reason = """
      Only the database can tell who was first. Its refusal becomes the answer that the look-up \
      gives; every other error goes on as before.
      """
    guard let refusal = refusal(in: function), let pattern = catchPattern(columns, in: site.file)
    else {
      return Fix(
        title: title, applicability: .guidance, rationale: reason, files: [site.file.source.path],
        sketch: """
          do {
            \(site.file.parsed.source(of: site.statement.span).firstLine)
          } catch let error as YourDatabaseError where error.extendedCode == 2067 {  // UNIQUE
            throw YourError.taken
          }

          """)
    }
    let unit = site.file.indentation(of: function)
    guard let range = wrappedLines(site) else { return nil }
    let lines = site.file.source.bytes(range).map { String(decoding: $0, as: UTF8.self) } ?? ""
    var text = "\(margin)do {\n"
    text += lines.indented(by: unit)
    text += "\(margin)} catch \(pattern) {\n"
    if pattern.hasSuffix("2067") { text += "\(margin)\(unit)// SQLITE_CONSTRAINT_UNIQUE\n" }
    text += "\(margin)\(unit)\(refusal)\n\(margin)}\n"
    return fix([(site.file, [Edit(range, with: text)])], title, because: reason)
  }

  /// The statement's lines; with a name bound by it, the rest of the block that uses the name.
  private func wrappedLines(_ site: SwiftSite) -> Range<Int>? {
    let source = site.file.source
    var last = site.statement.span
    if case .binding = site.statement.kind, let end = site.block?.statements.last?.span {
      last = end
    }
    let start = source.lineStart(of: site.statement.span.start)
    return start..<source.lineEnd(of: max(last.end - 1, start))
  }

  /// `throw Refusal.emailTaken`, as the look-up of this key does on this path or another one, where
  /// it means the same in a function.
  func refusal(in function: SwiftFunction) -> String? {
    let known = function.head.parameterNames
    for check in checks + siblings where check.check.guardsWrite {
      guard let only = check.whenFound?.statements.first, check.whenFound?.statements.count == 1,
        only.kind == .throw
      else { continue }
      let text = check.function.file.parsed.source(of: only.span)
      let locals = check.function.localNames(before: only.span.start)
      if check.function.isSame(as: function)
        || locals.filter(text.mentionsWord).allSatisfy(known.contains)
      {
        return text
      }
    }
    return nil
  }

  /// The pattern of a unique violation for the wrapper in use.
  private func catchPattern(_ columns: [String], in file: SwiftSourceFile) -> String? {
    if file.source.text.mentions("import GRDB") {
      return "let error as DatabaseError "
        + "where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE"
    }
    let thrown = failure.event.exceptions.last?.type?.split(separator: ".").last.map(String.init)
    for (name, file) in errorTypes where thrown == nil || thrown == name || isRead {
      for property in ["extendedCode", "extendedResultCode"]
      where file.source.text.mentions("var \(property)")
        || file.source.text.mentions("let \(property)")
      {
        return "let error as \(name) where error.\(property) == 2067"
      }
    }
    return nil
  }

  private var isRead: Bool { literal?.statement.verb == .select }

  /// Error types of the source whose files mention SQLite's codes.
  private var errorTypes: [(name: String, file: SwiftSourceFile)] {
    var result: [(name: String, file: SwiftSourceFile)] = []
    for file in source.files where file.source.text.mentions("extended") {
      file.parsed.visit { statement in
        if case .type(let name) = statement.kind,
          file.parsed.source(of: statement.head).mentionsWord("Error"),
          !file.parsed.source(of: statement.head).hasPrefix("extension")
        {
          result.append((name, file))
        }
        return true
      }
    }
    return result
  }

  func fix(
    _ changes: [(file: SwiftSourceFile, edits: [Edit])], _ title: String, because rationale: String
  ) -> Fix? {
    var files: [FileChange] = []
    for (file, edits) in changes {
      guard let after = file.source.applying(edits), after != file.source.text else { return nil }
      files.append(
        FileChange(
          path: file.source.path, before: file.source.text, after: after,
          firstLine: file.source.firstLine, isWhole: file.source.isWhole))
    }
    let diff = UnifiedDiff(files)
    guard changes.allSatisfy({ $0.file.source.isWhole }) else {
      return Fix(
        title: title, applicability: .guidance, rationale: rationale, files: diff.files,
        sketch: diff.text)
    }
    return Fix(
      title: title, applicability: .unsafe, rationale: rationale, files: diff.files,
      diff: diff.text)
  }
}

extension SwiftSourceFile {
  /// One level of indentation: a function's first statement against its head.
  func indentation(of function: SwiftFunction) -> String {
    guard let first = function.body.first, let inner = source.margin(at: first.span.start),
      let outer = source.margin(at: function.statement.span.start), inner.count > outer.count
    else { return "  " }
    return String(inner.dropFirst(outer.count))
  }
}

extension String {
  /// `func insert(email: String, named name: String)` has the names `email` and `name`.
  var parameterNames: [String] {
    guard let open = firstIndex(of: "(") else { return [] }
    var names: [String] = []
    var (word, last, depth) = ("", "", 0)
    for character in self[open...] {
      switch character {
      case "(", "[", "<": depth += 1
      case ")", "]", ">": depth -= 1
      case ":" where depth == 1: names.append(word.isEmpty ? last : word)
      default: break
      }
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else {
        if !word.isEmpty { last = word }
        word = ""
      }
      if depth == 0 { break }
    }
    return names
  }

  fileprivate var firstLine: String { split(separator: "\n").first.map(String.init) ?? self }

  /// Every line that is not empty moved to the right.
  fileprivate func indented(by margin: String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
  }
}

import EventSchema
import Fixes
import SourceCode

/// One form of a value in its look-up and in its write.
extension SwiftReading {
  /// A look-up asks for what is written: `find(email: email.lowercased())`.
  private var foldingLookUp: Fix? {
    guard let folded = foldedLookUp else { return nil }
    let file = folded.check.function.file
    return fix(
      [(file, [Edit(folded.argument.start..<folded.argument.end, with: folded.expression)])],
      "Look for \(folded.name) in the form in which it is written, in "
        + "`\(folded.check.function.name)`",
      because: """
        The look-up asks for the value as it came, and another form of it is stored: the look-up \
        misses the row that refuses the write. Rows that were stored in other forms stay as they \
        are; two requests at once can still both pass.
        """)
  }

  /// A guard that looks for a value as it came, where the write is given another form of it.
  var foldedLookUp: FoldedLookUp? {
    for check in checks where check.check.guardsWrite {
      guard let writing = sites.first(where: { $0.function?.isSame(as: check.function) == true })
      else { continue }
      let file = check.function.file.parsed
      func arguments(_ statement: SwiftStatement?) -> [(text: String, span: CodeSpan)] {
        (statement?.allCalls ?? []).flatMap(\.arguments).map {
          (file.source(of: $0.span).trimmed, $0.span)
        }
      }
      // The test may ask for the name of what was looked up before.
      let look = SwiftSite(file: check.function.file, line: check.check.place.line)?.statement
      let asked = arguments(look) + arguments(check.test)
      // A record is given its values where it is made.
      let made = check.function.body.filter { statement in
        if case .binding(let name) = statement.kind { name == write?.row } else { false }
      }
      for (text, _) in ([writing.statement] + made).flatMap(arguments) {
        guard let name = Self.folds.lazy.compactMap({ text.halved(at: $0)?.0 }).first,
          name.isNamed, let argument = asked.first(where: { $0.text.comparedValue == name })
        else { continue }
        let end = argument.span.end
        return FoldedLookUp(
          check: check, name: name, expression: text,
          argument: CodeSpan(
            start: end - name.utf8.count, end: end, firstLine: argument.span.firstLine,
            lastLine: argument.span.lastLine),
          isUpper: text.mentions(".uppercased()"))
      }
    }
    return nil
  }

  private static let folds = [".lowercased()", ".uppercased()"]

  /// A look-up by columns whose key is declared in one case compares as the key does:
  /// `lower(email) = lower(?)`; else it asks for what is written.
  func folding(_ columns: [String]) -> Fix? {
    if let change = foldingLookUp { return change }
    for column in columns {
      for (file, literal) in lookUps {
        guard let edit = folding(column, in: literal, of: file) else { continue }
        return fix(
          [(file, [edit])], "Compare \(column) in the look-up as its key does",
          because: """
            The key folds case and the look-up does not, so it misses the row that refuses the \
            write. It does not keep two requests from passing the look-up at once.
            """)
      }
    }
    return nil
  }

  /// The comparison of a column in a look-up's SQL in the way of its key.
  private func folding(
    _ column: String, in literal: SQLLiteral, of file: SwiftSourceFile
  ) -> Edit? {
    let text = file.parsed.source(of: literal.span)
    guard let before = text.halved(at: "\(column) = ?")?.0, !before.hasSuffix("."),
      !before.hasSuffix("_")
    else { return nil }
    let start = literal.span.start + before.utf8.count
    let range = start..<(start + column.utf8.count + " = ?".utf8.count)
    if source.declaresFolded(column) { return Edit(range, with: "lower(\(column)) = lower(?)") }
    let isCollated = declaredKeys.contains { key in
      key.foldsCase && key.columns.map { $0.lowercased() } == [column.lowercased()]
    }
    return isCollated ? Edit(range, with: "\(column) = ? COLLATE NOCASE") : nil
  }

  /// The queries of the look-ups on the path, in their functions and in those that these call.
  private var lookUps: [(file: SwiftSourceFile, literal: SQLLiteral)] {
    checks.flatMap { check -> [(file: SwiftSourceFile, literal: SQLLiteral)] in
      let called = Set(check.function.body.flatMap(\.allCalls).map(\.name))
      let functions = [check.function] + source.functions.filter { called.contains($0.name) }
      return functions.flatMap { function in
        function.literals.filter {
          $0.statement.verb == .select
            && $0.statement.table?.lowercased() == table?.lowercased()
        }.map { (function.file, $0) }
      }
    }
  }
}

/// A look-up by a value whose other form is written.
struct FoldedLookUp {
  var check: SwiftCheck
  /// Of the value, and the form in which it is written: `email`, `email.lowercased()`.
  var name: String
  var expression: String
  /// Where the look-up is given the value.
  var argument: CodeSpan
  var isUpper: Bool
}

extension String {
  /// `\.$email == invitation.email` compares with `invitation.email`; else the text itself.
  fileprivate var comparedValue: String { halved(at: " == ")?.1 ?? self }
}

extension SwiftSource {
  /// Whether a unique index over the column in one case is declared.
  fileprivate func declaresFolded(_ column: String) -> Bool {
    files.contains { file in
      let text = file.source.text.lowercased()
      return text.mentions("unique index") && text.mentions("lower(\(column.lowercased()))")
    }
  }
}

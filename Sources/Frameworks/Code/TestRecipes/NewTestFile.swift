import EventSchema
import Fixes
import SourceCode

/// A new file of tests beside one that is there: what that one declares and prepares, with other
/// tests in the place of its own.
struct NewTestFile {
  let neighbour: CodeSourceFile
  let style: TestStyle
  /// The neighbour's test that shows how, and the blocks around it.
  let test: CodeStatement
  let groups: [CodeBlock]
  /// What the new file does otherwise than the neighbour's.
  var apart: TestStyle.Apart? = nil

  /// The whole text; `nil` when an import has no place in it.
  func text(_ tests: [String], imports: [CodeImport], path: String) -> String? {
    let source = neighbour.source
    let newline = neighbour.style.newline
    let tests = tests.joined(separator: "\n").replacing("\r\n", by: "\n")
      .replacing("\n", by: newline)
    let edits =
      opening + otherTests.map { Edit($0, with: "") } + [
        Edit(neighbour.lines(of: test.span), with: tests)
      ]
    let made =
      style.sharesFolder ? neighbour.head.map { $0 + newline + tests } : source.applying(edits)
    guard var text = made?.renaming(source.path.fileStem, to: path.fileStem).withoutGaps else {
      return nil
    }
    for (word, other) in apart?.exchanged ?? [] { text = text.replacing(word, by: other) }
    for wanted in imports {
      let file = CodeSourceFile(SourceFile(path: path, text: text), neighbour.parsed.language)
      guard let edits = file.importing(wanted), let with = file.source.applying(edits) else {
        return nil
      }
      text = with
    }
    return style.sharesFolder ? text.withoutUnusedPackages : text
  }

  /// The lines at the beginning of the innermost group.
  private var opening: [Edit] {
    guard let line = apart?.opening, let first = groups.last?.statements.first else { return [] }
    let newline = neighbour.style.newline
    let margin = neighbour.source.lineMargin(of: first.span.start)
    let lines = line.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : margin + $0 }.joined(separator: newline)
    return [
      .insert(
        lines + newline + newline, at: neighbour.lines(of: first.span).lowerBound)
    ]
  }

  /// The lines of the tests and groups of tests of the file that are not this one.
  private var otherTests: [Range<Int>] {
    let tests = neighbour.walk.blocks.compactMap(\.last).filter(style.isTest).map(\.block.span)
    let lists = [neighbour.parsed.body.statements] + groups.map(\.statements)
    return lists.flatMap { $0 }.compactMap { statement in
      let span = statement.span
      guard !span.holds(test.span), tests.contains(where: span.holds) else { return nil }
      return neighbour.lines(of: span)
    }
  }
}

extension TestStyle {
  /// The head of a copied test with a name of its own and without what was said of the other one;
  /// `nil` when the old name is not to be found.
  func renaming(
    _ test: CodeStatement, _ body: CodeBlock, in head: String, to name: String,
    of file: CodeSourceFile
  ) -> String? {
    let head = head.withoutRemarks
    switch form {
    case .call(let names):
      let title = test.calls.first { names.contains($0.name) }?.arguments.first?.value
      guard let title, case .string = title.kind else { return nil }
      let old = file.text(title.span)
      guard let quote = old.first, quote == old.last else { return nil }
      return head.replacingFirst(old, by: "\(quote)\(name)\(quote)")
    case .function(let prefixes, _):
      guard let old = body.name else { return nil }
      let prefix = prefixes.first(where: old.hasPrefix) ?? ""
      let new = prefix + name.cased(as: String(old.dropFirst(prefix.count)), first: prefix.isEmpty)
      return head.replacingFirst("\(old)(", by: "\(new)(") ?? head.replacingFirst(old, by: new)
    }
  }
}

extension String {
  /// Words as a name that looks like another one: `refuses_a_taken_sail`, `RefusesATakenSail`.
  ///
  /// - Parameter first: Whether nothing is before the name, so that its first letter counts.
  fileprivate func cased(as other: String, first: Bool) -> String {
    let words = split { !$0.isLetter && !$0.isNumber }.map { String($0) }
    let isCapital = other.first?.isUppercase ?? false
    if other.contains("_") || !first && !isCapital {
      let name = words.joined(separator: "_")
      return isCapital ? name.capitalizedFirst : name
    }
    let name = words.map(\.capitalizedFirst).joined()
    return isCapital || !first
      ? name : (words.first ?? "") + name.dropFirst(words.first?.count ?? 0)
  }

  /// Without the comments at the beginning, but for one that makes a function a test.
  fileprivate var withoutRemarks: String {
    var lines = split(separator: "\n", omittingEmptySubsequences: false)[...]
    let count = lines.prefix { line in
      let text = String(line).trimmed
      return ["//", "/*", "*", "# "].contains(where: text.hasPrefix)
    }.count
    if !lines.prefix(count).contains(where: { $0.contains("@test") }) {
      lines = lines.dropFirst(count)
    }
    return lines.joined(separator: "\n")
  }
}

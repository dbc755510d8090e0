import EventSchema
import Fixes
import SourceCode

/// A test that sends what a test at hand sends, twice: the first request is answered as there, the
/// second one with the refusal.
struct EchoedRequest {
  let exemplar: RequestExemplar
  let place: RecipePlace
  /// Of the refusal; `nil` where the second request is answered as the first one.
  let status: Int?
  /// A value that no row may have, where that is what is refused.
  var input: RefusedInput?

  var testCase: TestCase? {
    let source = exemplar.file.source
    let state = input?.state ?? "taken"
    guard let words = place.words,
      let path = source.path.inserting(place.shortWords, state: state),
      !place.reading.failure.tree.files.contains(where: { $0.path == path }),
      let test = input.map({ refusing($0, words) }) ?? test(words)
    else { return nil }
    let file = NewTestFile(
      neighbour: exemplar.file, style: exemplar.style, test: exemplar.test,
      groups: exemplar.groups)
    guard let code = file.text([test], imports: [], path: path) else { return nil }
    return TestCase(
      path: path, framework: exemplar.style.framework, code: code,
      title: input.map { "A request with a \($0.state) \(words) is refused readably" } ?? status.map
      { "A second request with a taken \(words) is answered with \($0)" }
        ?? "A second request with a repeated \(words) is answered as the first one")
  }

  /// The neighbour's test with the request in a loop over what it is answered.
  private func test(_ words: String) -> String? {
    let source = exemplar.file.source
    let statements = exemplar.body.statements
    let word = exemplar.status.word
    let margin = source.lineMargin(of: statements[exemplar.range.lowerBound].span.start)
    guard let last = statements.last,
      statements[exemplar.range.lowerBound].span.firstLine > exemplar.body.span.firstLine,
      last.span.lastLine < exemplar.test.span.lastLine
    else { return nil }
    let whole = exemplar.file.lines(of: exemplar.test.span)
    let start = source.lineStart(of: statements[exemplar.range.lowerBound].span.start)
    let place = exemplar.status.offset
    let behind = place + word.shown.utf8.count
    let stop = source.lineEnd(of: max(statements[exemplar.range.upperBound].span.end - 1, 0))
    let end = source.lineEnd(of: max(last.span.end - 1, 0))
    guard whole.lowerBound <= start, start <= place, behind <= stop, stop <= end,
      end <= whole.upperBound,
      let before = source.bytes(whole.lowerBound..<start),
      let first = source.bytes(start..<place), let second = source.bytes(behind..<stop),
      let after = source.bytes(end..<whole.upperBound)
    else { return nil }
    let level = exemplar.file.style.level
    let loop = exemplar.loop
    let request =
      (String(decoding: first, as: UTF8.self) + word.becomes
      + String(decoding: second, as: UTF8.self)).replacing("\r\n", by: "\n")
    let inner = request.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : level + $0 }.joined(separator: "\n")
    let opening = loop.opening.filled { hole in
      hole == "first" ? word.first : status.map(loop.spelled) ?? word.first
    }
    guard let opening,
      let head = exemplar.style.renaming(
        exemplar.test, exemplar.body, in: String(decoding: before, as: UTF8.self),
        to: status == nil ? "serves a repeated \(words)" : "refuses a taken \(words)",
        of: exemplar.file)
    else { return nil }
    return head + margin + opening + "\n" + inner + margin + loop.closing + "\n"
      + String(decoding: after, as: UTF8.self)
  }
}

import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// A test that sends what a test at hand sends, several times at once: one request is answered as
/// there, the others with the refusal, or all of them as there where a repetition is left alone.
struct EchoedRequestRace: TestMeeting {
  let exemplar: RequestExemplar
  let place: RecipePlace
  /// Of the refusal; `nil` where nothing is refused.
  let refused: Int?

  var file: CodeSourceFile { exemplar.file }

  var surroundings: TestSurroundings {
    TestSurroundings(
      file, exemplar.style, groups: exemplar.groups, test: exemplar.test.span,
      own: exemplar.body.statements[exemplar.range.lowerBound].span.start, tree)
  }

  var testCase: TestCase? {
    guard let words = place.words,
      let path = file.source.path.inserting(place.shortWords + " at once"),
      !tree.files.contains(where: { $0.path == path })
    else { return nil }
    for race in exemplar.style.requestRaces
    where !race.not.contains(where: file.source.mentions) {
      guard race.code.holes.allSatisfy({ value($0) != nil }), let test = test(race, words) else {
        continue
      }
      let new = NewTestFile(
        neighbour: file, style: exemplar.style, test: exemplar.test, groups: exemplar.groups,
        apart: race.apart)
      guard let code = new.text([test], imports: race.imports, path: path) else { continue }
      return TestCase(
        path: path, framework: exemplar.style.framework, code: code, title: title(words))
    }
    return nil
  }

  private func title(_ words: String) -> String {
    refused.map { "Of requests at once with one \(words) one is served, the others get \($0)" }
      ?? "Requests at once with one \(words) are all served"
  }

  // MARK: The text

  /// The neighbour's test up to the request, and the race in the place of all that follows.
  private func test(_ race: TestStyle.RequestRace, _ words: String) -> String? {
    let (source, statements) = (file.source, exemplar.body.statements)
    let first = statements[exemplar.range.lowerBound]
    let margin = source.lineMargin(of: first.span.start)
    let taken = exemplar.style.ownNames.intersection(
      file.variables(in: statements[..<exemplar.range.lowerBound]))
    guard let last = statements.last, first.span.firstLine > exemplar.body.span.firstLine,
      last.span.lastLine < exemplar.test.span.lastLine,
      let code = race.code.renaming(taken).filled(margin: margin, level: file.style.level, value)
    else { return nil }
    let whole = file.lines(of: exemplar.test.span)
    let start = source.lineStart(of: first.span.start)
    let end = source.lineEnd(of: max(last.span.end - 1, 0))
    guard whole.lowerBound <= start, start <= end, end <= whole.upperBound,
      let before = source.bytes(whole.lowerBound..<start),
      let after = source.bytes(end..<whole.upperBound)
    else { return nil }
    let what =
      refused == nil
      ? "serves a repeated \(words) of requests at once"
      : "refuses a taken \(words) of requests at once"
    var head = exemplar.style.renaming(
      exemplar.test, exemplar.body, in: String(decoding: before, as: UTF8.self), to: what, of: file)
    if race.throwsChecked { head = head?.throwingAnything }
    if let parameter = race.parameter {
      head = head?.replacingFirst("()", by: "(\(parameter))")
    }
    return head.map { $0 + code + "\n" + String(decoding: after, as: UTF8.self) }
  }

  // MARK: Values

  private func value(_ hole: String) -> String? {
    switch hole {
    case "first": return first.map { String($0) }
    case "others": return first.map { String(refused ?? $0) }
    case "prepared": return prepared(for: text(of: sentStatement))
    case "send": return sentCall
    case "answer": return answer
    case "pool": return holdsWriters ? file.pool : nil
    case "requests": return requests
    case "status": return statusText
    case "perform": return performed
    case "database":
      return database(in: exemplar.body.statements[..<exemplar.range.lowerBound])
    case "words": return place.words
    case "held table": return holdsWriters ? place.reading.violation?.knownTable : nil
    default: return gate(hole)
    }
  }

  private var sentStatement: CodeStatement { exemplar.body.statements[exemplar.sent] }

  private func text(of statement: CodeStatement) -> String { file.text(statement.span) }

  /// The status of the neighbour's answer as a number.
  private var first: Int? {
    let shown = exemplar.status.word.shown
    if let number = Int(shown) { return number }
    let known = [("created", 201), ("nocontent", 204), ("no_content", 204), ("ok", 200)]
    return known.first {
      shown.lowercased().hasSuffix($0.0) || shown.lowercased().mentions("is\($0.0)")
    }?
    .1
  }

  /// The statement that sends, where it does nothing else: `post "/boats", params: { … }`.
  private var sentCall: String? {
    let statement = sentStatement
    let text = text(of: statement)
    guard statement.kind == .expression, statement.targets.isEmpty,
      ["post ", "put ", "patch ", "post(", "put(", "patch("].contains(where: text.hasPrefix)
    else { return nil }
    return unindented(text, at: statement.span.start)
  }

  /// What is waited for, without what is expected of it: `request(app).post('/boats').send(boat)`.
  private var answer: String? {
    guard let value = sentStatement.value, case .prefixed("await", let inner) = value.kind,
      case .chain(let links) = inner.kind
    else { return nil }
    let kept = links.prefix { $0.name != "expect" }
    guard let last = kept.last,
      let bytes = file.source.bytes(inner.span.start..<last.span.end)
    else { return nil }
    return unindented(String(decoding: bytes, as: UTF8.self), at: inner.span.start)
  }

  /// The statements from the first one of the request to the last one before the status is asked.
  private var requests: String? {
    let statements = exemplar.body.statements
    let last = exemplar.range.upperBound
    guard exemplar.range.lowerBound < last, exemplar.sent < last,
      let bytes = file.source.bytes(
        statements[exemplar.range.lowerBound].span.start..<statements[last - 1].span.end)
    else { return nil }
    let text = unindented(
      String(decoding: bytes, as: UTF8.self),
      at: statements[exemplar.range.lowerBound].span.start)
    return file.parsed.language.name == "go" ? text.leavingGoroutines : text
  }

  /// What the status is compared in: `rec.Code` of `if rec.Code != http.StatusCreated {`.
  private var statusText: String? {
    let statement = exemplar.body.statements[exemplar.range.upperBound]
    let text = text(of: statement)
    let shown = exemplar.status.word.shown
    for mark in [" != \(shown)", " == \(shown)"] where text.mentions(mark) {
      let before = text.split(separator: mark, maxSplits: 1)[0]
      return before.split { " (;".contains($0) }.last.map { String($0) }
    }
    for mark in ["\(shown), "] where text.mentions("Equal(t, \(mark)") {
      let behind = text.split(separator: mark, maxSplits: 1)[1]
      return behind.split { ",)".contains($0) }.first.map { String($0).trimmed }
    }
    return nil
  }

  /// The chain up to the call that performs the request: `mockMvc.perform(post("/boats"))`.
  private var performed: String? {
    let use = CodeWalk(exemplar.body).uses.first { use in
      sentStatement.span.holds(use.span) && use.links.contains { $0.name == "perform" }
    }
    guard let use, let link = use.links.first(where: { $0.name == "perform" }),
      let bytes = file.source.bytes(use.span.start..<link.span.end)
    else { return nil }
    return unindented(String(decoding: bytes, as: UTF8.self), at: use.span.start)
  }

  private func unindented(_ text: String, at offset: Int) -> String {
    let margin = file.source.lineMargin(of: offset)
    return text.replacing("\r\n", by: "\n").split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(margin) ? String($0.dropFirst(margin.count)) : String($0) }
      .joined(separator: "\n")
  }
}

extension String {
  /// With what ends a Go test ending the goroutine alone that says it.
  fileprivate var leavingGoroutines: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let margin = line.prefix { $0 == " " || $0 == "\t" }
      guard line.dropFirst(margin.count).hasPrefix("t.Fatal") else { return String(line) }
      return margin + "t.Error" + line.dropFirst(margin.count + "t.Fatal".count)
        + "\n\(margin)return"
    }.joined(separator: "\n")
  }
}

extension CodeSourceFile {
  /// The variables that statements set.
  func variables(in statements: ArraySlice<CodeStatement>) -> Set<String> {
    Set(
      statements.flatMap { statement in
        statement.targets.flatMap(\.assignedNames)
          // `var gate int64` declares as well.
          + (text(statement.span).hasPrefix("var ")
            ? text(statement.span).split(separator: " ").dropFirst().prefix(1).map { String($0) }
            : [])
      })
  }
}

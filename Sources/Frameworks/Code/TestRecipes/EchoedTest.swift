import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// A test that repeats what a test at hand does: its file, its set-up and its call, and then the
/// same call once more.
///
/// Nothing is invented: whatever the suite needs to make a row stands in its own words.
struct EchoedTest {
  let exemplar: Exemplar
  let place: RecipePlace
  let answer: RefusedAnswer
  /// Whether the function looks for the key before it writes, so that one caller after another
  /// never reaches the database's refusal.
  let looks: Bool
  /// What the change makes known in its file.
  var imports: [CodeImport] = []
  /// A value that no row may have, where that is what is refused.
  var input: RefusedInput?

  /// The files: one, or with a test that the suite must treat otherwise two. Empty when a test of
  /// this style cannot say what is to be seen.
  var testCases: [TestCase] {
    if input != nil { return [inputTest].compactMap { $0 } }
    guard !meetsAnotherKey else { return [] }
    let sequential = sight(isRace: false)
    let race = sight(isRace: true)
    guard let kept = looks ? race : sequential ?? race else { return [] }
    var sights = [kept]
    if looks, let sequential { sights.insert(sequential, at: 0) }
    if !looks, sequential != nil, let race, !race.isRival { sights.append(race) }
    let together = sights.filter { $0.apart == nil }
    let apart = sights.filter { $0.apart != nil }
    let files = [(together, place.shortWords), (apart, place.shortWords + " at once")]
      .filter { !$0.0.isEmpty }
      .map { sights, words in made(sights, words) }
    return files.contains { $0 == nil } ? [] : files.compactMap { $0 }
  }

  /// A file with the tests; `nil` when there is one already.
  func made(_ sights: [TestStyle.Sight], _ words: String) -> TestCase? {
    guard let path = exemplar.file.source.path.inserting(words, state: input?.state ?? "taken"),
      !tree.files.contains(where: { $0.path == path }), let code = text(of: sights, path: path)
    else { return nil }
    return TestCase(
      path: path, framework: exemplar.style.framework, code: code, title: title(of: sights))
  }

  func sight(isRace: Bool) -> TestStyle.Sight? {
    exemplar.style.sights.first { sight in
      sight.answer == answer.kind && sight.isRace == isRace
        && sight.isAwaited.map { $0 == exemplar.isAwaited } ?? true
        && !sight.not.contains(where: exemplar.file.source.mentions)
        && !sight.not.contains(where: { $0 == place.reading.violation?.dbms?.rawValue })
        && sight.code.holes.allSatisfy { value($0) != nil }
    }
  }

  private func title(of sights: [TestStyle.Sight]) -> String {
    let words = place.words ?? "row"
    if let input { return "A \(input.state) \(words) is refused readably" }
    let race = sights.first(where: \.isRace)
    let ending =
      race.map { $0.isRival ? ", also behind the look-up" : ", also of callers at once" } ?? ""
    return answer == .goesOn
      ? "A repeated \(words) is left alone\(ending)"
      : "A taken \(words) is refused readably\(ending)"
  }

  /// What a test is called, in words.
  private func name(of sight: TestStyle.Sight) -> String {
    let words = place.words ?? "row"
    if let input { return "refuses a \(input.state) \(words)" }
    let what = answer == .goesOn ? "leaves a repeated \(words) alone" : "refuses a taken \(words)"
    guard sight.isRace else { return what }
    return what + (sight.isRival ? " behind the look-up" : " of callers at once")
  }

  // MARK: The text

  private func text(of sights: [TestStyle.Sight], path: String) -> String? {
    var texts: [String] = []
    for sight in sights {
      guard let text = test(sight) else { return nil }
      texts.append(text)
    }
    let file = NewTestFile(
      neighbour: exemplar.file, style: exemplar.style, test: exemplar.test,
      groups: exemplar.groups, apart: sights.lazy.compactMap(\.apart).first)
    return file.text(texts, imports: sights.flatMap(\.imports), path: path)
  }

  /// One test: the neighbour's up to the call, then what is to be seen.
  private func test(_ sight: TestStyle.Sight) -> String? {
    let (file, source) = (exemplar.file, exemplar.file.source)
    let statements = exemplar.body.statements
    let margin = source.lineMargin(of: exemplar.statement.span.start)
    guard let last = statements.last,
      exemplar.statement.span.firstLine > exemplar.body.span.firstLine,
      last.span.lastLine < exemplar.test.span.lastLine, let code = code(of: sight, margin)
    else { return nil }
    let whole = file.lines(of: exemplar.test.span)
    // Of callers at once each one makes the row; else the first call has made it.
    let isFirst = sight.isRace || input != nil
    let cut =
      isFirst
      ? source.lineStart(of: statements[sight.isPrepared ? firstOwn : exemplar.index].span.start)
      : source.lineEnd(of: max(statements[lastKept].span.end - 1, 0))
    let end = source.lineEnd(of: max(last.span.end - 1, 0))
    guard whole.lowerBound <= cut, cut <= end, end <= whole.upperBound,
      let before = source.bytes(whole.lowerBound..<cut),
      let after = source.bytes(end..<whole.upperBound)
    else { return nil }
    var head = String(decoding: before, as: UTF8.self)
    if !isFirst { head = head.blanking(unused) }
    if !isFirst, let (whole, value) = unusedDeclaration {
      head = head.replacingFirst(whole, by: value) ?? head
    }
    let named = exemplar.style.renaming(
      exemplar.test, exemplar.body, in: head, to: name(of: sight), of: file)
    guard let named = sight.throwsChecked ? named?.throwingAnything : named else { return nil }
    let gap = isFirst ? "" : "\n"
    return named + gap + code + "\n" + String(decoding: after, as: UTF8.self)
  }

  /// What is to be seen, and that the call goes on to work for another row.
  private func code(of sight: TestStyle.Sight, _ margin: String) -> String? {
    let file = exemplar.file
    func filled(_ code: CodeTemplate) -> String? {
      code.filled(
        margin: margin, level: file.style.level,
        dialect: file.style.dialect(file.parsed.language.name), value)
    }
    let taken = exemplar.style.ownNames.intersection(
      file.variables(in: exemplar.body.statements[..<exemplar.index]))
    guard let seen = filled(sight.code.renaming(taken)) else { return nil }
    let further = exemplar.style.afterwards.first { further in
      further.isAwaited.map { $0 == exemplar.isAwaited } ?? true
    }
    guard !sight.isRival, !sight.isPrepared, let further, let rest = filled(further.code) else {
      return seen
    }
    return seen + "\n" + rest
  }

  /// The statement up to which the neighbour is repeated: with the one that asks for an error.
  private var lastKept: Int {
    let names = Set(exemplar.statement.targets.flatMap(\.assignedNames))
    let next = exemplar.index + 1
    guard names.contains("err"), exemplar.body.statements.indices.contains(next),
      exemplar.file.text(exemplar.body.statements[next].span).mentions("err")
    else { return exemplar.index }
    return next
  }

  /// A declaration whose name nothing uses any more, and its value alone.
  private var unusedDeclaration: (whole: String, value: String)? {
    guard !exemplar.style.sharesFolder, lastKept == exemplar.index,
      let value = exemplar.statement.value, exemplar.statement.targets.count == 1,
      exemplar.statement.targets[0].plainName != nil, value.span.end == exemplar.call.end,
      let head = exemplar.file.source.bytes(exemplar.statement.span.start..<value.span.start)
    else { return nil }
    let text = exemplar.file.text(value.span)
    return (String(decoding: head, as: UTF8.self) + text, text)
  }

  /// Variables that Go would refuse because nothing uses them any more.
  private var unused: [String] {
    guard exemplar.style.sharesFolder else { return [] }
    let kept = exemplar.body.statements[exemplar.index...lastKept].dropFirst()
    return exemplar.statement.targets.flatMap(\.assignedNames).filter { name in
      name != "_" && !kept.contains { exemplar.file.text($0.span).mentions(name) }
    }
  }

  // MARK: Values

  /// What fills a hole; `nil` when it is not known.
  func value(_ hole: String) -> String? {
    switch hole {
    case "call": return input == nil ? callText : refusedCall
    case "message":
      if case .message(let text) = answer { return text }
    case "type":
      if case .type(let name) = answer { return qualified(name) }
    case "value": if case .value(let code) = answer { return code }
    case "status": if case .status(let status) = answer { return String(status) }
    case "other call": return otherCall
    case "preparation": return preparation
    case "context": return contextValue
    case "database": return database(in: exemplar.body.statements[..<exemplar.index])
    case "blanks": return blanks
    case "assign": return isErrorDeclared ? "=" : ":="
    case "pool": return pool
    case "rival": return rival
    case "any": return exemplar.file.source.path.hasSuffix(".ts") ? ": any" : ""
    case "field": return place.value("field")
    case "words": return place.words
    default: return meeting(hole)
    }
    return nil
  }

  /// The values of a Go function before its error.
  private var blanks: String? {
    if let refusal = place.refusal?.text,
      let count = RefusedAnswer.valuesBeforeError(refusal)
    {
      return String(repeating: "_, ", count: count)
    }
    let names = exemplar.statement.targets.flatMap(\.assignedNames)
    guard names.last == "err" else { return nil }
    return String(repeating: "_, ", count: names.count - 1)
  }

  /// Whether the neighbour has an `err` of its own that the test can be given.
  private var isErrorDeclared: Bool {
    exemplar.body.statements[...exemplar.index].contains { statement in
      statement.kind != .control && statement.targets.flatMap(\.assignedNames).contains("err")
    }
  }

  private var pool: String? {
    place.reading.violation?.dbms == .postgreSQL ? exemplar.file.pool : nil
  }

  /// The call as it is written, without the margin of its lines.
  var callText: String { unindented(exemplar.file.text(exemplar.call)) }

  func unindented(_ text: String) -> String {
    let margin = exemplar.file.source.lineMargin(of: exemplar.call.start)
    return text.replacing("\r\n", by: "\n").split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(margin) ? String($0.dropFirst(margin.count)) : String($0) }
      .joined(separator: "\n")
  }

  /// The name as the test's file has to say it.
  private func qualified(_ name: String) -> String? {
    let language = exemplar.file.parsed.language.name
    guard language == "go" else {
      guard language == "php" else { return name.lastComponent }
      let imported = imports.first { $0.name == name }
      return imported.map { "\\\($0.module)\\\($0.name)" } ?? place.file.fullName(of: name)
    }
    guard !name.contains("."), let own = place.file.package else { return name }
    return exemplar.file.package == own ? name : "\(own).\(name)"
  }
}

extension TestStyle.Sight {
  /// Whether somebody else takes the key between look-up and write.
  fileprivate var isRival: Bool { code.holes.contains("rival") }

  /// Whether each caller makes what it calls for itself.
  fileprivate var isPrepared: Bool { code.holes.contains("preparation") }
}

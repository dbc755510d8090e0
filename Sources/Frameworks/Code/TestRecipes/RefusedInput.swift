import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// A value that no row may have, and how a test says so.
enum RefusedInput: Sendable, Hashable {
  /// Nothing, where something is required.
  case missing
  /// A text of more characters than these.
  case long(Int)
  /// A number that a check refuses, as it is written.
  case wrong(String)

  init?(_ place: RecipePlace) {
    switch place.remedy.kind {
    case .requireValue: self = .missing
    case .limitInput, .validateOnPath:
      if let length = place.lengthMax {
        self = .long(length)
      } else if let number = place.bounds?.refusedNumber {
        self = .wrong(number)
      } else {
        return nil
      }
    default: return nil
    }
  }

  /// In the name of a test: `a missing sail`.
  var state: String {
    switch self {
    case .missing: "missing"
    case .long: "long"
    case .wrong: "wrong"
    }
  }

  /// The value as code of a test.
  func code(in file: CodeSourceFile) -> String? {
    let language = file.parsed.language.name
    guard ["javascript", "php"].contains(language) else { return nil }
    switch self {
    case .missing: return file.source.path.hasSuffix(".ts") ? "null as any" : "null"
    case .long(let length):
      return language == "php" ? "str_repeat('x', \(length + 1))" : "'x'.repeat(\(length + 1))"
    case .wrong(let number): return number
    }
  }
}

extension EchoedTest {
  /// The neighbour's call with the value that is refused.
  var refusedCall: String? {
    guard let input, let column = place.columns.first, place.columns.count == 1 else { return nil }
    let names = names(of: column)
    guard let code = input.code(in: exemplar.file) else { return nil }
    if let span = exemplar.file.literal(named: names, in: exemplar.body, within: exemplar.call)
      ?? exemplar.arguments.lazy.compactMap({ $0.value.member(named: names) }).first
    {
      return callText(with: code, at: span)
    }
    guard let argument = argument(names), input != .missing || canBeNothing(names) else {
      return nil
    }
    return callText(with: code, at: argument.span)
  }

  /// Whether the parameter takes nothing: PHP itself would refuse it otherwise, before the code
  /// does.
  private func canBeNothing(_ names: Set<String>) -> Bool {
    let site = place.write.site
    guard exemplar.file.parsed.language.name == "php",
      let parameter = site.function.parameters.first(where: {
        names.contains(CodeNaming.bare($0.name.withoutSigil))
      }), let type = parameter.type
    else { return true }
    let head = String(site.file.text(site.function.span).prefix { $0 != "{" })
    let name = "$\(parameter.name.withoutSigil)"
    return ["?\(type) \(name)", "\(type)|null \(name)", "null|\(type) \(name)", "mixed \(name)"]
      .contains(where: head.mentions)
  }

  /// A file with the test of a refused value.
  var inputTest: TestCase? {
    sight(isRace: false).flatMap { made([$0], place.shortWords) }
  }
}

extension EchoedRequest {
  /// The neighbour's test up to the status, with the value that is refused and its answer.
  func refusing(_ input: RefusedInput, _ words: String) -> String? {
    let (source, statements) = (exemplar.file.source, exemplar.body.statements)
    let word = exemplar.status.word
    guard let column = place.columns.first, place.columns.count == 1, let status,
      word.first == word.shown, let code = input.code(in: exemplar.file)
    else { return nil }
    let names = Set([column, place.field(column)].map(CodeNaming.bare))
    let sent = statements[exemplar.sent].calls.flatMap(\.arguments)
    guard let member = sent.lazy.compactMap({ $0.value.member(named: names) }).first,
      let last = statements.last
    else { return nil }
    let whole = exemplar.file.lines(of: exemplar.test.span)
    let (place, behind) = (exemplar.status.offset, exemplar.status.offset + word.shown.utf8.count)
    let stop = source.lineEnd(of: max(statements[exemplar.range.upperBound].span.end - 1, 0))
    let end = source.lineEnd(of: max(last.span.end - 1, 0))
    guard whole.lowerBound <= member.start, member.end <= place, behind <= stop, stop <= end,
      last.span.lastLine < exemplar.test.span.lastLine, end <= whole.upperBound,
      let before = source.bytes(whole.lowerBound..<member.start),
      let between = source.bytes(member.end..<place), let rest = source.bytes(behind..<stop),
      let after = source.bytes(end..<whole.upperBound)
    else { return nil }
    let text =
      String(decoding: before, as: UTF8.self) + code + String(decoding: between, as: UTF8.self)
      + exemplar.loop.spelled(status) + String(decoding: rest, as: UTF8.self)
      + String(decoding: after, as: UTF8.self)
    return exemplar.style.renaming(
      exemplar.test, exemplar.body, in: text.replacing("\r\n", by: "\n"),
      to: "refuses a \(input.state) \(words)", of: exemplar.file)
  }
}

extension CodeExpression {
  /// The literal that is given to one of the names, at any depth: `{ boat: { sail: 'GER 7' } }`.
  fileprivate func member(named names: Set<String>) -> CodeSpan? {
    for member in members {
      if let key = member.key, names.contains(CodeNaming.bare(key)) {
        switch member.value.kind {
        case .string, .number: return member.value.span
        default: return nil
        }
      }
      if let inner = member.value.member(named: names) { return inner }
    }
    return nil
  }
}

import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// A value that no row may have, and how a test says so.
enum RefusedInput: Sendable, Hashable {
  /// Nothing, where something is required.
  case missing

  init?(_ remedy: Remedy.Kind) {
    guard remedy == .requireValue else { return nil }
    self = .missing
  }

  /// In the name of a test: `a missing sail`.
  var state: String { "missing" }

  /// The value as code of a test.
  func code(in file: CodeSourceFile) -> String? {
    switch file.parsed.language.name {
    case "javascript": file.source.path.hasSuffix(".ts") ? "null as any" : "null"
    case "php": "null"
    default: nil
    }
  }
}

extension EchoedTest {
  /// The neighbour's call with the value that is refused.
  var refusedCall: String? {
    guard let input, let column = place.columns.first, place.columns.count == 1 else { return nil }
    let names = names(of: column)
    guard let code = input.code(in: exemplar.file) else { return nil }
    if let span = exemplar.file.literal(named: names, in: exemplar.body, within: exemplar.call) {
      return callText(with: code, at: span)
    }
    guard let argument = argument(names), canBeNothing(names) else { return nil }
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

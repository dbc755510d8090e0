import DatabaseErrors
import EventSchema
import SourceCode

/// One place on the way to the failing statement: a line, and the function around it.
///
/// A class, since every query that is found there holds it.
final class CodeSite {
  let file: CodeSourceFile
  /// 1-based; `nil` when only the function is known.
  let line: Int?
  /// The blocks around the line, outermost first, without the function's own.
  let outer: [CodeEnclosure]
  /// The function, or what stands for it in an excerpt.
  let function: CodeBlock
  /// Whether the function's beginning and end are at hand.
  let isWhole: Bool
  let name: String?
  let walk: CodeWalk
  /// The types around the function, outermost first.
  let types: [CodeBlock]
  /// The calls that are given the function, if it has no name.
  let registration: [CodeLink]

  convenience init?(path: String, line: Int?, function name: String?, in source: CodeSource) {
    guard let file = source.file(at: path, line: line) else { return nil }
    let all = file.walk
    let wanted = name.flatMap(Self.plainName)
    var path = line.map { line in
      all.blocks.filter { $0.last?.block.span.contains(line: line) == true }
        .max { $0.count < $1.count } ?? []
    }
    if path == nil || (path?.isEmpty == true && !file.source.holds(line: line ?? 0)) {
      path = all.blocks.first { Self.name(of: $0.last) == wanted && wanted != nil }
    }
    guard let path, line.map({ file.source.holds(line: $0) }) ?? !path.isEmpty else { return nil }
    self.init(file, line: line, path: path, named: wanted, source.vocabulary)
  }

  init(
    _ file: CodeSourceFile, line: Int?, path: [CodeEnclosure], named wanted: String?,
    _ vocabulary: CodeVocabulary
  ) {
    self.file = file
    self.line = line
    let index = Self.functionIndex(path, wanted, vocabulary)
    if let index {
      function = path[index].block
      outer = Array(path[..<index])
      isWhole = path[index].block.kind == .function || path[index].block.kind == .lambda
      registration = path[index].call
      name = Self.name(of: path[index]) ?? path[index].call.last?.name
    } else {
      let cut = path.last { $0.block.kind == .cut || $0.block.kind == .type }?.block
      function = cut ?? file.parsed.body
      outer = []
      // A script is a function of its own, when all of it is at hand.
      isWhole = cut == nil && file.source.isWhole
      registration = []
      name = nil
    }
    types = outer.map(\.block).filter { $0.kind == .type }
    walk = CodeWalk(function, ampersandsAssign: vocabulary.ampersandsAssign)
  }

  /// The innermost function with a name, or the one without that is an application's unit: the
  /// body of a route, a job, a test.
  private static func functionIndex(
    _ path: [CodeEnclosure], _ wanted: String?, _ vocabulary: CodeVocabulary
  ) -> Int? {
    if let wanted, let named = path.lastIndex(where: { name(of: $0) == wanted }) { return named }
    for index in path.indices.reversed() {
      let enclosure = path[index]
      switch enclosure.block.kind {
      case .function: return index
      case .lambda where isUnit(enclosure, vocabulary): return index
      case .type: return nil
      default: continue
      }
    }
    return path.lastIndex { $0.block.kind == .lambda }
  }

  private static func isUnit(_ enclosure: CodeEnclosure, _ vocabulary: CodeVocabulary) -> Bool {
    if enclosure.call.isEmpty { return true }
    guard let call = enclosure.call.last else { return true }
    return vocabulary.registrations.contains(call.name)
  }

  static func name(of enclosure: CodeEnclosure?) -> String? {
    guard let enclosure else { return nil }
    if enclosure.block.kind == .function { return enclosure.block.name?.lastComponent }
    guard enclosure.block.kind == .lambda, enclosure.call.isEmpty else { return nil }
    return enclosure.block.name ?? enclosure.assignedTo?.lastComponent
  }

  /// `UsersController#create`, `block in create`, `App\X::store`, `Module.create/2`: the last name.
  static func plainName(_ function: String) -> String? {
    // Most are the name alone.
    if function.utf8.allSatisfy({ $0.isLowerCaseLetter || $0 == UInt8(ascii: "_") }) {
      return function.isEmpty ? nil : function
    }
    var text = function[...]
    if let blank = text.lastIndex(of: " ") { text = text[text.index(after: blank)...] }
    if let slash = text.lastIndex(of: "/"), text[text.index(after: slash)...].allSatisfy(\.isNumber)
    {
      text = text[..<slash]
    }
    if let open = text.firstIndex(of: "("), open != text.startIndex { text = text[..<open] }
    let name = text.split { ".#:\\>".contains($0) }.last.map { String($0) }
    return name?.isEmpty == false ? name : nil
  }

  func place(_ span: CodeSpan) -> SourceFacts.Place { file.place(span, in: qualifiedName) }

  /// `UsersController.create`.
  var qualifiedName: String? {
    guard let name else { return nil }
    let types = types.compactMap(\.name)
    return (types + [name]).joined(separator: ".")
  }
}

extension CodeSite {
  /// Whether the function hands one of its parameters to what runs or prepares statements:
  /// `run(sql, values)` around a driver.
  var runsGivenStatement: Bool {
    let names = Set(function.parameters.map(\.name.withoutSigil))
    guard !names.isEmpty, let line else { return false }
    return walk.uses.contains { use in
      use.span.firstLine <= line
        && use.links.contains { link in
          Self.runners.contains { link.name.lowercased().mentions($0) }
            && (link.arguments ?? []).prefix(2).contains { argument in
              !names.isDisjoint(with: argument.value.names.map(\.withoutSigil))
            }
        }
    }
  }

  /// Whether the function is handed an error that is a value: what failed is in its caller.
  var isGivenError: Bool {
    file.parsed.language.name == "go" && function.parameters.contains { $0.type == "error" }
  }

  private static let runners = ["exec", "query", "prepare", "run", "raw", "fetch", "sql", "unsafe"]
}

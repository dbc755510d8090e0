import EventSchema
import SourceCode

/// A test that is there and calls the code that is changed with a row that is taken: it shows how
/// the suite makes its database, its objects and its rows.
struct Exemplar {
  let file: CodeSourceFile
  let style: TestStyle
  /// The statement that is the test: a call with a function, or a function's definition.
  let test: CodeStatement
  let body: CodeBlock
  /// The blocks around the test, outermost first, without the file's own.
  let groups: [CodeBlock]
  /// The statement of the body with the first call.
  let index: Int
  /// From the beginning of the chain to the end of the call.
  let call: CodeSpan
  /// What the call is made on, when that is a name.
  let receiver: String?
  let arguments: [CodeArgument]
  /// Of the function, by their names.
  let parameters: [String]
  let isAwaited: Bool

  var statement: CodeStatement { body.statements[index] }
}

extension Exemplar {
  /// The function that is called, and by what a file of tests is known to mean it.
  struct Subject {
    var function: String
    /// The type around it, or what the file that it stands in is called.
    var owner: String
    var isMethod: Bool
    /// What is written: a test that gives one it has made would give the same one again.
    var model: String?
    var path: String
    var parameters: [String] = []

    /// The function's name, and those by which a framework calls it at once in tests.
    func isCalled(by name: String) -> Bool {
      name == function || function == "perform" && ["perform_now", "perform_inline"].contains(name)
    }
  }

  /// The first test that calls the function once with values that can be given again.
  static func find(_ subject: Subject, in source: CodeSource) -> Exemplar? {
    var read = 0
    let bare = CodeNaming.bare(subject.owner)
    for file in source.tree.files where file.path.isOfTests && file.isWhole {
      guard file.mentions(subject.function), read < filesMax,
        CodeNaming.bare(file.text).contains(bare) || file.folder == subject.path.folder,
        !standIns.contains(where: file.mentions), let parsed = source.parse(file),
        let style = TestStyle.of(file, language: parsed.parsed.language.name)
      else { continue }
      read += 1
      for path in parsed.walk.blocks {
        if let found = Exemplar(parsed, style, path, subject) { return found }
      }
    }
    return nil
  }

  private static let filesMax = 12

  /// Words of what stands in for a database, which refuses nothing.
  static let standIns = [
    "jest.mock(", "vi.mock(", "jest.fn(", "vi.fn(", "sinon.", "mock(", "@Mock", "Mockito",
    "mockk<", "sqlmock", "createMock(", "prophesize(", "createStub(", "instance_double",
    "receive(", "new Mock<", "Substitute.For", "UseInMemoryDatabase", "Mox.",
  ]

  private init?(
    _ file: CodeSourceFile, _ style: TestStyle, _ path: [CodeEnclosure], _ subject: Subject
  ) {
    guard let own = path.last, style.isTest(own) else { return nil }
    let outer = path.dropLast().map(\.block)
    let statements = outer.last?.statements ?? file.parsed.body.statements
    guard let test = statements.first(where: { $0.span.holds(own.block.span) }),
      !file.expectsFailure(own, test)
    else { return nil }
    let walk = CodeWalk(own.block)
    let calls = walk.uses.compactMap { use -> (CodeUse, Int)? in
      use.links.lastIndex { subject.isCalled(by: $0.name) && $0.arguments != nil }.map { (use, $0) }
    }
    guard let (use, link) = calls.first,
      let index = own.block.statements.firstIndex(where: { $0.span.holds(use.span) }),
      !file.saysOfFailure(own.block.statements[index])
    else { return nil }
    self.file = file
    self.style = style
    self.test = test
    body = own.block
    groups = Array(outer)
    self.index = index
    call = CodeSpan(
      start: use.span.start, end: use.links[link].span.end, firstLine: use.span.firstLine,
      lastLine: use.links[link].span.lastLine)
    receiver = link == 1 && use.links[0].arguments == nil ? use.links[0].name : nil
    arguments = use.links[link].arguments ?? []
    parameters = subject.parameters
    isAwaited = file.isAwaited(at: use.span.start)
    let values = (use.links[link].arguments ?? []).map(\.value)
    guard values.allSatisfy({ isRepeatable($0, walk, subject) }),
      subject.isKnown(by: Array(use.links[..<link]), in: file)
    else { return nil }
  }

  /// Whether giving the value again means the same row once more.
  private func isRepeatable(
    _ value: CodeExpression, _ walk: CodeWalk, _ subject: Subject
  ) -> Bool {
    let text = file.text(value.span)
    let makes = value.calls.allSatisfy { call in
      call.separator == "new" || call.name.startsWithCapital
        || ["of", "parse", "valueOf", "toString", "to_s", "id"].contains(call.name)
        // Ruby's `Date.new(2026, 5, 2)`.
        || call.name == "new" && call.receiver.first?.name.startsWithCapital == true
    }
    guard makes, !text.hasPrefix("&") || text.contains("{"),
      !Self.changing.contains(where: text.lowercased().contains)
    else { return false }
    // A row that was stored is stored again under its own number.
    guard let model = subject.model else { return true }
    let made = ["new \(model)(", "\(model).new", "&\(model){", "\(model){", " \(model)("]
    return !walk.assignments.contains { name, value, _ in
      text.mentions(name) && made.contains(where: file.text(value.span).mentions)
    }
  }

  /// Words of values that are others each time.
  static let changing = [
    "random", "uuid", "faker", "now(", "time.", "date.now", "sequence", "unique", "nanoid", "++",
    "getmypid",
  ]
}

extension Exemplar.Subject {
  /// Whether what is before a call can be the function's owner. Names that many types have need
  /// more than one that none has.
  fileprivate func isKnown(by receiver: [CodeLink], in file: CodeSourceFile) -> Bool {
    guard isMethod, Self.common.contains(function.lowercased()) else { return true }
    let names = receiver.map { CodeNaming.bare($0.name) }
    let owner = CodeNaming.bare(self.owner)
    if names.contains(where: { $0.count > 2 && (owner.contains($0) || $0.contains(owner)) }) {
      return true
    }
    guard let name = receiver.first?.name else { return false }
    return file.walk.assignments.contains {
      $0.name.withoutSigil == name.withoutSigil && file.text($0.value.span).mentions(self.owner)
    }
  }

  private static let common: Set<String> = [
    "create", "call", "perform", "execute", "handle", "run", "save", "add", "insert", "store",
    "post", "put", "register", "update", "__invoke", "invoke", "process", "import",
  ]
}

extension TestStyle {
  func isTest(_ enclosure: CodeEnclosure) -> Bool {
    switch form {
    case .call(let names):
      guard enclosure.block.kind == .lambda, let call = enclosure.call.last else { return false }
      return names.contains(call.name)
    case .function(let prefixes, let annotations):
      guard enclosure.block.kind == .function, let name = enclosure.block.name else { return false }
      return prefixes.contains(where: name.hasPrefix)
        || enclosure.block.annotations.contains { annotations.contains($0.name.lastComponent) }
    }
  }
}

extension CodeSourceFile {
  /// Whether a test is about something that does not work.
  func expectsFailure(_ own: CodeEnclosure, _ test: CodeStatement) -> Bool {
    var title = own.block.name ?? ""
    if own.block.kind == .lambda {
      title = own.call.last?.arguments?.first?.value.text ?? ""
    }
    let words = CodeNaming.underscored(title).split { !$0.isLetter }
    return words.contains { word in Self.failures.contains { word.hasPrefix($0) } }
      || text(test.span).mentions(".skip(") || text(test.span).mentions("@Disabled")
  }

  private static let failures = [
    "refus", "reject", "fail", "invalid", "error", "not", "cannot", "doesn", "duplicat", "taken",
    "twice", "deni", "without", "missing", "unauthor", "forbid", "throw", "rais", "concurren",
    "race", "conflict", "again", "repeat",
  ]

  fileprivate func saysOfFailure(_ statement: CodeStatement) -> Bool {
    let text = text(statement.span)
    return [
      "reject", "throws", "toThrow", "assertThrows", "raise", "Throws", "expectException",
      "pytest", "{:error", "catch", "rescue",
    ].contains(where: text.mentions)
  }

  fileprivate func isAwaited(at offset: Int) -> Bool {
    let before = source.bytes(source.lineStart(of: offset)..<offset) ?? []
    return String(decoding: before, as: UTF8.self).trimmed.hasSuffix("await")
  }
}

extension SourceFile {
  var folder: String { path.folder }

  /// The blanks at the beginning of the line that holds an offset.
  func lineMargin(of offset: Int) -> String {
    let line = bytes(lineStart(of: offset)..<lineEnd(of: offset)) ?? []
    return String(decoding: line.prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
  }
}

extension String {
  /// The path of the folder; empty for a file at the root.
  var folder: String {
    lastIndex(of: "/").map { String(self[..<$0]) } ?? ""
  }

  /// Whether a path is one of tests, by the words that suites have for it.
  var isOfTests: Bool {
    let path = lowercased()
    return path.contains("test") || path.contains("spec")
  }
}

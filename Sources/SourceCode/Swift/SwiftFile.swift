/// A Swift file, or an excerpt of one: declarations, statements, blocks, calls and strings, to the
/// depth that finding guards, checks and writes needs.
///
/// Reads whatever it is given; an excerpt may begin and end anywhere.
public struct SwiftFile: Sendable {
  public let text: String
  /// 1-based number of the text's first line in the file.
  public let firstLine: Int
  public let statements: [SwiftStatement]

  public init(parsing text: String, firstLine: Int = 1) {
    self.text = text
    self.firstLine = firstLine
    let bytes = Array(text.utf8)
    guard bytes.count <= SourceLimits.parsedBytesMax else {
      statements = []
      return
    }
    var tokenizer = SwiftTokenizer(bytes, isExcerpt: firstLine > 1)
    tokenizer.tokenize()
    var parser = SwiftParser(bytes, tokens: tokenizer.tokens, firstLine: firstLine)
    statements = parser.parseFile()
  }

  public init(parsing file: SourceFile) {
    self.init(parsing: file.text, firstLine: file.firstLine)
  }

  /// The source text of a span of this file.
  public func source(of span: CodeSpan) -> String { span.text(in: text) }

  /// Calls `body` for every statement, outermost first; `false` keeps out of a statement's blocks.
  public func visit(_ body: (SwiftStatement) -> Bool) {
    for statement in statements { statement.visit(body) }
  }

  /// Every call of the file.
  public var calls: [SwiftCall] { statements.flatMap(\.allCalls) }

  /// The string literals that are SQL, in the order of the source.
  public var sqlLiterals: [SQLLiteral] {
    var literals: [SQLLiteral] = []
    visit { statement in
      literals += statement.strings.compactMap { SQLLiteral($0.value, span: $0.span) }
      return true
    }
    return literals.sorted { $0.span.start < $1.span.start }
  }

  /// The statements around a line of the file.
  public func location(ofLine line: Int) -> SwiftLocation {
    var steps: [SwiftLocation.Step] = []
    let all = CodeSpan(
      start: 0, end: text.utf8.count, firstLine: firstLine, lastLine: Int.max)
    var blocks = [SwiftBlock(role: .body, statements: statements, span: all)]
    while let step = blocks.lazy.compactMap({ $0.step(holding: line) }).first {
      steps.append(step)
      blocks = step.statement.blocks
    }
    return SwiftLocation(steps: steps)
  }
}

/// Where a line is in a Swift file: the statements around it.
public struct SwiftLocation: Sendable {
  /// Outermost first. The last one is the innermost statement that holds the line.
  public var steps: [Step]

  public struct Step: Sendable {
    public var statement: SwiftStatement
    /// The block that holds the statement.
    public var block: SwiftBlock
    public var index: Int
  }

  public var statement: SwiftStatement? { steps.last?.statement }

  /// The innermost function around the line (or whose head holds it).
  public var function: SwiftStatement? {
    steps.last { $0.statement.isFunction }?.statement
  }

  /// `AccountStore.register`: types and functions around the line.
  public var qualifiedName: String? {
    let names = steps.compactMap(\.statement.definedName)
    return names.isEmpty ? nil : names.joined(separator: ".")
  }

  /// The steps inside the innermost function; all of them when there is none in sight.
  public var stepsInFunction: ArraySlice<Step> {
    let head = steps.lastIndex { $0.statement.isFunction }
    return steps[(head.map { $0 + 1 } ?? 0)...]
  }

  /// The statements of the innermost function that come before the line's own on the way to it:
  /// earlier siblings of the statement and of each block around it.
  public var precedingStatements: [SwiftStatement] {
    stepsInFunction.flatMap { $0.block.statements.prefix($0.index) }
  }

  /// The blocks around the line inside its function, innermost first, each with its statement.
  public var enclosingBlocks: [(statement: SwiftStatement, block: SwiftBlock)] {
    let steps = Array(stepsInFunction)
    return zip(steps, steps.dropFirst()).map { ($0.statement, $1.block) }.reversed()
  }
}

extension SwiftBlock {
  func step(holding line: Int) -> SwiftLocation.Step? {
    guard let index = statements.firstIndex(where: { $0.span.contains(line: line) }) else {
      return nil
    }
    return SwiftLocation.Step(statement: statements[index], block: self, index: index)
  }
}

extension SwiftStatement {
  var isFunction: Bool {
    if case .function = kind { true } else { false }
  }

  /// The name of a function or type.
  var definedName: String? {
    switch kind {
    case .function(let name), .type(let name): name
    default: nil
    }
  }
}

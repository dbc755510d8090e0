/// Where a line is in a module: the statements around it.
public struct PythonLocation: Sendable {
  /// Outermost first. The last one is the innermost statement that holds the line.
  public var steps: [Step]

  /// One statement on the way, and the block that holds it.
  public struct Step: Sendable {
    public var statement: PythonStatement
    /// The block of the step before that holds this statement; `.body` for the module's own.
    public var block: PythonBlock
    /// The statement's index in the block.
    public var index: Int
  }

  public var statement: PythonStatement? { steps.last?.statement }

  /// The innermost function around the line (or whose head holds it).
  public var function: PythonFunction? {
    for step in steps.reversed() {
      if case .function(let function) = step.statement.kind { return function }
    }
    return nil
  }

  /// The innermost class around the line.
  public var `class`: PythonClass? {
    for step in steps.reversed() {
      if case .class(let type) = step.statement.kind { return type }
    }
    return nil
  }

  /// `RegisterView.form_valid`: functions and classes around the line, without `<locals>`.
  public var qualifiedName: String? {
    let names = steps.compactMap(\.statement.definedName)
    return names.isEmpty ? nil : names.joined(separator: ".")
  }

  /// The steps inside the innermost function; all of them when there is none in sight.
  public var stepsInFunction: ArraySlice<Step> {
    let head = steps.lastIndex { step in
      if case .function = step.statement.kind { true } else { false }
    }
    return steps[(head.map { $0 + 1 } ?? 0)...]
  }

  /// The statements of the innermost function that run before the line's own statement on the way
  /// to it: earlier siblings of the statement and of each block around it, in the order of the
  /// source.
  public var precedingStatements: [PythonStatement] {
    stepsInFunction.flatMap { $0.block.statements.prefix($0.index) }
  }

  /// The blocks around the line inside its function, innermost first, with the statement that each
  /// one belongs to.
  public var enclosingBlocks: [(statement: PythonStatement, block: PythonBlock)] {
    let steps = Array(stepsInFunction)
    return zip(steps, steps.dropFirst()).map { ($0.statement, $1.block) }.reversed()
  }
}

extension PythonModule {
  /// The statements around a line of the file.
  public func location(ofLine line: Int) -> PythonLocation {
    var steps: [PythonLocation.Step] = []
    var blocks = [PythonBlock(.body, statements)]
    while let step = blocks.lazy.compactMap({ $0.step(holding: line) }).first {
      steps.append(step)
      blocks = step.statement.blocks
    }
    return PythonLocation(steps: steps)
  }

  /// What each imported name stands for: `["Patient": ".models.Patient", "np": "numpy"]`. Imports
  /// anywhere in the file count.
  public var imports: [String: String] {
    var imports: [String: String] = [:]
    visit { statement in
      switch statement.kind {
      case .import(let names):
        for name in names {
          let first = String(name.name.prefix { $0 != "." })
          imports[name.alias ?? first] = name.alias == nil ? first : name.name
        }
      case .importFrom(let module, let level, let names):
        let origin = String(repeating: ".", count: level) + module
        for name in names where name.name != "*" {
          let separator = module.isEmpty ? "" : "."
          imports[name.alias ?? name.name] = origin + separator + name.name
        }
      default: break
      }
      return true
    }
    return imports
  }
}

extension PythonBlock {
  func step(holding line: Int) -> PythonLocation.Step? {
    guard let index = statements.firstIndex(where: { $0.span.contains(line: line) }) else {
      return nil
    }
    return PythonLocation.Step(statement: statements[index], block: self, index: index)
  }
}

extension PythonStatement {
  /// The name of a function or class.
  var definedName: String? {
    switch kind {
    case .function(let function): function.name
    case .class(let type): type.name
    default: nil
    }
  }
}

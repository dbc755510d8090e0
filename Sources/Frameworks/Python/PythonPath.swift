import DatabaseErrors
import EventSchema
import SourceCode

/// The functions on the way to the failing statement, and what ran before it.
struct PythonPath {
  /// One function and the stretch of it that leads on.
  struct Step {
    var site: PythonSite
    var target: CodeSpan
  }

  /// A statement that runs before the failing one.
  struct Moment {
    /// The function that holds it.
    var site: PythonSite
    var statement: PythonStatement
    /// The calls in the statement itself, not in its blocks.
    var calls: [PythonCall]
    /// Index into `steps` of the function that it is in, or that calls the one it is in.
    var step: Int
    /// The call in the step's own function that leads to it; `nil` in the step's function itself.
    var call: CodeSpan?
    /// Whether it is in a signal's receiver or a model's own method.
    var isInCallback = false
    /// Whether the block that it stands in ends by leaving its function, so that it did not run
    /// when the failing statement did.
    var leavesBefore = false
  }

  /// Callers first; the last one holds the failing statement.
  private(set) var steps: [Step]
  private(set) var moments: [Moment] = []
  private let source: PythonSource
  /// Functions that were entered, by place: none twice.
  private var entered: Set<String> = []

  /// Statements that are looked at on one path.
  static let momentsMax = 3_000
  /// Calls of functions of the project inside each other.
  static let depthMax = 3

  init(_ steps: [Step], _ source: PythonSource) {
    self.steps = steps
    self.source = source
    Self.findReceivers(of: steps, source)
    for (index, step) in steps.enumerated() {
      addDependencies(of: step.site, index)
      for (statement, leaves) in step.site.scope.before(step.target) {
        add(statement, step.site, index, leavesBefore: leaves)
      }
    }
  }

  private mutating func add(
    _ statement: PythonStatement, _ site: PythonSite, _ step: Int, call: CodeSpan? = nil,
    leavesBefore: Bool, depth: Int = 0, isInCallback: Bool = false
  ) {
    guard moments.count < Self.momentsMax else { return }
    let calls = statement.expressions.flatMap(\.calls)
    for made in calls where depth < Self.depthMax {
      // What leads on to the failing statement is a step of its own.
      let runs = source.validators(runBy: made, at: site)
      for validator in runs {
        guard let function = validator.function, let first = function.body.first else { continue }
        let key = "\(validator.file.source.path):\(function.line)"
        guard entered.insert(key).inserted else { continue }
        let inner = PythonSite(file: validator.file, line: first.span.firstLine)
        for (part, leaves) in function.body.flattened {
          add(
            part, inner, step, call: call ?? made.span, leavesBefore: leavesBefore || leaves,
            depth: depth + 1, isInCallback: isInCallback)
        }
      }
      guard !made.span.holds(steps[step].target) || call != nil,
        let callee = source.callee(of: made, at: site), let function = callee.function,
        !isStep(after: step, callee)
      else { continue }
      let key = "\(callee.file.source.path):\(function.line)"
      guard entered.insert(key).inserted else { continue }
      let inner = PythonSite(file: callee.file, line: function.body.first?.span.firstLine ?? 0)
      guard inner.function?.line == function.line else { continue }
      inner.receiver = PythonReceiver(
        type: source.receiver(of: made, at: site), call: made, caller: site, source: source)
      for (part, leaves) in function.body.flattened {
        add(
          part, inner, step, call: call ?? made.span, leavesBefore: leavesBefore || leaves,
          depth: depth + 1, isInCallback: isInCallback)
      }
    }
    moments.append(
      Moment(
        site: site, statement: statement, calls: calls, step: step, call: call,
        isInCallback: isInCallback, leavesBefore: leavesBefore))
  }

  /// What a framework runs before the function, because a parameter or its decorator asks for it:
  /// `body: BoatIn = Depends(unused_name)`, `dependencies=[Depends(unused_name)]`.
  private mutating func addDependencies(of site: PythonSite, _ step: Int) {
    guard let function = site.function else { return }
    let asked =
      function.parameters.flatMap { [$0.defaultValue, $0.annotation].compactMap(\.self) }
      + function.decorators.flatMap { decorator in
        decorator.asCall?.argument("dependencies")?.elements ?? []
      }
    for call in asked.flatMap(\.calls)
    where ["Depends", "Security"].contains(call.name ?? "") {
      guard let given = call.positional.first ?? call.argument("dependency"),
        given.dottedName != nil
      else { continue }
      let made = PythonExpression(.call(given, []), span: Self.beforeAll).asCall
      guard let made, let definition = source.callee(of: made, at: site) else { continue }
      addCallback(definition, during: step, call: Self.beforeAll, isInCallback: false)
    }
  }

  /// The place of what runs before a function's first statement.
  private static let beforeAll = CodeSpan(start: 0, end: 0, firstLine: 0, lastLine: 0)

  /// Whether a function is the one that the next step is in, which is walked by itself.
  private func isStep(after step: Int, _ definition: PythonDefinition) -> Bool {
    guard steps.indices.contains(step + 1) else { return false }
    let next = steps[step + 1].site
    return next.file.source.path == definition.file.source.path
      && next.function?.line == definition.function?.line
  }

  /// Adds what a callback runs, as if called where the moment is.
  mutating func addCallback(
    _ definition: PythonDefinition, during step: Int, call: CodeSpan?, isInCallback: Bool = true
  ) {
    guard let function = definition.function, let first = function.body.first else { return }
    let key = "\(definition.file.source.path):\(function.line)"
    guard entered.insert(key).inserted else { return }
    let site = PythonSite(file: definition.file, line: first.span.firstLine)
    for (part, leaves) in function.body.flattened {
      add(
        part, site, step, call: call ?? Self.beforeAll, leavesBefore: leaves, depth: 1,
        isInCallback: isInCallback)
    }
  }

  /// The step whose function calls that of another step.
  func caller(of step: Int) -> Step? { step > 0 ? steps[step - 1] : nil }
}

extension [PythonStatement] {
  /// The statements that run before a stretch of them, each with whether its block leaves the
  /// function at its end. Compound statements come before what is in them.
  func before(_ target: CodeSpan) -> [(statement: PythonStatement, leaves: Bool)] {
    var result: [(PythonStatement, Bool)] = []
    for statement in self {
      guard statement.span.holds(target) else {
        guard statement.span.start < target.start else { break }
        statement.flatten(into: &result)
        continue
      }
      result.append((statement, false))
      for block in statement.blocks {
        if block.statements.holds(target) {
          result += block.statements.before(target)
          break
        }
        // What a `try` did ran before its handlers and what is behind it.
        if case .try = statement.kind, block.role == .body { result += block.statements.flattened }
      }
      break
    }
    return result
  }

  /// Every statement in and below these, each with whether its block leaves the function. Functions
  /// and classes inside are left out.
  var flattened: [(statement: PythonStatement, leaves: Bool)] {
    var result: [(PythonStatement, Bool)] = []
    for statement in self { statement.flatten(into: &result) }
    return result
  }
}

extension PythonStatement {
  /// Adds the statement and those in its blocks.
  fileprivate func flatten(into result: inout [(PythonStatement, Bool)], leaves: Bool = false) {
    result.append((self, leaves))
    switch kind {
    case .function, .class: return
    default: break
    }
    for block in blocks {
      let leavesToo =
        switch kind {
        case .if, .match: block.statements.terminates
        case .try: block.role == .handler && block.statements.terminates
        default: false
        }
      for inner in block.statements { inner.flatten(into: &result, leaves: leaves || leavesToo) }
    }
  }
}

extension PythonSource {
  /// The validators of its own fields that a form runs: `validate_email` by
  /// `form.validate_on_submit()`.
  fileprivate func validators(
    runBy call: PythonCall, at site: PythonSite
  ) -> [PythonDefinition] {
    guard call.name == "validate_on_submit", case .attribute(let base, _) = call.callee.kind,
      let owner = type(of: base, at: site), let form = owner.type
    else { return [] }
    return form.methods.filter { $0.function.name.hasPrefix("validate_") }.map { method in
      PythonDefinition(
        file: owner.file, statement: method.statement, kind: .function(method.function))
    }
  }

  /// The function of the project that a call runs: of the file or an import, a method of the same
  /// class, of a class that is named or made, or of what a name was given.
  func callee(of call: PythonCall, at site: PythonSite) -> PythonDefinition? {
    guard case let name? = call.name else { return nil }
    guard case .attribute(let base, _) = call.callee.kind else {
      guard let found = definition(of: name, in: site.file) else { return nil }
      if found.function != nil { return found.isCallback ? nil : found }
      return found.type.flatMap { method("__init__", of: found, $0) }
    }
    if let receiver = base.dottedName {
      if ["self", "cls"].contains(receiver), let own = site.declaringType, let type = own.type {
        if let concrete = site.receiver?.type, let type = concrete.type,
          let found = method(name, of: concrete, type)
        {
          return found
        }
        return method(name, of: own, type)
      }
      if let found = definition(of: "\(receiver).\(name)", in: site.file), found.function != nil {
        return found
      }
    }
    guard let owner = type(of: base, at: site), let type = owner.type else { return nil }
    return method(name, of: owner, type)
  }

  /// The class that an expression names or makes an object of, as far as the source shows.
  func type(of expression: PythonExpression, at site: PythonSite, depth: Int = 3)
    -> PythonDefinition?
  {
    guard depth > 0 else { return nil }
    switch expression.kind {
    case .await(let inner): return type(of: inner, at: site, depth: depth - 1)
    case .boolean(_, let operands):
      return operands.lazy.compactMap { self.type(of: $0, at: site, depth: depth - 1) }.first
    case .conditional(_, let then, let otherwise):
      return type(of: then, at: site, depth: depth - 1)
        ?? type(of: otherwise, at: site, depth: depth - 1)
    case .call(let callee, _):
      guard let name = callee.dottedName, let found = definition(of: name, in: site.file),
        found.type != nil
      else { return nil }
      return found
    case .name(let name):
      if let found = definition(of: name, in: site.file) { return found.type == nil ? nil : found }
      if let parameter = site.function?.parameters.first(where: { $0.name == name }) {
        guard let (type, file) = annotation(of: parameter, in: site.file) else { return nil }
        return definition(of: type, in: file).flatMap { $0.type == nil ? nil : $0 }
      }
      let value = site.lastValue(of: name) ?? site.file.module.globalValue(of: name)
      return value.map { self.type(of: $0, at: site, depth: depth - 1) }
        ?? typeOfInstance(named: name, in: site.file)
    case .attribute(let base, let name):
      guard base.kind == .name("self"), let type = site.type else {
        guard let name = expression.dottedName else { return nil }
        guard let found = definition(of: name, in: site.file) else {
          return typeOfInstance(named: name, in: site.file)
        }
        return found.type == nil ? nil : found
      }
      return type.givenAttribute(name).flatMap { self.type(of: $0, at: site, depth: depth - 1) }
    default: return nil
    }
  }

  /// The class of an object that another file makes once: `crud.boat` of `boat = Boats(Boat)`.
  private func typeOfInstance(named name: String, in file: PythonFile) -> PythonDefinition? {
    guard let home = home(of: name, in: file), home.file.source.path != file.source.path,
      let maker = home.file.module.globalValue(of: home.name)?.asCall?.dottedCallee,
      let found = definition(of: maker, in: home.file), found.type != nil
    else { return nil }
    return found
  }

  /// The type of a parameter, also where its annotation has a name of its own:
  /// `SessionDep = Annotated[AsyncSession, Depends(session)]`.
  func annotatedType(of parameter: PythonParameter, in file: PythonFile) -> String? {
    annotation(of: parameter, in: file)?.type
  }

  /// The same with the file that knows it.
  private func annotation(
    of parameter: PythonParameter, in file: PythonFile, depth: Int = 3
  ) -> (type: String, file: PythonFile)? {
    guard var name = parameter.annotation?.annotatedType else { return nil }
    var file = file
    for _ in 0..<depth {
      guard let home = home(of: name, in: file),
        let inner = home.file.module.globalValue(of: home.name)?.annotatedType, inner != name
      else { break }
      (name, file) = (inner, home.file)
    }
    return (name, file)
  }

  func method(
    _ name: String, of owner: PythonDefinition, _ type: PythonClass, depth: Int = 4
  ) -> PythonDefinition? {
    if let (statement, function) = type.method(name) {
      return PythonDefinition(file: owner.file, statement: statement, kind: .function(function))
    }
    guard depth > 0 else { return nil }
    for base in type.bases {
      guard let parent = definition(of: base, in: owner.file), let type = parent.type else {
        continue
      }
      if let found = method(name, of: parent, type, depth: depth - 1) { return found }
    }
    return nil
  }
}

extension PythonModule {
  /// What a name of the module was given at its top level.
  func globalValue(of name: String) -> PythonExpression? {
    statements.last { $0.simpleAssignment?.name == name }?.simpleAssignment?.value
  }
}

extension PythonSite {
  /// What a name was last given before the site's line.
  func lastValue(of name: String) -> PythonExpression? {
    bindings(before: statement?.span.end ?? 0)[name]
  }

  /// The statement of the class around the line; the line's own where there is none.
  var typeStatement: PythonStatement {
    let steps = location.steps
    for step in steps.reversed() {
      if case .class = step.statement.kind { return step.statement }
    }
    return steps.last?.statement
      ?? PythonStatement(.pass, span: CodeSpan(start: 0, end: 0, firstLine: 0, lastLine: 0))
  }
}

extension PythonClass {
  /// What `self.name` is given in the class: in its body, or in `__init__`, where a parameter
  /// stands for its annotation.
  func givenAttribute(_ name: String) -> PythonExpression? {
    if let value = value(name) { return value }
    guard let (_, function) = method("__init__") else { return nil }
    for statement in function.body {
      guard case .assign(let targets, let value) = statement.kind,
        targets.contains(where: { $0.dottedName == "self.\(name)" })
      else { continue }
      if case .name(let parameter) = value.kind,
        let annotation = function.parameters.first(where: { $0.name == parameter })?.annotation
      {
        return annotation
      }
      return value
    }
    return nil
  }
}

extension PythonDefinition {
  /// Whether a framework calls it, and the code does only by way of it: a signal's receiver.
  var isCallback: Bool {
    function?.decorators.contains { $0.mentionsName("receiver") } ?? false
  }
}

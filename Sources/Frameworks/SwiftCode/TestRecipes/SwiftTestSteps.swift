import SourceCode

/// What a call in a test is given.
struct SwiftCallValues {
  /// The source of values, by the name of the parameter.
  var values: [String: String]
  /// Which sample the others get.
  var variant: (SwiftParameter) -> Int

  init(_ values: [String: String] = [:], _ variant: @escaping (SwiftParameter) -> Int) {
    self.values = values
    self.variant = variant
  }
}

extension SwiftTestRecipe {
  /// One thing that happens in a test.
  enum Step {
    case store([String])
    case call(SwiftCallValues)
    /// A call that throws an error, given as a value or as a type.
    case refused(SwiftCallValues, String)
    case count(String, Int)
  }

  /// The lines of a test and what they need; `nil` when the function cannot be called from one.
  func test(
    _ steps: [Step], of function: SwiftFunction, giving columns: [String]
  ) -> (lines: [String], fixtures: SwiftFixtures)? {
    guard let method = types.method(function), method.signature.isThrowing,
      method.function.name != "init"
    else { return nil }
    var fixtures = database
    var lines = database.lines
    for step in steps {
      switch step {
      case .store(let rows):
        guard let stored = access.storing(rows, &fixtures) else { return nil }
        lines += stored
      case .count(let table, let count): lines += access.counting(table, count, &fixtures)
      case .call(let values), .refused(let values, _):
        var scope = fixtures
        scope.beginScope()
        guard let callee = scope.callee(of: method),
          let arguments = scope.arguments(
            for: method.signature.parameters, giving: columns + required,
            replacing: values.values,
            variant: values.variant)
        else { return nil }
        fixtures = scope
        lines += scope.lines
        let call = "\(method.effects())\(callee)(\(arguments.joined(separator: ", ")))"
        if case .refused(_, let error) = step {
          let discard = method.signature.result == nil ? "" : "_ = "
          lines.append(style.refused(call, with: error, discard: discard))
        } else {
          lines.append((method.signature.result == nil ? "" : "_ = ") + call)
        }
      }
    }
    return (lines, fixtures)
  }

  /// The columns that need a value, so that an optional parameter for one is given one.
  var required: [String] {
    declaration.columns.filter { !$0.isNullable && !$0.hasDefault }.map(\.name)
  }

  /// Whether a caller of the function chooses the key: a parameter, or a property of one, gives
  /// each of its columns.
  func gives(_ columns: [String], _ function: SwiftFunction) -> Bool {
    guard let parameters = types.method(function)?.signature.parameters else { return false }
    let given =
      parameters
      + parameters.flatMap { parameter in
        types.type(parameter.type.filter { $0 != "[" && $0 != "]" })?.storedProperties ?? []
      }
    return columns.allSatisfy { column in given.contains { $0.gives([column]) } }
  }

  /// A test file of one function.
  func file(_ function: SwiftFunction, _ suffix: String, _ summary: String) -> SwiftTestFile {
    let owner = types.method(function)?.owner.map { "\($0.path)." } ?? ""
    return SwiftTestFile(
      style: style, target: target.name, suite: "\(function.name.upperCamelCased)\(suffix)Tests",
      summary: "`\(owner)\(function.name)` \(summary)")
  }
}

extension SwiftTestFile {
  /// A test and what it needs.
  mutating func test(_ name: String, _ made: (lines: [String], fixtures: SwiftFixtures)) {
    test(name, made.lines)
    need(made.fixtures)
  }
}

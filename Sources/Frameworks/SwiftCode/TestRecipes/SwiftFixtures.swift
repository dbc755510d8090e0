import EventSchema
import SourceCode

/// The objects that a test needs, made one from the other on a database file of its own.
///
/// What a test makes rests on that file: an object that does not could reach the world outside.
struct SwiftFixtures {
  /// A closure that is given to an initialiser in place of the one that the sample would be.
  struct Seam: Hashable {
    /// The type whose initialiser takes it.
    var type: String
    var parameter: String
    var statement: String
  }

  let types: SwiftTypes
  /// Statements of the test, without indentation.
  private(set) var lines: [String] = []
  /// Modules to import beside the tests' own.
  private(set) var modules: Set<String> = []
  /// What is made already; later ones rest on earlier ones.
  private(set) var objects: [(type: SwiftType, name: String)] = []
  var seam: Seam?
  /// Values that columns allow, for parameters that are called like them.
  var allowed: [(column: String, values: [String])] = []

  /// The name of the test's property with the path of the file.
  private static let path = "path"
  private static let depthMax = 5
  /// What opens the file for a parameter of a library's own type.
  private static let openers = [
    "DatabaseQueue": "DatabaseQueue", "DatabasePool": "DatabasePool",
    "DatabaseWriter": "DatabaseQueue", "DatabaseReader": "DatabaseQueue",
  ]

  init(_ types: SwiftTypes) {
    self.types = types
  }

  /// Whether tasks may share what is made.
  var isSendable: Bool { objects.allSatisfy { $0.type.isSendable } }

  /// Whether the lines name the property with the path.
  var namesPath: Bool { lines.contains { $0.mentionsWord(Self.path) } }

  /// Drops the lines, as what they make is in sight already.
  mutating func beginScope() { lines = [] }

  mutating func add(_ lines: [String]) { self.lines += lines }

  // MARK: The database

  /// Makes the tables by calling what makes them in the application; whether that was possible.
  mutating func makeDatabase(by makers: [SwiftMethod]) -> Bool {
    for maker in makers {
      var attempt = self
      if attempt.call(maker), attempt.namesPath {
        self = attempt
        return true
      }
    }
    return false
  }

  private mutating func call(_ maker: SwiftMethod) -> Bool {
    let depth = Self.depthMax
    if maker.function.name == "init" {
      guard let owner = maker.owner.flatMap({ types.type($0.path) }) else { return false }
      let initialiser = SwiftInitialiser(
        parameters: maker.signature.parameters, effects: maker.effects(isInitialiser: true))
      return make(owner, by: initialiser, depth: depth) != nil
    }
    guard let callee = callee(of: maker),
      let arguments = dependencies(maker.signature.parameters, of: nil, depth: depth)
    else { return false }
    let call = "\(maker.effects())\(callee)(\(arguments.joined(separator: ", ")))"
    guard let result = maker.signature.result else {
      lines.append(call)
      return true
    }
    guard let type = types.type(result) else {
      lines.append("_ = \(call)")
      return true
    }
    _ = bind(type, to: call)
    return true
  }

  // MARK: Objects

  /// What stands before the parentheses of a call: `accountService.register`.
  mutating func callee(of method: SwiftMethod) -> String? {
    let name = method.function.name
    guard let owner = method.owner else {
      need(method.function.file)
      return name
    }
    guard let type = types.type(owner.path) else { return nil }
    if method.isStatic {
      need(type.file)
      return "\(type.path).\(name)"
    }
    return object(of: type.path).map { "\($0).\(name)" }
  }

  /// An expression for an object that rests on the database; `nil` for what cannot be made.
  mutating func object(of name: String, depth: Int = depthMax) -> String? {
    guard depth > 0, let type = types.type(name) else { return nil }
    if type.kind == .protocol {
      return types.conforming(to: type.name).flatMap { object(of: $0.path, depth: depth - 1) }
    }
    if let known = objects.first(where: { $0.type.path == type.path }) { return known.name }
    if let given = given(type) { return given }
    for initialiser in types.initialisers(of: type) {
      var attempt = self
      if let name = attempt.make(type, by: initialiser, depth: depth) {
        self = attempt
        return name
      }
    }
    return nil
  }

  /// What an object at hand has or makes: `database.connect()`.
  private mutating func given(_ type: SwiftType) -> String? {
    for (owner, name) in objects {
      let property = owner.storedProperties?.first { $0.type == type.path }
      if let property { return owner.kind == .actor ? nil : "\(name).\(property.name)" }
      let method = types.methods(of: owner).first { method in
        !method.isStatic && method.signature.result == type.path
          && method.signature.parameters.allSatisfy(\.hasDefault)
      }
      if let method {
        return bind(type, to: "\(method.effects())\(name).\(method.function.name)()")
      }
    }
    return nil
  }

  private mutating func make(
    _ type: SwiftType, by initialiser: SwiftInitialiser, depth: Int
  ) -> String? {
    guard let arguments = dependencies(initialiser.parameters, of: type, depth: depth) else {
      return nil
    }
    let names = Set(objects.map(\.name) + [Self.path])
    let rests = arguments.contains { argument in names.contains { argument.mentionsWord($0) } }
    guard rests else { return nil }
    let opens = arguments.contains { argument in
      Self.openers.values.contains { argument.mentions("\($0)(path:") }
    }
    let effects = opens && !initialiser.effects.mentions("try") ? "try " : initialiser.effects
    return bind(type, to: "\(effects)\(type.path)(\(arguments.joined(separator: ", ")))")
  }

  private mutating func bind(_ type: SwiftType, to expression: String) -> String {
    let name = type.name.lowerCamelCased
    need(type.file)
    lines.append("let \(name) = \(expression)")
    objects.append((type, name))
    return name
  }

  private mutating func need(_ file: SwiftSourceFile) {
    if let module = types.module(of: file) { modules.insert(module) }
  }

  // MARK: Arguments

  /// The arguments of an initialiser or maker; what has a default is left out.
  private mutating func dependencies(
    _ parameters: [SwiftParameter], of owner: SwiftType?, depth: Int
  ) -> [String]? {
    var arguments: [String] = []
    for parameter in parameters {
      let isSeam = seam != nil && seam?.type == owner?.path && seam?.parameter == parameter.name
      if parameter.hasDefault, !isSeam, !parameter.isDatabasePath { continue }
      let value = isSeam ? seamValue(parameter) : dependency(parameter, depth: depth)
      guard let value else { return nil }
      arguments.append(parameter.argument(value))
    }
    return arguments
  }

  private mutating func dependency(_ parameter: SwiftParameter, depth: Int) -> String? {
    if parameter.isDatabasePath {
      return parameter.type == "URL" ? "URL(fileURLWithPath: \(Self.path))" : Self.path
    }
    let type = plain(parameter.type)
    if type.hasSuffix("?") { return "nil" }
    if type.mentions("->") { return SwiftSample.closure(of: type, named: parameter.name) }
    if let opener = Self.openers[type] {
      modules.insert("GRDB")
      return "\(opener)(path: \(Self.path))"
    }
    return SwiftSample.value(of: type, named: parameter.name, variant: 1)
      ?? object(of: type, depth: depth - 1)
  }

  private mutating func seamValue(_ parameter: SwiftParameter) -> String? {
    let type = plain(parameter.type)
    let closure = SwiftSample.closure(
      of: type, named: parameter.name, before: seam?.statement)
    guard let closure else { return nil }
    lines.append("let \(parameter.name): \(type) = \(closure)")
    return parameter.name
  }

  /// The arguments of the call that is tested.
  ///
  /// - Parameters:
  ///   - columns: Of the key; a parameter that gives one of them is never left out.
  ///   - variant: By the name of a parameter: 1, or another number for another value.
  mutating func arguments(
    for parameters: [SwiftParameter], giving columns: [String],
    replacing values: [String: String] = [:], variant: (SwiftParameter) -> Int,
    depth: Int = depthMax
  ) -> [String]? {
    var arguments: [String] = []
    for parameter in parameters {
      if let value = values[parameter.name] {
        arguments.append(parameter.argument(value))
        continue
      }
      let isKey = parameter.gives(columns)
      if parameter.hasDefault, !isKey { continue }
      var type = plain(parameter.type)
      guard !type.hasPrefix("inout ") else { return nil }
      if type.hasSuffix("?") {
        guard isKey else {
          arguments.append(parameter.argument("nil"))
          continue
        }
        type = String(type.dropLast())
      }
      let value =
        type.mentions("->")
        ? SwiftSample.closure(of: type, named: parameter.name)
        : list(type, giving: columns, variant: variant, depth: depth - 1)
          ?? allowedValue(parameter, type, variant(parameter))
          ?? SwiftSample.value(of: type, named: parameter.name, variant: variant(parameter))
          ?? object(of: type)
          ?? record(type, giving: columns, replacing: values, variant: variant, depth: depth - 1)
      guard let value else { return nil }
      arguments.append(parameter.argument(value))
    }
    return arguments
  }

  private func allowedValue(
    _ parameter: SwiftParameter, _ type: String, _ variant: Int
  ) -> String? {
    guard type == "String", let values = allowed.first(where: { parameter.gives([$0.column]) })
    else { return nil }
    return "\"\(values.values[(variant - 1) % values.values.count])\""
  }

  /// A value of what a list holds, a tuple, a struct or a plain value; `nil` for what is made of
  /// more, or in another module.
  ///
  /// - Parameter name: What a plain value is of: `email`.
  func element(
    of type: String, named name: String, giving columns: [String], _ variant: Int
  ) -> String? {
    var fixtures = self
    fixtures.beginScope()
    let made: String?
    if type.hasPrefix("("), type.hasSuffix(")") {
      let parts = String(type.dropFirst().dropLast()).parts(at: ",").map(\.trimmed)
      let members = parts.compactMap(SwiftSignature.parameter)
      guard members.count == parts.count else { return nil }
      made = fixtures.arguments(for: members, giving: columns, variant: { _ in variant })
        .map { "(\($0.joined(separator: ", ")))" }
    } else {
      made =
        SwiftSample.value(of: type, named: name, variant: variant)
        ?? fixtures.record(
          type, giving: columns, variant: { _ in variant }, depth: Self.depthMax)
    }
    return fixtures.lines.isEmpty && fixtures.modules == modules ? made : nil
  }

  /// A list of one value of a struct that gives the key: `[BoatEntry(sailNumber: …)]`.
  private mutating func list(
    _ name: String, giving columns: [String], variant: (SwiftParameter) -> Int, depth: Int
  ) -> String? {
    guard name.hasPrefix("["), name.hasSuffix("]"), !columns.isEmpty,
      let type = types.type(String(name.dropFirst().dropLast())),
      type.storedProperties?.contains(where: { $0.gives(columns) }) == true
    else { return nil }
    return record(type.path, giving: columns, variant: variant, depth: depth).map { "[\($0)]" }
  }

  /// A plain value of a struct: `SignUpForm(email: …)`.
  private mutating func record(
    _ name: String, giving columns: [String], replacing values: [String: String] = [:],
    variant: (SwiftParameter) -> Int, depth: Int
  ) -> String? {
    guard depth > 0, let type = types.type(name), type.kind == .struct else { return nil }
    for initialiser in types.initialisers(of: type) where initialiser.effects.isEmpty {
      var attempt = self
      if let arguments = attempt.arguments(
        for: initialiser.parameters, giving: columns, replacing: values, variant: variant,
        depth: depth)
      {
        attempt.need(type.file)
        self = attempt
        return "\(type.path)(\(arguments.joined(separator: ", ")))"
      }
    }
    return nil
  }

  /// The type behind an alias, without the words that only a parameter has.
  private func plain(_ type: String) -> String {
    var text = type
    for word in ["@escaping ", "any ", "some ", "sending ", "consuming ", "borrowing ", "__owned "]
    {
      if text.hasPrefix(word) { text = String(text.dropFirst(word.count)) }
    }
    return types.resolved(text)
  }
}

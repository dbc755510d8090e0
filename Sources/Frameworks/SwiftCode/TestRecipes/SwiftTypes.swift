import EventSchema
import SourceCode

/// One declaration of a type, or an extension of it.
struct SwiftType {
  /// Without the types around it, and with them: `Row`, `Table.Row`.
  var name: String
  var path: String
  var kind: Kind
  var head: String
  var file: SwiftSourceFile
  var members: [SwiftStatement]
  /// Whether the rest of its module sees it.
  var isInternal: Bool

  enum Kind: String, CaseIterable {
    case `struct`, `class`, `enum`, `actor`, `protocol`, `extension`
  }

  var isPublic: Bool { head.mentionsWord("public") || head.mentionsWord("open") }

  /// Whether the type says that tasks may share its values.
  var isSendable: Bool { kind == .actor || head.mentionsWord("Sendable") }

  /// The stored properties that are set when a value is made; `nil` when they can't all be told.
  var storedProperties: [SwiftParameter]? {
    var result: [SwiftParameter] = []
    for member in members {
      guard case .binding(let name) = member.kind else { continue }
      let text = file.parsed.source(of: member.head).trimmed
      let halves = text.parts(at: "=")
      let declaration = halves.first ?? ""
      if declaration.mentionsWord("static") || declaration.mentionsWord("lazy") { continue }
      // A block that follows no value is a computed property's.
      if halves.count == 1, let block = member.blocks.first {
        let code = file.parsed.source(of: block.span)
        if code.mentions("willSet") || code.mentions("didSet") { return nil }
        continue
      }
      let typed = declaration.parts(at: ":")
      guard !text.hasPrefix("@"), declaration.parts(at: ",").count == 1,
        !declaration.mentionsWord("private") && !declaration.mentionsWord("fileprivate")
      else { return nil }
      let isVariable = declaration.mentionsWord("var")
      if halves.count > 1, !isVariable { continue }
      guard typed.count == 2 else {
        // The type is inferred from the value.
        if halves.count > 1 { continue }
        return nil
      }
      let type = typed[1].trimmed
      result.append(
        SwiftParameter(
          label: name, name: name, type: type,
          hasDefault: halves.count > 1 || (isVariable && type.hasSuffix("?"))))
    }
    return result
  }
}

/// A function with the type that it belongs to.
struct SwiftMethod {
  var owner: SwiftType?
  var function: SwiftFunction
  var signature: SwiftSignature
  var isStatic: Bool

  /// Whether calls from outside of the owner have to wait.
  var isAwaited: Bool { signature.isAsynchronous || (owner?.kind == .actor && !isStatic) }

  /// `try await service.register(…)`
  func effects(isInitialiser: Bool = false) -> String {
    (signature.isThrowing ? "try " : "")
      + (signature.isAsynchronous || (isAwaited && !isInitialiser) ? "await " : "")
  }
}

/// One way to make a value of a type.
struct SwiftInitialiser {
  var parameters: [SwiftParameter]
  /// `try ` and `await `, as a call needs them.
  var effects: String
}

/// The types and functions of the application, as one target's tests see them.
struct SwiftTypes {
  private var declarations: [String: [SwiftType]] = [:]
  private var aliases: [String: String] = [:]
  private(set) var methods: [SwiftMethod] = []
  private let package: SwiftPackage
  private let target: SwiftPackage.Target

  init(_ source: SwiftSource, of package: SwiftPackage, seenFrom target: SwiftPackage.Target) {
    self.package = package
    self.target = target
    for file in source.files {
      read(file.parsed.statements, in: file, owner: nil, isInternal: true)
    }
  }

  private mutating func read(
    _ statements: [SwiftStatement], in file: SwiftSourceFile, owner: SwiftType?, isInternal: Bool
  ) {
    for statement in statements {
      let head = file.parsed.source(of: statement.head)
      let isSeen =
        isInternal && !head.mentionsWord("private") && !head.mentionsWord("fileprivate")
      switch statement.kind {
      case .type(let name):
        guard let type = type(name, statement, head, in: file, inside: owner, isSeen) else {
          continue
        }
        if type.kind != .extension { declarations[type.name, default: []].append(type) }
        read(type.members, in: file, owner: type, isInternal: isSeen)
      case .function(let name):
        let function = SwiftFunction(name: name, statement: statement, file: file)
        guard isSeen, isVisible(head, in: file, memberOf: owner),
          let signature = SwiftSignature(function)
        else { continue }
        methods.append(
          SwiftMethod(
            owner: owner, function: function, signature: signature,
            isStatic: head.mentionsWord("static") || head.mentionsWord("class")))
      case .expression where head.mentionsWord("typealias"):
        let halves = head.parts(at: "=")
        guard halves.count == 2, let name = halves[0].split(separator: " ").last else { continue }
        aliases[String(name)] = halves[1].trimmed
      default: continue
      }
    }
  }

  private func type(
    _ name: String, _ statement: SwiftStatement, _ head: String, in file: SwiftSourceFile,
    inside owner: SwiftType?, _ isInternal: Bool
  ) -> SwiftType? {
    let kind = SwiftType.Kind.allCases.first { head.mentions("\($0.rawValue) \(name)") }
    guard let kind else { return nil }
    return SwiftType(
      name: name.split(separator: ".").last.map(String.init) ?? name,
      path: owner.map { "\($0.path).\(name)" } ?? name, kind: kind, head: head, file: file,
      members: statement.blocks.first { $0.role == .body }?.statements ?? [],
      isInternal: isInternal)
  }

  /// Tests see what is internal in their own module, and what is public elsewhere.
  private func isVisible(
    _ head: String, in file: SwiftSourceFile, memberOf owner: SwiftType?
  ) -> Bool {
    target.holds(file.source.path) || head.mentionsWord("public") || head.mentionsWord("open")
      || (owner?.kind == .extension && owner?.isPublic == true)
  }

  /// The only type of a name that tests may use; `nil` for generic ones and for those bound to the
  /// main actor.
  func type(_ name: String) -> SwiftType? {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    let all = declarations[last] ?? []
    // Modules that are not imported may have one of the same name.
    let own = all.filter { target.holds($0.file.source.path) }
    let found = own.isEmpty ? all.filter { package.uses($0.file.source.path, in: target) } : own
    guard found.count == 1, let type = found.first,
      type.path == name || !name.mentions("."), type.isInternal,
      isVisible(type.head, in: type.file, memberOf: nil), !type.head.mentions("<"),
      !type.head.mentions("@MainActor")
    else { return nil }
    return type
  }

  /// The only type that conforms to a protocol.
  func conforming(to name: String) -> SwiftType? {
    let found = declarations.values.joined().filter { type in
      type.kind != .protocol && type.name != name && type.head.mentionsWord(name)
    }
    return found.count == 1 ? found.first.flatMap { type($0.path) } : nil
  }

  /// What a name stands for: `PasswordHash` for `@Sendable (String) async -> String`.
  func resolved(_ type: String) -> String { aliases[type] ?? type }

  func methods(of type: SwiftType) -> [SwiftMethod] {
    methods.filter { $0.owner?.path == type.path && $0.function.name != "init" }
  }

  /// The ways to make a value, in the order of the source; the memberwise one of a struct that
  /// declares none, and the bare one of a class.
  func initialisers(of type: SwiftType) -> [SwiftInitialiser] {
    let declared = methods.filter { $0.owner?.path == type.path && $0.function.name == "init" }
    let isDeclared = type.members.contains { $0.kind == .function("init") }
    if isDeclared || !declared.isEmpty && type.kind != .struct {
      return declared.map {
        SwiftInitialiser(
          parameters: $0.signature.parameters, effects: $0.effects(isInitialiser: true))
      }
    }
    guard target.holds(type.file.source.path), let properties = type.storedProperties else {
      return []
    }
    switch type.kind {
    case .struct: return [SwiftInitialiser(parameters: properties, effects: "")]
    case .class, .actor:
      let isBare = properties.allSatisfy(\.hasDefault) && !type.head.mentions(":")
      return isBare ? [SwiftInitialiser(parameters: [], effects: "")] : []
    default: return []
    }
  }

  func method(_ function: SwiftFunction) -> SwiftMethod? {
    methods.first { $0.function.isSame(as: function) }
  }

  /// The module that a file's declarations are imported from; `nil` for the tests' own.
  func module(of file: SwiftSourceFile) -> String? {
    target.holds(file.source.path) ? nil : package.target(of: file.source.path)?.name
  }
}

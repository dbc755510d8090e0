import EventSchema
import SourceCode

/// A statement's surroundings, for what its names stand for.
struct PythonScope {
  let site: PythonSite
  let libraries: PythonLibraries
  /// What each name was last given before the statement.
  let bindings: PythonBindings

  init(_ site: PythonSite, _ libraries: PythonLibraries, before end: Int) {
    self.site = site
    self.libraries = libraries
    bindings = site.bindings(before: end)
  }

  /// What a name stands for, followed through other names; the expression itself otherwise.
  func resolved(_ expression: PythonExpression) -> PythonExpression {
    var result = expression
    for _ in 0..<4 {
      if case .await(let inner) = result.kind {
        result = inner
      } else if case .name(let name) = result.kind, let bound = bindings[name], bound != result {
        result = bound
      } else {
        break
      }
    }
    return result
  }

  /// The class that a name of the file means, by its declaration.
  func definition(of name: String) -> PythonDefinition? {
    libraries.source.definition(of: name, in: site.file)
  }

  /// The relation that a class's name means here.
  func relation(named name: String) -> PythonRelation? {
    libraries.relation(named: name, in: site.file)
  }

  /// The class by which a parameter of the function is annotated.
  func annotation(of parameter: String) -> String? {
    site.function?.parameters.first { $0.name == parameter }?.annotation?.annotatedType
  }
}

/// What the code of one Python library means: how it declares relations, reads and writes rows.
struct PythonLibrary: Sendable {
  /// The relation that a class declares, if it is one of the library's.
  var declares: @Sendable (PythonDefinition, PythonSource) -> PythonRelation?
  /// Texts one of which a file that declares relations holds.
  var declarationMarks: [String]
  /// What a statement's own expressions do with rows, in the order of the source.
  var uses: @Sendable (PythonStatement, PythonScope) -> [PythonRowUse]
  /// The functions that run by themselves when rows of a relation are written or deleted.
  var callbacks: @Sendable (PythonRowUse, PythonSource) -> [PythonDefinition] = { _, _ in [] }
  /// The relation of a table that no class stands for.
  var declaresTable: @Sendable (String, PythonSource) -> PythonRelation? = { _, _ in nil }
  /// Whether objects are written when a transaction ends, wherever they were made.
  var writesAtCommit = false
}

/// The libraries of one application, and the relations that its source declares with them.
///
/// A class, for the memory of what was found; it never leaves the call that made it.
final class PythonLibraries {
  let source: PythonSource
  let all: [PythonLibrary]
  private var byTable: [String: PythonRelation?] = [:]
  private var byName: [String: PythonRelation?] = [:]

  init(_ all: [PythonLibrary], _ source: PythonSource) {
    self.all = all
    self.source = source
  }

  var writesAtCommit: Bool { all.contains(where: \.writesAtCommit) }

  /// What a statement does with rows, in the order of the source.
  func uses(in statement: PythonStatement, at site: PythonSite) -> [PythonRowUse] {
    guard
      statement.expressions.contains(where: \.mayUseRows)
        || writesAtCommit && statement.setsAttribute
    else { return [] }
    let scope = PythonScope(site, self, before: statement.span.start)
    guard let receiver = site.receiver else { return all.flatMap { $0.uses(statement, scope) } }
    var uses = all.flatMap { $0.uses(receiver.resolved(statement, at: site), scope) }
    // Values that stand in the call are the caller's.
    for index in uses.indices {
      for look in uses[index].lookups.indices {
        guard let value = uses[index].lookups[look].value, receiver.gives(value) else { continue }
        uses[index].lookups[look].site = receiver.caller
      }
      for number in uses[index].values.indices {
        guard let value = uses[index].values[number].expression, receiver.gives(value) else {
          continue
        }
        uses[index].values[number].expression = nil
        uses[index].values[number].handed = value
        uses[index].values[number].giver = receiver.caller
      }
    }
    return uses
  }

  /// What one expression does with rows.
  func uses(
    of value: PythonExpression, _ site: PythonSite, before end: Int
  ) -> [PythonRowUse] {
    guard value.mayUseRows else { return [] }
    let scope = PythonScope(site, self, before: end)
    let statement = PythonStatement(.expression(value), span: value.span)
    return all.flatMap { $0.uses(statement, scope) }
  }

  /// The relation of a table.
  func relation(table: String) -> PythonRelation? {
    let key = table.lowercased()
    if let known = byTable[key] { return known }
    let result = search(table: key, asWritten: table)
    byTable[key] = .some(result)
    return result
  }

  private func search(table: String, asWritten: String) -> PythonRelation? {
    for file in declaringFiles {
      let isNamed = file.source.mentions(asWritten)
      guard isNamed || source.declares(file, where: { tableName(table, fits: String($0)) }) else {
        continue
      }
      for (statement, type) in file.classes where isNamed || tableName(table, fits: type.name) {
        let definition = PythonDefinition(file: file, statement: statement, kind: .class(type))
        if let found = declared(definition), found.facts.table.lowercased() == table {
          return found
        }
      }
      guard isNamed else { continue }
      for statement in file.module.statements {
        let definition = PythonDefinition(file: file, statement: statement, kind: .value)
        if let found = declared(definition), found.facts.table.lowercased() == table {
          return found
        }
      }
    }
    return all.lazy.compactMap { $0.declaresTable(asWritten, self.source) }.first
  }

  /// The relation that a name means in a file: what it is imported as, else the only one so named.
  func relation(named name: String, in file: PythonFile) -> PythonRelation? {
    let key = "\(file.source.path):\(name)"
    if let known = byName[key] { return known }
    byName[key] = .some(nil)
    var result = source.definition(of: name, in: file).flatMap(declared)
    if result == nil {
      let short = name.lastName
      for candidate in declaringFiles
      where result == nil && source.declares(candidate, where: { $0 == short }) {
        result = candidate.definition(named: short).flatMap(declared)
      }
    }
    byName[key] = .some(result)
    return result
  }

  func callbacks(of use: PythonRowUse) -> [PythonDefinition] {
    all.flatMap { $0.callbacks(use, source) }
  }

  func declared(_ definition: PythonDefinition) -> PythonRelation? {
    for library in all {
      if let relation = library.declares(definition, source) { return relation }
    }
    return nil
  }

  /// Files that declare relations, by path.
  private(set) lazy var declaringFiles =
    source
    .files(mentioningAnyOf: all.flatMap(\.declarationMarks))
    .sorted { ($0.source.path, $0.source.firstLine) < ($1.source.path, $1.source.firstLine) }
}

extension PythonStatement {
  /// `row.column = value`
  fileprivate var setsAttribute: Bool {
    let targets: [PythonExpression] =
      switch kind {
      case .assign(let targets, _): targets
      case .augment(let target, _, _): [target]
      default: []
      }
    return targets.contains { target in
      (target.elements.isEmpty ? [target] : target.elements).contains {
        if case .attribute = $0.kind { true } else { false }
      }
    }
  }
}

extension PythonExpression {
  /// Whether there is a call in it: nothing else reads or writes rows.
  fileprivate var mayUseRows: Bool {
    var found = false
    visit { part in
      if case .call = part.kind { found = true }
      if case .subscripted = part.kind { found = true }
      return !found
    }
    return found
  }
}

extension PythonExpression {
  /// `User` of `User`, `User | None`, `Optional[User]`, `Annotated[User, …]`, `"models.User"`.
  var annotatedType: String? {
    switch kind {
    case .name, .attribute: dottedName
    case .string(let string): string.value
    case .binary(let left, "|", let right):
      left.kind == .none ? right.annotatedType : left.annotatedType
    case .subscripted(let base, let indices):
      ["Optional", "Annotated", "Mapped", "Type", "type", "Final"].contains(
        base.dottedName?.lastName ?? "") ? indices.first?.annotatedType : base.dottedName
    default: nil
    }
  }
}

extension String {
  /// What is behind the last dot.
  var lastName: String {
    guard let dot = lastIndex(of: ".") else { return self }
    return String(self[index(after: dot)...])
  }
}

import EventSchema
import SourceCode

extension CodeReading {
  /// The method that is called on an object whose type the source declares, or on a type:
  /// `this.policy.assertFree(handle)`, `HandlePolicy.taken?(handle)`.
  func calleeElsewhere(of use: CodeUse, from site: CodeSite) -> CodeSite? {
    if let path = source.moduleFunction(use, in: site.file),
      path.blocks.last?.block.span != site.function.span || path.file !== site.file
    {
      functionsFollowed += 1
      return CodeSite(
        path.file, line: nil, path: path.blocks, named: use.links.last?.name, vocabulary)
    }
    guard use.links.count > 1, let last = use.links.last, last.arguments != nil else { return nil }
    let owner = use.links[use.links.count - 2]
    guard owner.arguments == nil, !owner.name.isEmpty else { return nil }
    let isType = owner.name.startsWithCapital
    guard let type = isType ? owner.name : memberTypes(of: site)[owner.name.withoutSigil] else {
      return methodOnTrace(last.name, from: site)
    }
    let name = type.prefix { $0 != "<" && $0 != "?" }.trimmingStars.lastComponent
    guard !name.isEmpty, let path = method(last.name, of: name) else { return nil }
    functionsFollowed += 1
    return CodeSite(path.file, line: nil, path: path.blocks, named: last.name, vocabulary)
  }

  /// A look-up through a repository of the application's own, which is given the column:
  /// `this.partners.findBy("vat_number", number)`.
  func lookByGivenColumn(_ use: CodeUse) -> CodeQuery? {
    guard use.links.count > 1, let call = use.links.last, let arguments = call.arguments,
      Self.givenColumnLooks.contains(call.name)
    else { return nil }
    // `this.domains.findBy({ host })`
    if arguments.count == 1, case .object(let members) = arguments[0].value.kind {
      let names = members.compactMap(\.key)
      guard !names.isEmpty, names.count == members.count, !names.contains("where") else {
        return nil
      }
      var query = CodeQuery(act: .look, use: use, name: call.name)
      query.fields = names
      return query
    }
    guard arguments.count > 1, let column = arguments[0].value.text, !column.isEmpty,
      column.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    else { return nil }
    var query = CodeQuery(act: .look, use: use, name: call.name)
    query.fields = [column]
    return query
  }

  private static let givenColumnLooks: Set<String> = [
    "findBy", "findOneBy", "existsBy", "getBy", "countBy", "find_by", "exists_by", "get_by",
    "find_one_by", "isTakenBy", "findOne", "findFirst", "exists",
  ]

  /// The checks that a test of the object itself runs, as its type has registered them:
  /// `validate :name_is_free` for `valid?`.
  func validations(by use: CodeUse, from site: CodeSite) -> [CodeSite] {
    guard let last = use.links.last, vocabulary.validityTests.contains(last.name),
      use.links.count == 1 || Self.selves.contains(use.links[0].name), let type = site.types.last
    else { return [] }
    return registrations(vocabulary.validityChecks, of: type).compactMap { name in
      functionsFollowed += 1
      return self.site(ofFunction: name, in: site.file)
    }
  }

  /// The names of functions that calls in a type's body are given: `before_create :take_number`.
  func registrations(_ calls: Set<String>, of type: CodeBlock) -> [String] {
    type.statements.flatMap { statement -> [String] in
      guard let link = statement.value?.links.first, statement.value?.links.count == 1 else {
        return []
      }
      if calls.contains(link.name) {
        return (link.arguments ?? []).filter { $0.key == nil }.compactMap(\.value.plainName)
      }
      // `included do … end`
      return link.block.map { registrations(calls, of: $0) } ?? []
    }
  }

  /// A method of a type, or of the only type that is of its kind.
  private func method(
    _ name: String, of type: String
  ) -> (file: CodeSourceFile, blocks: [CodeEnclosure])? {
    var found: [(file: CodeSourceFile, blocks: [CodeEnclosure])] = []
    for file in source.files(mentioning: type) where !file.isTest {
      for blocks in file.walk.blocks where CodeSite.name(of: blocks.last) == name {
        guard let block = blocks.last?.block, !block.statements.isEmpty else { continue }
        let owner = blocks.dropLast().last { $0.block.kind == .type }?.block
        let isOwn = owner?.name?.lastComponent == type || block.bases.contains(type)
        let isOfKind = owner?.bases.contains { $0.lastComponent == type } ?? false
        if isOwn || isOfKind { found.append((file, blocks)) }
      }
    }
    return found.count == 1 ? found[0] : nil
  }

  /// The only function of a name in the files of the trace, for an object whose type is not known.
  private func methodOnTrace(_ name: String, from site: CodeSite) -> CodeSite? {
    var found: [(file: CodeSourceFile, blocks: [CodeEnclosure])] = []
    var paths: Set<String> = []
    for file in sites.map(\.file) where paths.insert(file.source.path).inserted {
      for blocks in file.walk.blocks where CodeSite.name(of: blocks.last) == name {
        guard let block = blocks.last?.block, block.kind == .function, !block.statements.isEmpty
        else { continue }
        found.append((file, blocks))
      }
    }
    guard found.count == 1, let only = found.first,
      only.blocks.last?.block.span != site.function.span
        || only.file.source.path != site.file.source.path
    else { return nil }
    functionsFollowed += 1
    return CodeSite(only.file, line: nil, path: only.blocks, named: name, vocabulary)
  }

  /// The types that names of a site are declared with, also of what a constructor is given.
  func memberTypes(of site: CodeSite) -> [String: String] {
    var types: [String: String] = [:]
    let constructors = site.types.flatMap(\.statements).flatMap(\.blocks).filter {
      ["constructor", "__construct"].contains($0.name)
    }
    for parameter in constructors.flatMap(\.parameters) + site.types.flatMap(\.parameters) {
      if let type = parameter.type { types[parameter.name.withoutSigil] = type }
    }
    for (name, type) in declaredTypes(site) { types[name.withoutSigil] = type }
    return types
  }
}

extension Substring {
  /// Without the marks of a pointer: `*Users` is `Users`.
  fileprivate var trimmingStars: String { String(drop { $0 == "*" || $0 == "&" }) }
}

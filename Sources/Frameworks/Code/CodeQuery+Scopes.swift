import SourceCode

extension CodeQueryReader {
  /// What a scope of the model asks for, where its declaration is at hand.
  func predicates(ofScope name: String, _ query: CodeQuery) -> [String]? {
    guard let source, let model = query.model,
      let place = source.declaration(of: model)?.place,
      let file = source.file(at: place.path, line: place.line),
      let conditions = vocabulary.scope(name, file)
    else { return nil }
    var inner = CodeQuery(act: .look, use: query.use, name: name)
    for condition in conditions {
      for link in condition.links {
        if vocabulary.conditions.contains(link.name) {
          readConditions(link.arguments ?? [], into: &inner)
        } else if vocabulary.nullTests.contains(link.name) {
          inner.otherPredicates += (link.arguments ?? []).compactMap { argument in
            argument.value.plainName.map { "\($0) IS NULL" }
          }
        }
      }
    }
    let found = inner.otherPredicates + inner.fields.map { "\($0) =" }
    return found.isEmpty ? nil : found
  }
}

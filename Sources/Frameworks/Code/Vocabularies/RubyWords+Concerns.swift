import SourceCode

extension CodeVocabulary {
  /// What the modules that a model includes declare for it: `included do validates … end`.
  static func completeByConcerns(
    _ name: String, _ known: ModelDeclaration?, _ source: CodeSource
  ) -> ModelDeclaration? {
    guard var model = known else { return known }
    for module in model.includes {
      for file in source.files(mentioning: "module \(module)") where !file.isTest {
        for type in file.parsed.types where type.name?.lastComponent == module {
          for statement in type.statements {
            guard let link = statement.value?.links.first, link.name == "included",
              let block = link.block
            else { continue }
            for inner in block.statements {
              guard let call = inner.value?.links.first, inner.value?.links.count == 1 else {
                continue
              }
              // Their functions stand in another file than the model's own.
              var declared = ModelDeclaration(name: name, place: model.place)
              read(call, file.place(inner.span, in: nil), into: &declared)
              model.uniqueness += declared.uniqueness
              model.hidesRows = model.hidesRows ?? declared.hidesRows
              model.folds = model.folds ?? declared.folds
              model.parents += declared.parents
            }
          }
        }
      }
    }
    return model
  }
}

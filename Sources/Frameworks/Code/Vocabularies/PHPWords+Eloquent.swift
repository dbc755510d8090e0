import SourceCode

/// What Eloquent runs and adds beside the statements that stand in the code.
extension CodeVocabulary {
  /// The functions of a model's observers that run when a row is saved:
  /// `Berth::observe(BerthObserver::class)`, `#[ObservedBy(BerthObserver::class)]`.
  static func eloquentObservers(_ model: String, _ reading: CodeReading) -> [CodeSite] {
    let model = model.lastComponent
    var names: Set<String> = []
    for file in reading.source.files(mentioning: "\(model)::observe(") where !file.isTest {
      for use in file.walk.uses where use.links.first?.name.lastComponent == model {
        let call = use.links.first { $0.name == "observe" }
        names.formUnion(call?.arguments?.flatMap(\.value.classNames) ?? [])
      }
    }
    for file in reading.source.files(mentioning: "ObservedBy") {
      for type in file.parsed.types where type.name == model {
        let annotations = type.annotations.filter { $0.name == "ObservedBy" }
        names.formUnion(annotations.flatMap(\.arguments).flatMap(\.value.classNames))
      }
    }
    return names.sorted().flatMap { name -> [CodeSite] in
      reading.source.files(mentioning: "class \(name)").filter { !$0.isTest }.flatMap { file in
        file.parsed.types.filter { $0.name == name }.flatMap { type in
          type.statements.flatMap(\.blocks).compactMap { block in
            block.name.flatMap {
              savingEvents.contains($0) ? reading.site(ofFunction: $0, in: file) : nil
            }
          }
        }
      }
    }
  }

  private static let savingEvents: Set<String> = ["creating", "created", "saving", "saved"]

  /// The conditions of a local scope: `scopeLive($query)` for `Berth::live()`.
  static func eloquentScope(_ name: String, _ file: CodeSourceFile) -> [CodeExpression]? {
    let wanted = "scope" + name.prefix(1).uppercased() + name.dropFirst()
    guard let block = file.parsed.functions.first(where: { $0.block.name == wanted })?.block else {
      return nil
    }
    return block.statements.compactMap(\.value)
  }

  /// The conditions of a scope of Active Record: `scope :live, -> { where(deleted_at: nil) }`.
  static func activeRecordScope(_ name: String, _ file: CodeSourceFile) -> [CodeExpression]? {
    for use in file.walk.uses where use.links.count == 1 && use.links[0].name == "scope" {
      guard let arguments = use.links[0].arguments, arguments.first?.value.plainName == name else {
        continue
      }
      for argument in arguments.dropFirst() {
        if case .lambda(let block) = argument.value.kind {
          return block.statements.compactMap(\.value)
        }
      }
    }
    return nil
  }
}

extension CodeExpression {
  /// `BerthObserver` of `BerthObserver::class`, also in a list.
  fileprivate var classNames: [String] {
    switch kind {
    case .list(let values): values.flatMap(\.classNames)
    case .chain(let links): links.first.map { [$0.name.lastComponent] } ?? []
    default: []
    }
  }
}

import SourceCode

/// What a model does to its own values before they are stored.
extension CodeReading {
  /// What the written model does to a column of the key by itself: in a hook that runs before it is
  /// saved, or in its setter.
  func foldingMember(of wanted: Set<String>) -> SourceFacts.Place? {
    guard let declared = declaration, !wanted.isEmpty,
      let file = source.file(at: declared.place.path, line: declared.place.line)
    else { return nil }
    for type in file.parsed.types where type.name?.lastComponent == declared.name {
      for statement in type.statements {
        for block in statement.blocks where block.kind == .function {
          let annotations = (statement.annotations + block.annotations).map(\.name)
          let isHook = annotations.contains(where: Self.savingHooks.contains)
          guard isHook || block.name.map({ wanted.contains(Self.settersField($0)) }) ?? false else {
            continue
          }
          if let place = folding(of: wanted, in: block, file) { return place }
        }
      }
    }
    return nil
  }

  private static let savingHooks: Set<String> = [
    "BeforeInsert", "BeforeUpdate", "PrePersist", "PreUpdate", "BeforeCreate", "BeforeSave",
  ]

  /// `plate` of `setPlate`; the bare name otherwise.
  private static func settersField(_ name: String) -> String {
    CodeNaming.bare(name.hasPrefix("set") ? String(name.dropFirst(3)) : "")
  }

  /// An assignment to a member of one of the names, of a value that is brought to one form.
  private func folding(
    of wanted: Set<String>, in block: CodeBlock, _ file: CodeSourceFile
  ) -> SourceFacts.Place? {
    for (statement, _) in CodeWalk(block).statements {
      guard let target = statement.targets.first?.links, target.count == 2,
        wanted.contains(CodeNaming.bare(target[1].name)),
        let value = statement.value, value.callsFold(vocabulary)
      else { continue }
      return file.place(value.span, in: block.name)
    }
    return nil
  }
}

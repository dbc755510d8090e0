import EventSchema
import SourceCode

extension CodeVocabulary {
  /// A table of diesel's `table!`, which is no code of the language.
  static func completeByTableMacro(
    _ name: String, _ known: ModelDeclaration?, _ source: CodeSource
  ) -> ModelDeclaration? {
    for file in source.files(mentioning: "table!") {
      let lines = file.source.text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { String($0) }
      for (index, line) in lines.enumerated() {
        let words = line.split { " ({".contains($0) }
        guard line.mentions("("), let table = words.first,
          lines[..<index].suffix(2).contains(where: {
            $0.mentions("table!")
          }) || line.mentions("table!")
        else { continue }
        let named = table.hasSuffix("table!") ? words.dropFirst().first ?? "" : table
        guard CodeNaming.table(String(named), fits: name) else { continue }
        return declaredTable(String(named), name, lines[index...], from: index, file)
      }
    }
    return known
  }

  private static func declaredTable(
    _ table: String, _ name: String, _ lines: ArraySlice<String>, from first: Int,
    _ file: CodeSourceFile
  ) -> ModelDeclaration {
    let line = { (index: Int) in file.place(line: index + file.source.firstLine, in: nil) }
    var model = DeclaredModel(name, table: table, line(first), column: { $0 })
    var length: Int?
    for (index, text) in lines.enumerated().dropFirst() {
      let words = text.split { " ,".contains($0) }
      if text.mentions("max_length"),
        let number = words.compactMap({ Int($0.filter(\.isNumber)) }).last
      {
        length = number
      } else if words.count >= 3, words[1] == "->" {
        model.add(
          String(words[0]), isNullable: words[2].hasPrefix("Nullable"), lengthMax: length,
          line(first + index))
        length = nil
      } else if text.mentions("}") {
        break
      }
    }
    let head = lines.first ?? ""
    if let open = head.firstIndex(of: "("), let close = head[open...].firstIndex(of: ")") {
      let keys = head[head.index(after: open)..<close].split(separator: ",").map {
        String($0).trimmed
      }
      model.addKey(.primaryKey, keys, line(first))
    }
    return model.declaration
  }

  /// The struct `Model` of a module of SeaORM; the module's name is the entity's.
  static func seaEntityStruct(_ type: CodeBlock, _ file: CodeSourceFile) -> ModelDeclaration? {
    guard type.kind == .file, let model = file.parsed.types.first(where: { $0.name == "Model" })
    else { return nil }
    let options = model.annotations.filter { $0.name == "sea_orm" }.flatMap(\.arguments)
    let table = options.first { $0.key == "table_name" }?.value.text
    var declared = DeclaredModel(
      CodeNaming.camelCased(file.source.path.fileStem), table: table,
      file.place(model.span, in: nil), column: CodeNaming.underscored)
    for field in file.parsed.fields(of: model) {
      let place = file.place(field.span, in: nil)
      let options = field.annotations.filter { $0.name == "sea_orm" }.flatMap(\.arguments)
      let words = options.compactMap { $0.key ?? $0.value.plainName }
      declared.add(
        field.name, column: options.first { $0.key == "column_name" }?.value.text,
        isNullable: field.isOptional, isGenerated: words.contains("primary_key"), place)
      if words.contains("primary_key") { declared.addKey(.primaryKey, [field.name], place) }
      if words.contains("unique") { declared.addKey(.unique, [field.name], place) }
    }
    return declared.declaration
  }
}

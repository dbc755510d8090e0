import EventSchema
import Fixes
import SourceCode

extension RecipePlace {
  // MARK: Models

  /// The written model's type and its file.
  var modelType: (type: CodeBlock, file: CodeSourceFile)? {
    guard let declared = reading.declaration,
      let file = reading.source.file(at: declared.place.path, line: declared.place.line)
    else { return nil }
    let types = file.parsed.types.filter { $0.name?.lastComponent == declared.name.lastComponent }
    guard types.count == 1, let type = types.first else { return nil }
    return (type, file)
  }

  func insertInModel(
    _ template: CodeTemplate, _ words: Set<String>, _ change: inout CodeChange
  ) -> Bool {
    guard let (type, file) = modelType, let first = type.statements.first,
      let margin = file.source.margin(at: first.span.start)
    else { return false }
    let style = file.style
    guard
      let text = template.filled(
        margin: margin, level: style.level, dialect: style.dialect(file.parsed.language.name), value
      ),
      !file.text(type.span).mentions(text.trimmed)
    else { return false }
    let last = type.statements.last { words.contains($0.value?.links.first?.name ?? "") }
    if let last {
      change.edit(
        file, .insert(text + "\n", at: file.source.lineEnd(of: max(last.span.end - 1, 0))))
    } else {
      let blank = first.kind == .definition ? "\n" : ""
      change.edit(
        file, .insert(text + "\n" + blank, at: file.source.lineStart(of: first.span.start)))
    }
    return true
  }

  /// Right above the word `class`, below what else is said of the type.
  func insertAboveModel(
    _ template: CodeTemplate, _ wanted: CodeImport, _ change: inout CodeChange
  ) -> Bool {
    guard let (type, file) = modelType, let name = type.name?.lastComponent,
      let text = template.filled(dialect: file.style.dialect(file.parsed.language.name), value),
      !file.source.text.mentions(text), let edits = file.importing(wanted)
    else { return false }
    var offset = 0
    for line in file.source.text.split(separator: "\n", omittingEmptySubsequences: false) {
      if "\(line) ".mentions("class \(name) ") {
        let margin = line.prefix { $0 == " " || $0 == "\t" }
        change.edit(file, .insert("\(margin)\(text)\n", at: offset))
        for edit in edits { change.edit(file, edit) }
        return true
      }
      offset += line.utf8.count + 1
    }
    return false
  }

  /// The function of the model that the write's own function calls to build the row.
  func appendInBuilder(_ template: CodeTemplate, _ change: inout CodeChange) -> Bool {
    guard let (type, file) = modelType else { return false }
    let called = Set(write.site.walk.uses.flatMap(\.links).map(\.name))
    let functions = type.statements.flatMap(\.blocks).filter { block in
      block.kind == .function && block.name.map(called.contains) ?? false
    }
    guard functions.count == 1, let last = functions.first?.statements.last,
      let line = file.source.text(ofLine: last.span.lastLine)
    else { return false }
    let margin = String(line.prefix { $0 == " " || $0 == "\t" })
    if last.span.lastLine == last.span.firstLine {
      guard file.text(last.span).mentions("|>"), let text = template.filled(value) else {
        return false
      }
      change.edit(file, .insert(" " + text, at: last.span.end))
      return true
    }
    guard line.dropFirst(margin.count).hasPrefix("|>"),
      let text = template.filled(margin: margin, value),
      !file.text(type.span).mentions(text.trimmed)
    else { return false }
    change.edit(file, .insert("\n" + text, at: last.span.end))
    return true
  }

  // MARK: Rules

  /// The member of a list of rules for the key's field: in a call of the function, or in `rules` of
  /// the type that one of its parameters has.
  func addRule(
    _ text: CodeTemplate, _ member: CodeTemplate, _ change: inout CodeChange
  ) -> Bool {
    guard let field = shownColumn.map(field) else { return false }
    let found = rules.compactMap { file, members -> (CodeSourceFile, CodeExpression)? in
      members.first { $0.key == field }.map { (file, $0.value) }
    }
    guard found.count == 1, let (file, rule) = found.first else { return false }
    let inner = file.text(rule.span)
    guard !inner.mentions("unique") else { return false }
    switch rule.kind {
    case .string(let string) where string.interpolations.isEmpty:
      guard let text = text.filled(value) else { return false }
      change.edit(file, .insert(text, at: rule.span.end - 1))
    case .list(let rules):
      guard let last = rules.last, let text = member.filled(value) else { return false }
      change.edit(file, .insert(", " + text, at: last.span.end))
      if text.hasPrefix("Rule::") {
        let wanted = CodeImport("Rule", from: "Illuminate\\Validation")
        guard let edits = file.importing(wanted) else { return false }
        for edit in edits { change.edit(file, edit) }
      }
    default: return false
    }
    return true
  }

  private var rules: [(CodeSourceFile, [CodeArgument])] {
    guard let site = reading.sites.first else { return [] }
    var found: [(CodeSourceFile, [CodeArgument])] = []
    for call in site.function.calls
    where ["validate", "make", "validateWithBag"].contains(call.name) {
      for argument in call.arguments where !argument.value.members.isEmpty {
        found.append((site.file, argument.value.members))
      }
    }
    for parameter in site.function.parameters {
      // Rules that a change of rows goes through as well would refuse a row its own value.
      guard let type = parameter.type?.lastComponent, type != "Request", isTakenOnce(type) else {
        continue
      }
      for file in reading.source.files(mentioning: "class \(type)") {
        let function = file.parsed.types.first { $0.name == type }?.statements.flatMap(\.blocks)
          .first { $0.name == "rules" }
        guard let function else { continue }
        let members = function.statements.compactMap(\.value).flatMap(\.members)
        if !members.isEmpty { found.append((file, members)) }
        break
      }
    }
    return found
  }

  /// Whether one function alone has a parameter of the type.
  private func isTakenOnce(_ type: String) -> Bool {
    let uses = reading.failure.tree.files.map { file in
      file.text.split(separator: "\(type) $", omittingEmptySubsequences: false).count - 1
    }
    return uses.reduce(0, +) == 1
  }

  // MARK: Migrations

  /// Before the line that closes the block, with the margin of the lines in it.
  func insertInBlock(
    _ suffix: String, _ opening: CodeTemplate, _ template: CodeTemplate, _ change: inout CodeChange
  ) -> Bool {
    guard let opening = opening.filled(value), let text = template.filled(value) else {
      return false
    }
    for source in reading.failure.tree.files where source.path.hasSuffix(suffix) && source.isWhole {
      var (offset, margin): (Int, String?) = (0, nil)
      for line in source.text.split(separator: "\n", omittingEmptySubsequences: false) {
        let words = String(line).trimmed
        if words == opening {
          margin = ""
        } else if let known = margin {
          if words == text { return false }
          if words == "}" {
            change.edit(source, .insert("\(known.isEmpty ? "  " : known)\(text)\n", at: offset))
            return true
          }
          if known.isEmpty { margin = String(line.prefix { $0 == " " || $0 == "\t" }) }
        }
        offset += line.utf8.count + 1
      }
    }
    return false
  }

  func addMigration(_ form: MigrationForm, _ change: inout CodeChange) -> Bool {
    guard let last = form.last(in: reading.failure.tree), let name = form.name.filled(value),
      !form.isThere(name, in: reading.failure.tree),
      let path = form.path(after: last, named: name)
    else { return false }
    let text = form.text.filled(level: form.level) { hole in
      switch hole {
      case "previous": form.version(in: last.text)
      case "number": form.number(in: path)
      default: value(hole)
      }
    }
    guard let text else { return false }
    change.add(path: path, text: text + "\n")
    if let (suffix, template) = form.takenBack {
      guard let text = template.filled(level: form.level, value) else { return false }
      change.add(path: path.dropLast(form.suffix.count) + suffix, text: text + "\n")
    }
    return true
  }

  /// A copy of the last migration's entry for the next one, each of its numbers one further.
  func addToJournal(
    _ form: MigrationForm, _ journal: String, _ change: inout CodeChange
  ) -> Bool {
    let tree = reading.failure.tree
    guard let last = form.last(in: tree), let name = form.name.filled(value),
      let path = form.path(after: last, named: name),
      let file = tree.files.first(where: { $0.path == form.root(of: last.path) + "/" + journal }),
      file.isWhole
    else { return false }
    let entries = file.text.split(separator: "{", omittingEmptySubsequences: false)
    guard let entry = entries.last, let close = entry.firstIndex(of: "}"),
      entry.mentions("\"\(last.path.fileStem)\""), entries.count > 2
    else { return false }
    let text = String(entry[..<close])
    let copy = text.replacing("\"\(last.path.fileStem)\"", by: "\"\(path.fileStem)\"")
      .advancing("idx").advancing("when")
    let margin = file.text.dropLast(entry.count + 1).reversed().prefix { $0 == " " || $0 == "\t" }
    let end = file.text.utf8.count - entry[close...].utf8.count + 1
    change.edit(file, .insert(",\n\(String(margin.reversed())){\(copy)}", at: end))
    return true
  }
}

extension String {
  /// The whole number of a member of JSON plus one: `"idx": 3`.
  fileprivate func advancing(_ member: String) -> String {
    guard let name = split(separator: "\"\(member)\":", maxSplits: 1).first,
      name.count < count
    else { return self }
    let rest = dropFirst(name.count + member.count + 3)
    let blanks = rest.prefix { $0 == " " }
    let digits = rest.dropFirst(blanks.count).prefix(while: \.isNumber)
    guard let number = Int(digits) else { return self }
    return "\(name)\"\(member)\":\(blanks)\(number + 1)"
      + rest.dropFirst(blanks.count + digits.count)
  }
}

extension Substring {
  fileprivate func mentions(_ piece: String) -> Bool { String(self).mentions(piece) }
}

import EventSchema
import Fixes
import SourceCode

extension RecipePlace {
  /// The recipe as a fix here; `nil` when something that it needs is not at hand.
  func fix(_ recipe: CodeRecipe) -> Fix? {
    guard recipe.needs.allSatisfy(holds),
      let title = recipe.title.filled(value), let why = recipe.why.filled(value)
    else { return nil }
    if recipe.steps.isEmpty {
      guard let sketch = recipe.sketch.flatMap(shown) else { return nil }
      return Fix(
        title: title, applicability: .guidance, rationale: why, files: [file.source.path],
        sketch: sketch + "\n")
    }
    var change = CodeChange()
    for step in recipe.steps where !apply(step, to: &change) { return nil }
    var imports = recipe.imports
    if recipe.steps.contains(where: \.usesRefusal), let refusal {
      imports += refusal.imports
      if let text = refusal.declaration, !declare(text, &change) { return nil }
    }
    for wanted in imports {
      guard let edits = file.importing(wanted) else { return nil }
      for edit in edits { change.edit(file, edit) }
    }
    let key = recipe.remedy == .addConstraint ? conventionalIndex : nil
    return change.fix(title, because: why)?.adding(key: key)
  }

  private func shown(_ template: CodeTemplate) -> String? {
    template.filled(level: style.level, dialect: style.dialect(language), value)
  }

  private func lines(_ template: CodeTemplate, margin: String) -> String? {
    template.filled(
      margin: margin, level: style.level, dialect: style.dialect(language), value)
  }

  /// Whether the step found its place.
  private func apply(_ step: RecipeStep, to change: inout CodeChange) -> Bool {
    switch step {
    case .wrap(let opening, let closing, let name):
      return wrap(opening, closing, renaming: name, &change)
    case .before(let template): return insertBefore(template, &change)
    case .atFunctionEnd(let template): return insertAtFunctionEnd(template, &change)
    case .rename(let name): return rename(name, &change)
    case .append(let template): return append(template, &change)
    case .appendToSQL(let template): return appendToSQL(template, &change)
    case .inErrorBranch(let template): return insertInErrorBranch(template, &change)
    case .replace(let template): return replace(template, &change)
    case .inModel(let template, let words): return insertInModel(template, words, &change)
    case .aboveModel(let template, let wanted):
      return insertAboveModel(template, wanted, &change)
    case .journal(let form, let file): return addToJournal(form, file, &change)
    case .modelSnapshot: return changeModelSnapshot(&change)
    case .inBuilder(let template): return appendInBuilder(template, &change)
    case .rule(let text, let member): return addRule(text, member, &change)
    case .inBlock(let suffix, let opening, let template):
      return insertInBlock(suffix, opening, template, &change)
    case .migration(let form): return addMigration(form, &change)
    case .railsDump(let form): return changeRailsDump(form, &change)
    }
  }

  /// Lines before the function around the write, and before what is said of it.
  private func declare(_ text: String, _ change: inout CodeChange) -> Bool {
    let function = write.site.function
    guard file.source.margin(at: function.span.start) == "" else { return false }
    var line = function.span.firstLine
    while let above = file.source.text(ofLine: line - 1), above.hasPrefix("//") { line -= 1 }
    var offset = file.source.lineStart(of: function.span.start)
    for _ in line..<function.span.firstLine { offset = file.source.lineStart(of: offset - 1) }
    change.edit(file, .insert(text + "\n\n", at: offset))
    return true
  }

  // MARK: Around the statement

  private func insertBefore(_ template: CodeTemplate, _ change: inout CodeChange) -> Bool {
    guard let margin, let text = lines(template, margin: margin) else { return false }
    // What the function asks already is not asked again.
    let head = text.split(separator: "\n").first.map { String($0).trimmed } ?? text
    guard !file.text(write.site.function.span).mentions(head) else { return false }
    change.edit(file, .insert(text + "\n", at: lines.lowerBound))
    return true
  }

  private func wrap(
    _ opening: CodeTemplate, _ closing: CodeTemplate, renaming name: String?,
    _ change: inout CodeChange
  ) -> Bool {
    guard let margin, isWaitedFor, let source = statementLines(renaming: name),
      let bound = boundStatement(source, margin),
      let opening = lines(opening, margin: margin), let closing = lines(closing, margin: margin)
    else { return false }
    var before = bound.declaration.map { "\(margin)\($0)\n" } ?? ""
    if let prefix = bound.prefix {
      before += margin + prefix + opening.dropFirst(margin.count) + "\n"
    } else {
      before += opening + "\n"
    }
    let after = bound.after.map { "\(margin)\($0)\n" } ?? ""
    change.edit(file, Edit(lines, with: before + bound.lines + closing + "\n" + after))
    return true
  }

  /// A promise that is handed on without being waited for fails outside of the block.
  private var isWaitedFor: Bool {
    guard book.awaits || use.links.last?.name.hasSuffix("Async") == true else { return true }
    let before = file.source.bytes(statement.span.start..<use.span.start) ?? []
    return String(decoding: before, as: UTF8.self).mentions("await ") || canBeWaitedFor
  }

  /// Whether the function may wait for the promise that it returns.
  private var canBeWaitedFor: Bool {
    let function = write.site.function
    let line = file.source.text(ofLine: function.span.firstLine).map { String($0) } ?? ""
    return language == "javascript" && statement.kind == .result
      && statement.value?.span == use.span && leaves(use.enclosures[...])
      && line.mentions("async ")
  }

  /// A statement in a block, and what has to stand around the block.
  private struct BoundStatement {
    /// On a line before the block, and on its own.
    var declaration: String?
    var prefix: String?
    var lines: String
    /// On a line behind the block.
    var after: String?
  }

  /// The statement's lines one level to the right, and what has to stand around the block.
  private func boundStatement(_ source: String, _ margin: String) -> BoundStatement? {
    guard declares, let value = statement.value else {
      return BoundStatement(lines: indented(source))
    }
    let head = file.source.bytes(statement.span.start..<value.span.start) ?? []
    let declaration = String(decoding: head, as: UTF8.self).trimmed
    guard declaration.hasSuffix("="), statement.targets.count == 1 else { return nil }
    var declared = String(declaration.dropLast()).trimmed
    let rest = String(
      decoding: Array(source.utf8).dropFirst(margin.utf8.count + head.count), as: UTF8.self)
    let end = style.usesSemicolons ? ";" : ""
    switch book.binding[language] {
    case nil: return BoundStatement(lines: indented(source))
    case .value:
      return BoundStatement(
        prefix: declaration + " ", lines: margin + style.level + indentedRest(rest))
    case .hoisted:
      // `const { rows } = …`: the parts are taken behind the block, where they stay constants.
      let whole = "result"
      if statement.targets[0].plainName == nil, holds(.unused(whole)) {
        return BoundStatement(
          declaration: "let \(whole)\(end)",
          lines: margin + style.level + "\(whole) = " + indentedRest(rest),
          after: "\(declaration) \(whole)\(end)")
      }
      for word in ["const ", "let ", "var "] where declared.hasPrefix(word) {
        declared = String(declared.dropFirst(word.count))
      }
      // Without its value the variable has no type inside of another function.
      guard let name = statement.targets[0].plainName, !isUsedInside(name) else { return nil }
      return BoundStatement(
        declaration: "let \(declared)\(end)",
        lines: margin + style.level + "\(name) = " + indentedRest(rest))
    case .hoistedWithType:
      if declared.hasPrefix("final ") { declared = String(declared.dropFirst("final ".count)) }
      guard let name = statement.targets[0].plainName, declared.hasSuffix(" \(name)"),
        !declared.hasPrefix("var ")
      else { return nil }
      return BoundStatement(
        declaration: "\(declared);",
        lines: margin + style.level + "\(name) = " + indentedRest(rest))
    }
  }

  /// Whether a function behind the statement uses the name, in a file with types.
  private func isUsedInside(_ name: String) -> Bool {
    guard file.source.path.hasSuffix(".ts") || file.source.path.hasSuffix(".tsx") else {
      return false
    }
    return write.site.walk.blocks.contains { path in
      guard let block = path.last?.block, block.kind == .lambda,
        block.span.start >= statement.span.end
      else { return false }
      return file.text(block.span).mentions(name)
    }
  }

  /// The statement's lines, with another name of the call that writes.
  private func statementLines(renaming name: String?) -> String? {
    guard var bytes = file.source.bytes(lines) else { return nil }
    if book.awaits, canBeWaitedFor {
      let start = use.span.start - lines.lowerBound
      bytes.insert(contentsOf: Array("await ".utf8), at: start)
    }
    if let name {
      guard let act, let range = nameRange(of: act, from: act.span.start) else { return nil }
      let start = range.lowerBound - lines.lowerBound
      bytes.replaceSubrange(start..<start + range.count, with: name.utf8)
    }
    return String(decoding: bytes, as: UTF8.self).replacing("\r\n", by: "\n")
  }

  /// Whether the statement makes a variable known.
  private var declares: Bool {
    guard statement.assignment == "=", let target = statement.targets.first else { return false }
    switch book.binding[language] {
    case nil: return false
    case .hoisted, .value: return !statement.modifiers.isEmpty
    case .hoistedWithType:
      return statement.type != nil || file.text(statement.span).hasPrefix("var ")
        || !file.text(statement.span).hasPrefix(file.text(target.span))
    }
  }

  private func indented(_ source: String) -> String {
    source.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { index, line in
        line.isEmpty || isInsideText(index) ? String(line) : style.level + line
      }.joined(separator: "\n")
  }

  private func indentedRest(_ source: String) -> String {
    source.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { index, line in
        index == 0 || line.isEmpty || isInsideText(index) ? String(line) : style.level + line
      }.joined(separator: "\n")
  }

  /// Whether a line of the statement begins inside of a text, where blanks are part of the value.
  private func isInsideText(_ index: Int) -> Bool {
    let line = statement.span.firstLine + index
    return write.site.function.strings.contains {
      $0.span.firstLine < line && line <= $0.span.lastLine
    }
  }

  private func replace(_ template: CodeTemplate, _ change: inout CodeChange) -> Bool {
    guard margin != nil, let text = shown(template) else { return false }
    change.edit(
      file,
      Edit(
        statement.span.start..<statement.span.end,
        with: text.split(separator: "\n", omittingEmptySubsequences: false)
          .joined(separator: "\n" + (margin ?? ""))))
    return true
  }

  /// Before the word that ends the function.
  private func insertAtFunctionEnd(_ template: CodeTemplate, _ change: inout CodeChange) -> Bool {
    let function = write.site.function
    let offset = file.source.lineStart(of: max(function.span.end - 1, 0))
    guard let head = file.source.text(ofLine: function.span.firstLine),
      let end = file.source.text(ofLine: function.span.lastLine)
    else { return false }
    let margin = String(head.prefix { $0 == " " || $0 == "\t" })
    guard end == margin + "end", let text = lines(template, margin: margin) else { return false }
    change.edit(file, .insert(text + "\n", at: offset))
    return true
  }

  private func insertInErrorBranch(_ template: CodeTemplate, _ change: inout CodeChange) -> Bool {
    guard let first = errorBranch?.block.statements.first,
      let margin = file.source.margin(at: first.span.start),
      let text = lines(template, margin: margin)
    else { return false }
    change.edit(file, .insert(text + "\n", at: file.source.lineStart(of: first.span.start)))
    return true
  }

  // MARK: In the call

  private var act: CodeLink? { write.query.use.links.last { $0.name == write.query.name } }

  private func rename(_ name: CodeTemplate, _ change: inout CodeChange) -> Bool {
    guard let act, let name = shown(name), name != act.name else { return false }
    let start = act.span.start
    guard let range = nameRange(of: act, from: start) else { return false }
    change.edit(file, Edit(range, with: name))
    return true
  }

  /// The bytes of a link's name.
  private func nameRange(of link: CodeLink, from start: Int) -> Range<Int>? {
    let bytes = file.source.bytes(start..<link.span.end) ?? []
    let name = Array(link.name.utf8)
    guard !name.isEmpty, bytes.count >= name.count else { return nil }
    for offset in 0...min(bytes.count - name.count, 4)
    where bytes[offset..<offset + name.count].elementsEqual(name) {
      return start + offset..<start + offset + name.count
    }
    return nil
  }

  private func append(_ template: CodeTemplate, _ change: inout CodeChange) -> Bool {
    guard let act, let text = shown(template) else { return false }
    change.edit(file, .insert(text, at: act.span.end))
    return true
  }

  /// Whether a text is all of what a call of the write is given.
  private func isArgument(_ span: CodeSpan) -> Bool {
    use.links.flatMap { $0.arguments ?? [] }.contains { $0.value.span == span }
  }

  private func appendToSQL(_ template: CodeTemplate, _ change: inout CodeChange) -> Bool {
    guard write.query.statement != nil, let text = shown(template) else { return false }
    let texts = write.site.function.strings.filter { string, span in
      isArgument(span) && string.value.mentionsIgnoringCase("insert into")
        && !["returning", "--", "on duplicate"].contains(where: string.value.mentionsIgnoringCase)
    }
    guard texts.count == 1, let span = texts.first?.span,
      let bytes = file.source.bytes(span.start..<span.end), bytes.count > 2
    else { return false }
    // Before the closing mark and the blanks inside of it.
    let mark = bytes[bytes.count - 1]
    guard [0x22, 0x27, 0x60].contains(mark), bytes[0] == mark || bytes[0] == 0x60 else {
      return false
    }
    let marks = bytes.reversed().prefix { $0 == mark }.count
    var end = bytes.count - marks
    while end > 0, [0x20, 0x09, 0x0A, 0x0D, 0x3B].contains(bytes[end - 1]) { end -= 1 }
    change.edit(file, .insert(" " + text, at: span.start + end))
    return true
  }
}

extension RecipeStep {
  /// Whether its words hold a refusal, which may need an import.
  var usesRefusal: Bool {
    switch self {
    case .wrap(let opening, let closing, _):
      (opening.holes + closing.holes).contains("refusal")
    case .before(let text), .inErrorBranch(let text), .replace(let text):
      text.holes.contains("refusal")
    default: false
    }
  }
}

import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension SQLAlchemyReading {
  /// Demand what is missing where it comes in: in the model of the body, the form, the endpoint.
  var requirement: [Fix] {
    guard kind == .notNull, let column = columns.first, !deletesParent, let endpoint else {
      return []
    }
    let label = field(column).replacing("_", by: " ")
    let input = PythonInput(endpoint, source)
    if let field = input?.field(key(of: column)), !field.isOptional { return [] }
    if writesOnlyWhatIsSent { return [refusedNull(column, endpoint, input)].compactMap(\.self) }
    if let input, let edited = input.requiring(key(of: column)) {
      return [
        edited.fix(
          "Demand \(label) in `\(input.type.name)`", .unsafe,
          because: """
            A request without it is answered before any statement runs. Other ways to the same \
            table keep their own rules.
            """)
      ].compactMap(\.self)
    }
    return [
      guarded(
        endpoint, column: column, message: "The \(label) is needed.",
        status: endpoint.library == .flask ? 400 : 422,
        title: "Demand \(label) in `\(endpoint.function.name)`",
        because: """
          A request without it is answered before any statement runs; the column stays required. \
          Other ways to the same table keep their own rules.
          """
      ) { "\($0) is None" }
    ].compactMap(\.self)
  }

  /// The column's limit where the value comes in.
  var limit: [Fix] {
    guard let endpoint, let limitedText else { return [] }
    let (column, length) = (limitedText.column.column, limitedText.characters)
    let label = field(column).replacing("_", by: " ")
    let reason = """
      The client reads that it is too long instead of an error of the server. The limit stands in \
      two places now: whoever widens the column has to widen it here as well.
      """
    let input = PythonInput(endpoint, source)
    if input?.isLimited(key(of: column)) == true { return [] }
    if let input, let edited = input.limiting(key(of: column), to: length) {
      return [
        edited.fix("Limit \(label) in `\(input.type.name)`", .unsafe, because: reason)
      ].compactMap(\.self)
    }
    return [
      guarded(
        endpoint, column: column, message: "The \(label) is too long.",
        status: endpoint.library == .flask ? 400 : 422,
        title: "Limit \(label) in `\(endpoint.function.name)`", because: reason
      ) { "len(\($0)) > \(length)" }
    ].compactMap(\.self)
  }

  /// The statement of a caller that leads to the failing one.
  private func calling(at site: PythonSite) -> PythonStatement? {
    let own = sites.first { $0.isSameFunction(as: site) }?.statement
    return own?.blocks.isEmpty == true ? own : nil
  }

  /// The column that a value is too long for, where the database does not name it: the only one
  /// with a limit that is written, or with the limit that the message names.
  var longColumn: String? {
    guard kind == .length else { return nil }
    let given = write?.use.values.map(\.column) ?? []
    let written = Set(given.isEmpty ? failingStatement?.writtenColumns ?? [] : given)
    let limited = (relation?.facts.columns ?? []).filter {
      $0.lengthMax != nil && written.contains($0.column)
    }
    if limited.count == 1 { return limited[0].column }
    // The statement and its values come behind the message's first line.
    let words = failure.event.exceptions.compactMap { $0.value?.split(separator: "\n").first }
    let named = limited.filter { column in
      words.contains { String($0).mentions("(\(column.lengthMax ?? 0))") }
    }
    return named.count == 1 ? named[0].column : nil
  }

  /// The name by which a column's value comes in: the attribute of the body that the write takes.
  func key(of column: String) -> String {
    guard let write, let value = given(column), !isSpread(value, at: write.site)
    else { return field(column) }
    let names = value.chain.map(\.name)
    if names.count == 2 { return names[1] }
    if names.count == 3, names[2] == "data" { return names[1] }
    return field(column)
  }

  /// The member of the request that an answer speaks of; `nil` when the rule has several columns.
  var refusedField: String? { columns.count == 1 ? key(of: columns[0]) : nil }

  /// A test of the value in the endpoint, before the row is made.
  func guarded(
    _ endpoint: PythonEndpoint, column: String, message: String, status: Int, title: String,
    because reason: String, test: (String) -> String
  ) -> Fix? {
    let site = endpoint.site
    guard let write, let values = values(of: [column], at: site), let value = values.first,
      let made = write.site.isSameFunction(as: site)
        ? site.statement(holding: write.use.span) : calling(at: site),
      let margin = site.file.margin(of: made), !site.isInLoop(made)
    else { return nil }
    let file = site.file
    let refusal = PythonRefusal(endpoint, source, field: key(of: column))
    var text = value.text
    // What raises for a missing item would never get to the test.
    let isOwn = write.site.isSameFunction(as: site)
    if isOwn, let expression = write.use.values.last(where: { $0.column == column })?.expression,
      case .subscripted(let base, let indices) = expression.kind, indices.count == 1,
      base.dottedName != nil
    {
      text = "\(file.source(of: base)).get(\(file.source(of: indices[0])))"
    }
    // What is asked already is not asked again.
    guard !file.source.text.mentions("if \(test(text)):") else { return nil }
    var change = PythonChange()
    change.insert(
      "\(margin)if \(test(text)):\n"
        + refusal.lines(message, status: status, margin: margin + file.style.indent),
      at: file.lineStart(of: made.span.start), in: file)
    refusal.addImports(to: &change, for: status)
    return change.fix(title, .unsafe, because: reason)
  }

  // MARK: - Parents

  /// Look whether the rows that are pointed to are there, and answer when one goes away meanwhile.
  var parentCheck: [Fix] {
    guard kind == .foreignKey, columns.count <= 1, let endpoint,
      let plan = SQLAlchemyTranslation(self), plan.site.isSameFunction(as: endpoint.site),
      let write
    else { return [] }
    let site = plan.site
    let known = columns.first ?? onlyReference
    let checked = (known.map { [$0] } ?? openReferences).compactMap { column in
      ParentLook(column, self, at: site)
    }
    let made =
      write.site.isSameFunction(as: site) ? site.statement(holding: write.use.span) : plan.wrapped
    guard !checked.isEmpty, let made, let margin = site.file.margin(of: made) else { return [] }
    var change = PythonChange()
    let text = checked.map { $0.text(plan, noun($0.parent), margin: margin) }.joined()
    change.insert(text, at: site.file.lineStart(of: made.span.start), in: site.file)
    for look in checked {
      importModel(look.parent, into: site.file, &change)
      look.addImports(plan, to: &change)
    }
    plan.apply(to: &change)
    let nouns = checked.map { noun($0.parent) }.joined(separator: " and the ")
    let fix = change.fix(
      "Look for the \(nouns) in `\(plan.functionName)`", .unsafe,
      because: """
        The look-up names what is missing. It may still go away between the look and the write, so \
        the database's refusal is answered as well.
        """)
    return [fix].compactMap(\.self)
  }

  /// The only foreign key that the write sets: SQLite does not name the one that it refuses for.
  var onlyReference: String? {
    let keys = (relation?.facts.columns ?? []).filter { $0.referencedTable != nil }
    if keys.count == 1 { return keys[0].column }
    return openReferences.count == 1 ? openReferences[0] : nil
  }

  /// The foreign keys whose rows nobody looked for: one that was read before is there.
  private var openReferences: [String] {
    guard let write else { return [] }
    let keys = (relation?.facts.columns ?? []).filter { $0.referencedTable != nil }
    return keys.filter { key in
      values(of: [key.column], at: write.site) != nil
        && !reading.uses.contains {
          $0.use.operation == .read && $0.use.table == key.referencedTable
        }
    }.map(\.column)
  }

  /// The parent's row locked while its child is written.
  var parentLock: [Fix] {
    guard kind == .foreignKey,
      let read = reading.uses.last(where: { use in
        use.use.operation == .read && use.use.table == parent?.facts.table && !use.use.locks
      }), let statement = read.site.statement(holding: read.use.span),
      let query = statement.expression(at: read.use.span), let call = query.asCall,
      call.name == "get", call.callee.chain.count > 1
    else { return [] }
    var change = PythonChange()
    change.insert(", with_for_update=True", at: query.span.end - 1, in: read.site.file)
    let fix = change.fix(
      "Lock the \(noun(parent)) in `\(read.site.functionName ?? "the function")`", .unsafe,
      because: """
        Nobody can delete the row between the look and the write. SQLite has no such lock and lets \
        one transaction write at a time; there the answer to the violation is what helps.
        """)
    return [fix].compactMap(\.self)
  }

  // MARK: - Deletion

  /// Say that the row is in use instead of failing; whether its children go with it is for people
  /// to decide.
  var refusalOfDeletion: [Fix] {
    guard let plan = SQLAlchemyTranslation(self), let deleted = deletedTable,
      let parent = libraries.relation(table: deleted)
    else { return [] }
    var change = PythonChange()
    plan.apply(to: &change)
    let refused = change.fix(
      "Answer in `\(plan.functionName)` that the \(noun(parent)) is in use", .unsafe,
      because: """
        Nothing is lost, and the client reads why. Where the children should go with it, or be kept \
        without it, the relationship has to say so: see the alternative.
        """)
    return [refused, cascade(of: parent)].compactMap(\.self)
  }

  /// `cascade` and `ondelete` where children may go with their parent.
  private func cascade(of parent: PythonRelation) -> Fix? {
    guard let child = relation, child.facts.table != parent.facts.table,
      let column = child.facts.columns.first(where: { $0.referencedTable == parent.facts.table })
    else { return nil }
    let name = child.facts.table
    return Fix(
      title: "Let the \(noun(child)) rows go with their \(noun(parent))", applicability: .guidance,
      rationale: """
        Only where a \(noun(child)) means nothing without its \(noun(parent)): the rows are deleted \
        for good, and the foreign key has to be made anew by a migration.
        """,
      sketch: """
        class \(parent.facts.name):
            \(name) = relationship(
                "\(child.facts.name)", cascade="all, delete-orphan", passive_deletes=True
            )

        class \(child.facts.name):
            \(column.field) = mapped_column(
                ForeignKey("\(parent.facts.table).\(parent.keyColumns.first ?? "id")", \
        ondelete="CASCADE")
            )

        """, isAlternative: true)
  }
}

/// The look for one row that is pointed to.
private struct ParentLook {
  let parent: PythonRelation
  private let value: SQLAlchemyValue

  init?(_ column: String, _ reading: SQLAlchemyReading, at site: PythonSite) {
    guard let table = reading.relation?.column(named: column)?.referencedTable,
      let parent = reading.libraries.relation(table: table), parent.keyColumns.count == 1,
      let value = reading.values(of: [column], at: site)?.first,
      // The key of a row that is at hand asks for nothing: `concert.id`.
      value.text != "\(parent.facts.name.underscored).\(parent.field(of: parent.keyColumns[0]))"
    else { return nil }
    self.parent = parent
    self.value = value
  }

  /// Whether the address itself names the row.
  func isInPath(_ plan: SQLAlchemyTranslation) -> Bool {
    plan.reading.endpoint?.parameters.contains(value.text) == true
  }

  func addImports(_ plan: SQLAlchemyTranslation, to change: inout PythonChange) {
    if isInPath(plan), let refusal = plan.refusalOfPath {
      refusal.addImports(to: &change, for: 404)
    } else if case .refusal(let refusal) = plan.reply {
      refusal.addImports(to: &change, for: refusal.missingStatus)
    }
  }

  func text(_ plan: SQLAlchemyTranslation, _ noun: String, margin: String) -> String {
    let inner = margin + plan.site.file.style.indent
    let get = plan.session.call("get(\(parent.facts.name), \(value.text))")
    let optional = value.isNullable ? "\(value.text) is not None and " : ""
    let answer: String
    if isInPath(plan), let refusal = plan.refusalOfPath {
      answer = refusal.lines(refusal.missingMessage(noun), status: 404, margin: inner)
    } else if case .refusal(let refusal) = plan.reply {
      answer = refusal.lines(
        refusal.missingMessage(noun), status: refusal.missingStatus, margin: inner)
    } else {
      answer = plan.answer(
        margin: inner, message: "There is no such \(noun).", fields: [value.field])
    }
    return "\(margin)if \(optional)\(get) is None:\n\(answer)"
  }
}

import EventSchema
import Fixes
import SourceCode

/// A key that is made of a text, so that the same text gives the same key: `slugify(title)`,
/// initials.
struct NumberedKey {
  private let reading: DjangoReading
  private let site: PythonSite
  private let model: DjangoModel
  private let field: DjangoModel.Field
  /// What makes the key.
  private let made: PythonExpression
  /// The statement behind which a free key is looked for; before the write where the key is made in
  /// it.
  private let statement: PythonStatement
  /// What holds the key: `self.slug`, `slug`; `nil` where the write itself makes it.
  private let target: String?
  /// Further conditions of the key: `course=self.course`.
  private let others: [String]

  init?(_ reading: DjangoReading) {
    guard reading.isAboutUniqueness, let site = reading.site, !site.isAsync,
      let model = reading.model, let write = reading.write,
      write.operation == .create || write.operation == .save, !TranslationPlan.isCaught(at: site)
    else { return nil }
    let fields = reading.violatedColumns.compactMap(model.field(column:))
    guard fields.count == reading.violatedColumns.count,
      let field = fields.last(where: { !$0.isRelation && $0.lengthMax != nil }),
      let making = Self.making(field, site, model, write)
    else { return nil }
    self.reading = reading
    self.site = site
    self.model = model
    self.field = field
    (made, statement, target) = making
    var others: [String] = []
    for other in fields where other.name != field.name {
      if let target, target.hasSuffix("." + field.name) {
        others.append("\(other.name)=\(target.dropLast(field.name.count))\(other.name)")
      } else if let value = write.values.last(where: { model.column(of: $0.field) == other.column }
      ),
        value.expression.isRepeatable
      {
        others.append("\(other.name)=\(site.file.source(of: value.expression))")
      } else {
        return nil
      }
    }
    self.others = others
  }

  /// `self.slug = slugify(self.title)`, `slug = slugify(title)`, or the value in the call itself.
  private static func making(
    _ field: DjangoModel.Field, _ site: PythonSite, _ model: DjangoModel, _ write: DjangoWrite
  ) -> (PythonExpression, PythonStatement, String?)? {
    let value = write.values.last { model.column(of: $0.field) == field.column }?.expression
    if let value, value.isMadeOfText { return (value, write.statement, nil) }
    var found: (PythonExpression, PythonStatement, String?)?
    for (statement, _) in site.scope.flattened
    where statement.span.end <= write.statement.span.start {
      guard case .assign(let targets, let made) = statement.kind, targets.count == 1,
        made.isMadeOfText, let target = targets[0].dottedName
      else { continue }
      let isOfRow = target.hasSuffix("." + field.name)
      let isName = value.map { $0.kind == .name(target) } ?? false
      if isOfRow || isName { found = (made, statement, target) }
    }
    return found
  }

  private var file: PythonFile { site.file }

  /// What is kept of the text when a number is behind it.
  private var lengthKept: Int {
    let length = field.lengthMax ?? 50
    return max(1, length > 20 ? length - 10 : length - 4)
  }

  var fix: Fix? {
    let style = file.style
    // The row may be made before the statement that saves it.
    let holder = site.scope.flattened.first { inner, _ in
      inner.blocks.isEmpty && inner.span.holds(made.span)
    }?.statement
    let statement = target == nil ? holder ?? statement : statement
    guard let margin = file.margin(of: statement) else { return nil }
    let key = target ?? field.name
    let used = Set(site.scope.flatMap(\.namesInside))
    guard target != nil || !used.contains(key),
      let base = ["base", "first_\(field.name)"].first(where: { !used.contains($0) }),
      let count = ["count", "number_of_\(field.name)"].first(where: {
        !used.contains($0) && $0 != key
      })
    else { return nil }
    // A row that is there may keep its own key.
    let row = target.flatMap {
      $0.hasSuffix("." + field.name) ? $0.dropLast(field.name.count) : nil
    }
    let condition = style.call(
      "\(model.name).\(model.managerOfAllRows).filter", ["\(field.name)=\(key)"] + others,
      prefix: "while ", suffix: (row.map { ".exclude(pk=\($0)pk)" } ?? "") + ".exists():",
      margin: margin)
    let quote = style.quote
    let loop =
      "\(margin)\(base), \(count) = \(key), 1\n\(condition)\n"
      + "\(margin)\(style.indent)\(count) += 1\n"
      + "\(margin)\(style.indent)\(key) = f\(quote){\(base)[:\(lengthKept)]}-{\(count)}\(quote)\n"
    var change = PythonChange()
    if target == nil {
      change.insert(
        "\(margin)\(key) = \(file.source(of: made))\n" + loop,
        at: file.lineStart(of: statement.span.start), in: file)
      change.edit(file, Edit(made.span.start..<made.span.end, with: key))
    } else {
      change.insert(loop, at: file.lineEnd(of: statement.span.end - 1), in: file)
    }
    reading.importModel(model, into: file, &change)
    return change.fix(
      "Number `\(field.name)` when it is taken in `\(site.functionName ?? "the function")`",
      .unsafe,
      because: """
        The same text gives the same key, so a number behind it makes the next one. Two requests at \
        once can still find the same number free: the second one is refused by the database.
        """)
  }

  /// The same text twice gives two rows.
  var test: TestCase? {
    guard !reading.changesRow, let write = reading.write,
      // The request does not decide the key.
      let scenario = DjangoScenario(DjangoReading(reading, movedTo: site, write, []))
    else { return nil }
    let model = scenario.model
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)KeyTests(TestCase):")
    file.add("    \"\"\"The same text twice gives two rows with keys of their own.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method(
      "test_a_taken_\(field.name)_is_followed_by_another_one(self)",
      [
        "for count in (1, 2):", "    response = \(scenario.send(by: "self.client"))",
        "    self.assertLess(response.status_code, 400)",
        "    self.assertEqual(\(model.name).objects.count(), count)",
        "keys = \(model.name).objects.values_list(\"\(field.name)\", flat=True)",
        "self.assertEqual(len(set(keys)), 2)",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_key"), framework: "django",
      code: file.text, title: "The same text twice gives two rows with keys of their own")
  }
}

extension PythonExpression {
  /// Whether it makes an address part of a text, or a short code.
  fileprivate var isMadeOfText: Bool {
    var found = calls.contains { $0.name?.lowercased().hasSuffix("slugify") == true }
    visit { part in
      found = found || part.joinsPieces
      return !found
    }
    return found
  }
}

extension PythonStatement {
  /// Plain names that occur in it.
  fileprivate var namesInside: [String] {
    var names: [String] = []
    visitExpressions { expression in
      if case .name(let name) = expression.kind { names.append(name) }
      return true
    }
    return names
  }
}

import SourceCode

/// A value of the key that is computed from the rows right before they are written.
struct ComputedKey {
  let site: PythonSite
  /// The field's name.
  let field: String
  /// From the computation to the write, neighbours in one block.
  let statements: [PythonStatement]

  init?(_ reading: DjangoReading) {
    guard let site = reading.site, let write = reading.write, !site.isAsync,
      write.operation == .create || write.operation == .save, let model = reading.model
    else { return nil }
    let keys = Set(model.fieldNames(for: reading.violatedColumns))
    let value = write.values.last { value in
      keys.contains(value.field) || keys.contains(model.field(named: value.field)?.name ?? "")
    }
    let computed =
      write.values.lazy.compactMap { value -> (String, PythonStatement)? in
        guard keys.contains(model.field(named: value.field)?.name ?? value.field),
          let statement = Self.computation(of: value.expression, write, at: site, reading.source)
        else { return nil }
        return (value.field, statement)
      }.first ?? Self.helped(write, keys, at: site, reading, model)
    guard value != nil, let (field, statement) = computed,
      let stretch = site.scope.stretch(from: statement.span, to: write.statement.span),
      stretch.last?.span == write.statement.span, stretch.count <= 8,
      stretch.dropLast().allSatisfy(\.isPlainStep)
    else { return nil }
    self.site = site
    self.field = field
    statements = stretch
  }

  /// The statement that gives the key what a helper of the project computes from the rows:
  /// `Invoice(number=Invoice.next_number())`.
  private static func helped(
    _ write: DjangoWrite, _ keys: Set<String>, at site: PythonSite, _ reading: DjangoReading,
    _ model: DjangoModel
  ) -> (String, PythonStatement)? {
    for value in write.values where keys.contains(model.field(named: value.field)?.name ?? "") {
      guard value.expression.readsRowsInHelper(at: site, reading.source) else { continue }
      let holder = site.scope.flattened.first { statement, _ in
        statement.blocks.isEmpty && statement.span.holds(value.expression.span)
      }
      if let holder { return (value.field, holder.statement) }
    }
    return nil
  }

  /// Where a value of the write is computed: `last + 1` with a name for what was read, or the
  /// reading in the write itself, `Invoice.objects.count() + 1`.
  private static func computation(
    of value: PythonExpression, _ write: DjangoWrite, at site: PythonSite, _ source: PythonSource
  ) -> PythonStatement? {
    switch value.kind {
    case .name(let name):
      return computation(of: name, before: write.statement, at: site, source)
    case .binary(let left, _, let right):
      // A row's own number is no computation from the rows.
      if value.readsRows { return write.statement }
      let names = [left, right].compactMap { operand -> String? in
        if case .name(let name) = operand.kind { name } else { nil }
      }
      return names.lazy.compactMap {
        computation(of: $0, before: write.statement, at: site, source)
      }.first
    default: return nil
    }
  }

  /// The statement that reads the largest value; a name for what it found may stand between.
  private static func computation(
    of name: String, before write: PythonStatement, at site: PythonSite, _ source: PythonSource,
    depth: Int = 3
  ) -> PythonStatement? {
    guard depth > 0 else { return nil }
    var found: PythonStatement?
    for statement in site.scope {
      statement.visit { inner in
        guard inner.span.end <= write.span.start else { return false }
        if inner.simpleAssignment?.name == name { found = inner }
        return true
      }
    }
    guard let found, let value = found.simpleAssignment?.value else { return nil }
    if value.readsRows || value.readsRowsInHelper(at: site, source) { return found }
    var names: [String] = []
    value.visit { part in
      if case .name(let inner) = part.kind { names.append(inner) }
      return true
    }
    return names.lazy.compactMap { inner in
      computation(of: inner, before: found, at: site, source, depth: depth - 1)
    }.first
  }

  var range: Range<Int>? { site.file.lines(of: statements) }
  var margin: String? { statements.first.flatMap { site.file.margin(of: $0) } }
  /// Whether the write's statement returns.
  var leaves: Bool { statements.suffix(1).map { $0 }.terminates }
}

extension PythonStatement {
  /// An assignment to a name, which may run again.
  fileprivate var isPlainStep: Bool {
    switch kind {
    case .assign(let targets, _):
      targets.allSatisfy {
        switch $0.kind {
        case .name, .attribute: true
        default: false
        }
      }
    case .annotate: true
    default: false
    }
  }
}

extension PythonExpression {
  /// `….aggregate(Max("number"))`, `….count()`, `….order_by("-number").first()`
  fileprivate var readsRows: Bool {
    calls.contains { call in
      ["aggregate", "count", "latest", "last", "first"].contains(call.name ?? "")
        && call.callee.chain.contains {
          $0.name == "objects" || $0.name.hasSuffix("_set") || $0.name == "cls"
        }
    }
  }

  /// Whether a function of the project that it calls returns what was read so.
  fileprivate func readsRowsInHelper(
    at site: PythonSite, _ source: PythonSource, depth: Int = 2
  ) -> Bool {
    calls.contains { call in
      guard let helper = source.callee(of: call, at: site) ?? source.method(named: call, at: site),
        let function = helper.function, function.name != site.function?.name
      else { return false }
      let inner = PythonSite(
        file: helper.file, line: function.body.last?.span.lastLine ?? function.line)
      return function.body.contains { statement in
        var found = false
        statement.visitExpressions { expression in
          found =
            found || expression.readsRows
            || depth > 1 && expression.asCall != nil
              && expression.readsRowsInHelper(at: inner, source, depth: depth - 1)
          return !found
        }
        return found
      }
    }
  }
}

extension PythonSource {
  /// A method of a class that is called by the class's name: `Invoice.next_number()`.
  fileprivate func method(named call: PythonCall, at site: PythonSite) -> PythonDefinition? {
    guard case .attribute(let base, let name) = call.callee.kind, let owner = base.dottedName,
      let definition = definition(of: owner, in: site.file), let type = definition.type
    else { return nil }
    return method(name, of: definition, type)
  }
}

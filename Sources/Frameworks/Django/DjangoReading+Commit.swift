import DatabaseErrors
import EventSchema
import SourceCode

extension DjangoReading {
  /// The write of the violated table on the way that the URL leads to and its callers, the write
  /// first, for a rule that is checked when the transaction of the request ends, where no line of
  /// the application's runs.
  static func sitesOfCommit(
    _ failure: Failure, _ model: DjangoModel?, _ source: PythonSource
  ) -> [PythonSite] {
    guard let model, failure.violation?.kind == .foreignKey,
      let definition = definition(failure, source),
      let function = definition.function ?? definition.type?.handler(of: failure.event.request)
    else { return [] }
    let view = PythonSite(file: definition.file, line: function.body.first?.span.firstLine ?? 0)
    return only(view.ways(to: model, in: function.body, source))
  }

  /// The same where the transaction is that of a function which the culprit's line calls: its
  /// decorator ends it when the function itself has returned.
  static func sitesBelow(
    _ sites: [PythonSite], _ failure: Failure, _ model: DjangoModel?, _ source: PythonSource
  ) -> [PythonSite] {
    guard let model, failure.violation?.kind == .foreignKey, let site = sites.first,
      let statement = site.statement, statement.blocks.isEmpty
    else { return sites }
    let way = only(site.ways(to: model, in: [statement], source))
    return way.isEmpty ? sites : way.dropLast() + sites
  }

  private static func only(_ ways: [[PythonSite]]) -> [PythonSite] {
    ways.count == 1 ? ways[0] : []
  }
}

extension PythonSite {
  /// The ways from these statements of the function to writes of a model's rows, through functions
  /// of the project; each with the write first.
  fileprivate func ways(
    to model: DjangoModel, in statements: [PythonStatement], _ source: PythonSource, depth: Int = 3
  ) -> [[PythonSite]] {
    var found: [[PythonSite]] = []
    for (statement, _) in statements.flattened {
      let bindings = bindings(before: statement.span.start)
      for call in statement.expressions.flatMap(\.calls) {
        let place = PythonSite(file: file, line: call.span.firstLine)
        if let write = DjangoWrite(call, statement, at: self, bindings) {
          if [.create, .save].contains(write.operation),
            DjangoReading.model(of: write, at: self, source)?.table == model.table
          {
            found.append([place])
          }
        } else if depth > 0, let callee = source.callee(of: call, at: self),
          let function = callee.function, let first = function.body.first
        {
          let inner = PythonSite(file: callee.file, line: first.span.firstLine)
          let ways = inner.ways(to: model, in: function.body, source, depth: depth - 1)
          found += ways.map { $0 + [place] }
        }
      }
    }
    return found
  }
}

extension PythonClass {
  /// The method of a view that answers a request, as far as the class has it itself.
  fileprivate func handler(of request: Request?) -> PythonFunction? {
    let names: [String] =
      switch request?.method?.uppercased() {
      case "PUT", "PATCH": ["update", "partial_update", "perform_update"]
      default: ["create", "perform_create", "form_valid"]
      }
    let own = request?.method.map { [$0.lowercased()] } ?? ["post"]
    return (own + names).lazy.compactMap { self.method($0)?.function }.first
  }
}

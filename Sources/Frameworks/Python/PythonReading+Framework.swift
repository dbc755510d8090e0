import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension Framework {
  /// A Python library whose code is read, without recipes of its own.
  ///
  /// - Parameters:
  ///   - marks: As of `reading(name:marks:calls:)`; also what its applications import.
  ///   - idioms: Pieces of code by which an excerpt without its imports is known.
  static func pythonReading(
    name: String, marks: [String], imports: [String], idioms: [String] = [],
    calls: LibraryCalls, _ libraries: [PythonLibrary]
  ) -> Framework {
    let pieces = Needles(imports.flatMap { ["import \($0)", "from \($0)"] } + idioms)
    return Framework(
      name: name, marks: marks,
      recognises: { _, source in
        // Without frames of the library: the culprit's own file says what it uses.
        guard source.path?.hasSuffix(".py") == true, let text = source.text else { return false }
        return pieces.stand(in: text)
      },
      reads: { PythonReader($0, PythonSource($0.tree, $1), libraries, calls) })
  }
}

/// Python code with libraries that have no frames of their own to go by, beside those that are
/// given. Without recipes.
///
/// A class, for the memory of what was read; it never leaves the call that made it.
final class PythonReader: FrameworkReader {
  let failure: Failure
  /// The application's frames whose source is at hand, the culprit first, then its callers.
  let sites: [PythonSite]
  private let libraries: PythonLibraries
  /// What the frames of the libraries say.
  private let operation: SourceFacts.Operation?
  private var readings: [SourceFacts.Operation?: PythonReading] = [:]

  /// - Parameter calls: What the frames of the libraries say.
  init(
    _ failure: Failure, _ source: PythonSource, _ libraries: [PythonLibrary],
    _ calls: LibraryCalls? = nil
  ) {
    self.failure = failure
    sites = PythonSource.sites(failure, source)
    self.libraries = PythonLibraries(libraries, source)
    let below = (failure.culpritIndex ?? -1) + 1
    operation = calls?.operation(failure.frames[below...])
  }

  /// The failure, had its statement done this.
  func reading(_ operation: SourceFacts.Operation?) -> PythonReading {
    if let known = readings[operation] { return known }
    let reading = PythonReading(failure, libraries, sites: sites, operation)
    readings[operation] = reading
    return reading
  }

  var facts: SourceFacts {
    var facts = SourceFacts()
    facts.operation = operation
    facts.upsert = UpsertHelper.called(in: failure.frames, culpritIndex: failure.culpritIndex)
    let reading = reading(operation)
    guard !sites.isEmpty else {
      facts.relation = reading.relation?.facts
      return facts
    }
    reading.addWay(to: &facts)
    reading.add(to: &facts)
    return facts
  }

  func fixes(for remedy: Remedy, _ facts: SourceFacts) -> [Fix] { [] }

  func tests(
    for remedies: [Remedy], _ facts: SourceFacts, fixes: (Remedy) -> [Fix]
  ) -> [TestCase] { [] }
}

extension PythonSource {
  /// The application's frames whose source is at hand, the culprit first, then its callers.
  static func sites(_ failure: Failure, _ source: PythonSource) -> [PythonSite] {
    guard let culprit = failure.culpritIndex, failure.frames.indices.contains(culprit),
      // Without the culprit's source a caller must not pass for it.
      let first = PythonSite(failure.frames[culprit], in: source)
    else { return [] }
    return [first] + failure.callers.compactMap { PythonSite(failure.frames[$0], in: source) }
  }
}

extension PythonReading {
  /// The facts about the write itself and the look-ups before it.
  func addWay(to facts: inout SourceFacts) {
    facts.relation = relation?.facts
    facts.write = writePlace
    if let write {
      let operation = write.use.operation
      // What the source says is closer than "a statement was run".
      if facts.operation == nil || facts.operation == .rawStatement || facts.operation == .save {
        facts.operation = operation
      }
      facts.writtenColumns = write.use.values.map(\.column).reduce(into: []) {
        if !$0.contains($1) { $0.append($1) }
      }
      facts.upsert = upsert(write) ?? facts.upsert
    }
    facts.checks = checks
    facts.read = read.map { fact($0, guards: false) }
    facts.handlers = handlers
    facts.validators = validators
    facts.siblingChecks = siblingChecks
    facts.sawWholeFunction = path.steps.last?.site.sawWholeFunction ?? false
    facts.sawWholeSource = failure.tree.isComplete
  }

  private var writePlace: SourceFacts.Place? {
    if let write { return place(of: write) }
    guard let last = path.steps.last else { return nil }
    return last.site.file.place(line: last.site.line, in: last.site.functionName)
  }

  /// The look-ups of the written relation, in the order of execution.
  var checks: [SourceFacts.Check] {
    uses.filter { use in
      guard !use.leavesBefore || use.guards else { return false }
      let isLook = use.use.operation == .read || (use.use.operation == .update && use.guards)
      guard isLook else { return false }
      return table == nil || use.use.isAbout(table)
    }.map { fact($0, guards: $0.guards) }
  }

  private func fact(_ use: PathUse, guards: Bool) -> SourceFacts.Check {
    // Of a set of values that is asked whether it holds the new one, those values.
    let isAskedAmong = use.isStaleSet || use.use.lookups.isEmpty && use.guards
    var columns =
      isAskedAmong && !use.use.selected.isEmpty ? use.use.selected : use.use.lookupColumns
    if use.use.looksByIdentity, use.use.relation == nil, failure.violation?.kind == .primaryKey,
      !key.isEmpty
    {
      columns = key
    }
    return SourceFacts.Check(
      place: place(of: use), table: use.use.table ?? (use.use.isAbout(table) ? table : nil),
      columns: columns, otherPredicates: use.use.otherPredicates,
      foldsCase: use.use.lookups.contains { $0.foldsCase || $0.value?.foldsText == true },
      guardsWrite: guards, locks: use.use.locks)
  }

  private var handlers: [SourceFacts.Handler] {
    path.steps.reversed().flatMap { step in
      step.site.handlers(around: step.target).map { handler, hasSavepoint in
        SourceFacts.Handler(
          place: step.site.file.place(handler.span, in: step.site.functionName),
          hasSavepoint: hasSavepoint)
      }
    }
  }

  private func upsert(_ write: PathUse) -> SourceFacts.Upsert? {
    guard write.use.operation == .upsert else { return nil }
    let columns = write.use.conflictColumns ?? write.use.lookupColumns
    let isStatement = write.use.conflictColumns != nil
    return SourceFacts.Upsert(
      place: place(of: write), helper: write.use.helper ?? "upsert", lookupColumns: columns,
      readsAgain: write.use.readsAgain || isStatement && write.use.helper != "merge")
  }

  /// Look-ups of the violated columns in other functions, before a write of the same relation.
  private var siblingChecks: [SourceFacts.Check] {
    guard let table, !key.isEmpty else { return [] }
    var result: [SourceFacts.Check] = []
    let name = relation?.facts.name ?? table
    for file in libraries.source.files(mentioning: name).prefix(PythonSource.filesParsedMax) {
      for (_, function, _) in file.functions {
        guard !path.steps.contains(where: { $0.site.function == function }) else { continue }
        result += guardedWrites(of: table, in: function, file)
      }
    }
    let known = Set(facts(of: uses))
    return result.filter { !known.contains($0.place) }.sorted {
      ($0.place.path, $0.place.line) < ($1.place.path, $1.place.line)
    }
  }

  private func facts(of uses: [PathUse]) -> [SourceFacts.Place] { uses.map(place(of:)) }

  private func guardedWrites(
    of table: String, in function: PythonFunction, _ file: PythonFile
  ) -> [SourceFacts.Check] {
    var (looks, write): ([(PythonRowUse, PythonSite)], CodeSpan?) = ([], nil)
    for (statement, _) in function.body.flattened {
      let site = PythonSite(file: file, line: statement.span.firstLine)
      for use in libraries.uses(in: statement, at: site) where use.isAbout(table) {
        if use.operation == .read { looks.append((use, site)) }
        if use.isInsertion, use.isWrite { write = use.span }
      }
    }
    guard let write else { return [] }
    return looks.compactMap { use, site in
      guard Set(key).isSubset(of: use.lookupColumns),
        PythonGuard(use.answer ?? use.span, before: write, in: function.body).holds
      else { return nil }
      let found = PathUse(use: use, site: site, moment: 0, end: write)
      return fact(found, guards: true)
    }
  }
}

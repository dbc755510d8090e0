import DatabaseErrors
import EventSchema
import SourceCode

/// One failure of a Django application, read from its frames and source: the ground of the facts,
/// of the changes and of the tests.
///
/// A class, since everything that a recipe makes holds it.
final class DjangoReading {
  let failure: Failure
  let source: PythonSource
  /// The application's frames whose source is at hand, the culprit first, then its callers.
  let sites: [PythonSite]
  let operation: SourceFacts.Operation?
  let write: DjangoWrite?
  /// The model of the violated table; of the write where the table is unknown.
  let model: DjangoModel?
  /// Look-ups of the written table before the write, in the order of execution.
  let checks: [DjangoCheck]
  let validators: [DjangoValidator]
  /// The view that the URL leads to, for a request without a frame of the application's.
  let routedView: PythonSite?
  private(set) lazy var facts = readFacts()

  convenience init(_ failure: Failure, _ files: ParsedFiles) {
    self.init(failure, PythonSource(failure.tree, files))
  }

  convenience init(_ failure: Failure, _ source: PythonSource) {
    let violated =
      Self.table(failure).flatMap(source.model(table:))
      ?? failure.violation?.constraint.flatMap(source.model(constraint:))
    let failure = Self.behindOwnSave(failure, violated, source)
    let sites =
      failure.culpritIndex == nil
      ? Self.sitesOfCommit(failure, violated, source)
      : Self.sitesBelow(Self.sites(failure, source), failure, violated, source)
    // Without a frame of the application's all of them are below it.
    let framesBelow = failure.frames[(failure.culpritIndex.map { $0 + 1 } ?? 0)...]
    let ofFrames = LibraryCalls.django.operation(framesBelow)
    let write = sites.first.flatMap { Self.write(at: $0, ofFrames, violated, source) }
    let model = violated ?? write.flatMap { Self.model(of: $0, at: sites.first, source) }
    self.init(
      failure, source: source, sites: sites, write: write, model: model,
      operation: ofFrames ?? write?.operation)
  }

  init(
    _ failure: Failure, source: PythonSource, sites: [PythonSite], write: DjangoWrite?,
    model: DjangoModel?, operation: SourceFacts.Operation? = nil
  ) {
    let routedView = sites.isEmpty ? Self.routedView(failure, source) : nil
    let validators = Self.validators(
      sites + [routedView].compactMap(\.self), write, of: model, source)
    self.routedView = routedView
    self.failure = failure
    self.source = source
    self.sites = sites
    self.write = write
    self.model = model
    self.validators = validators
    self.operation = operation ?? write?.operation
    checks = Self.checks(sites, write, model, source) + Self.checks(validators, model)
  }

  /// The culprit's site.
  var site: PythonSite? { sites.first }

  /// Of the violated table, from the message or from what it implies.
  static func table(_ failure: Failure) -> String? {
    failure.violation?.knownTable
  }

  /// The violated columns; for a read that failed, those that it looked up by.
  var violatedColumns: [String] {
    guard let violation = failure.violation else { return [] }
    let columns = violation.knownColumns
    // A check is known by its name.
    guard columns.isEmpty, violation.kind == .check, let name = violation.constraint, let model,
      let declared = model.constraints.first(where: { $0.name == name })
    else { return columns }
    return declared.fields.compactMap { model.column(of: $0) }
  }

  private static func sites(_ failure: Failure, _ source: PythonSource) -> [PythonSite] {
    guard let culprit = failure.culpritIndex, failure.frames.indices.contains(culprit) else {
      return []
    }
    // Without the culprit's source a caller must not pass for it.
    guard let first = PythonSite(failure.frames[culprit], in: source) else { return [] }
    return [first] + failure.callers.compactMap { PythonSite(failure.frames[$0], in: source) }
  }

  private static func write(
    at site: PythonSite, _ operation: SourceFacts.Operation?, _ model: DjangoModel?,
    _ source: PythonSource
  ) -> DjangoWrite? {
    guard let statement = site.statement else { return nil }
    if let own = DjangoWrite.find(in: statement, at: site, operation) { return own }
    // A deferred constraint fails on the line of `with transaction.atomic():`.
    var found: [DjangoWrite] = []
    for block in statement.blocks {
      for inner in block.statements {
        inner.visit { part in
          if let write = DjangoWrite.find(in: part, at: site, operation), write.operation != .read {
            found.append(write)
          }
          return true
        }
      }
    }
    let fitting = found.first { write in
      guard let model else { return true }
      return self.model(of: write, at: site, source)?.table == model.table
    }
    return fitting ?? found.first
  }

  static func model(
    of write: DjangoWrite, at site: PythonSite?, _ source: PythonSource
  ) -> DjangoModel? {
    guard let site else { return nil }
    if let name = write.model { return source.model(name, in: site.file) }
    if let related = write.relatedManager { return source.model(relatedManager: related)?.model }
    return nil
  }

  /// The span of the statement that leads to the write, in each site.
  func target(at site: PythonSite) -> CodeSpan? { Self.target(at: site, write, isCulprit(site)) }

  private static func target(
    at site: PythonSite, _ write: DjangoWrite?, _ isCulprit: Bool
  ) -> CodeSpan? {
    if isCulprit, let write { return write.call.span }
    return site.statement?.span
  }

  private func isCulprit(_ site: PythonSite) -> Bool {
    site.line == sites.first?.line && site.file.source.path == sites.first?.file.source.path
  }

  private static func checks(
    _ sites: [PythonSite], _ write: DjangoWrite?, _ model: DjangoModel?, _ source: PythonSource
  ) -> [DjangoCheck] {
    // Callers run first.
    sites.enumerated().reversed().flatMap { index, site -> [DjangoCheck] in
      guard let target = target(at: site, write, index == 0) else { return [] }
      return DjangoCheck.find(at: site, before: target, of: model, in: source)
    }
  }

  private static func checks(
    _ validators: [DjangoValidator], _ model: DjangoModel?
  ) -> [DjangoCheck] {
    validators.flatMap(\.checks).filter { found in
      found.check.table == nil || model == nil || found.check.table == model?.table
    }
  }
}

import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// A failure in code with SQLAlchemy, and what its recipes ask about that code.
///
/// A class, since everything that a recipe makes holds it.
final class SQLAlchemyReading {
  let failure: Failure
  let facts: SourceFacts
  let reading: PythonReading
  /// The application's frames whose source is at hand, the culprit first, then its callers.
  let sites: [PythonSite]
  /// The violated or missing key: database names.
  let columns: [String]
  /// The declaration of the table that the failure is about.
  let relation: PythonRelation?
  /// The driver whose statements the code writes itself; `nil` where SQLAlchemy writes them.
  let driver: PythonDriver?
  /// The class of the error that the code sees.
  let raisedType: String
  /// What the endpoint's own input says of its fields.
  private(set) lazy var fieldRules: [String: FieldRules] = {
    let fields = endpoint.flatMap { PythonInput($0, source) }?.allFields ?? []
    return Dictionary(fields.map { ($0.name, FieldRules($0)) }) { first, _ in first }
  }()

  /// `nil` when the culprit's source is not at hand.
  init?(
    _ python: PythonReader, _ facts: SourceFacts, _ remedy: Remedy?, driver: PythonDriver? = nil,
    raising type: String = "IntegrityError"
  ) {
    let sites = python.sites
    guard !sites.isEmpty else { return nil }
    let reading = python.reading(facts.operation)
    failure = python.failure
    self.driver = driver
    raisedType = type
    self.facts = facts
    self.reading = reading
    // Without callers in the trace, those that the source shows.
    let found = reading.path.steps.reversed().map(\.site)
    self.sites = found.count > sites.count ? Array(found) : sites
    // SQLite does not say which table's foreign key refuses: then the statement's table is known.
    let statement = python.failure.violation?.statement.flatMap(SQLStatement.read)
    relation =
      remedy?.table.flatMap(reading.libraries.relation(table:)) ?? reading.relation
      ?? statement?.table.flatMap(reading.libraries.relation(table:))
      ?? reading.write?.use.table.flatMap(reading.libraries.relation(table:))
    failingStatement = statement
    let named = remedy?.columns ?? []
    let known = named.isEmpty ? reading.keyColumns : named
    if known.isEmpty, let name = failure.violation?.constraint {
      columns = relation?.facts.constraints.first { $0.name == name }?.columns ?? []
    } else {
      columns = known
    }
  }

  var source: PythonSource { reading.libraries.source }
  var libraries: PythonLibraries { reading.libraries }
  /// What failed to write; of several changes of one row the one that is about the column.
  var write: PythonReading.PathUse? {
    guard let write = reading.write, write.use.operation == .update, let column = columns.first,
      !write.use.values.contains(where: { $0.column == column })
    else { return reading.write }
    return reading.uses.last { use in
      use.use.operation == .update && use.use.isAbout(relation?.facts.table)
        && use.use.values.contains { $0.column == column }
    } ?? write
  }
  var kind: ConstraintViolation.Kind? { failure.violation?.kind }
  /// What the database refused, where the message prints the statement.
  let failingStatement: SQLStatement?
  /// The table whose row the path removes.
  var deletedTable: String? {
    let statement = failingStatement
    if statement?.verb == .delete { return statement?.table }
    if driver != nil, let write, write.use.operation == .delete { return write.use.table }
    return facts.deletes.last?.table
  }
  var isAboutUniqueness: Bool { kind == .unique || kind == .primaryKey || kind == .exclusion }

  /// The model as the code names it.
  var modelName: String? { relation?.facts.name }

  /// The names of the key's attributes in the code.
  var fields: [String] { columns.map(field) }

  func field(_ column: String) -> String { relation?.field(of: column) ?? column }

  /// The statement of a function on the stack that leads to the failure: the culprit's own, or the
  /// one that calls on.
  func statement(at site: PythonSite) -> PythonStatement? {
    guard let statement = site.statement, site.file.margin(of: statement) != nil else { return nil }
    return statement
  }

  /// The function that answers the request, if it is on the stack and routed.
  var endpoint: PythonEndpoint? {
    sites.lazy.compactMap { PythonEndpoint($0, self.source) }.first ?? endpointOfTask
  }

  /// Without a request: what a worker or a clock runs, as near to the write as it can be called.
  var job: PythonEndpoint? {
    guard endpoint == nil, sites.contains(where: \.isOfWorker) else { return nil }
    return sites.lazy.compactMap(PythonEndpoint.init(jobAt:)).first
  }

  /// The one that has the outermost function done behind its answer:
  /// `tasks.add_task(record_play, episode.id)`; `nil` where several do.
  private var endpointOfTask: PythonEndpoint? {
    guard let task = sites.last, let name = task.functionName else { return nil }
    let files = source.files(mentioning: "add_task(").filter { $0.source.text.mentions(name) }
    let found = files.flatMap { file in
      file.module.calls.filter { call in
        guard call.name == "add_task", let given = call.positional.first?.dottedName,
          let home = source.definition(of: given, in: file)
        else { return false }
        return home.function?.line == task.function?.line
          && home.file.source.path == task.file.source.path
      }.compactMap { PythonEndpoint(PythonSite(file: file, line: $0.span.firstLine), source) }
    }
    return found.count == 1 ? found[0] : nil
  }

  /// What the model is called in a sentence: `waiting list entry`.
  func noun(_ relation: PythonRelation?) -> String {
    guard let name = relation?.facts.name else { return "row" }
    return name.underscored.replacing("_", by: " ")
  }

  /// What clients read when the key is taken.
  var takenMessage: String {
    let labels = columns.map { column -> String in
      let name = field(column)
      let isReference = name.hasSuffix("_id") && name.count > 3
      return (isReference ? String(name.dropLast(3)) : name).replacing("_", by: " ")
    }
    guard !labels.isEmpty else { return "This exists already." }
    let list =
      labels.count > 1
      ? labels.dropLast().joined(separator: ", ") + " and " + (labels.last ?? "") : labels[0]
    let noun = noun(relation)
    let article = "aeiou".contains(noun.first ?? "x") ? "An" : "A"
    return "\(article) \(noun) with this \(list) already exists."
  }
}

extension PythonSite {
  /// Whether a worker or a clock runs it, as its decorators or its place say.
  fileprivate var isOfWorker: Bool {
    if let entry { return [.task, .schedule].contains(entry) }
    let words: Set<Substring> = ["worker", "task", "job", "consumer", "listener", "queue"]
    return file.source.path.split(separator: "/").contains { part in
      let name = part.prefix { $0 != "." }
      return words.contains(name) || name.hasSuffix("s") && words.contains(name.dropLast())
    }
  }
}

extension PythonRelation {
  /// The attribute of a column in the code.
  func field(of column: String) -> String {
    facts.columns.first { $0.column.lowercased() == column.lowercased() }?.field ?? column
  }

  func column(named column: String) -> Relation.Column? {
    facts.columns.first { $0.column.lowercased() == column.lowercased() }
  }
}

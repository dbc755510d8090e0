public import DatabaseErrors
public import Fixes
import SourceCode

/// What to do so that a project's tests run with its real database on every push.
public enum IntegrationProposal: Sendable, Hashable {
  /// A job does so already; `path` is its file.
  case exists(path: String)
  /// A new job, as a diff or, where something keeps it from working as it is, as guidance.
  case proposed(Fix)
  /// A sentence that says why there is nothing to propose.
  case nothing(reason: String)
}

/// Proposes the job for the project at hand.
///
/// - Parameters:
///   - files: How the project is built, and its source.
///   - systems: What systems of continuous integration read of it.
///   - hostKind: The kind of host that the remote is at, if it is known: `gitlab`.
///   - dbms: The product that refused the statement.
public func proposeIntegration(
  for files: ProjectFiles, _ systems: IntegrationFiles, hostKind: String?, dbms: DBMS?
) -> IntegrationProposal {
  guard let dbms else {
    return .nothing(reason: "which database refused the statement is not known")
  }
  let service = DatabaseService.of(dbms)?.withImage(of: files)
  guard service != nil || dbms == .sqlite else {
    return .nothing(reason: "there is no recipe for a service with \(dbms.rawValue)")
  }
  var found: Job?
  for toolchain in Toolchain.all where found == nil { found = toolchain.job(files, dbms) }
  guard let job = found else {
    return .nothing(
      reason: "how the project's tests run cannot be told from its files; no recipe fits")
  }
  for system in IntegrationSystem.all {
    for file in system.files(systems) where runs(job, beside: service, file, files) {
      return .exists(path: file.path)
    }
  }
  guard let system = system(systems, hostKind) else {
    return .nothing(
      reason: "there is a recipe for GitHub Actions and GitLab CI, and the project has neither")
  }
  return propose(job, service, dbms, files, systems, system)
}

/// The system whose files are there; of two the one that comes with the host. A project without
/// any gets its host's one, and without a host GitHub's, whose files others read, too.
private func system(_ files: IntegrationFiles, _ hostKind: String?) -> IntegrationSystem? {
  let used = IntegrationSystem.all.filter { !$0.files(files).isEmpty }
  if let own = used.first(where: { $0.hostKind == hostKind }) ?? used.first { return own }
  guard let hostKind else { return IntegrationSystem.gitHubActions }
  return IntegrationSystem.all.first { $0.hostKind == hostKind }
}

/// Whether a file has a job with the product beside it; without one, a job that runs the tests.
private func runs(
  _ job: Job, beside service: DatabaseService?, _ file: SourceFile, _ files: ProjectFiles
) -> Bool {
  let lines = file.text.split(whereSeparator: \.isNewline)
    .filter { $0.first { $0 != " " && $0 != "\t" } != "#" }
  guard let service else {
    let words = job.test.split(separator: " ").suffix(2).joined(separator: " ")
    return lines.contains { $0.contains(words) }
  }
  let text = lines.joined(separator: "\n")
  if imagesNamed(in: text).contains(where: service.isImage) { return true }
  let actions = lines.filter { $0.contains("uses:") }
  if actions.contains(where: { line in service.imageNames.contains { line.contains($0) } }) {
    return true
  }
  // What starts the project's own containers starts its database.
  let composed = files.texts(
    ["docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml"], in: "")
  return (text.contains("docker compose up") || text.contains("docker-compose up"))
    && composed.contains { imagesNamed(in: $0).contains(where: service.isImage) }
}

private func propose(
  _ job: Job, _ service: DatabaseService?, _ dbms: DBMS, _ files: ProjectFiles,
  _ systems: IntegrationFiles, _ system: IntegrationSystem
) -> IntegrationProposal {
  let reach = service.map { system.reach(job, $0) }
  let place = service.map { DatabasePlace($0, for: job, host: reach?.host ?? "") }
  let mentioned = DatabaseVariable.mentioned(in: files.paths.compactMap(files.text))
  let told = place?.variables(of: job, mentioned) ?? []
  var obstacles = [reach?.obstacle].compactMap { $0 } + job.obstacles
  obstacles += job.database.literals.unspeakable
  if service != nil, told.isEmpty, job.database.literals == DatabaseLiterals() {
    obstacles.append(
      "No file reads the database's address from the environment, so the tests would not find it.")
  }
  let product = service?.name ?? "SQLite"
  let planned = PlannedJob(
    title: "Tests on \(product)", word: dbms.rawValue, job: job, place: place,
    serviceName: reach?.serviceName ?? "database",
    variables: (job.environment + told).sorted { $0.name < $1.name })
  switch system.change(planned, systems) {
  case .impossible(let reason): return .nothing(reason: reason)
  case .file(let path, let before, let after):
    let what = service == nil ? "run the tests on every push" : "run the tests with a real database"
    var fix = Fix(
      title: "Let \(system.name) \(what)",
      applicability: obstacles.isEmpty ? .unsafe : .guidance,
      rationale: rationale(service?.name, obstacles + job.notes), files: [path])
    if obstacles.isEmpty {
      fix.diff = UnifiedDiff([FileChange(path: path, before: before, after: after)]).text
    } else {
      fix.sketch = after
    }
    return .proposed(fix)
  }
}

private func rationale(_ product: String?, _ sentences: [String]) -> String {
  let reason =
    product.map { product in
      """
      Constraints, locks and messages of \(product) differ from those of another product, so a \
      test on another one proves little. It does not replace a run on the production's version.
      """
    } ?? "SQLite needs no service beside the job."
  return ([reason] + sentences).joined(separator: " ")
}

extension DatabaseLiterals {
  /// Sentences about what cannot be written into a job as it is.
  var unspeakable: [String] {
    let named = [("user", user), ("password", password), ("name", database)]
    var sentences = named.compactMap { name, value -> String? in
      guard let value, !value.utf8.allSatisfy(Self.isPlain) else { return nil }
      return "The settings' \(name) of the database has characters that a job would misread."
    }
    if let host, !IntegrationSystem.isLoopback(host), !host.utf8.allSatisfy(Self.isPlain) {
      sentences.append(
        "The settings name a host for the database that a job does not have: let them read it from"
          + " the environment.")
    }
    return sentences
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

import Diagnosis
import EventSchema
import Fixes
import Foundation
import Hosting
import Issues
import Proof
import Reports
import SourceCode
import Storage

/// Tries the change of one issue in a worktree of the release that failed, and delivers it as the
/// project wants.
///
/// Commands come from the configuration alone. Of an event, nothing reaches a command line: its
/// release is looked up as a name of a commit, and the branch is named for the issue's number.
struct IssueProver: Sendable {
  /// By the projects' numbers.
  var settings: [Int64: ProofSettings]
  var directory: String
  var secondsMax: Double
  var memoryMegabytes: Int
  var diskMegabytes: Int
  var archive: any EventArchive
  /// Of the process, for tokens.
  var environment: [String: String]

  init(
    _ configuration: Configuration, archive: any EventArchive, environment: [String: String]
  ) {
    let wanted = configuration.projects.compactMap { project in
      project.proofs.map { (project.id, $0) }
    }
    settings = Dictionary(wanted) { first, _ in first }
    let current = FileManager.default.currentDirectoryPath
    let named = configuration.proofsDirectory
    directory = named.hasPrefix("/") ? named : "\(current)/\(named)"
    secondsMax = Double(configuration.proofSecondsMax)
    memoryMegabytes = configuration.proofMemoryMegabytes
    diskMegabytes = configuration.proofDiskMegabytes
    self.archive = archive
    self.environment = environment
  }

  /// `nil` when there is too little space.
  func makeGuard() -> ProofGuard? {
    // The copies of repositories know the addresses that they come from, with what lets them in.
    try? FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return ProofGuard(
      places: [directory, NSTemporaryDirectory()], diskBytes: Int64(diskMegabytes) << 20,
      seconds: secondsMax)
  }

  /// `nil` when the collector ends meanwhile: then it is tried again.
  func prove(issue: Int64, _ guarding: ProofGuard?) -> IssueProof? {
    let start = ContinuousClock.now
    var attempt = Attempt(prover: self, issue: issue)
    var result: IssueProof
    do {
      guard let guarding else {
        throw ProofError(
          .file, "less than \(diskMegabytes) MB are free for it; make room in \(directory)")
      }
      result = try attempt.run(guarding.interruption)
    } catch {
      result = attempt.failure("\(error)")
    }
    switch guarding?.reason {
    case .collectorEnds: return nil
    case .outOfTime:
      result = attempt.failure(
        "it took longer than \(Int(secondsMax)) s, which proofs.seconds allows")
    case .outOfSpace:
      result = attempt.failure("it used more space than proofs.diskMegabytes allows")
    case nil: break
    }
    result.seconds = (ContinuousClock.now - start) / .seconds(1)
    let secrets = Set(settings.values.compactMap { secret(in: $0.repository) })
    for secret in secrets {
      result.reason = result.reason?.split(separator: secret).joined(separator: "…")
      result.notes = result.notes.map { $0.split(separator: secret).joined(separator: "…") }
    }
    return result
  }

  /// The command with the bounds of its processes: address space, and the size of a file. A core
  /// would be as large as either. The code under test does not see the collector's own secrets.
  func bounded(_ command: String) -> TestCommand {
    let secrets = environment.keys.filter { name in
      Host.all.contains { $0.tokenVariables.contains(name) } || name.hasPrefix("TRIAGE_")
    }.filter { $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } }
    let lines =
      secrets.sorted().map { "unset \($0)" } + [
        "ulimit -c 0", "ulimit -v \(memoryMegabytes * 1_024) || exit 126",
        "ulimit -f \(diskMegabytes * 2_048) || exit 126",
        "renice -n 10 -p $$ >/dev/null 2>/dev/null",
        command,
      ]
    return TestCommand(lines.joined(separator: "\n"), secondsMax: secondsMax)
  }
}

/// What stands before the host in a URL: git repeats it when it cannot reach the host. A name alone
/// is a token where it is sent over the web, and none for SSH.
private func secret(in repository: String) -> String? {
  guard let mark = repository.range(of: "://") else { return nil }
  let authority = repository[mark.upperBound...].prefix { $0 != "/" }
  guard let end = authority.lastIndex(of: "@"), end > authority.startIndex else { return nil }
  let isWeb = repository[..<mark.lowerBound].lowercased().hasPrefix("http")
  guard isWeb || authority[..<end].contains(":") else { return nil }
  return String(authority[..<end])
}

/// One issue's change on its way.
private struct Attempt {
  let prover: IssueProver
  let issue: Int64
  private var notes: [String] = []
  private var revision: (name: String, commit: String)?

  init(prover: IssueProver, issue: Int64) {
    self.prover = prover
    self.issue = issue
  }

  func failure(_ reason: String) -> IssueProof {
    IssueProof(
      state: .impossible, reason: reason, commit: revision?.commit, revision: revision?.name,
      notes: notes)
  }

  mutating func run(_ interruption: Interruption) throws -> IssueProof {
    guard let record = try prover.archive.issue(issue),
      let settings = prover.settings[record.project]
    else { return failure("its project does not ask for it any more") }
    let project = "\(prover.directory)/\(record.project)"
    let mirror = try Mirror(of: settings.repository, in: project + "/repository", interruption)
    let revision = try revision(of: record, mirror)
    self.revision = revision
    let tree = try mirror.checkout.sourceTree(of: revision.commit)
    guard
      let report = try IssueStore(prover.archive).report(
        issue: issue, in: tree, schema: Schema.declared(in: tree))
    else { return failure("its event is not there") }
    guard Freshness(of: report.diagnosis, in: tree) == .same else {
      return failure(
        "the source of \(revision.name) is not the one that failed; tag releases, or let the SDK "
          + "send the commit as the release")
    }
    let plan = try Plan(
      report.diagnosis, source: .commit(revision.commit, of: mirror.checkout))
    // A part of a cure is none: the tests are those of all changes.
    if let first = plan.leftOut.first { return failure(first.reason) }
    guard !plan.changes.isEmpty else {
      return failure("there is no change that could be applied to this source")
    }
    let logs = try logFolder(in: project)
    let proof = try Prover(
      checkout: mirror.checkout, commit: revision.commit, plan: plan,
      command: prover.bounded(settings.testCommand), logFolder: logs,
      violation: report.diagnosis.violation, interruption: interruption
    ).prove()
    var result = IssueProof(proof, revision: revision.name, notes: notes)
    let diff = plan.diff
    if diff.utf8.count <= CollectorLimits.proofDiffBytesMax { result.diff = diff }
    guard proof.proven else { return result }
    deliver(&result, plan, report, mirror, settings)
    return result
  }

  /// The release that the event names, if the repository has it; else the default branch.
  private mutating func revision(
    of record: IssueRecord, _ mirror: Mirror
  ) throws -> (name: String, commit: String) {
    let event = try prover.archive.event(record.latestEvent).flatMap { kept in
      try? StoredEvent(kept.body).event(id: kept.id, received: kept.received)
    }
    let release = event?.release ?? record.releases.last
    if let release, let found = try mirror.commit(ofRelease: release) { return found }
    guard let branch = mirror.defaultBranch else {
      throw ProofError(.checkout, "the repository is empty; check projects.repository")
    }
    notes.append(
      release.map { release in
        "The repository has no tag, commit or branch for the release \(release.prefix(80)): the "
          + "branch \(branch.name) was taken."
      } ?? "The event names no release: the branch \(branch.name) was taken.")
    return branch
  }

  /// A fresh place for what the runs print; the oldest ones go.
  private func logFolder(in project: String) throws -> String {
    let manager = FileManager.default
    let own = "issue-\(issue)"
    try? manager.removeItem(atPath: "\(project)/\(own)")
    let known = try manager.contentsOfDirectory(atPath: project)
      .filter { $0.hasPrefix("issue-") }
      .sorted { $0.count == $1.count ? $0 < $1 : $0.count < $1.count }
    for old in known.dropLast(CollectorLimits.proofLogsMax - 1) {
      try? manager.removeItem(atPath: "\(project)/\(old)")
    }
    return "\(project)/\(own)"
  }

  /// What cannot be delivered is proven all the same: the note says what to do.
  private func deliver(
    _ result: inout IssueProof, _ plan: Plan, _ report: Report, _ mirror: Mirror,
    _ settings: ProofSettings
  ) {
    guard settings.delivery != .propose, let revision else { return }
    do {
      let title = plan.changes.first?.fix.title ?? "Mend issue \(issue)"
      let branch = try branchName(report, mirror)
      let commit = try mirror.checkout.makeCommit(
        of: plan, on: revision.commit, message: message(title, result))
      try mirror.checkout.createBranch(branch, at: commit)
      try mirror.checkout.push(branch, to: "origin")
      result.branch = branch
      guard settings.delivery == .pullRequest else { return }
      let repository = try HostedRepository(
        remote: settings.repository, address: settings.hostAddress, kind: settings.hostKind,
        environment: prover.environment)
      var shown = report
      shown.proof = result
      let request = PullRequest(
        title: plain(title), head: branch, text: render(shown, as: .markdown))
      result.pullRequest = try repository.open(request).address
    } catch {
      result.notes.append("It could not be delivered: \(error).")
    }
  }

  /// Nothing of the event is in it: the issue's number, and a cause that the engine names.
  private func branchName(_ report: Report, _ mirror: Mirror) throws -> String {
    let cause = report.diagnosis.conclusion?.cause ?? "constraint"
    let name = "fix/issue-\(issue)-" + cause.map { $0 == "_" ? "-" : "\($0)" }.joined()
    var candidate = name
    var number = 2
    while try mirror.hasBranch(candidate) {
      candidate = "\(name)-\(number)"
      number += 1
    }
    return try mirror.checkout.freeBranch(like: candidate)
  }

  private func message(_ title: String, _ result: IssueProof) -> String {
    "\(plain(title))\n\nProven: \(result.reason ?? "").\nIssue \(issue).\n"
  }

  private func plain(_ title: String) -> String { title.filter { $0 != "`" } }
}

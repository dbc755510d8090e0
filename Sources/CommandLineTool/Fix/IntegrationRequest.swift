import ContinuousIntegration
import DatabaseErrors
import Diagnosis
import Fixes
import Foundation
import Hosting
import Proof
import SourceCode

/// What `--ci` asks for: a job with the real database, as one more change of the plan.
struct IntegrationRequest {
  /// Where the host's name does not tell its kind.
  var hostKind: String?
  var remote: String

  static let option = Command.Option(
    "--ci",
    "Also propose the job that runs the tests with the real database on every push, for GitHub "
      + "Actions or GitLab CI, if there is none.")

  /// `nil` when it is not asked for.
  init?(_ arguments: Arguments) {
    guard arguments.isSet("--ci") else { return nil }
    hostKind = arguments.value("--host-kind")
    remote = arguments.value("--push") ?? HostingRequest.standardRemote
  }

  /// The proposal, or why there is none, as the last change of a diagnosis.
  func added(
    to diagnosis: Diagnosis, in folder: String, _ checkout: Checkout?
  ) throws(ProofError) -> Diagnosis {
    var diagnosis = diagnosis
    diagnosis.fixes.append(try fix(for: diagnosis, in: folder, checkout))
    return diagnosis
  }

  private func fix(
    for diagnosis: Diagnosis, in folder: String, _ checkout: Checkout?
  ) throws(ProofError) -> Fix {
    guard checkout?.prefix.isEmpty ?? true else {
      return note("name the top of the repository with --source; its files decide about it")
    }
    let files: ProjectFiles
    let systems: IntegrationFiles
    do throws(SourceReadingError) {
      (files, systems) = try read(folder)
    } catch {
      throw ProofError(.checkout, error.description)
    }
    let proposal = proposeIntegration(
      for: files, systems, hostKind: try kind(checkout), dbms: diagnosis.violation?.dbms)
    switch proposal {
    case .proposed(let fix): return fix
    case .exists(let path): return note("\(path) has a job with the database already")
    case .nothing(let reason): return note(reason)
    }
  }

  private func note(_ reason: String) -> Fix {
    Fix(
      title: "No job for continuous integration is proposed: \(reason)", applicability: .guidance,
      rationale: "")
  }

  private func kind(_ checkout: Checkout?) throws(ProofError) -> String? {
    if let hostKind { return hostKind }
    guard let checkout else { return nil }
    let address = try hostAddress(ofRemote: remote, checkout)
    return RemoteAddress(address).flatMap { Host.recognised(at: $0.host) }?.kind
  }

  private func read(
    _ folder: String
  ) throws(SourceReadingError) -> (ProjectFiles, IntegrationFiles) {
    let source = try SourceReader.read(folder: folder)
    let named = try SourceReader.read(
      folder: folder,
      SourceReader.Selection(
        fileExtensions: ProjectFiles.fileExtensions, fileNames: ProjectFiles.fileNames,
        folderDepthMax: 3))
    // One hidden folder after the other, so that no link is followed.
    let hidden = try SourceReader.read(
      folder: folder,
      SourceReader.Selection(
        fileExtensions: ProjectFiles.workflowExtensions,
        fileNames: Set(ProjectFiles.workflowsFolder.split(separator: "/").map(String.init)),
        folderDepthMax: 2))
    let workflows = hidden.files.filter {
      $0.path.hasPrefix(ProjectFiles.workflowsFolder + "/")
    }
    let pipeline = named.files.first { $0.path == ".gitlab-ci.yml" }
    return (
      ProjectFiles(named.files, source: source),
      IntegrationFiles(workflows: workflows, gitLab: pipeline)
    )
  }
}

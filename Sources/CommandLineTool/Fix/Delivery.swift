import Diagnosis
import Foundation
import Hosting
import Proof
import Reports

/// What is done with a plan: files, a commit, a branch, a push, a patch.
///
/// What can be refused is refused when this value is made, before anything is run.
struct Delivery {
  private let subject: FixSubject
  private let request: FixRequest
  private let branch: String?
  private var hosted: HostedRepository?

  /// What was done.
  struct Outcome {
    var applied = false
    var commit: String?
    var branch: String?
    var remote: String?
    var patch: String?
    /// The pull or merge request for the branch.
    var opened: OpenedRequest?
  }

  /// - Throws: `ProofError` for a working tree with changes, a branch that is there already, a
  ///   remote that is not, or when git does not know who commits.
  init(_ subject: FixSubject, _ request: FixRequest) throws(ProofError) {
    self.subject = subject
    self.request = request
    guard let checkout = subject.checkout else {
      branch = nil
      guard !request.applies || request.allowsDirty else {
        throw ProofError(
          .checkout,
          "\(quoted(request.folder)) is in no git repository, so nothing could take the change back; "
            + "give --allow-dirty to write it all the same")
      }
      return
    }
    try Self.demandClean(checkout, request)
    if request.applies, subject.revision != nil {
      throw ProofError(
        .checkout,
        "the working tree is of another revision than \(subject.revision ?? ""), which failed; use "
          + "--branch instead of --apply")
    }
    if request.commits, !request.makesBranch, checkout.branch == nil {
      throw ProofError(.checkout, "no branch is checked out to commit on; use --branch")
    }
    if request.commits || request.makesBranch { try checkout.demandIdentity() }
    if let remote = request.remote {
      try checkout.demandRemote(remote)
      hosted = try request.hosting?.repository(checkout, remote: remote)
    }
    guard request.makesBranch else {
      branch = nil
      return
    }
    if let name = request.branch {
      try checkout.demandFree(branch: name)
      branch = name
    } else {
      branch = try checkout.freeBranch(like: branchName(for: subject.diagnosis))
    }
  }

  private static func demandClean(
    _ checkout: Checkout, _ request: FixRequest
  ) throws(ProofError) {
    let changed = try checkout.changedFiles()
    guard !changed.isEmpty else { return }
    guard !request.allowsDirty else {
      // What was proven must be what is committed.
      guard request.testCommand == nil || !(request.commits || request.makesBranch) else {
        throw ProofError(
          .checkout,
          "a proof with uncommitted changes is none of a branch without them; commit them first")
      }
      return
    }
    let shown = changed.prefix(3).joined(separator: ", ")
    let rest = changed.count > 3 ? " and \(changed.count - 3) more" : ""
    throw ProofError(
      .checkout,
      "the working tree has changes (\(shown)\(rest)); commit or stash them, or give --allow-dirty")
  }

  /// - Throws: `ProofError` for the first thing that cannot be done; what was done before it stays.
  func deliver(_ proof: Proof?) throws(ProofError) -> Outcome {
    var outcome = Outcome()
    let message = commitMessage(subject, proof)
    // A patch is a mail when there is somebody to send it.
    if let checkout = subject.checkout, let base = subject.base,
      request.commits || request.makesBranch
        || request.patch != nil && (try? checkout.demandIdentity()) != nil
    {
      outcome.commit = try checkout.makeCommit(of: subject.plan, on: base, message: message)
    }
    if let patch = request.patch {
      try writePatch(to: patch, outcome.commit)
      outcome.patch = patch
    }
    if request.applies {
      try subject.plan.write(to: request.folder)
      outcome.applied = true
    }
    guard let checkout = subject.checkout, let commit = outcome.commit else { return outcome }
    if let branch {
      try checkout.createBranch(branch, at: commit)
      outcome.branch = branch
      if let remote = request.remote {
        try push(branch, to: remote, of: checkout)
        outcome.remote = remote
        if let hosted {
          outcome.opened = try openRequest(for: subject, branch: branch, proof, at: hosted)
        }
      }
    } else if request.commits {
      try checkout.advance(to: commit, paths: subject.plan.paths)
      outcome.branch = checkout.branch
    } else {
      outcome.commit = nil
    }
    return outcome
  }

  /// The branch stays when the remote does not take it: it was proven, and can be pushed later.
  private func push(
    _ branch: String, to remote: String, of checkout: Checkout
  ) throws(ProofError) {
    do throws(ProofError) {
      try checkout.push(branch, to: remote)
    } catch {
      guard error.code != .interrupted else { throw error }
      throw ProofError(
        error.code, "\(error.description); the branch \(branch) is made, push it from there")
    }
  }

  private func writePatch(to path: String, _ commit: String?) throws(ProofError) {
    var bytes = Array(subject.plan.diff.utf8)
    if let commit, let checkout = subject.checkout { bytes = try checkout.patch(of: commit) }
    guard path != "-" else {
      Console.standard().write(bytes)
      return
    }
    do {
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw ProofError(.file, "cannot write \(quoted(path)); name a file that can be written")
    }
  }
}

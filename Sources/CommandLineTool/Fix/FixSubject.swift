import Diagnosis
import Fixes
import Foundation
import Proof
import SourceCode

/// The failure, the checkout and the plan for it.
struct FixSubject {
  let diagnosis: Diagnosis
  let plan: Plan
  /// `nil` for a folder that is in no repository.
  let checkout: Checkout?
  /// The full name of the commit that the plan is for; `nil` without one.
  let base: String?
  /// How that commit was named, when it is not the one that is checked out: a tag, a release.
  let revision: String?

  init(
    _ input: FixInput, _ request: FixRequest, _ interruption: Interruption
  ) throws(ProofError) {
    let checkout = try Self.checkout(request, interruption)
    var situation = try Situation(input, folder: request.folder)
    if request.revision == nil, let done = situation.donePlan(in: request.folder) {
      diagnosis = situation.diagnosis
      plan = done
      base = checkout?.head
      revision = nil
      self.checkout = checkout
      return
    }
    var revision: (name: String, commit: String)?
    if let name = request.revision, let checkout {
      guard let commit = try checkout.commit(named: name) else {
        throw ProofError(
          .checkout, "the repository has no revision \(quoted(name)); fetch it, or name another one"
        )
      }
      revision = (name, commit)
    } else if situation.freshness != .same, let checkout, let release = input.release {
      revision = try checkout.commit(ofRelease: release)
    }
    if let found = revision, found.commit == checkout?.head, situation.freshness == .same {
      revision = nil
    }
    if let revision, let checkout {
      situation = try Situation(input, tree: checkout.sourceTree(of: revision.commit))
    }
    diagnosis = situation.diagnosis
    base = revision?.commit ?? checkout?.head
    self.revision = revision?.name
    self.checkout = checkout
    try situation.demandFresh(request, release: input.release, revision: revision?.name)
    if let integration = request.integration {
      situation.diagnosis = try integration.added(
        to: situation.diagnosis, in: request.folder, checkout)
    }
    let files = Set(situation.diagnosis.fixes.flatMap(\.files)).sorted()
    let source: FileSource =
      if let revision, let checkout { .commit(revision.commit, of: checkout) } else {
        .folder(request.folder)
      }
    plan = try Plan(
      situation.diagnosis, protected: checkout?.protected(files) ?? [:], source: source)
  }

  private static func checkout(
    _ request: FixRequest, _ interruption: Interruption
  ) throws(ProofError) -> Checkout? {
    do throws(ProofError) {
      switch try Checkout.find(at: request.folder, interruption) {
      case .workingTree(let checkout):
        guard checkout.head != nil || !request.needsRepository else {
          throw ProofError(.checkout, "the repository has no commit yet; commit the source first")
        }
        return checkout
      case .noRepository:
        guard !request.needsRepository else { throw noRepository(request) }
        return nil
      case .bare:
        throw ProofError(
          .checkout,
          "\(quoted(request.folder)) is a bare repository, which holds no files; name a checkout of "
            + "it (git worktree add FOLDER)")
      }
    } catch {
      // A plan can be shown, and written, without git.
      guard error.code == .git, !request.needsRepository else { throw error }
      return nil
    }
  }
}

/// A diagnosis, and whether the tree that it was made in is the one that failed.
private struct Situation {
  var diagnosis: Diagnosis
  var freshness: Freshness

  init(_ input: FixInput, folder: String) throws(ProofError) {
    let tree: SourceTree
    do throws(SourceReadingError) {
      tree = try SourceReader.read(folder: folder)
    } catch {
      throw ProofError(.checkout, error.description)
    }
    try self.init(input, tree: tree)
  }

  init(_ input: FixInput, tree: SourceTree) throws(ProofError) {
    do throws(CommandFailure) {
      diagnosis = try input.diagnose(input.source(tree))
    } catch {
      throw ProofError(.checkout, error.message)
    }
    freshness = Freshness(of: diagnosis, in: tree)
  }

  /// A plan with nothing left to do: the failing lines were changed, and all of the tests are
  /// there.
  func donePlan(in folder: String) -> Plan? {
    guard case .otherRevision = freshness else { return nil }
    let plan = try? Plan(fixes: [], tests: diagnosis.tests, source: .folder(folder))
    return plan?.isPresent == true ? plan : nil
  }

  /// Refuses a tree of another revision: what is written for one would be wrong in the other.
  func demandFresh(
    _ request: FixRequest, release: String?, revision: String?
  ) throws(ProofError) {
    guard diagnosis.violation != nil else {
      throw ProofError(
        .change, "there is nothing to fix: this is no constraint failure; triage diagnose shows it")
    }
    let place = revision.map { "revision \($0)" } ?? quoted(request.folder)
    let released = release.map { " (release \(quoted($0)))" } ?? ""
    let mend = "check out the revision that failed\(released), or name it with --revision"
    switch freshness {
    case .same: return
    case .otherRevision(let path, let line):
      throw ProofError(
        .checkout,
        "\(path):\(line) of \(place) is not the line that failed: it is of another revision, or has "
          + "the change already; \(mend)")
    case .missing(let path, let elsewhere?):
      throw ProofError(
        .checkout,
        "\(path), which failed, has moved to \(elsewhere) in \(place); \(mend)")
    case .missing(let path, nil):
      throw ProofError(
        .checkout,
        "\(path), which failed, is not in \(place); name the application's folder with --source, or "
          + mend)
    }
  }
}

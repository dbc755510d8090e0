import Fixes
import Foundation
import Testing

@testable import Proof

@Suite struct CheckoutTests {
  private func plan(_ repository: Repository, _ inner: String = "") throws -> Plan {
    try Plan(
      fixes: [rightFix], tests: [Repository.newTest],
      source: .folder(repository.checkout(inner).folder))
  }

  @Test func tellsWhatAFolderIs() throws {
    let repository = try Repository(inner: "app")
    #expect(try repository.checkout("app").prefix == "app/")
    #expect(try repository.checkout().prefix == "")
    #expect(try repository.checkout().branch == "main")
    let folder = try makeTemporaryFolder(named: "triage-none")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    guard case .noRepository = try Checkout.find(at: folder) else {
      Issue.record("a folder without a repository")
      return
    }
    try repository.git("clone", "--quiet", "--bare", repository.path, folder + "/bare.git")
    guard case .bare = try Checkout.find(at: folder + "/bare.git") else {
      Issue.record("a bare repository")
      return
    }
  }

  @Test func namesChangedFiles() throws {
    let repository = try Repository(files: ["two words ä.txt": "x\n"])
    #expect(try repository.checkout().changedFiles().isEmpty)
    try repository.write("untracked.txt", "x\n")
    #expect(try repository.checkout().changedFiles().isEmpty)
    try repository.write("two words ä.txt", "y\n")
    try repository.git("mv", "harbour.sh", "port.sh")
    #expect(try repository.checkout().changedFiles() == ["port.sh", "two words ä.txt"])
  }

  static let releases: [(release: String, tag: String)] = [
    ("1.4.2", "1.4.2"), ("harbour@1.4.2", "v1.4.2"), ("harbour@1.4.2+77", "harbour-1.4.2"),
    ("v2", "v2"), ("harbour@2026.3.1", "2026.3.1"),
  ]

  @Test(arguments: releases)
  func findsTheCommitOfARelease(_ example: (release: String, tag: String)) throws {
    let repository = try Repository()
    try repository.git("tag", "--annotate", "--message=Release", example.tag)
    let checkout = try repository.checkout()
    #expect(try checkout.commit(ofRelease: example.release)?.commit == checkout.head)
    #expect(try checkout.commit(ofRelease: "harbour@9.9.9") == nil)
    #expect(try checkout.commit(ofRelease: "main") == nil)
    #expect(try checkout.commit(ofRelease: "--help") == nil)
    let hash = try #require(checkout.head)
    #expect(try checkout.commit(ofRelease: "harbour@" + hash.prefix(10))?.commit == hash)
  }

  /// Nothing but the branch is new; the patch makes the same of another clone.
  @Test func makesABranchThatATeamCanTake() throws {
    let inner = "services/the häfen"
    let repository = try Repository(inner: inner)
    let checkout = try repository.checkout(inner)
    let head = try #require(checkout.head)
    let commit = try checkout.makeCommit(
      of: plan(repository, inner), on: head, message: "Refuse a taken berth\n\nWhy.\n")
    try checkout.demandFree(branch: "fix/berth")
    try checkout.createBranch("fix/berth", at: commit)
    #expect(throws: ProofError.self) { try checkout.demandFree(branch: "fix/berth") }
    #expect(throws: ProofError.self) { try checkout.demandFree(branch: "fix/..berth") }
    #expect(try checkout.freeBranch(like: "fix/berth") == "fix/berth-2")
    #expect(try repository.git("status", "--porcelain").isEmpty)
    #expect(try repository.git("rev-parse", "HEAD") == head)
    #expect(try repository.git("show", "fix/berth:\(inner)/harbour.sh") + "\n" == Repository.fixed)
    #expect(
      try repository.git("log", "-1", "--format=%s|%an|%P", "fix/berth")
        == "Refuse a taken berth|Ada|\(head)")
    let patch = repository.path + "/.git/fix.patch"
    try Data(checkout.patch(of: commit)).write(to: URL(filePath: patch))
    try repository.git("am", "--quiet", patch)
    #expect(try repository.git("diff", "fix/berth").isEmpty)
  }

  @Test func pushesOneBranch() throws {
    let repository = try Repository()
    let remote = try makeTemporaryFolder(named: "triage-remote")
    defer { try? FileManager.default.removeItem(atPath: remote) }
    try repository.git("init", "--quiet", "--bare", remote)
    try repository.git("remote", "add", "hub", remote)
    let checkout = try repository.checkout()
    let commit = try checkout.makeCommit(
      of: plan(repository), on: try #require(checkout.head), message: "Fix\n")
    try checkout.createBranch("fix/a", at: commit)
    try checkout.demandRemote("hub")
    try checkout.push("fix/a", to: "hub")
    #expect(try repository.git("ls-remote", "hub") == "\(commit)\trefs/heads/fix/a")
    let error = #expect(throws: ProofError.self) { try checkout.demandRemote("origin") }
    #expect(error?.description.contains("there is hub") == true)
    #expect(throws: ProofError.self) { try checkout.push("fix/a", to: remote + "/gone") }
  }

  @Test func commitsOnTheCurrentBranch() throws {
    let repository = try Repository()
    let checkout = try repository.checkout()
    let plan = try plan(repository)
    let commit = try checkout.makeCommit(
      of: plan, on: try #require(checkout.head), message: "Fix\n")
    try plan.write(to: repository.path)
    try checkout.advance(to: commit, paths: plan.paths)
    #expect(try repository.git("status", "--porcelain").isEmpty)
    #expect(try repository.git("log", "-1", "--format=%H") == commit)
  }

  /// CRLF in the working tree, LF in the repository, as on Windows; and CRLF in both.
  @Test(arguments: ["* text eol=crlf\n", ""])
  func keepsTheEndingsThatGitKeeps(attributes: String) throws {
    let before = "one\r\ntwo\r\nthree\r\n"
    let after = "one\r\n2\r\nthree\r\n"
    let repository = try Repository(files: [
      ".gitattributes": "*.sh text eol=lf\n" + attributes, "a.rb": before,
    ])
    let checkout = try repository.checkout()
    let plan = try Plan(
      fixes: [fix("a.rb", from: before, to: after)], tests: [], source: .folder(repository.path))
    let commit = try checkout.makeCommit(
      of: plan, on: try #require(checkout.head), message: "Fix\n")
    try checkout.createBranch("fix", at: commit)
    try repository.git("checkout", "--quiet", "fix")
    #expect(try repository.text("a.rb") == after)
    #expect(try repository.git("diff", "--numstat", "main", "fix") == "1\t1\ta.rb")
  }

  @Test func keepsTheModeOfAFile() throws {
    let repository = try Repository()
    let path = repository.path + "/harbour.sh"
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    try repository.git("commit", "--quiet", "--all", "--message=Make it executable")
    let checkout = try repository.checkout()
    let plan = try plan(repository)
    let commit = try checkout.makeCommit(
      of: plan, on: try #require(checkout.head), message: "Fix\n")
    #expect(try repository.git("ls-tree", commit, "harbour.sh").hasPrefix("100755"))
    try plan.write(to: repository.path)
    #expect(FileManager.default.isExecutableFile(atPath: path))
  }

  @Test func asksGitWhatIsNotToBeChanged() throws {
    let repository = try Repository(files: [
      ".gitignore": "local.py\n", ".gitattributes": "gen.py linguist-generated\n",
    ])
    let reasons = try repository.checkout().protected(["local.py", "gen.py", "harbour.sh"])
    #expect(reasons.keys.sorted() == ["gen.py", "local.py"])
  }

  // MARK: Writing

  @Test func writesAllOrNothing() throws {
    let repository = try Repository()
    let plan = try plan(repository)
    try repository.write("harbour.sh", Repository.app + "# changed meanwhile\n")
    #expect(throws: ProofError.self) { try plan.write(to: repository.path) }
    #expect(!repository.exists("tests/test_taken.sh"))
  }

  @Test(.enabled(if: getuid() != 0, "the superuser writes everywhere"))
  func aTreeThatCannotBeWrittenStaysAsItIs() throws {
    let repository = try Repository()
    let plan = try plan(repository)
    let tests = repository.path + "/tests"
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: tests)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tests)
    }
    let error = #expect(throws: ProofError.self) { try plan.write(to: repository.path) }
    #expect(error?.description.contains("writable") == true)
    #expect(try repository.text("harbour.sh") == Repository.app)
  }

  @Test func followsNoLinkOutOfTheTree() throws {
    let repository = try Repository()
    let outside = try makeTemporaryFolder(named: "triage-outside")
    defer { try? FileManager.default.removeItem(atPath: outside) }
    try Data("x = 1\n".utf8).write(to: URL(filePath: outside + "/a.rb"))
    try FileManager.default.createSymbolicLink(
      atPath: repository.path + "/lib", withDestinationPath: outside)
    let error = #expect(throws: ProofError.self) {
      try Plan(
        fixes: [fix("lib/a.rb", from: "x = 1\n", to: "x = 2\n")], tests: [],
        source: .folder(repository.path))
    }
    #expect(error?.description.contains("leads out of") == true)
  }
}

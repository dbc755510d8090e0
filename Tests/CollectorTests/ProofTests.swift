import Collector
import Foundation
import Storage
import TestSupport
import Testing

/// A recorded failure, a real repository with its source, and a shell command for tests.
private final class Harbour {
  let origin: URL
  /// Passes without the new test, and with it once the form checks the address.
  static let tests =
    "test ! -e members/test_join_duplicates.py || grep -q clean_email members/forms.py"

  init() throws {
    origin = FileManager.default.temporaryDirectory.appending(path: "triage-origin-\(UUID())")
    try FileManager.default.copyItem(
      at: fixtures.appending(path: "apps/library_desk"), to: origin)
    try git("init -q -b trunk")
    try git("config user.name Ida && git config user.email ida@example.org")
    try git("add -A && git commit -q -m 'Open the desk' && git tag v2.4.1")
    try git("commit -q --allow-empty -m 'Paint it'")
  }

  deinit { try? FileManager.default.removeItem(at: origin) }

  @discardableResult
  func git(_ words: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-ec", "cd '\(origin.path)' && git \(words)"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Trouble("git \(words) failed") }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func running(
    _ command: String = tests, _ delivery: ProofSettings.Delivery = .propose,
    folder: URL? = nil, _ change: @escaping (inout Configuration) -> Void = { _ in }
  ) throws -> Running {
    try Running { configuration in
      let own = folder ?? URL(filePath: configuration.storePath).deletingLastPathComponent()
      configuration.storePath = own.path + "/triage.sqlite"
      configuration.proofsDirectory = own.path + "/proofs"
      configuration.proofDiskMegabytes = 64
      configuration.projects[0].proofs = ProofSettings(
        repository: self.origin.path, testCommand: command, delivery: delivery)
      change(&configuration)
    }
  }

  /// The recorded event, of another release when one is given.
  static func event(release: String = "library-desk@2.4.1") throws -> [UInt8] {
    let recorded = fixtures.appending(path: "envelopes/django/join_twice.postgresql.envelope")
    let text = String(decoding: try Data(contentsOf: recorded), as: UTF8.self)
    let body = text.split(separator: "\n", omittingEmptySubsequences: false)[2]
      .replacingOccurrences(of: "library-desk@2.4.1", with: release)
    return Array("{}\n{\"type\":\"event\"}\n\(body)\n".utf8)
  }
}

extension Running {
  /// What the report says of the proof, once it is over.
  fileprivate func proof(issue: Int = 1) throws -> [String: Any] {
    for _ in 0..<1_500 {
      let report = try send("GET", "/api/issues/\(issue)/report?format=json").json
      let proof = (report["issue"] as? [String: Any])?["proof"] as? [String: Any]
      if let proof, proof["state"] as? String != "waiting" { return proof }
      usleep(20_000)
    }
    throw Trouble("the proof does not come to an end")
  }
}

@Suite struct CollectorProofTests {
  @Test func provesTheChangeOfANewIssueOnItsRelease() throws {
    let harbour = try Harbour()
    let running = try harbour.running()
    #expect(try running.post(Harbour.event()).status == 200)
    let proof = try running.proof()
    #expect(proof["state"] as? String == "proven", "\(proof)")
    #expect(proof["revision"] as? String == "v2.4.1")
    #expect(try proof["commit"] as? String == harbour.git("rev-parse v2.4.1"))
    let steps = proof["steps"] as? [[String: Any]] ?? []
    #expect(
      steps.map { $0["name"] as? String } == [
        "suite before", "new tests before", "new tests after", "suite after",
      ])
    #expect(steps.allSatisfy { $0["expected"] as? Bool == true })
    #expect((proof["diff"] as? String)?.contains("+    def clean_email(self):") == true)
    #expect(try harbour.git("branch --format='%(refname:short)'") == "trunk")
    for format in ["text", "markdown", "html"] {
      let page = try running.send("GET", "/api/issues/1/report?format=\(format)")
      let text = String(decoding: page.body, as: UTF8.self)
      #expect(text.contains("The change is proven") && text.contains("suite after"))
      #expect(!text.contains(running.folder.path) && !text.contains("omar@example.org"))
    }
    try running.collector.stop()
    let written = running.folder.appending(path: "reports/1/1/report.md")
    #expect(try String(contentsOf: written, encoding: .utf8).contains("The change is proven"))
    #expect(try harbour.git("worktree list --porcelain | grep -c worktree") == "1")
  }

  @Test func pushesAProvenChangeAsABranch() throws {
    let harbour = try Harbour()
    try harbour.git("branch fix/issue-1-missing-check")
    let running = try harbour.running(Harbour.tests, .branch)
    #expect(try running.post(Harbour.event()).status == 200)
    let branch = try running.proof()["branch"] as? String ?? ""
    #expect(branch == "fix/issue-1-missing-check-2")
    #expect(try harbour.git("rev-parse \(branch)~1") == harbour.git("rev-parse v2.4.1"))
    #expect(try harbour.git("show \(branch):members/forms.py").contains("def clean_email"))
    #expect(try harbour.git("diff --name-only v2.4.1 trunk") == "")
    try running.collector.stop()
  }

  @Test func deliversNothingThatIsNotProven() throws {
    let harbour = try Harbour()
    let running = try harbour.running("test ! -e members/test_join_duplicates.py", .branch)
    #expect(try running.post(Harbour.event()).status == 200)
    let proof = try running.proof()
    #expect(proof["state"] as? String == "not_proven" && proof["branch"] is NSNull, "\(proof)")
    #expect(try harbour.git("branch --format='%(refname:short)'") == "trunk")
    try running.collector.stop()
  }

  /// A name that would do harm on a command line is a name of no commit.
  @Test(arguments: ["library-desk@9.9.9", "--upload-pack=touch pwned", "$(touch pwned)", "a;id"])
  func takesTheDefaultBranchForAReleaseThatIsNotThere(release: String) throws {
    let harbour = try Harbour()
    let running = try harbour.running()
    #expect(try running.post(Harbour.event(release: release)).status == 200)
    let proof = try running.proof()
    #expect(proof["revision"] as? String == "trunk", "\(proof)")
    let notes = proof["notes"] as? [String] ?? []
    #expect(notes.contains { $0.contains("the branch trunk was taken") })
    try running.collector.stop()
    for folder in [harbour.origin, running.folder] {
      let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
      #expect(names?.contains { $0.hasSuffix("pwned") } == false)
    }
  }

  @Test(arguments: [
    ("sleep 600", ["longer than 2 s"]), ("kill -9 $$", ["signal 9"]),
    ("exit 127", ["does not run"]),
    // The bound of a file stops it, or what watches the disk, whichever comes first.
    ("head -c 200000000 /dev/zero > large", ["fails to begin with", "used more space"]),
    ("python3 -c 'bytearray(1 << 30)'", ["fails to begin with"]),
    ("false", ["fails to begin with"]),
  ])
  func survivesATestCommandThatHangsCrashesOrGrows(command: String, words: [String]) throws {
    let harbour = try Harbour()
    let running = try harbour.running(command) {
      if command.hasPrefix("sleep") { $0.proofSecondsMax = 2 }
      $0.proofMemoryMegabytes = 512
    }
    #expect(try running.post(Harbour.event()).status == 200)
    let start = ContinuousClock.now
    for number in 0..<20 {
      let id = String(repeating: "a", count: 30) + String(10 + number)
      #expect(try running.post(Made.envelope(id: id)).status == 200)
    }
    #expect(ContinuousClock.now - start < .seconds(10), "ingest does not wait for a proof")
    let proof = try running.proof()
    #expect(proof["state"] as? String == "impossible", "\(proof)")
    let reason = try #require(proof["reason"] as? String, "\(proof)")
    #expect(words.contains(where: reason.contains), "\(proof)")
    #expect(try running.digested() == (21, 0))
    try running.collector.stop()
  }

  @Test func goesOnWhereItStopped() throws {
    let harbour = try Harbour()
    let folder = FileManager.default.temporaryDirectory.appending(path: "triage-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = folder.path + "/triage.sqlite"
    do {
      let first = try harbour.running("sleep 600", folder: folder)
      #expect(try first.post(Harbour.event()).status == 200)
      _ = try first.digested()
      for _ in 0..<2_000 {
        if try SQLiteArchive(path: store).proof(ofIssue: 1)?.attempts == 1 { break }
        usleep(10_000)
      }
      let start = ContinuousClock.now
      try first.collector.stop()
      #expect(ContinuousClock.now - start < .seconds(60), "it does not wait for the tests")
    }
    #expect(try SQLiteArchive(path: store).proof(ofIssue: 1)?.result == nil)
    let second = try harbour.running(folder: folder)
    let proof = try second.proof()
    #expect(proof["state"] as? String == "proven", "\(proof)")
    try second.collector.stop()
  }

  @Test func triesAnIssueOnce() throws {
    let harbour = try Harbour()
    let running = try harbour.running("echo ran >> '\(harbour.origin.path)/runs'; exit 3")
    for number in 1...3 {
      var event = String(decoding: try Harbour.event(), as: UTF8.self)
      let id = String(repeating: "b", count: 31) + String(number)
      event = event.replacingOccurrences(
        of: #""event_id":"[0-9a-f]*""#, with: "\"event_id\":\"\(id)\"", options: .regularExpression)
      event = "{\"event_id\":\"\(id)\"}" + event.dropFirst(2)
      #expect(try running.post(Array(event.utf8)).status == 200)
      _ = try running.digested()
    }
    _ = try running.proof()
    try running.collector.stop()
    let runs = try String(
      contentsOf: harbour.origin.appending(path: "runs"), encoding: .utf8)
    #expect(runs == "ran\n")
  }

  @Test func triesNothingForAProjectThatDidNotAsk() throws {
    let running = try Running()
    #expect(try running.post(Harbour.event()).status == 200)
    _ = try running.digested()
    let report = try running.send("GET", "/api/issues/1/report?format=json").json
    #expect((report["issue"] as? [String: Any])?["proof"] is NSNull)
    try running.collector.stop()
    #expect(
      try SQLiteArchive(path: running.folder.path + "/triage.sqlite").proof(ofIssue: 1) == nil)
  }

  /// A token that is missing, or a repository at no host, is told at the start.
  @Test func refusesPullRequestsThatCouldNotBeOpened() throws {
    let harbour = try Harbour()
    let error = #expect(throws: CollectorError.self) {
      _ = try harbour.running(Harbour.tests, .pullRequest)
    }
    #expect(error?.description.hasPrefix("projects[0].on_new_issue: pull_request:") == true)
    let missing = #expect(throws: CollectorError.self) {
      _ = try harbour.running(Harbour.tests, .pullRequest) {
        $0.projects[0].proofs?.repository = "git@github.com:marina/desk.git"
      }
    }
    #expect(missing?.description.contains("GITHUB_TOKEN or TRIAGE_HOST_TOKEN") == true)
  }
}

import Foundation
import TestSupport
import Testing

/// `triage fix` on the library desk, whose form takes an e-mail address twice.
struct FixTests {
  private static let event =
    fixtures.appending(path: "envelopes/django/join_twice.postgresql.envelope").path

  /// Stands for the app's tests: what is new passes once the view handles the refusal.
  private static let check = """
    if [ $# -gt 0 ] && ! grep -q IntegrityError members/views.py; then
      echo "=== short test summary info ==="
      echo "FAILED $1::test_x - AssertionError: 500 != 200"
      echo "1 failed in 0.01s"
      exit 1
    fi
    echo "3 passed in 0.01s"

    """
  private static let verify = ["--verify", "--test-command", "sh check.sh {tests}"]

  /// A repository with the desk in it, in a folder of its own below `inner`.
  private func withDesk(
    inner: String = "", isRepository: Bool = true, _ body: (Desk) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let desk = Desk(top: folder.appending(path: "häfen und desk"), inner: inner)
      try FileManager.default.createDirectory(
        at: desk.source.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        at: fixtures.appending(path: "apps/library_desk"), to: desk.source)
      try Data(Self.check.utf8).write(to: desk.source.appending(path: "check.sh"))
      if isRepository {
        try desk.git("init", "--quiet", "--initial-branch=main")
        try desk.git("config", "user.name", "Ada")
        try desk.git("config", "user.email", "ada@example.org")
        try desk.git("add", "--all")
        try desk.git("commit", "--quiet", "--message=Begin")
      }
      try body(desk)
    }
  }

  private struct Desk {
    var top: URL
    var inner: String

    var source: URL { inner.isEmpty ? top : top.appending(path: inner) }

    @discardableResult
    func git(_ words: String...) throws -> String {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["git", "-C", top.path] + words
      let output = Pipe()
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    func fix(
      _ words: [String], of failure: String = FixTests.event, input: String = ""
    ) throws -> BuiltTool.Outcome {
      try BuiltTool().run(["fix", failure, "--source", source.path] + words, input: input)
    }

    func text(_ path: String) throws -> String {
      try String(contentsOf: source.appending(path: path), encoding: .utf8)
    }

    func write(_ path: String, _ text: String) throws {
      try Data(text.utf8).write(to: source.appending(path: path))
    }
  }

  @Test func showsThePlanAndWritesNothing() throws {
    try withDesk { desk in
      let outcome = try desk.fix([])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("[likely] missing_check"))
      #expect(outcome.output.contains("+    def clean_email(self):"))
      #expect(outcome.output.contains("Tests\n"))
      #expect(outcome.output.contains("Nothing was written"))
      #expect(!outcome.output.contains("\u{1B}"))
      #expect(outcome.errors.isEmpty)
      #expect(try desk.git("status", "--porcelain").isEmpty)
    }
  }

  @Test func appliesOnceAndSaysSoTwice() throws {
    try withDesk(inner: "services/desk") { desk in
      let outcome = try desk.fix(["--apply"])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("Written: members/forms.py"))
      #expect(try desk.text("members/views.py").contains("IntegrityError"))
      let twice = try desk.fix(["--apply", "--allow-dirty"])
      #expect(twice.exitCode == 0, "\(twice.errors)")
      #expect(twice.output.contains("The source has the change already."))
    }
  }

  @Test func provesAndMakesABranch() throws {
    try withDesk(inner: "services/desk") { desk in
      let outcome = try desk.fix(Self.verify + ["--branch=fix/email", "--format", "json"])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      #expect(outcome.output.split(separator: "\n").count == 1)
      let json = try #require(
        try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      #expect(json["proven"] as? Bool == true)
      #expect(json["branch"] as? String == "fix/email")
      let steps = try #require(json["steps"] as? [[String: Any]])
      #expect(steps.map { $0["outcome"] as? String } == ["passed", "failed", "passed", "passed"])
      #expect(try desk.git("rev-parse", "fix/email") == json["commit"] as? String)
      #expect(try desk.git("log", "-1", "--format=%B", "fix/email").contains("Proven on"))
      #expect(
        try desk.git("diff", "--name-only", "main", "fix/email").split(separator: "\n")
          .allSatisfy { $0.hasPrefix("services/desk/members/") })
      #expect(try desk.git("status", "--porcelain").isEmpty)
      #expect(try desk.git("branch", "--show-current") == "main")
      #expect(try desk.git("worktree", "list").split(separator: "\n").count == 1)
    }
  }

  @Test func whatIsNotProvenMakesNothing() throws {
    try withDesk { desk in
      let outcome = try desk.fix([
        "--verify", "--test-command", "echo 3 passed in 0.1s", "--branch", "--apply",
      ])
      #expect(outcome.exitCode == 1, "\(outcome.errors)")
      #expect(outcome.output.contains("Not proven: the new tests pass on the unchanged code"))
      #expect(outcome.output.contains("Logs: "))
      #expect(try desk.git("branch", "--list").split(separator: "\n").count == 1)
      #expect(try desk.git("status", "--porcelain").isEmpty)
    }
  }

  @Test func writesAPatchThatGitTakes() throws {
    try withDesk { desk in
      let patch = desk.top.deletingLastPathComponent().appending(path: "fix.patch").path
      #expect(try desk.fix(["--patch", patch]).exitCode == 0)
      #expect(try desk.git("status", "--porcelain").isEmpty)
      try desk.git("am", "--quiet", patch)
      #expect(try desk.text("members/views.py").contains("IntegrityError"))
      #expect(try desk.git("log", "-1", "--format=%s") == "Refuse a taken email in JoinForm")
    }
  }

  @Test func pipesAPatch() throws {
    try withDesk { desk in
      let outcome = try desk.fix(["--patch", "-"])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      #expect(outcome.output.hasPrefix("From "))
      #expect(outcome.output.components(separatedBy: "diff --git").count == 5)
    }
  }

  @Test func commitsOnTheCurrentBranch() throws {
    try withDesk { desk in
      let outcome = try desk.fix(["--commit"])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      #expect(try desk.git("status", "--porcelain").isEmpty)
      #expect(try desk.git("log", "--format=%s") == "Refuse a taken email in JoinForm\nBegin")
    }
  }

  /// CRLF and mixed endings stay as they are.
  @Test func keepsLineEndings() throws {
    try withDesk { desk in
      for path in ["members/views.py", "members/forms.py"] {
        let text = try desk.text(path)
        try desk.write(path, text.replacingOccurrences(of: "\n", with: "\r\n"))
      }
      try desk.git("commit", "--quiet", "--all", "--message=Use CRLF")
      let outcome = try desk.fix(["--apply"])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      for path in ["members/views.py", "members/forms.py"] {
        let text = try desk.text(path)
        #expect(text.utf8.count { $0 == 0x0A } == text.utf8.count { $0 == 0x0D }, "\(path)")
        #expect(try desk.git("diff", "--numstat", path).contains("\t"))
      }
    }
  }

  /// When HEAD has moved on, the release that failed is the place.
  @Test func worksOnTheReleaseThatFailed() throws {
    try withDesk { desk in
      try desk.git("tag", "library-desk@1.0")
      try desk.write("members/views.py", "# Moved on.\n\n\n" + desk.text("members/views.py"))
      try desk.git("commit", "--quiet", "--all", "--message=Move on")
      let refused = try desk.fix([])
      #expect(refused.exitCode == 2)
      #expect(refused.errors.contains("is not the line that failed"))
      #expect(refused.errors.contains("--revision"))
      let outcome = try desk.fix(["--revision", "library-desk@1.0", "--branch=fix/old"])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("On library-desk@1.0"))
      #expect(try desk.git("merge-base", "fix/old", "main") == desk.git("rev-parse", "main~1"))
      let applied = try desk.fix(["--revision", "library-desk@1.0", "--apply"])
      #expect(applied.exitCode == 2)
      #expect(applied.errors.contains("use --branch"))
    }
  }

  // MARK: Bad input: a clear word, exit 2, nothing changed

  private static let refusals: [(words: [String], says: String)] = [
    (["--verify"], "--test-command 'python manage.py test'"),
    (["--test-command", "x"], "is for --verify"),
    (verify + ["--time-limit", "0"], "1 to 86400"),
    (["--format", "sarif"], "text or json"),
    (["--push", "nowhere"], "there is no remote"),
    (["--branch=main"], "there is a branch main already"),
    (["--branch=a..b"], "is no name for a branch"),
    (["--revision", "v9"], "has no revision"),
    (["--verify", "--test-command", "no-such-runner"], "does not run"),
    (["--verify", "--test-command", "false"], "fails to begin with"),
    (["--patch", "/no/such/folder/x"], "cannot write"),
  ]

  @Test(arguments: refusals)
  func refuses(_ example: (words: [String], says: String)) throws {
    try withDesk { desk in
      let outcome = try desk.fix(example.words)
      #expect(outcome.exitCode == 2)
      #expect(outcome.errors.contains(example.says), "\(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1)
      #expect(try desk.git("status", "--porcelain").isEmpty)
      #expect(try desk.git("branch", "--list").split(separator: "\n").count == 1)
    }
  }

  private static let troubles:
    [(name: String, says: String, make: @Sendable (Desk) throws -> Void)] =
      [
        (
          "dirty", "has changes (members/models.py)", { try $0.write("members/models.py", "# x\n") }
        ),
        (
          "staged", "has changes",
          {
            try $0.write("members/models.py", "# x\n")
            try $0.git("add", "-A")
          }
        ),
        (
          "moved", "has moved to people/views.py",
          {
            try $0.git("mv", "members", "people")
            try $0.git("commit", "-qam", "Move")
          }
        ),
        (
          "gone", "is not in",
          {
            try $0.git("rm", "-q", "members/views.py")
            try $0.git("commit", "-qm", "Drop")
          }
        ),
        (
          "generated", "members/forms.py is generated",
          { desk in
            try desk.write("members/forms.py", "# @generated\n" + desk.text("members/forms.py"))
            try desk.git("commit", "-qam", "Generate")
          }
        ),
      ]

  @Test(arguments: troubles.indices)
  func refusesTheCheckout(index: Int) throws {
    let trouble = Self.troubles[index]
    try withDesk { desk in
      try trouble.make(desk)
      let before = try desk.git("status", "--porcelain")
      let outcome = try desk.fix(["--apply"])
      #expect(outcome.errors.contains(trouble.says), "\(trouble.name): \(outcome.errors)")
      #expect(outcome.exitCode == 2)
      #expect(try desk.git("status", "--porcelain") == before)
    }
  }

  @Test func provesNoBranchWithWhatIsNotCommitted() throws {
    try withDesk { desk in
      try desk.write("members/models.py", desk.text("members/models.py") + "# x\n")
      let outcome = try desk.fix(Self.verify + ["--allow-dirty", "--branch"])
      #expect(outcome.exitCode == 2)
      #expect(outcome.errors.contains("commit them first"), "\(outcome.errors)")
    }
  }

  @Test func withoutGitItWritesOnlyWhenTold() throws {
    try withDesk(isRepository: false) { desk in
      #expect(try desk.fix([]).exitCode == 0)
      let refused = try desk.fix(["--apply"])
      #expect(refused.exitCode == 2)
      #expect(refused.errors.contains("--allow-dirty"))
      #expect(try desk.fix(Self.verify).errors.contains("no git repository"))
      let outcome = try desk.fix(["--apply", "--allow-dirty"])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      #expect(try desk.text("members/views.py").contains("IntegrityError"))
    }
  }

  @Test func aBareRepositoryHoldsNoFiles() throws {
    try withDesk { desk in
      let bare = desk.top.deletingLastPathComponent().appending(path: "bare.git").path
      try desk.git("clone", "--quiet", "--bare", desk.top.path, bare)
      let outcome = try BuiltTool().run("fix", Self.event, "--source", bare)
      #expect(outcome.exitCode == 2)
      #expect(outcome.errors.contains("is a bare repository"))
    }
  }

  @Test func whatIsNoConstraintFailureHasNothingToFix() throws {
    try withDesk { desk in
      let outcome = try desk.fix([], of: "-", input: "KeyError: 'x'\n")
      #expect(outcome.exitCode == 2)
      #expect(outcome.errors.contains("no constraint failure"))
    }
  }

  /// Control-C: no worktree, no branch, no process is left.
  @Test func anInterruptionLeavesNothing() throws {
    try withDesk { desk in
      let process = BuiltTool().process([
        "fix", Self.event, "--source", desk.source.path, "--verify", "--test-command", "sleep 60",
        "--branch",
      ])
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      var isAtWork = false
      for _ in 0..<200 where !isAtWork {
        Thread.sleep(forTimeInterval: 0.05)
        isAtWork = try desk.git("worktree", "list").split(separator: "\n").count == 2
      }
      #expect(isAtWork)
      process.interrupt()
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal)
      #expect(process.terminationStatus == SIGINT)
      #expect(try desk.git("worktree", "list").split(separator: "\n").count == 1)
      #expect(try desk.git("branch", "--list").split(separator: "\n").count == 1)
    }
  }
}

import Foundation
import TestSupport
import Testing

/// `triage fix` with a host of pull requests, and with a proposal for continuous integration.
@Suite struct FixHostingTests {
  /// A repository with the source of a recorded failure, which is said to be at a host.
  private struct Desk {
    let folder: URL
    static let event = fixtures.appending(path: "envelopes/django/join_twice.postgresql.envelope")

    init(_ parent: URL) throws {
      folder = parent.appending(path: "desk")
      try FileManager.default.copyItem(
        at: fixtures.appending(path: "apps/library_desk"), to: folder)
      try shell(
        """
        git init -q --bare ../pushed.git && git init -q -b trunk
        git config user.name Ida && git config user.email ida@example.org
        git add -A && git commit -q -m 'Open the desk'
        git remote add origin https://git.example.com/marina/desk.git
        git remote set-url --push origin "$PWD/../pushed.git"
        """)
    }

    @discardableResult
    func shell(_ script: String) throws -> String {
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-ec", script]
      process.currentDirectoryURL = folder
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(script)")
      return String(decoding: data, as: UTF8.self)
    }

    func fix(
      _ words: [String], environment: [String: String] = [:]
    ) throws -> BuiltTool.Outcome {
      try BuiltTool().run(
        ["fix", Self.event.path, "--source", "."] + words, environment: environment, in: folder)
    }
  }

  /// A host of a few lines: GitHub's three answers, and a line for each request on its output.
  private static let host = """
    import http.server, json, os, sys, threading
    opened = []
    # Ends with its standard input.
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    class Host(http.server.BaseHTTPRequestHandler):
        def answer(self, status, value):
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        def note(self, body=None):
            print(json.dumps([self.command, self.path, self.headers["Authorization"], body]), flush=True)
        def do_GET(self):
            self.note()
            self.answer(200, opened if "?" in self.path else {"default_branch": "trunk"})
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.note(body)
            opened.append({"html_url": "https://git.example.com/marina/desk/pull/1",
                           "head": {"ref": body["head"], "repo": {"full_name": "marina/desk"}}})
            self.answer(201, opened[-1])
        def log_message(self, *words): pass
    server = http.server.HTTPServer(("127.0.0.1", 0), Host)
    print(server.server_port, flush=True)
    server.serve_forever()
    """

  /// The pages' address, and what was asked once the host is stopped.
  private static func withHost(
    _ body: (String) throws -> Void
  ) throws -> [[Any]] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", host]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let reader = output.fileHandleForReading
    var port = ""
    while !port.hasSuffix("\n") {
      let data = reader.readData(ofLength: 1)
      guard !data.isEmpty else { break }
      port += String(decoding: data, as: UTF8.self)
    }
    defer { try? input.fileHandleForWriting.close() }
    try body("http://127.0.0.1:\(port.trimmingCharacters(in: .whitespacesAndNewlines))")
    try input.fileHandleForWriting.close()
    let lines = String(decoding: reader.readDataToEndOfFile(), as: UTF8.self)
    return try lines.split(separator: "\n").compactMap { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any]
    }
  }

  @Test func opensAPullRequestForTheBranchThatItPushes() throws {
    try withTemporaryFolder { parent in
      let desk = try Desk(parent)
      let token = "s3cr3t-t0k3n"
      let asked = try Self.withHost { address in
        let words = [
          "--pull-request", "--host-url", address, "--host-kind", "github", "--branch", "fix/join",
        ]
        let outcome = try desk.fix(words, environment: ["GITHUB_TOKEN": token])
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("To review: https://git.example.com/marina/desk/pull/1"))
        #expect(!(outcome.output + outcome.errors).contains(token))
      }
      let lines = asked.map { "\($0[0]) \($0[1])" }
      let root = "/api/v3/repos/marina/desk"
      #expect(
        lines == [
          "GET \(root)", "GET \(root)/pulls?state=open&head=marina%3Afix%2Fjoin",
          "POST \(root)/pulls",
        ])
      #expect(asked.allSatisfy { $0[2] as? String == "Bearer \(token)" })
      let body = asked.last?.last as? [String: String] ?? [:]
      #expect(body["base"] == "trunk" && body["head"] == "fix/join")
      #expect(body["title"] == "Refuse a taken email in JoinForm")
      let text = body["body"] ?? ""
      #expect(
        text.contains("## The root cause") || text.contains("## Root cause"), "\(text.prefix(400))")
      #expect(text.contains("+    def clean_email(self):") && !text.contains("omar@example.org"))
      let pushed = try desk.shell("git --git-dir=../pushed.git branch --format='%(refname:short)'")
      #expect(pushed == "fix/join\n")
      #expect(try desk.shell("git status --porcelain") == "")
    }
  }

  @Test(
    arguments: [
      (["--pull-request"], [:], "give --host-kind"),
      (["--pull-request", "--host-kind", "github"], [:], "put one into GITHUB_TOKEN"),
      (["--host-url", "https://git.example.com"], [:], "are for --pull-request"),
      (
        ["--pull-request", "--host-kind", "gitea", "--push", "nowhere"], ["GITEA_TOKEN": "abc"],
        "there is no remote"
      ),
    ] as [([String], [String: String], String)])
  func saysWhatIsMissingBeforeItDoesAnything(
    words: [String], environment: [String: String], message: String
  ) throws {
    try withTemporaryFolder { parent in
      let desk = try Desk(parent)
      let none = ["GITHUB_TOKEN": "", "GH_TOKEN": "", "GITLAB_TOKEN": "", "GITEA_TOKEN": ""]
      let outcome = try desk.fix(words, environment: none.merging(environment) { $1 })
      #expect(outcome.exitCode == 2 && outcome.errors.contains(message), "\(outcome.errors)")
      #expect(try desk.shell("git branch --format='%(refname:short)'") == "trunk\n")
    }
  }

  /// git may be told to fetch from a copy nearby; the host is the one that is written down.
  @Test func knowsTheHostOfARemoteThatIsFetchedElsewhere() throws {
    try withTemporaryFolder { parent in
      let desk = try Desk(parent)
      try desk.shell(
        """
        git remote set-url origin git@gitlab.com:marina/desk.git
        git config url./srv/copies/.insteadOf git@gitlab.com:
        """)
      #expect(try desk.fix(["--ci"]).output.contains("+++ b/.gitlab-ci.yml"))
      let outcome = try desk.fix(["--pull-request"], environment: ["GITLAB_TOKEN": ""])
      #expect(outcome.errors.contains("put one into GITLAB_TOKEN"), "\(outcome.errors)")
    }
  }

  @Test func proposesAJobThatApplies() throws {
    try withTemporaryFolder { parent in
      let desk = try Desk(parent)
      let outcome = try desk.fix(["--ci", "--apply", "--commit"])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      let files = try desk.shell("git show --name-only --format=")
      #expect(files.contains(".github/workflows/postgresql-tests.yml"))
      let job = try desk.shell("cat .github/workflows/postgresql-tests.yml")
      #expect(job.contains("python manage.py test") && job.contains("image: postgres:"))
      let again = try desk.fix(["--ci", "--allow-dirty"])
      #expect(!again.output.contains("+jobs:"), "\(again.output)")
    }
  }

  @Test func proposesNoJobWhereThereIsOne() throws {
    try withTemporaryFolder { parent in
      let desk = try Desk(parent)
      try desk.shell(
        """
        mkdir -p .github/workflows
        printf 'jobs:\\n  t:\\n    services:\\n      db:\\n        image: postgres:15\\n' \
        > .github/workflows/checks.yml
        """)
      let outcome = try desk.fix(["--ci"])
      #expect(outcome.output.contains(".github/workflows/checks.yml has a job with the database"))
    }
  }
}

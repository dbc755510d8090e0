import Foundation
import TestSupport
import Testing

@testable import Collector

@Suite struct ConfigurationTests {
  private static let projects = #""projects":[{"id":1,"name":"shop","keys":["0123456789abcdef"]}]"#

  private static func read(
    _ members: String, environment: [String: String] = [:],
    flags: [(name: String, value: String)] = []
  ) throws -> Configuration {
    let text = members.isEmpty ? "{\(projects)}" : "{\(members),\(projects)}"
    return try Configuration(
      file: ("config.json", text), environment: environment, flags: flags)
  }

  @Test func theExampleHasEverySettingWithItsDefault() throws {
    let path = fixtures.deletingLastPathComponent().appending(path: "config.example.json")
    let text = try String(contentsOf: path, encoding: .utf8)
    var configuration = try Configuration(
      file: ("config.example.json", text), environment: [:], flags: [])
    #expect(configuration.projects.count == 1)
    configuration.projects = []
    #expect(configuration == Configuration())
    for setting in Setting.all {
      let key = try #require(setting.path.split(separator: ".").last)
      #expect(text.contains("\"\(key)\":"), "\(setting.path) is missing in config.example.json")
    }
  }

  @Test func theManualIsCurrent() throws {
    let path = fixtures.deletingLastPathComponent().appending(path: "docs/configuration.md")
    let written = try? String(contentsOf: path, encoding: .utf8)
    #expect(
      written == Manual.document,
      "run: swift run triage-collector --print-manual > docs/configuration.md")
  }

  @Test func theLaterWins() throws {
    let configuration = try Self.read(
      #""listen":{"port":1,"threads":3,"connections":10}"#,
      environment: ["TRIAGE_LISTEN_PORT": "2", "TRIAGE_LISTEN_THREADS": "4", "PATH": "x"],
      flags: [("--listen-port", "3")])
    #expect(configuration.port == 3)
    #expect(configuration.threads == 4)
    #expect(configuration.connectionsMax == 10)
  }

  @Test func readsListsAndProjectsFromTheEnvironment() throws {
    let configuration = try Configuration(
      file: nil,
      environment: [
        "TRIAGE_ADMIN_TOKENS": "0123456789abcdef,fedcba9876543210",
        "TRIAGE_PROJECTS": #"[{"id":7,"name":"a","keys":["0123456789"],"source":"/srv/a"}]"#,
        "TRIAGE_ENDPOINT": "not a setting of the collector",
      ], flags: [("--listen-connections-per-address", "5")])
    #expect(configuration.adminTokens.count == 2)
    #expect(
      configuration.projects == [.init(id: 7, name: "a", keys: ["0123456789"], source: "/srv/a")])
    #expect(configuration.connectionsPerAddressMax == 5)
  }

  @Test(arguments: [
    (
      #""listen":{"prot":1}"#,
      "config.json: listen.prot: no such setting; did you mean listen.port?"
    ),
    (
      #""listen":{"port":"x"}"#,
      #"config.json: listen.port: found "x", allowed is a whole number from 0 to 65535"#
    ),
    (
      #""listen":{"port":70000}"#,
      "config.json: listen.port: found 70000, allowed is a whole number from 0 to 65535"
    ),
    (#""listen":7"#, "config.json: listen: found 7, allowed is an object"),
    (#""listn":{}"#, "config.json: listn: no such setting"),
    (
      #""log":{"level":"warn"}"#,
      #"config.json: log.level: found "warn", allowed is one of debug, info, warning, error"#
    ),
    (
      #""ingest":{"advertiseRateLimits":1}"#,
      "config.json: ingest.advertiseRateLimits: found 1, allowed is true or false"
    ),
    (
      #""admin":{"tokens":["short"]}"#,
      "config.json: admin.tokens[0]: allowed is a text of 16 to 256 visible ASCII characters"
    ),
    (#""log":{"level":"info","level":"info"}"#, "config.json: log.level: is there twice"),
  ])
  func namesWhatIsWrong(members: String, sentence: String) {
    let error = #expect(throws: ConfigurationError.self) { try Self.read(members) }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    ("[]", "config.json: projects: allowed is a list of at least one object"),
    (#"[{"id":0,"name":"a","keys":["0123456789"]}]"#, "config.json: projects[0].id: found 0"),
    (
      #"[{"id":1,"name":"a","keys":["0123456789"],"soruce":"/x"}]"#,
      "config.json: projects[0].soruce: no such key"
    ),
    (
      #"[{"id":1,"name":"a","keys":["0123456789"],"on_new_issue":"branches"}]"#,
      #"config.json: projects[0].on_new_issue: found "branches", allowed is one of off, propose, "#
        + "branch, pull_request; did you mean branch?"
    ),
    (
      #"[{"id":1,"name":"a","keys":["0123456789"],"on_new_issue":"branch","repository":"/srv/a"}]"#,
      "config.json: projects[0].test_command: found nothing, and on_new_issue is branch"
    ),
    (
      #"[{"id":1,"name":"a","keys":["0123456789"],"repository":7}]"#,
      "config.json: projects[0].repository: found 7, allowed is a text of 1 to 4096 bytes"
    ),
    (
      #"[{"id":1,"name":"a","keys":["0123456789"],"repository":"--upload-pack=x"}]"#,
      #"config.json: projects[0].repository: found "--upload-pack=x", allowed is the URL or path"#
    ),
    (
      #"[{"id":1,"name":"a","keys":["0123456789"],"test_comand":"make test"}]"#,
      "config.json: projects[0].test_comand: no such key, allowed are id, name, keys, source, "
        + "repository, test_command, on_new_issue, host_url, host_kind; did you mean test_command?"
    ),
    (#"[{"id":1,"name":"a","keys":["a b c d e f"]}]"#, "config.json: projects[0].keys[0]: allowed"),
    (
      #"[{"id":1,"name":"a","keys":["0123456789"]},{"id":1,"name":"b","keys":["0123456789"]}]"#,
      "config.json: projects[1].id: 1 is there twice"
    ),
  ])
  func namesWhatIsWrongInAProject(projects: String, sentence: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try Configuration(
        file: ("config.json", #"{"projects":\#(projects)}"#), environment: [:], flags: [])
    }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: ["off", "propose", "branch", "pull_request"])
  func readsWhatIsDoneOnANewIssue(mode: String) throws {
    let project =
      #"{"id":1,"name":"a","keys":["0123456789"],"repository":"git@git.example:a/b","#
      + #""test_command":"make test","on_new_issue":"\#(mode)","host_kind":"gitlab"}"#
    let configuration = try Configuration(
      file: ("config.json", #"{"projects":[\#(project)]}"#), environment: [:], flags: [])
    let delivery = ProofSettings.Delivery(rawValue: mode)
    #expect(configuration.projects[0].proofs?.delivery == delivery)
    guard let proofs = configuration.projects[0].proofs else { return }
    #expect(proofs.repository == "git@git.example:a/b" && proofs.testCommand == "make test")
    #expect(proofs.hostKind == "gitlab" && proofs.hostAddress == nil)
  }

  @Test func namesAVariableAndAFlagThatAreNone() {
    let variable = #expect(throws: ConfigurationError.self) {
      try Self.read("", environment: ["TRIAGE_LISTEN_PROT": "1"])
    }
    #expect(variable?.description.contains("did you mean TRIAGE_LISTEN_PORT?") == true)
    let flag = #expect(throws: ConfigurationError.self) {
      try Self.read("", flags: [("--listen-prot", "1")])
    }
    #expect(flag?.description.contains("did you mean --listen-port?") == true)
  }

  @Test(arguments: [
    (["tests/test_a.py"], true), (["../x"], false), (["/etc/passwd"], false), (["a//b"], false),
    (["a/./b"], false), ([""], false), (["a\0b"], false), (["a\\b"], false),
  ])
  func keepsTestFilesInTheirFolder(path: [String], isSafe: Bool) {
    #expect((ReportFiles.safePath(path[0]) != nil) == isSafe)
  }
}

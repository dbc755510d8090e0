import Testing

@testable import Hosting

@Suite struct HostTests {
  @Test(arguments: Host.all.flatMap { host in host.examples.map { (host.kind, $0) } })
  func recognisesItsExamples(kind: String, example: Host.Example) {
    let remote = RemoteAddress(example.remote)
    let host = remote.flatMap { Host.recognised(at: $0.host) }
    guard let api = example.api else {
      #expect(host?.kind != kind)
      return
    }
    #expect(host?.kind == kind)
    #expect(remote.map { host?.apiRoot(WebRoot($0)) } == api)
  }

  @Test func hasExamplesOfBoth() {
    for host in Host.all {
      #expect(host.examples.count { $0.api != nil } >= 2)
      #expect(host.examples.count { $0.api == nil } >= 2)
    }
  }

  @Test(
    arguments: [
      ("https://github.com/marina/berths", "github.com", nil, "marina/berths"),
      ("https://name:pass@word@github.com/marina/berths.git/", "github.com", nil, "marina/berths"),
      ("HTTPS://GitHub.com:443/Marina/Berths.git", "github.com", 443, "Marina/Berths"),
      ("ssh://git@host.example:2222/a/b/c/d.git", "host.example", nil, "a/b/c/d"),
      ("git@host.example:a/b.git", "host.example", nil, "a/b"),
      ("host.example:/a/b", "host.example", nil, "a/b"),
      ("git@[::1]:a/b", "[::1]", nil, "a/b"), ("http://[::1]:3000/a/b", "[::1]", 3000, "a/b"),
      ("https://host.example/a/b%20c.git", "host.example", nil, "a/b c"),
      ("  git@host.example:a/b.git\n", "host.example", nil, "a/b"),
    ] as [(String, String, Int?, String)])
  func readsARemote(url: String, host: String, port: Int?, path: String) {
    let remote = RemoteAddress(url)
    #expect(remote?.host == host && remote?.port == port && remote?.path == path)
  }

  @Test(arguments: [
    "", "../berths", "/srv/git/berths.git", "./a:b/c", "file:///srv/git/berths.git", "C:/a/b",
    "C:\\a\\b", "https://github.com", "https://github.com/", "https://github.com/marina",
    "https:///a/b", "https://host:0/a/b", "https://host:x/a/b", "https://ho st/a/b",
    "https://host/a/../b", "https://host/a/%2e%2e", "ext::sh -c id", "-oProxyCommand=id:a/b",
    "git@host:a", "https://host/a/b\u{7}",
  ])
  func readsNothingElse(url: String) {
    #expect(RemoteAddress(url) == nil)
  }
}

@Suite struct HostedRepositoryTests {
  private static let token = ["GITHUB_TOKEN": "abcdef0123456789"]

  private static func problem(
    _ remote: String, address: String? = nil, kind: String? = nil,
    environment: [String: String] = token
  ) -> String {
    do throws(HostingError) {
      let found = try HostedRepository(
        remote: remote, address: address, kind: kind, environment: environment)
      return "found \(found)"
    } catch {
      return error.description
    }
  }

  @Test func takesTheTokenOfTheHost() throws {
    let all = [
      "GITHUB_TOKEN": "of-github", "GITLAB_TOKEN": "of-gitlab", "GITEA_TOKEN": "of-gitea",
    ]
    for (remote, token) in [
      ("git@github.com:a/b", "of-github"), ("git@gitlab.com:a/b", "of-gitlab"),
      ("git@gitea.com:a/b", "of-gitea"), ("git@codeberg.org:a/b", "of-gitea"),
    ] {
      let own = try HostedRepository(remote: remote, environment: all)
      #expect(own.token == token)
      let named = all.merging(["TRIAGE_HOST_TOKEN": " of-triage\n"]) { $1 }
      let given = try HostedRepository(remote: remote, environment: named)
      #expect(given.token == "of-triage" && given.tokenVariable == "TRIAGE_HOST_TOKEN")
    }
  }

  @Test func showsItsTokenNowhere() throws {
    let repository = try HostedRepository(
      remote: "git@github.com:marina/berths.git", environment: Self.token)
    var dumped = ""
    dump(repository, to: &dumped)
    for text in ["\(repository)", String(reflecting: repository), dumped] {
      #expect(!text.contains("abcdef0123456789"), "\(text)")
    }
  }

  @Test(
    arguments: [
      ("git@git.example.com:a/b", nil, nil, "give --host-kind, one of github, gitlab"),
      ("/srv/git/berths.git", nil, nil, "--patch FILE"),
      ("http://github.example.com/a/b", nil, nil, "plain HTTP"),
      ("git@github.com:a/b", "git.example.com", nil, "--host-url is the address"),
      (
        "git@github.com:a/b", "https://name:h0rse@git.example.com", nil, "--host-url is the address"
      ),
      ("git@github.com:a/b", nil, "bitbucket", "--host-kind is one of"),
      ("git@github.com:a/b/c", nil, nil, "owner/name"),
      ("git@gitlab.com:a/b", nil, nil, "put one into GITLAB_TOKEN or TRIAGE_HOST_TOKEN"),
    ] as [(String, String?, String?, String)])
  func saysWhatIsMissing(remote: String, address: String?, kind: String?, words: String) {
    let problem = Self.problem(remote, address: address, kind: kind)
    #expect(problem.contains(words), "\(problem)")
    #expect(!problem.contains("h0rse"))
  }

  @Test func refusesATokenThatIsNone() {
    let problem = Self.problem("git@github.com:a/b", environment: ["GITHUB_TOKEN": "a\r\nX: y"])
    #expect(problem.contains("GITHUB_TOKEN holds") && !problem.contains("X: y"))
    #expect(
      Self.problem("git@github.com:a/b", environment: ["GITHUB_TOKEN": " "]).contains("no token"))
  }

  @Test(arguments: [
    ("https://git.example.com/gitlab/marina/desk/berths.git", "marina/desk/berths"),
    ("git@git.example.com:marina/desk/berths.git", "marina/desk/berths"),
  ])
  func takesThePathOfThePagesOff(remote: String, path: String) throws {
    let repository = try HostedRepository(
      remote: remote, address: "https://git.example.com/gitlab/", kind: "gitlab",
      environment: ["GITLAB_TOKEN": "abc"])
    #expect(repository.path == path)
    #expect(repository.host.apiRoot(repository.web) == "https://git.example.com/gitlab/api/v4")
  }
}

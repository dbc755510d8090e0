extension Host {
  /// Began as Gitea and speaks its API.
  public static let forgejo: Host = {
    var host = gitea
    host.name = "Forgejo"
    host.kind = "forgejo"
    host.domains = ["codeberg.org"]
    host.tokenVariables = ["FORGEJO_TOKEN", "GITEA_TOKEN"]
    host.examples = [
      Example(remote: "https://codeberg.org/marina/berths.git", api: "https://codeberg.org/api/v1"),
      Example(
        remote: "ssh://git@forgejo.example.com:2222/marina/berths.git",
        api: "https://forgejo.example.com/api/v1"),
      Example(remote: "git@gitea.example.com:forgejo/berths.git", api: nil),
      Example(remote: "../berths", api: nil),
    ]
    return host
  }()
}

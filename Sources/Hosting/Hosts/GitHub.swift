import EventSchema

extension Host {
  /// github.com, and GitHub Enterprise on a server or a domain of its own.
  public static let gitHub = Host(
    name: "GitHub", kind: "github", requestName: "pull request",
    domains: ["github.com", "ghe.com"],
    tokenVariables: ["GITHUB_TOKEN", "GH_TOKEN"],
    tokenRights: "“Pull requests: read and write” (a classic token: the scope repo)",
    apiRoot: { web in
      // The cloud has a host for its API, a server has a path.
      let isCloud = web.host == "github.com" || web.host.hasSuffix(".ghe.com")
      return isCloud ? "https://api.\(web.host)" : web.address + "/api/v3"
    },
    authorization: ("Authorization", "Bearer "),
    fields: [
      "Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28",
    ],
    repositoryPath: { "/repos/" + pathEscaped($0) },
    requestsPath: "pulls",
    listQuery: { repository, head in
      let owner = repository.split(separator: "/").first.map(String.init) ?? ""
      return [("state", "open"), ("head", "\(owner):\(head)")]
    },
    isForBranch: { request, repository, head in
      request["head"]?["ref"]?.string == head && isOf(repository, request["head"])
    },
    creation: { request, base in
      [
        "title": .string(request.title), "head": .string(request.head), "base": .string(base),
        "body": .string(request.text),
      ]
    },
    pageMember: "html_url",
    titleCharactersMax: 256, textCharactersMax: 65_536,
    examples: [
      Example(remote: "https://github.com/marina/berths.git", api: "https://api.github.com"),
      Example(remote: "git@github.com:marina/berths.git", api: "https://api.github.com"),
      Example(remote: "ssh://git@ssh.github.com:443/marina/berths", api: "https://api.github.com"),
      Example(remote: "https://pier.ghe.com/marina/berths", api: "https://api.pier.ghe.com"),
      Example(
        remote: "git@github.example.com:marina/berths.git",
        api: "https://github.example.com/api/v3"),
      Example(remote: "https://mygithubcopy.example.com/marina/berths", api: nil),
      Example(remote: "git@gitlab.com:marina/github.git", api: nil),
    ])

  /// Whether the branch of a request lies in this repository and not in a copy of it. A branch of
  /// a repository that is gone has none.
  static func isOf(_ repository: String, _ branch: JSON?) -> Bool {
    branch?["repo"]?["full_name"]?.string?.lowercased() == repository.lowercased()
  }
}

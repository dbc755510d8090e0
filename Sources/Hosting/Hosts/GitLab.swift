import EventSchema

extension Host {
  /// gitlab.com, and servers that people run themselves.
  public static let gitLab = Host(
    name: "GitLab", kind: "gitlab", requestName: "merge request",
    domains: ["gitlab.com"],
    tokenVariables: ["GITLAB_TOKEN"],
    tokenRights: "the scope api and the role Developer",
    apiRoot: { $0.address + "/api/v4" },
    authorization: ("PRIVATE-TOKEN", ""),
    // Groups nest, and the whole path is one word of the address.
    repositoryPath: { "/projects/" + wordEscaped($0) },
    requestsPath: "merge_requests",
    listQuery: { _, head in [("state", "opened"), ("source_branch", head)] },
    isForBranch: { request, _, head in
      request["source_branch"]?.string == head
        && request["source_project_id"]?.integer == request["target_project_id"]?.integer
    },
    creation: { request, base in
      [
        "title": .string(request.title), "source_branch": .string(request.head),
        "target_branch": .string(base), "description": .string(request.text),
      ]
    },
    pageMember: "web_url",
    titleCharactersMax: 255, textCharactersMax: 1_000_000,
    examples: [
      Example(
        remote: "https://gitlab.com/marina/desk/berths.git", api: "https://gitlab.com/api/v4"),
      Example(
        remote: "ssh://git@gitlab.example.com:2222/marina/berths.git",
        api: "https://gitlab.example.com/api/v4"),
      Example(
        remote: "https://gitlab.example.com:8443/marina/berths.git",
        api: "https://gitlab.example.com:8443/api/v4"),
      Example(
        remote: "ssh://git@altssh.gitlab.com:443/marina/berths", api: "https://gitlab.com/api/v4"),
      Example(remote: "git@github.com:gitlab/berths.git", api: nil),
      Example(remote: "https://git.example.com/marina/berths.git", api: nil),
    ])
}

import EventSchema

extension Host {
  public static let gitea = Host(
    name: "Gitea", kind: "gitea", requestName: "pull request",
    domains: ["gitea.com"],
    tokenVariables: ["GITEA_TOKEN", "FORGEJO_TOKEN"],
    tokenRights: "the scope write:repository",
    apiRoot: { $0.address + "/api/v1" },
    authorization: ("Authorization", "token "),
    repositoryPath: { "/repos/" + pathEscaped($0) },
    requestsPath: "pulls",
    // The list cannot be asked for a branch.
    listQuery: { _, _ in [("state", "open"), ("sort", "recentupdate")] },
    pageQuery: { page in [("page", String(page)), ("limit", "50")] },
    isForBranch: { request, repository, head in
      request["head"]?["ref"]?.string == head && isOf(repository, request["head"])
    },
    creation: gitHub.creation,
    pageMember: "html_url",
    titleCharactersMax: 255, textCharactersMax: 60_000,
    examples: [
      Example(remote: "https://gitea.com/marina/berths.git", api: "https://gitea.com/api/v1"),
      Example(
        remote: "git@gitea.example.com:marina/berths", api: "https://gitea.example.com/api/v1"),
      Example(remote: "https://code.example.com/gitea/berths.git", api: nil),
      Example(remote: "git@gitlab.example.com:marina/gitea.git", api: nil),
    ])
}

import EventSchema

@testable import Hosting

/// What each host's documentation says of the three questions that are asked: the repository, its
/// open requests, and a new one.
struct PlayedHost: Sendable {
  var host: Host
  /// As the remote has it.
  var repository: String
  /// The address of the repository below the loopback server.
  var root: String
  var tokenField: (name: String, value: String)
  var listLine: String
  /// What the list holds for a branch of the repository itself, and for one of a copy of it.
  var listed: @Sendable (_ head: String, _ isCopy: Bool) -> JSON
  var created: (line: String, body: JSON)
  /// The answer when there is one already.
  var conflict: (status: Int, body: JSON)

  static let token = "s3cr3t-t0k3n"
  static let head = "fix/berth-number"
  static let request = PullRequest(
    title: "Refuse a taken berth", head: head, text: "# Duplicate berth\n\nWhy and how.\n")

  static let all = [gitHub, gitLab, gitea]

  static let gitHub = PlayedHost(
    host: .gitHub, repository: "marina/berths", root: "/api/v3/repos/marina/berths",
    tokenField: ("authorization", "Bearer \(token)"),
    listLine: "/pulls?state=open&head=marina%3Afix%2Fberth-number",
    listed: { head, isCopy in
      [
        "html_url": "https://github.example.com/marina/berths/pull/7",
        "head": [
          "ref": .string(head), "repo": ["full_name": isCopy ? "other/berths" : "marina/berths"],
        ],
      ]
    },
    created: (
      "/pulls",
      [
        "title": "Refuse a taken berth", "head": "fix/berth-number", "base": "trunk",
        "body": "# Duplicate berth\n\nWhy and how.\n",
      ]
    ),
    conflict: (
      422,
      [
        "message": "Validation Failed",
        "errors": [
          [
            "resource": "PullRequest", "code": "custom",
            "message": "A pull request already exists for marina:fix/berth-number.",
          ]
        ],
      ]
    ))

  static let gitLab = PlayedHost(
    host: .gitLab, repository: "marina/desk/berths",
    root: "/api/v4/projects/marina%2Fdesk%2Fberths",
    tokenField: ("private-token", token),
    listLine: "/merge_requests?state=opened&source_branch=fix%2Fberth-number",
    listed: { head, isCopy in
      [
        "web_url": "https://gitlab.example.com/marina/desk/berths/-/merge_requests/7",
        "source_branch": .string(head), "target_project_id": 3,
        "source_project_id": isCopy ? 9 : 3,
      ]
    },
    created: (
      "/merge_requests",
      [
        "title": "Refuse a taken berth", "source_branch": "fix/berth-number",
        "target_branch": "trunk", "description": "# Duplicate berth\n\nWhy and how.\n",
      ]
    ),
    conflict: (
      409, ["message": ["Another open merge request already exists for this source branch: !7"]]
    ))

  static let gitea = PlayedHost(
    host: .gitea, repository: "marina/berths", root: "/api/v1/repos/marina/berths",
    tokenField: ("authorization", "token \(token)"),
    listLine: "/pulls?state=open&sort=recentupdate&page=1&limit=50",
    listed: gitHub.listed, created: gitHub.created,
    conflict: (
      409, ["message": "pull request already exists for these targets [id: 4, issue_id: 7]"]
    ))

  /// Answers as the host does that has these requests open; `late` are there only once a new one
  /// was asked for.
  func answer(
    open: [JSON] = [], late: [JSON]? = nil
  ) -> (LoopbackHost.Asked) -> LoopbackHost.Answer {
    var wasAskedForOne = false
    return { [self] asked in
      let rest = asked.path.hasPrefix(root) ? String(asked.path.dropFirst(root.count)) : "?"
      switch (asked.method, rest) {
      case ("GET", ""): return .init(200, ["default_branch": "trunk"])
      case ("GET", listLine):
        return .init(200, .array(wasAskedForOne ? late ?? open : open))
      case ("GET", _) where rest.contains("page="): return .init(200, [])
      case ("POST", created.line):
        wasAskedForOne = true
        return late == nil
          ? .init(201, listed(Self.head, false)) : .init(conflict.status, conflict.body)
      default: return .init(404, ["message": "Not Found"])
      }
    }
  }

  func repository(at address: String) throws -> HostedRepository {
    try HostedRepository(
      remote: "git@git.example.com:\(repository).git", address: address, kind: host.kind,
      environment: ["TRIAGE_HOST_TOKEN": Self.token])
  }
}

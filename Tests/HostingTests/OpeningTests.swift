import EventSchema
import Foundation
import Testing

@testable import Hosting

@Suite struct OpeningTests {
  private static let page = [
    "github": "https://github.example.com/marina/berths/pull/7",
    "gitlab": "https://gitlab.example.com/marina/desk/berths/-/merge_requests/7",
    "gitea": "https://github.example.com/marina/berths/pull/7",
  ]

  @Test(arguments: PlayedHost.all.indices)
  func opensOneWithWhatTheHostDocuments(index: Int) throws {
    let played = PlayedHost.all[index]
    let server = try LoopbackHost(played.answer())
    defer { server.stop() }
    let opened = try played.repository(at: server.address).open(PlayedHost.request)
    #expect(opened.address == Self.page[played.host.kind])
    #expect(opened.base == "trunk" && !opened.wasThere)
    let asked = server.asked
    let expected = ["GET ", "GET " + played.listLine, "POST " + played.created.line]
    #expect(
      asked.map(\.line)
        == expected.map { $0.replacingOccurrences(of: " ", with: " " + played.root) })
    #expect(asked.last?.body == played.created.body)
    #expect(asked.last?.fields["content-type"] == "application/json")
    for one in asked {
      #expect(one.fields[played.tokenField.name] == played.tokenField.value)
      #expect(one.fields["user-agent"] == "triage")
      for (name, value) in played.host.fields { #expect(one.fields[name.lowercased()] == value) }
    }
  }

  @Test(arguments: PlayedHost.all.indices)
  func findsTheOneThatIsOpen(index: Int) throws {
    let played = PlayedHost.all[index]
    let others = [
      played.listed("fix/berth-number-2", false), played.listed(PlayedHost.head, true),
    ]
    let server = try LoopbackHost(
      played.answer(open: others + [played.listed(PlayedHost.head, false)]))
    defer { server.stop() }
    let opened = try played.repository(at: server.address).open(PlayedHost.request)
    #expect(opened.address == Self.page[played.host.kind] && opened.wasThere)
    #expect(server.asked.allSatisfy { $0.method == "GET" })
  }

  @Test(arguments: PlayedHost.all.indices)
  func opensItsOwnBesideThoseOfOtherBranchesAndCopies(index: Int) throws {
    let played = PlayedHost.all[index]
    let server = try LoopbackHost(
      played.answer(open: [played.listed("other", false), played.listed(PlayedHost.head, true)]))
    defer { server.stop() }
    #expect(try !played.repository(at: server.address).open(PlayedHost.request).wasThere)
    #expect(server.asked.last?.method == "POST")
  }

  /// Between the list and the request for a new one, somebody else opens it.
  @Test(arguments: PlayedHost.all.indices)
  func findsTheOneThatWasOpenedMeanwhile(index: Int) throws {
    let played = PlayedHost.all[index]
    let server = try LoopbackHost(played.answer(late: [played.listed(PlayedHost.head, false)]))
    defer { server.stop() }
    let opened = try played.repository(at: server.address).open(PlayedHost.request)
    #expect(opened.address == Self.page[played.host.kind] && opened.wasThere)
  }

  @Test func looksThroughThePagesOfAList() throws {
    let played = PlayedHost.gitea
    let server = try LoopbackHost { asked in
      if asked.path.contains("page=3") {
        return .init(200, [played.listed(PlayedHost.head, false)])
      }
      if asked.path.contains("page=") { return .init(200, [played.listed("other", false)]) }
      return .init(200, ["default_branch": "trunk"])
    }
    defer { server.stop() }
    #expect(try played.repository(at: server.address).open(PlayedHost.request).wasThere)
    #expect(server.asked.count == 4)
  }

  @Test func namesTheBaseThatItIsTold() throws {
    let played = PlayedHost.gitHub
    let server = try LoopbackHost(played.answer())
    defer { server.stop() }
    var request = PlayedHost.request
    request.base = "release-2"
    #expect(try played.repository(at: server.address).open(request).base == "release-2")
    #expect(server.asked.last?.body?["base"] == "release-2")
    request.base = request.head
    #expect(throws: HostingError.self) {
      try played.repository(at: server.address).open(request)
    }
  }

  @Test(
    arguments: [
      (401, ["message": "Bad credentials"], [:], HostingError.Code.unauthorized, "wrong, expired"),
      (
        403, ["message": "Resource not accessible by personal access token"], [:], .forbidden,
        "Pull requests: read and write"
      ),
      (
        403, ["message": "API rate limit"], ["X-RateLimit-Remaining": "0"], .busy, "try again later"
      ),
      (403, ["message": "slow down"], ["Retry-After": "60"], .busy, "in 60 seconds"),
      (404, ["message": "Not Found"], [:], .notFound, "check the remote's address"),
      (301, ["message": "Moved Permanently"], [:], .notFound, "git remote set-url"),
      (429, nil, [:], .busy, "try again later"), (502, nil, [:], .busy, "answers 502"),
      (423, ["message": "Repo is archived"], [:], .refused, "Repo is archived"),
      (418, nil, [:], .unexpected, "--host-kind"),
      (200, ["no": "branch"], [:], .unexpected, "--host"),
    ] as [(Int, JSON, [String: String], HostingError.Code, String)])
  func saysWhatToDo(
    status: Int, body: JSON, fields: [String: String], code: HostingError.Code, words: String
  ) throws {
    var moved = fields
    if status == 301 { moved["Location"] = "http://127.0.0.1:1/elsewhere" }
    let sent = moved
    let server = try LoopbackHost { _ in .init(status, body, sent) }
    defer { server.stop() }
    let error = #expect(throws: HostingError.self) {
      try PlayedHost.gitHub.repository(at: server.address).open(PlayedHost.request)
    }
    #expect(error?.code == code)
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    #expect(server.asked.count == 1, "asked once, and never elsewhere")
  }

  @Test func repeatsTheHostsWordsWithoutTheToken() throws {
    let played = PlayedHost.gitLab
    let server = try LoopbackHost { asked in
      guard asked.method == "POST" else {
        return .init(200, asked.path.contains("?") ? [] : ["default_branch": "trunk"])
      }
      return .init(
        422,
        [
          "message": [
            "title": [.string("is \(PlayedHost.token)\u{1b}[31m")], "base": ["is invalid"],
          ]
        ])
    }
    defer { server.stop() }
    let error = #expect(throws: HostingError.self) {
      try played.repository(at: server.address).open(PlayedHost.request)
    }
    #expect(error?.code == .refused)
    let text = error?.description ?? ""
    #expect(text.contains("base is invalid") && text.contains("refuses the merge request"))
    #expect(!text.contains(PlayedHost.token) && !text.contains("\u{1b}"))
  }

  @Test func givesUpOnAHostThatIsSilentOrGone() throws {
    let server = try LoopbackHost { _ in .never }
    let repository = try PlayedHost.gitHub.repository(at: server.address)
    let silent = #expect(throws: HostingError.self) {
      try repository.open(PlayedHost.request, timeoutSeconds: 1)
    }
    #expect(silent?.code == .unreachable)
    #expect(silent?.description.contains("no answer within 1 seconds") == true)
    server.stop()
    let gone = #expect(throws: HostingError.self) {
      try repository.open(PlayedHost.request, timeoutSeconds: 2)
    }
    #expect(gone?.code == .unreachable && gone?.description.contains("--host-url") == true)
  }

  @Test func showsNoAddressThatIsNoPage() throws {
    let server = try LoopbackHost { asked in
      guard asked.method == "POST" else {
        return .init(200, asked.path.contains("?") ? [] : ["default_branch": "trunk"])
      }
      return .init(201, ["html_url": "javascript:alert(1)"])
    }
    defer { server.stop() }
    let error = #expect(throws: HostingError.self) {
      try PlayedHost.gitHub.repository(at: server.address).open(PlayedHost.request)
    }
    #expect(error?.code == .unexpected)
  }

  @Test func cutsALongReportBehindALineAndClosesItsBlock() {
    let text =
      "# Report\n\n````diff\n" + String(repeating: "+ a line\n", count: 500) + "````\nend\n"
    let cut = HostedRepository.shortened(text, to: 1_000)
    #expect(cut.utf16.count <= 1_000 && cut.contains("+ a line\n````\n\nThe report is longer"))
    #expect(HostedRepository.shortened(text, to: 10_000) == text)
  }
}

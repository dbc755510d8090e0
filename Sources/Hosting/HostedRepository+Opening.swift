import EventSchema
import HTTPClient

/// A request that is open at a host.
public struct OpenedRequest: Sendable, Hashable {
  /// Its page.
  public var address: String
  /// The branch that it is for.
  public var base: String
  /// Whether it was open before: there is one for each branch.
  public var wasThere: Bool
}

/// Bounds of what is asked of a host.
enum HostingLimits {
  /// Until an answer is given up.
  static let timeoutSeconds = 30.0
  /// Lists of open requests are long; anything longer is no answer.
  static let answerBytesMax = 16 << 20
  /// Pages of a list that are looked through for a branch.
  static let pagesMax = 20
  /// Of a host's own words in a message.
  static let wordsCharactersMax = 300
}

extension HostedRepository {
  /// Opens a request for a branch that is pushed already, or finds the one that is open.
  ///
  /// - Parameter timeoutSeconds: For each of at most some answers.
  public func open(
    _ request: PullRequest, timeoutSeconds: Double? = nil
  ) throws(HostingError) -> OpenedRequest {
    let client = Client(repository: self, timeoutSeconds: timeoutSeconds)
    let base: String
    if let named = request.base { base = named } else { base = try client.defaultBranch() }
    guard base != request.head else {
      throw HostingError(
        .refused,
        "a \(host.requestName) leads from one branch to another, not from \(base) to itself")
    }
    if let page = try client.page(ofBranch: request.head) {
      return OpenedRequest(address: page, base: base, wasThere: true)
    }
    let body = host.creation(shortened(request), base)
    let answer = try client.send("POST", "/" + host.requestsPath, body: body)
    switch answer.status {
    case 200, 201:
      guard let page = client.page(answer.json) else { throw client.unexpected(answer) }
      return OpenedRequest(address: page, base: base, wasThere: false)
    case 409, 422:
      // Somebody else may have opened one since the list was read.
      if let page = try client.page(ofBranch: request.head) {
        return OpenedRequest(address: page, base: base, wasThere: true)
      }
      throw client.refusal(of: answer)
    default: throw client.refusal(of: answer)
    }
  }

  private func shortened(_ request: PullRequest) -> PullRequest {
    var shortened = request
    let title = request.title.split { $0.isNewline }.joined(separator: " ")
    shortened.title = String(title.prefix(host.titleCharactersMax))
    shortened.text = Self.shortened(request.text, to: host.textCharactersMax)
    return shortened
  }

  /// Cuts Markdown at the end of a line; an open block of code is closed.
  static func shortened(_ text: String, to charactersMax: Int) -> String {
    guard text.utf16.count > charactersMax else { return text }
    let end = "\n\nThe report is longer than this host takes; `triage report` prints all of it.\n"
    var lines: [Substring] = []
    var fence: Substring?
    var room = charactersMax - end.utf16.count - 16
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      room -= line.utf16.count + 1
      guard room > 0 else { break }
      lines.append(line)
      let mark = line.drop { $0 == " " }.prefix { $0 == "`" }
      guard mark.count >= 3 else { continue }
      if fence == nil { fence = mark } else if mark.count >= fence?.count ?? 0 { fence = nil }
    }
    return lines.joined(separator: "\n") + (fence.map { "\n" + $0 } ?? "") + end
  }
}

/// Asks one host about one repository.
private struct Client {
  let repository: HostedRepository
  var timeoutSeconds: Double?

  struct Answer {
    var status: Int
    var fields: [String: String]
    var json: JSON?
  }

  private var host: Host { repository.host }

  func defaultBranch() throws(HostingError) -> String {
    let answer = try send("GET", "")
    guard answer.status == 200 else { throw refusal(of: answer) }
    guard let branch = answer.json?["default_branch"]?.string, !branch.isEmpty else {
      throw unexpected(answer)
    }
    return branch
  }

  /// The page of the open request for a branch, if there is one.
  func page(ofBranch head: String) throws(HostingError) -> String? {
    let narrowing = host.listQuery(repository.path, head)
    for number in 1...HostingLimits.pagesMax {
      let items = narrowing + (host.pageQuery?(number) ?? [])
      let answer = try send("GET", "/" + host.requestsPath + query(items))
      guard answer.status == 200 else { throw refusal(of: answer) }
      guard case .array(let requests)? = answer.json else { throw unexpected(answer) }
      let found = requests.first { host.isForBranch($0, repository.path, head) }
      if let found { return page(found) }
      guard host.pageQuery != nil, !requests.isEmpty else { return nil }
    }
    return nil
  }

  /// The address of a request's page, if it is one that can be shown.
  func page(_ request: JSON?) -> String? {
    guard let page = request?[host.pageMember]?.string,
      page.hasPrefix("https://") || page.hasPrefix("http://"), page.utf8.count <= 2_000,
      page.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
    else { return nil }
    return page
  }

  /// - Parameter path: Below the repository.
  func send(
    _ method: String, _ path: String, body: JSON? = nil
  ) throws(HostingError) -> Answer {
    var fields = host.fields
    fields["User-Agent"] = "triage"
    fields[host.authorization.field] = host.authorization.prefix + repository.token
    if body != nil { fields["Content-Type"] = "application/json" }
    let request = WebRequest(
      method, host.apiRoot(repository.web) + host.repositoryPath(repository.path) + path,
      fields: fields, body: body.map { Array($0.serialised.utf8) },
      timeoutSeconds: timeoutSeconds ?? HostingLimits.timeoutSeconds,
      answerBytesMax: HostingLimits.answerBytesMax)
    do throws(WebFailure) {
      let reply = try exchange(request)
      return Answer(status: reply.status, fields: reply.fields, json: JSON(parsing: reply.body))
    } catch {
      throw HostingError(
        .unreachable,
        "\(host.name) does not answer at \(repository.web.address) (\(error.reason)); "
          + (repository.isAddressGiven
            ? "is --host-url right, and the network up?"
            : "if its pages are elsewhere, give their address with --host-url"))
    }
  }
}

extension Client {
  /// A status that is no success, in words that name the mend.
  func refusal(of answer: Answer) -> HostingError {
    let place = "\(repository.path) at \(repository.web.host)"
    switch answer.status {
    case 401:
      return HostingError(
        .unauthorized,
        "\(host.name) does not take the token of \(repository.tokenVariable): it is wrong, expired "
          + "or revoked; make one with \(host.tokenRights)")
    case 403 where isAskedToWait(answer), 429: return busy(answer)
    case 403:
      return HostingError(
        .forbidden,
        "the token of \(repository.tokenVariable) may not open a \(host.requestName) in \(place)"
          + "\(said(answer)); it needs \(host.tokenRights)")
    case 404:
      return HostingError(
        .notFound,
        "\(host.name) shows no \(place) to the token of \(repository.tokenVariable); check the "
          + "remote's address, and give the token access: \(host.tokenRights)")
    case 400, 405, 409, 410, 413, 422, 423:
      return HostingError(
        .refused,
        "\(host.name) refuses the \(host.requestName)\(said(answer)); the branch is pushed, so it "
          + "can be opened by hand")
    case 300..<400:
      return HostingError(
        .notFound,
        "\(place) has moved; set the remote's address to the new one with git remote set-url")
    case 500...: return busy(answer)
    default: return unexpected(answer)
    }
  }

  func unexpected(_ answer: Answer) -> HostingError {
    HostingError(
      .unexpected,
      "\(repository.web.address) answers \(answer.status) with something that is not "
        + "\(host.name)'s; check --host-url and --host-kind")
  }

  private func busy(_ answer: Answer) -> HostingError {
    let pause = answer.fields["retry-after"].flatMap { Int($0) }
    let when = pause.map { "in \($0) seconds" } ?? "later"
    return HostingError(
      .busy,
      "\(host.name) answers \(answer.status)\(said(answer)); the branch is pushed, try again \(when)"
    )
  }

  private func isAskedToWait(_ answer: Answer) -> Bool {
    answer.fields["retry-after"] != nil || answer.fields["x-ratelimit-remaining"] == "0"
  }

  /// The host's own words: ` (No commits between main and fix/berth-key)`.
  private func said(_ answer: Answer) -> String {
    let details = answer.json?["errors"]?.array.compactMap { $0.string ?? $0["message"]?.string }
    var words: [String] = details ?? []
    switch answer.json?["message"] ?? answer.json?["error"] {
    case .string(let text)? where words.isEmpty: words = [text]
    case .array(let texts)?: words += texts.compactMap(\.string)
    case .object(let members)?:
      words += members.flatMap { member in
        member.value.array.compactMap(\.string).map { "\(member.name) \($0)" }
      }
    default: break
    }
    let text = words.joined(separator: "; ").unicodeScalars
      .map { $0.properties.generalCategory == .control ? " " : String($0) }.joined()
      .split(separator: repository.token).joined(separator: "…")
    guard !text.isEmpty else { return "" }
    return " (\(text.prefix(HostingLimits.wordsCharactersMax)))"
  }
}

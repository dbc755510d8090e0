import EventSchema
import Foundation
import Issues
import Reports

/// Where issues are read from: a running collector, or a store's file beside it.
enum IssueOrigin {
  case store(IssueStore)
  case collector(CollectorClient)

  static let standardAddress = "http://127.0.0.1:9090"
  static let standardStore = "triage.sqlite"

  /// What the options and the environment say; else the store in this folder; else a collector on
  /// this host.
  init(_ arguments: Arguments, _ console: Console) throws(CommandFailure) {
    let address = arguments.value("--url") ?? console.setting("TRIAGE_URL")
    if let path = arguments.value("--store") {
      guard arguments.value("--url") == nil else {
        throw CommandFailure("--store and --url exclude each other; give one of them")
      }
      self = .store(try openStore(path))
    } else if address == nil, FileManager.default.fileExists(atPath: Self.standardStore) {
      self = .store(try openStore(Self.standardStore))
    } else {
      self = .collector(CollectorClient(address ?? Self.standardAddress, arguments, console))
    }
  }

  /// Newest activity first.
  func issues(limit: Int) throws(CommandFailure) -> [IssueStore.Listing] {
    switch self {
    case .store(let store):
      return try reading { () throws(IssueStoreError) in try store.issues(limit: limit) }
    case .collector(let client):
      let body = try client.get("/api/issues", [("limit", String(limit))])
      guard let listings = JSON(parsing: body)?["issues"] else {
        throw CommandFailure(
          "\(client.address)/api/issues sent no list; is it a Triage collector of this version?")
      }
      return listings.array.compactMap { IssueStore.Listing(json: $0) }
    }
  }

  /// The report of one issue; `nil` when there is no such issue.
  func report(
    issue: Int64, as format: ReportFormat, _ options: RenderOptions, _ source: SourceCache
  ) throws(CommandFailure) -> String? {
    switch self {
    case .store(let store):
      let known = try source.source()
      return try reading { () throws(IssueStoreError) in
        try store.report(issue: issue, in: known.tree, schema: known.schema)
      }.map { render($0, as: format, options) }
    case .collector(let client):
      let parameters = [
        ("format", format.rawValue), ("width", String(options.width)),
        ("color", options.usesColor ? "1" : "0"),
        ("show_values", options.showsValues ? "1" : "0"),
      ]
      let path = "/api/issues/\(issue)/report"
      let answer = try client.request("GET", path, parameters, body: nil, headers: [:])
      guard answer.status != 404 else { return nil }
      return String(decoding: try client.get(path, parameters), as: UTF8.self)
    }
  }
}

func openStore(_ path: String) throws(CommandFailure) -> IssueStore {
  guard FileManager.default.fileExists(atPath: path) else {
    throw CommandFailure(
      "there is no store \(quoted(path)); give the file that store.path names in the collector's "
        + "configuration")
  }
  return try reading { () throws(IssueStoreError) in try IssueStore(path: path) }
}

extension CollectorClient {
  /// With the token of the options or the environment.
  init(_ address: String, _ arguments: Arguments, _ console: Console) {
    self.init(
      address: address.hasSuffix("/") ? String(address.dropLast()) : address,
      token: arguments.value("--token") ?? console.setting("TRIAGE_TOKEN"))
  }
}

private func reading<Value>(
  _ body: () throws(IssueStoreError) -> Value
) throws(CommandFailure) -> Value {
  do throws(IssueStoreError) {
    return try body()
  } catch {
    throw CommandFailure("cannot \(error.doing): \(error.reason)")
  }
}

extension Console {
  /// A variable that is set and not empty.
  func setting(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension Command.Option {
  static let url = Command.Option(
    "--url", "The collector's address; or TRIAGE_URL. \(IssueOrigin.standardAddress) by default.",
    value: "URL")
  static let token = Command.Option(
    "--token",
    "One of the collector's admin.tokens; or TRIAGE_TOKEN, which no list of processes shows.",
    value: "TOKEN")
  static let store = Command.Option(
    "--store", "Read a store's file; ./\(IssueOrigin.standardStore) by default, if it is there.",
    value: "FILE")
}

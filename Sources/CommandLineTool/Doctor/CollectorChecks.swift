import EventSchema

/// Whether a collector answers, lets us read, and takes an app's key.
func collectorChecks(_ client: CollectorClient, dsn: String?) -> [Check] {
  do throws(CommandFailure) {
    let answer = try client.request("GET", "/health", body: nil, headers: [:])
    guard answer.status == 200 else {
      return [
        .broken(
          "Collector", "\(client.address)/health answered \(answer.status)",
          answer.status == 503 ? "look into its log: it cannot write" : "is it a Triage collector?")
      ]
    }
  } catch {
    return [
      .broken(
        "Collector", "nothing answers at \(client.address)",
        "triage-collector --config config.json, or give --url")
    ]
  }
  return [.fine("Collector", "answers at \(client.address)"), reading(client)]
    + (dsn.map { [key($0)] } ?? [])
}

private func reading(_ client: CollectorClient) -> Check {
  do throws(CommandFailure) {
    _ = try client.get("/api/issues", [("limit", "1")])
    return .fine("Reading", client.token == nil ? "allowed without a token" : "the token is taken")
  } catch {
    return .broken("Reading", error.message, "export TRIAGE_TOKEN=… with one of its admin.tokens")
  }
}

/// Posts an envelope without items: it is let in or refused like any other, and leaves nothing.
private func key(_ text: String) -> Check {
  guard let dsn = DSN(text) else {
    return .broken(
      "Key", "the DSN cannot be read", "give it as http://KEY@HOST:PORT/PROJECT")
  }
  let port = dsn.port.map { ":\($0)" } ?? ""
  let client = CollectorClient(address: "\(dsn.scheme)://\(dsn.host)\(port)\(dsn.path)")
  do throws(CommandFailure) {
    let answer = try client.request(
      "POST", "/api/\(dsn.project)/envelope/", body: Array("{}\n".utf8),
      headers: [
        "Content-Type": "application/x-sentry-envelope",
        "X-Sentry-Auth": "Sentry sentry_version=7, sentry_key=\(dsn.key)",
      ])
    switch answer.status {
    case 200..<300: return .fine("Key", "project \(dsn.project) takes events with it")
    case 401, 403, 404:
      return .broken(
        "Key", "project \(dsn.project) refuses it (\(answer.status))",
        "take one of projects.keys in the collector's configuration")
    default:
      return .broken(
        "Key", "project \(dsn.project) answered \(answer.status)", "look into the collector's log")
    }
  } catch {
    return .broken("Key", error.message, "start the collector that the DSN names")
  }
}

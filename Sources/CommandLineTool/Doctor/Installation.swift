import EventSchema
import Foundation

/// What the collector's configuration says, as far as the doctor needs it. The collector itself
/// checks every key when it starts.
struct Installation {
  var storePath: String?
  var address: String?
  /// The first project and one of its keys.
  var project: Int64?
  var key: String?

  /// What an SDK would be given for the collector at that address.
  func dsn(at address: String) -> String? {
    guard let project, let key, let scheme = address.range(of: "://") else { return nil }
    return "\(address[..<scheme.upperBound])\(key)@\(address[scheme.upperBound...])/\(project)"
  }

  /// Reads a configuration file.
  static func read(_ path: String) -> (check: Check, installation: Installation) {
    let subject = "Configuration"
    let bytes: [UInt8]
    do throws(CommandFailure) {
      bytes = try readFile(path)
    } catch {
      return (.broken(subject, error.message, "cp config.example.json config.json"), Installation())
    }
    switch JSON.read(bytes) {
    case .failure(let failure):
      return (
        .broken(subject, "\(path) is no JSON: \(failure)", "mend it at that place"), Installation()
      )
    case .success(let json):
      let installation = Installation(json)
      guard installation.project != nil, installation.key != nil else {
        return (
          .broken(
            subject, "\(path) has no project with a key, so no app can send events",
            "add one below projects; config.example.json shows how"), installation
        )
      }
      return (.fine(subject, "\(path); the collector checks every key at its start"), installation)
    }
  }

  init() {}

  private init(_ json: JSON) {
    storePath = json["store"]?["path"]?.string ?? IssueOrigin.standardStore
    let host = json["listen"]?["host"]?.string ?? "127.0.0.1"
    let port = json["listen"]?["port"]?.integer ?? 9090
    let prefix = json["listen"]?["prefix"]?.string ?? ""
    let name = host.contains(":") ? "[\(host)]" : host
    address = "http://\(name == "0.0.0.0" ? "127.0.0.1" : name):\(port)\(prefix)"
    let first = json["projects"]?.array.first
    project = first?["id"]?.integer
    key = first?["keys"]?.array.first?.string
  }
}

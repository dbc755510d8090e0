import EventSchema

extension Setting {
  /// Keys of a project that are about trying changes.
  static let proofKeys = ["repository", "test_command", "on_new_issue", "host_url", "host_kind"]

  private static let off = "off"

  /// Bytes of a text in these settings.
  private static let textBytesMax = 4_096

  /// `nil` when the project wants nothing tried.
  static func proofs(_ project: JSON) -> Result<ProofSettings?, Problem> {
    var texts: [String: String] = [:]
    for key in proofKeys {
      guard let value = project[key], !value.isNull else { continue }
      guard let text = value.string, !text.isEmpty, text.utf8.count <= textBytesMax,
        !text.utf8.contains(0)
      else {
        return .failure(
          Problem(
            place: ".\(key)",
            sentence: "\(found(value)), allowed is a text of 1 to \(textBytesMax) bytes"))
      }
      texts[key] = text
    }
    let modes = [off] + ProofSettings.Delivery.allCases.map(\.rawValue)
    let mode = texts["on_new_issue"] ?? off
    guard modes.contains(mode) else {
      let near = nearest(to: mode, of: modes).map { "; did you mean \($0)?" } ?? ""
      return .failure(
        Problem(
          place: ".on_new_issue",
          sentence: "\(found(.string(mode))), allowed is one of \(modes.joined(separator: ", "))"
            + near))
    }
    if let problem = problem(of: texts) { return .failure(problem) }
    guard let delivery = ProofSettings.Delivery(rawValue: mode) else { return .success(nil) }
    for key in ["repository", "test_command"] where texts[key] == nil {
      let what = key == "repository" ? "the URL or path of a git repository" : "a shell command"
      return .failure(
        Problem(
          place: ".\(key)",
          sentence: "found nothing, and on_new_issue is \(mode); allowed is \(what)"))
    }
    return .success(
      ProofSettings(
        repository: texts["repository"] ?? "", testCommand: texts["test_command"] ?? "",
        delivery: delivery, hostAddress: texts["host_url"], hostKind: texts["host_kind"]))
  }

  private static func problem(of texts: [String: String]) -> Problem? {
    if let repository = texts["repository"], repository.hasPrefix("-") {
      return Problem(
        place: ".repository",
        sentence: "\(found(.string(repository))), allowed is the URL or path of a git repository")
    }
    return nil
  }
}

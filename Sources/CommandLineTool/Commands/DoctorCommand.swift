import Foundation
import Reports

extension Command {
  static let doctor = Command(
    name: "doctor",
    summary: "Check the installation, and say what to do about what is wrong.",
    operands: "", operandsMax: 0,
    options: [
      Option(
        "--config", "The collector's configuration; ./config.json by default, if it is there.",
        value: "FILE"),
      .url, .token, .store,
      Option(
        "--dsn", "What an app sends to; or TRIAGE_DSN. The first project's by default.",
        value: "DSN"),
    ],
    description: """
      Looks at the libraries, the configuration, the store and the room on its disk, and whether a \
      collector answers, lets you read and takes an app's key. Nothing is changed.
      """,
    examples: [Example("triage doctor", "Check what is installed and configured in this folder.")],
    success: "all is well",
    failure: "something is to be done",
    run: runDoctor)
}

private func runDoctor(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  var checks = [libraryCheck()]
  var installation = Installation()
  let configuration = arguments.value("--config") ?? "config.json"
  if arguments.value("--config") != nil || FileManager.default.fileExists(atPath: configuration) {
    let (check, found) = Installation.read(configuration)
    checks.append(check)
    installation = found
  } else {
    checks.append(
      .note(
        "Configuration", "there is no config.json in this folder",
        "give --config FILE, or begin with cp config.example.json config.json"))
  }
  checks += storeChecks(
    arguments.value("--store") ?? installation.storePath ?? IssueOrigin.standardStore)
  let address =
    arguments.value("--url") ?? console.setting("TRIAGE_URL") ?? installation.address
    ?? IssueOrigin.standardAddress
  console.mention("Asking \(address) …")
  checks += collectorChecks(
    CollectorClient(address, arguments, console),
    dsn: arguments.value("--dsn") ?? console.setting("TRIAGE_DSN")
      ?? installation.dsn(at: address))
  console.write(checks.map { line($0, console) }.joined())
  return checks.contains { $0.status == .broken } ? .attention : .fine
}

private func line(_ check: Check, _ console: Console) -> String {
  let style: Console.Style =
    switch check.status {
    case .fine: .good
    case .note: .caution
    case .broken: .bad
    }
  let statusGap = String(repeating: " ", count: 5 - check.status.rawValue.count)
  let subjectGap = String(repeating: " ", count: max(0, 13 - check.subject.count))
  let head = console.style(check.status.rawValue, style) + statusGap + "  "
  let finding = "\(check.subject)\(subjectGap)  \(visibleLine(check.finding))\n"
  guard let advice = check.advice else { return head + finding }
  let indent = String(repeating: " ", count: 22)
  return head + finding + indent + console.style("→ " + visibleLine(advice), .strong) + "\n"
}

import Diagnosis
import EventSchema
import Foundation
import Issues
import Proof
import Reports
import SourceCode

/// The failure that is to be mended, and how it is diagnosed in a source.
struct FixInput {
  /// The release that failed, if it is known.
  var release: String?
  /// The diagnosis in a tree, with what the checkout declares of the schema.
  var diagnose: (Source) throws(CommandFailure) -> Diagnosis
  /// Whether the source that counts is another one than the folder's: that of a collector.
  var isDiagnosedElsewhere = false
  private var schema: String?

  /// - Throws: `CommandFailure` when the operand is nothing that can be read.
  init(_ arguments: Arguments, _ console: Console) throws(CommandFailure) {
    schema = arguments.value("--schema")
    let operand = arguments.operands.first
    if let operand, issueNumber(operand) == nil || isFile(operand) {
      let bytes = try readFile(operand)
      guard bytes.contains(where: { $0 > UInt8(ascii: " ") }) else {
        throw CommandFailure("there is nothing to fix: the input is empty; give an error's text")
      }
      let pasted = input(in: bytes)
      release = pasted.event.release
      diagnose = { source in diagnosis(of: pasted, in: source) }
    } else {
      let origin = try IssueOrigin(arguments, console)
      let number =
        if let known = operand.flatMap(issueNumber) { known } else {
          try newestFailure(of: origin)
        }
      (release, diagnose, isDiagnosedElsewhere) = try issueInput(number, origin)
    }
  }

  /// The source of a tree with the schema of the options.
  func source(_ tree: SourceTree) throws(CommandFailure) -> Source {
    let declared = Schema.declared(in: tree)
    guard let schema else { return Source(tree: tree, schema: declared) }
    return Source(tree: tree, schema: try readSchema(schema).get().adding(declared))
  }
}

private func diagnosis(of input: Input, in source: Source) -> Diagnosis {
  diagnose(input, in: source.tree, schema: source.schema)
}

/// `12` or `#12`.
private func issueNumber(_ text: String) -> Int64? {
  guard let number = Int64(text.hasPrefix("#") ? String(text.dropFirst()) : text), number > 0 else {
    return nil
  }
  return number
}

private func isFile(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

private func newestFailure(of origin: IssueOrigin) throws(CommandFailure) -> Int64 {
  let listings = try origin.issues(limit: 50)
  guard let newest = listings.first(where: { $0.statistics.cause != nil }) else {
    throw CommandFailure("there is no constraint failure yet; name a file, or - for standard input")
  }
  return newest.statistics.id
}

private typealias IssueInput = (
  release: String?, diagnose: (Source) throws(CommandFailure) -> Diagnosis, isElsewhere: Bool
)

private func issueInput(
  _ number: Int64, _ origin: IssueOrigin
) throws(CommandFailure) -> IssueInput {
  let missing = CommandFailure("there is no issue \(number); triage issues lists them")
  switch origin {
  case .store(let store):
    let report = try? store.report(issue: number)
    guard let report else { throw missing }
    return (
      report.issue?.releases.last,
      { source throws(CommandFailure) in
        guard
          let report = try? store.report(issue: number, in: source.tree, schema: source.schema)
        else { throw missing }
        return report.diagnosis
      }, false
    )
  case .collector:
    var options = RenderOptions()
    options.showsValues = false
    let cache = try SourceCache(folder: nil, nil)
    guard let text = try origin.report(issue: number, as: .json, options, cache),
      let json = JSON(parsing: Array(text.utf8)), let diagnosis = Diagnosis(json: json)
    else { throw missing }
    let release = json["issue"]?["releases"]?.array.last?.string
    return (release, { _ in diagnosis }, true)
  }
}

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
      (release, diagnose) = try issueInput(number, origin)
    }
  }

  /// The source of a tree with the schema of the options.
  func source(_ tree: SourceTree) throws(CommandFailure) -> Source {
    let declared = Schema.declared(in: tree)
    guard let schema else { return Source(tree: tree, schema: declared) }
    return Source(tree: tree, schema: try readSchema(schema).get().adding(declared))
  }
}

/// What a text or an event says with a source beside it.
func diagnosis(of input: Input, in source: Source) -> Diagnosis {
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

import Diagnosis
import EventSchema
import Reports
import SourceCode

extension Command {
  static let diagnose = Command(
    name: "diagnose",
    summary: "Diagnose an error from a file or a pipe.",
    operands: "[FILE|-]", operandsMax: 1,
    options: [
      Option(
        "--source",
        "The application's checkout. It is read, never run; nothing outside of it is opened.",
        value: "DIR"),
      Option(
        "--schema",
        "What the database declares: what pg_dump --schema-only and its like print, schema.rb, "
          + "schema.prisma, a folder of migrations, an SQLite file, or postgresql://…, of which "
          + "no rows are read.", value: "FILE|URL"),
      Option(
        "--probe",
        "Ask this database about the failure: postgresql://… or an SQLite file. Reads only, each "
          + "statement is printed on standard error before it runs.", value: "URL"),
      .format, .showValues,
      Option(
        "--batch",
        "Read JSON Lines and write JSON Lines, one out for each in, in order. See docs/cli.md."),
    ],
    description: """
      Takes an envelope or an event of a Sentry SDK, a stack trace or a log of any language, or a \
      bare error message, and recognises which it is. Without FILE it reads standard input.
      """,
    examples: [
      Example("triage diagnose error.log --source .", "Diagnose the last error of a log."),
      Example("pbpaste | triage diagnose --format markdown", "Diagnose a copied stack trace."),
      Example(
        "triage diagnose error.log --schema schema.sql", "Know the violated key's columns."),
      Example(
        "triage diagnose error.log --probe postgresql://reader@db/shop",
        "Also look how old the row is that holds the key."),
      Example("triage diagnose --batch < events.jsonl > conclusions.jsonl", "Diagnose many."),
    ],
    success: "the report is written, whatever it concludes",
    failure: "with --batch: a line could not be read",
    run: runDiagnose)
}

private func runDiagnose(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  let format = try format(arguments)
  let source = try SourceCache(folder: arguments.value("--source"), arguments.value("--schema"))
  let options = console.renderOptions(showsValues: arguments.isSet("--show-values"))
  if arguments.isSet("--batch") {
    guard format == .json || arguments.value("--format") == nil else {
      throw CommandFailure("--batch writes JSON Lines only; leave --format out")
    }
    guard arguments.value("--probe") == nil else {
      throw CommandFailure("--probe asks about one failure; leave --batch out")
    }
    return try diagnoseBatch(arguments.operands.first ?? "-", source, options, console)
  }
  let path = arguments.operands.first ?? "-"
  if path == "-", console.isInputTerminal {
    console.mention("Paste an error, then press Return and Control-D.")
  }
  let bytes = try readFile(path)
  guard bytes.contains(where: { $0 > UInt8(ascii: " ") }) else {
    throw CommandFailure("there is nothing to diagnose: the input is empty; give an error's text")
  }
  let input = input(in: bytes)
  var known = try source.source()
  var probes = ProbeFacts.none
  if let address = arguments.value("--probe") {
    (known.schema, probes) = askDatabase(at: address, about: input.event, known.schema, console)
  }
  let diagnosis = diagnose(input, in: known.tree, schema: known.schema, probes: probes)
  console.write(render(Report(diagnosis), as: format, options))
  return .fine
}

extension Command.Option {
  static let format = Command.Option(
    "--format", "text (default), markdown, html, json or sarif.", value: "FORMAT")
  static let showValues = Command.Option(
    "--show-values", "Print row values, which are masked otherwise.")
}

/// The format that was asked for; text without one.
func format(_ arguments: Arguments) throws(CommandFailure) -> ReportFormat {
  guard let name = arguments.value("--format") else { return .text }
  guard let format = ReportFormat(rawValue: name) else {
    let names = ReportFormat.allCases.map(\.rawValue)
    throw CommandFailure(
      "unknown format \(quoted(name)); \(nearest(name, among: names))"
        + "formats are \(names.joined(separator: ", "))")
  }
  return format
}

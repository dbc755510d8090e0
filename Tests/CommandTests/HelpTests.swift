import Testing

@testable import CommandLineTool

struct HelpTests {
  private let triage = BuiltTool()

  @Test func listsEveryCommand() throws {
    let outcome = try triage.run("help")
    #expect(outcome.exitCode == 0)
    for command in Command.all { #expect(outcome.output.contains("  \(command.name) ")) }
    #expect(try triage.run().output == outcome.output)
    #expect(try triage.run("--help").output == outcome.output)
  }

  @Test(arguments: Command.all.map(\.name))
  func everyCommandHasAManual(name: String) throws {
    let outcome = try triage.run(name, "--help")
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.contains("\n  triage \(name) "))
    #expect(outcome.output.contains("Example"))
    #expect(outcome.output.contains("Exit codes"))
    #expect(try triage.run("help", name).output == outcome.output)
    for line in outcome.output.split(separator: "\n") { #expect(line.count <= 100) }
  }

  @Test func tellsItsVersion() throws {
    #expect(try triage.run("--version").output == "triage \(version)\n")
  }

  static let wrong: [([String], String)] = [
    (["diagnos"], "did you mean diagnose?"),
    (["diagnose", "--formt=json"], "did you mean --format?"),
    (["diagnose", "--format", "htm"], "did you mean html?"),
    (["diagnose", "--format"], "needs a value"),
    (["diagnose", "--batch=1"], "takes no value"), (["diagnose", "a", "b"], "takes one operand"),
    (["diagnose", "/no/such/file"], "No such file"), (["explain", "rase"], "did you mean race?"),
    (["explain", "--format", "sarif", "race"], "take text"), (["report", "latest"], "is a number"),
    (["report", "--store", "no-such.sqlite"], "store.path"),
    (["issues", "--limit", "0"], "1 to 10000"),
    (["issues", "--url", "127.0.0.1:1"], "is no address"),
    (["--verison"], "did you mean --version?"),
    (["issues", "--url", "http://127.0.0.1:1"], "start triage-collector"),
    (["diagnose", "--probe", "postgres://db", "--batch"], "leave --batch out"),
    (["diagnose", "--schema", "no-such.sql"], "give a file"),
    (["diagnose", "-"], "empty"),
  ]

  /// Whatever cannot run says so in one line, with the mend, and prints nothing else.
  @Test(arguments: wrong)
  func namesTheMend(words: [String], mend: String) throws {
    let outcome = try triage.run(words)
    #expect(outcome.exitCode == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(mend), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.errors.hasPrefix("triage: "))
  }

  @Test func whatItComplainsAboutIsInert() throws {
    let outcome = try triage.run("\u{1B}[31mx\u{202E}\n")
    #expect(!outcome.errors.contains("\u{1B}"))
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }
}

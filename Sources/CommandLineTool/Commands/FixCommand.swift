import Diagnosis
import Foundation
import Proof

extension Command {
  static let fix = Command(
    name: "fix",
    summary: "Show, apply and prove the change that mends a failure.",
    operands: "[ISSUE|FILE|-]", operandsMax: 1,
    options: [
      Option(
        "--source",
        "The application's checkout, or the folder of it that is the application; the "
          + "current folder by default.", value: "DIR"),
      Option(
        "--revision",
        "Work on this commit or tag. By default HEAD, or the failing release when the "
          + "source of HEAD reads otherwise.", value: "REV"),
      Option("--apply", "Write changes and tests into the working tree."),
      Option(
        "--allow-dirty",
        "Also when the working tree has changes, or is in no repository; --verify "
          + "then takes them along."),
      Option("--verify", "Prove it first, in a worktree of its own. Needs --test-command."),
      Option(
        "--test-command",
        "How the tests are run, in the source folder. {tests} stands for the new "
          + "ones' paths; it is not needed for the usual runners.", value: "COMMAND"),
      Option(
        "--time-limit",
        "Seconds of one run of the tests; \(Int(ProofLimits.testSeconds)) by default.",
        value: "SECONDS"),
      Option("--keep-logs", "Where the runs' output goes; below .git by default.", value: "DIR"),
      Option(
        "--branch", "Make a branch with the change as a commit. The working tree stays as it is.",
        value: "NAME", isValueOptional: true),
      Option("--commit", "Commit on the current branch; implies --apply."),
      Option("--push", "Push the branch to a remote; implies --branch.", value: "REMOTE"),
      Option(
        "--patch", "Write a patch for git am or git apply; - for standard output.",
        value: "FILE"),
    ] + HostingRequest.options + [
      IntegrationRequest.option, .url, .token, .store,
      Option(
        "--schema", "What the database declares; see triage diagnose --help.", value: "FILE|URL"),
      Option("--format", "text (default) or json: one line with what was done.", value: "FORMAT"),
    ],
    description: """
      ISSUE is a number of triage issues, FILE whatever triage diagnose takes. Without either it is \
      the newest constraint failure. Shows the plan: the changes, what they promise, the tests; \
      nothing is written unless an option says so, and nothing is ever merged. With --verify the new \
      tests must fail on the unchanged code and pass on the changed one, and what passed before must \
      pass after; only then --apply, --branch, --commit, --push, --pull-request and --patch do their work.
      """,
    examples: [
      Example("triage fix error.log", "Show what would be changed in this folder."),
      Example(
        "triage fix 12 --verify --test-command 'python manage.py test' --branch",
        "Prove it, then make a branch of it."),
      Example(
        "triage fix 12 --source services/shop --verify --test-command 'make test FILES={tests}'",
        "Prove it for a folder of a repository, with a command of your own."),
      Example(
        "triage fix event.json --apply", "Write it into the working tree, to look at it there."),
      Example(
        "triage fix 12 --verify --test-command pytest --pull-request --ci",
        "Prove it, and open a pull request that also brings a job with the real database."),
      Example("triage fix 12 --patch fix.patch", "Write it for another host."),
    ],
    success: "there is a change, and what was asked for is done; with --verify: it is proven",
    failure: "there is nothing to apply; with --verify: it is not proven",
    run: runFix)
}

private func runFix(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  let request = try FixRequest(arguments, console)
  let input = try FixInput(arguments, console)
  let watch = SignalWatch()
  defer { watch.stop() }
  do throws(ProofError) {
    return try fix(input, request, watch.interruption, console)
  } catch {
    if error.code == .interrupted {
      console.complain(error.description)
      watch.endProcess()
    }
    throw CommandFailure(error.description)
  }
}

/// The road from a failure to what was asked for.
private func fix(
  _ input: FixInput, _ request: FixRequest, _ interruption: Interruption, _ console: Console
) throws(ProofError) -> ExitCode {
  let subject = try FixSubject(input, request, interruption)
  var result = FixResult(subject)
  if !request.isQuiet { console.write(planText(subject, console)) }
  // A part of a cure is none: the tests are those of all changes.
  if let first = subject.plan.leftOut.first, request.doesAnything || !subject.plan.writesAnything {
    throw ProofError(.change, first.reason)
  }
  guard subject.plan.writesAnything else {
    console.write(render(result, request, console))
    return subject.plan.isPresent && request.testCommand == nil ? .fine : .attention
  }
  guard request.doesAnything else {
    console.write(render(result, request, console))
    return .fine
  }
  let delivery = try Delivery(subject, request)
  if let command = request.testCommand {
    result.proof = try prove(subject, command, request, interruption, console)
    guard result.proof?.proven == true else {
      console.write(render(result, request, console))
      return .attention
    }
  }
  result.delivered = try delivery.deliver(result.proof)
  console.write(render(result, request, console))
  return .fine
}

private func prove(
  _ subject: FixSubject, _ command: TestCommand, _ request: FixRequest,
  _ interruption: Interruption, _ console: Console
) throws(ProofError) -> Proof {
  guard let checkout = subject.checkout, let base = subject.base else {
    throw noRepository(request)
  }
  let logs =
    if let folder = request.logFolder { folder } else {
      try checkout.makeLogFolder(named: logName(Date()))
    }
  let prover = Prover(
    checkout: checkout, commit: base, plan: subject.plan, command: command, logFolder: logs,
    violation: subject.diagnosis.violation,
    takesChanges: request.allowsDirty && base == checkout.head, interruption: interruption
  ) { progress in
    console.mention(progressLine(progress))
  }
  return try prover.prove()
}

/// `20260301T101500Z-4711`: sorts by time, and no two runs share one.
private func logName(_ date: Date) -> String {
  let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
  return "\(date.formatted(style))-\(getpid())"
}

import Foundation

/// Runs the command that the words after `triage` ask for; the result is the process's exit code.
public func runCommandLine(_ words: [String]) -> Int32 {
  run(words, Console.standard()).rawValue
}

func run(_ words: [String], _ console: Console) -> ExitCode {
  do {
    return try dispatch(words, console)
  } catch {
    console.complain((error as? CommandFailure)?.message ?? "\(error)")
    return .couldNotRun
  }
}

private func dispatch(_ words: [String], _ console: Console) throws -> ExitCode {
  guard let first = words.first else {
    console.write(overview(console))
    return .fine
  }
  switch first {
  case "--version", "version":
    console.write("triage \(version)\n")
    return .fine
  case "--help", "-h": return try help([], console)
  case "help": return try help(Array(words.dropFirst()), console)
  default:
    let command = try command(named: first)
    let arguments = try Arguments(Array(words.dropFirst()), for: command)
    guard !arguments.asksForHelp else {
      console.write(manual(command, console))
      return .fine
    }
    return try command.run(arguments, console)
  }
}

private func command(named name: String) throws -> Command {
  if let command = Command.all.first(where: { $0.name == name }) { return command }
  let kind = name.hasPrefix("-") ? "option" : "command"
  let names = Command.all.map(\.name) + ["help", "--version", "--help"]
  throw CommandFailure(
    "unknown \(kind) \(quoted(name)); \(nearest(name, among: names))see triage help")
}

private func help(_ words: [String], _ console: Console) throws -> ExitCode {
  guard let name = words.first else {
    console.write(overview(console))
    return .fine
  }
  console.write(manual(try command(named: name), console))
  return .fine
}

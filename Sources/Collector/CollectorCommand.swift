import EventSchema
import Foundation

/// `triage-collector`: reads its settings, runs until it is told to end, and gives the exit code:
/// 0 after a clean end, 2 when it could not run.
public func runCollector(
  _ arguments: some Sequence<String>, environment: [String: String]
) -> Int32 {
  let invocation: Invocation
  do throws(ConfigurationError) {
    invocation = try Invocation(arguments)
  } catch {
    return complain("\(error); see triage-collector --help")
  }
  switch invocation.action {
  case .help: return say(Manual.help)
  case .manual: return say(Manual.document)
  case .run: break
  }
  let signals = Signals()
  // Events are personal data: store and reports are for this user alone.
  umask(0o077)
  do {
    let configuration = try Configuration(
      file: try invocation.file(environment), environment: environment, flags: invocation.flags)
    let log = Log(minimum: configuration.logLevel)
    let collector = try Collector(configuration, log: log, environment: environment)
    if let path = invocation.portFile { try writePort(collector.port, to: path) }
    _ = say("triage-collector listens at \(collector.address)\n")
    signals.waitForEnd()
    try collector.stop()
    return 0
  } catch {
    return complain("\(error)")
  }
}

private func say(_ text: String) -> Int32 {
  FileHandle.standardOutput.write(Data(text.utf8))
  return 0
}

private func complain(_ text: String) -> Int32 {
  FileHandle.standardError.write(Data("triage-collector: \(text)\n".utf8))
  return 2
}

/// Appears with its content, for scripts that wait for it.
private func writePort(_ port: Int, to path: String) throws(CollectorError) {
  do {
    try Data("\(port)\n".utf8).write(to: URL(filePath: path), options: .atomic)
  } catch {
    throw CollectorError(description: "cannot write the port to \(path)")
  }
}

/// What the command line asks for.
struct Invocation: Sendable {
  enum Action: Sendable {
    case run, help, manual
  }

  var action = Action.run
  var configurationPath: String?
  var portFile: String?
  var flags: [(name: String, value: String)] = []

  init(_ arguments: some Sequence<String>) throws(ConfigurationError) {
    var rest = Array(arguments)[...]
    while let argument = rest.popFirst() {
      guard argument != "--help", argument != "-h" else {
        action = .help
        return
      }
      guard argument != "--print-manual" else {
        action = .manual
        return
      }
      guard argument.hasPrefix("--") else {
        throw ConfigurationError(origin: argument, problem: "no such argument")
      }
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      let name = parts[0]
      guard let value = parts.count > 1 ? parts[1] : rest.popFirst() else {
        throw ConfigurationError(origin: name, problem: "its value is missing")
      }
      switch name {
      case "--config": configurationPath = value
      case "--port-file": portFile = value
      default: flags.append((name, value))
      }
    }
  }

  /// The settings file that was named, or `config.json` if there is one.
  func file(
    _ environment: [String: String]
  ) throws(ConfigurationError) -> (name: String, text: String)? {
    let named = configurationPath ?? environment["TRIAGE_CONFIG"]
    let path = named ?? "config.json"
    guard named != nil || FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      return (path, String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self))
    } catch {
      throw ConfigurationError(
        origin: path, problem: "cannot be read; --config names the file with the settings")
    }
  }
}

/// The signals that end a process, taken off its threads and waited for by one.
struct Signals {
  private var ending = sigset_t()

  /// Must come before other threads begin: they inherit what is held back.
  init() {
    sigemptyset(&ending)
    sigaddset(&ending, SIGTERM)
    sigaddset(&ending, SIGINT)
    pthread_sigmask(SIG_BLOCK, &ending, nil)
    signal(SIGPIPE, SIG_IGN)
    // Settings are read at the start only.
    signal(SIGHUP, SIG_IGN)
  }

  func waitForEnd() {
    var ending = ending
    var signal: Int32 = 0
    while sigwait(&ending, &signal) != 0 {}
  }
}

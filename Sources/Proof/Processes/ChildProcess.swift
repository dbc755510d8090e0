import Foundation

/// A program that is run in a session of its own, so that it, and all that it starts, can be ended
/// together, and so that nothing in it can ask the terminal for anything.
struct ChildProcess {
  /// Looked for in `PATH` when it has no slash.
  var program: String
  var arguments: [String]
  var environment: [String: String]
  var secondsMax: Double
  /// Standard input; it is a file, so a program that does not read it stalls nobody.
  var input: [UInt8] = []

  enum Ending: Sendable, Hashable {
    case exited(Int32)
    case killed(signal: Int32)
    case outOfTime
    case interrupted
  }

  enum Stream { case output, errors }

  /// Runs it to its end and hands over what it prints, as it prints it.
  ///
  /// - Parameter body: May be called with any number of bytes, also none.
  func run(
    _ interruption: Interruption?, _ body: (Stream, ArraySlice<UInt8>) -> Void
  ) throws(ProofError) -> Ending {
    guard interruption?.isRequested != true else { return .interrupted }
    guard let output = OutputPipe(), let errors = OutputPipe() else { throw noProcess(errno) }
    let input = try inputFile()
    defer { close(input) }
    let identifier = try spawn(input: input, output.writer, errors.writer)
    output.closeWriter()
    errors.closeWriter()
    var watch = ProcessWatch(
      identifier: identifier, deadline: .now + .seconds(secondsMax), interruption: interruption)
    return watch.follow([(.output, output.reader), (.errors, errors.reader)], body)
  }

  private func noProcess(_ code: Int32) -> ProofError {
    ProofError(
      .file, "cannot start \(program): \(String(cString: strerror(code))); is it installed?")
  }

  /// An unlinked temporary file with the input.
  private func inputFile() throws(ProofError) -> Int32 {
    guard !input.isEmpty else { return open("/dev/null", O_RDONLY | O_CLOEXEC) }
    var template = Array((temporaryFolder() + "/triage-input-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw noProcess(errno) }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    guard writeAll(input, to: descriptor) == nil, lseek(descriptor, 0, SEEK_SET) == 0 else {
      let code = errno
      close(descriptor)
      throw noProcess(code)
    }
    return descriptor
  }

  private func spawn(input: Int32, _ output: Int32, _ errors: Int32) throws(ProofError) -> pid_t {
    var actions = SpawnActions()
    defer { actions.destroy() }
    actions.place(input, on: STDIN_FILENO)
    actions.place(output, on: STDOUT_FILENO)
    actions.place(errors, on: STDERR_FILENO)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var identifier: pid_t = 0
    let code = actions.spawn(&identifier, program, &words, &variables)
    guard code == 0 else { throw noProcess(code) }
    return identifier
  }
}

/// What is between fork and exec: descriptors, session, signals as they were at the start.
private struct SpawnActions {
  #if canImport(Darwin)
    private var actions: posix_spawn_file_actions_t?
    private var attributes: posix_spawnattr_t?
  #else
    private var actions = posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()
  #endif

  init() {
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    posix_spawnattr_setflags(&attributes, Int16(flags | Self.ownSession))
  }

  /// `POSIX_SPAWN_SETSID`
  #if canImport(Darwin)
    private static let ownSession: Int32 = 0x400
  #else
    private static let ownSession: Int32 = 0x80
  #endif

  mutating func destroy() {
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
  }

  mutating func place(_ descriptor: Int32, on number: Int32) {
    posix_spawn_file_actions_adddup2(&actions, descriptor, number)
  }

  mutating func spawn(
    _ identifier: inout pid_t, _ program: String,
    _ words: inout [UnsafeMutablePointer<CChar>?],
    _ variables: inout [UnsafeMutablePointer<CChar>?]
  ) -> Int32 {
    posix_spawnp(&identifier, program, &actions, &attributes, words, variables)
  }
}

/// A pipe whose reader does not block.
private final class OutputPipe {
  let reader: Int32
  private(set) var writer: Int32

  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    (reader, writer) = (ends[0], ends[1])
  }

  deinit {
    close(reader)
    closeWriter()
  }

  func closeWriter() {
    if writer >= 0 { close(writer) }
    writer = -1
  }
}

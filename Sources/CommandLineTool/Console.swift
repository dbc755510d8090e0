import Foundation
import Reports

/// What a command sees of the process around it: streams, environment, whether somebody watches.
struct Console: Sendable {
  var environment: [String: String]
  var isOutputTerminal: Bool
  var isErrorTerminal: Bool
  var isInputTerminal: Bool

  /// The streams of this process.
  static func standard() -> Console {
    Console(
      environment: ProcessInfo.processInfo.environment,
      isOutputTerminal: isatty(STDOUT_FILENO) == 1, isErrorTerminal: isatty(STDERR_FILENO) == 1,
      isInputTerminal: isatty(STDIN_FILENO) == 1)
  }

  /// Colours only for a terminal that can show them, and never with `NO_COLOR` (no-color.org).
  var usesColor: Bool {
    isOutputTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// Columns of the terminal; 100 for a pipe or a file.
  var width: Int {
    var size = winsize()
    if isOutputTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    return environment["COLUMNS"].flatMap { Int($0) } ?? 100
  }

  func renderOptions(showsValues: Bool) -> RenderOptions {
    var options = RenderOptions()
    options.showsValues = showsValues
    options.usesColor = usesColor
    options.width = width
    return options
  }

  func write(_ text: String) { write(Array(text.utf8)) }

  /// Ends the process with 2 when the output cannot be written: a lost report is no success.
  func write(_ bytes: [UInt8]) {
    guard let problem = writeAll(bytes, to: STDOUT_FILENO) else { return }
    complain("cannot write the output: \(reason(problem)); make room, or write elsewhere")
    exit(ExitCode.couldNotRun.rawValue)
  }

  /// One line on standard error, whatever it holds.
  func complain(_ message: String) {
    writeAll(Array("triage: \(visibleLine(message))\n".utf8), to: STDERR_FILENO)
  }

  /// One line on standard error that is no complaint, also when nobody watches.
  func announce(_ message: String) {
    writeAll(Array("\(visibleLine(message))\n".utf8), to: STDERR_FILENO)
  }

  /// Progress, for a person who waits at a terminal.
  func mention(_ message: String) {
    guard isErrorTerminal else { return }
    writeAll(Array("\(visibleLine(message))\n".utf8), to: STDERR_FILENO)
  }

  func style(_ text: String, _ code: Style) -> String {
    usesColor ? "\u{1B}[\(code.rawValue)m\(text)\u{1B}[0m" : text
  }

  enum Style: String {
    case strong = "1"
    case faint = "2"
    case bad = "31"
    case good = "32"
    case caution = "33"
  }
}

/// Writes until all is written; a reader that has gone ends the process by the signal of the pipe.
/// Returns the system's error number when it cannot.
@discardableResult
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
  bytes.withUnsafeBytes { buffer in
    var rest = buffer[...]
    while !rest.isEmpty {
      let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}

extension Slice where Base == UnsafeRawBufferPointer {
  fileprivate var baseAddress: UnsafeRawPointer? {
    UnsafeRawBufferPointer(rebasing: self).baseAddress
  }
}

/// A name in a message: in quotes, on one line, short.
func quoted(_ text: String) -> String {
  let shown = text.count > 80 ? text.prefix(80) + "…" : text[...]
  return "“\(visibleLine(String(shown)))”"
}

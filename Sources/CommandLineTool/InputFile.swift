import EventSchema
import Foundation

/// Reads a whole file, or standard input for `-`.
///
/// - Parameter advice: What to do about one that is too large.
/// - Throws: `CommandFailure` when it cannot be read or is larger than the bound.
func readFile(
  _ path: String, bytesMax: Int = Limits.textBytesMax,
  advice: String = "cut out the part with the error"
) throws(CommandFailure) -> [UInt8] {
  guard path != "-" else {
    return try readAll(STDIN_FILENO, "standard input", bytesMax: bytesMax, advice)
  }
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else {
    throw CommandFailure(
      "cannot read \(quoted(path)): \(reason(errno)); give a file, or - for input")
  }
  defer { close(descriptor) }
  return try readAll(descriptor, quoted(path), bytesMax: bytesMax, advice)
}

private func readAll(
  _ descriptor: Int32, _ name: String, bytesMax: Int, _ advice: String
) throws(CommandFailure) -> [UInt8] {
  var bytes: [UInt8] = []
  while true {
    switch readSome(descriptor, onto: &bytes) {
    case .some: break
    case .end: return bytes
    case .failed(let code): throw CommandFailure("cannot read \(name): \(reason(code))")
    }
    guard bytes.count <= bytesMax else {
      throw CommandFailure(
        "\(name) is larger than \(bytesMax >> 20) MB; \(advice)")
    }
  }
}

enum ReadOutcome {
  case some
  case end
  case failed(Int32)
}

/// Appends what one `read` gives.
func readSome(_ descriptor: Int32, onto bytes: inout [UInt8]) -> ReadOutcome {
  let step = 256 << 10
  while true {
    var count = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: step) { buffer, filled in
      count = Foundation.read(descriptor, buffer.baseAddress, step)
      filled = max(0, count)
    }
    if count > 0 {
      bytes += chunk
      return .some
    }
    if count == 0 { return .end }
    if errno != EINTR { return .failed(errno) }
  }
}

/// What the system says about an error's number: "No such file or directory".
func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

/// How much work one text may still cause, in bytes looked at.
///
/// A text can begin hundreds of messages and end none, and each beginning can be unwrapped and read
/// in many ways. Each way is linear; the effort bounds how many of them are tried. It grows with
/// the text, so that the whole stays linear, and what ordinary errors need is far below it: only
/// hostile texts are given up, and then nothing is said about them.
final class Effort {
  private(set) var left: Int

  /// For one error.
  init(bytes: Int) { left = Self.most + Self.worth(bytes) }

  /// Lets a line of a log cause work too. A quiet line leaves some to those behind it, up to what
  /// one error may need.
  func refill(bytes: Int) {
    left = max(left, min(left + Self.worth(bytes), Self.most))
  }

  /// Gives back what led to an error: a log full of them is read to its end.
  func restore(_ before: Int) { left = max(left, before) }

  /// Whether the work may be done; counts it.
  func spend(_ bytes: Int) -> Bool {
    guard left > 0 else { return false }
    left -= bytes + Self.perAttempt
    return true
  }

  private static func worth(_ bytes: Int) -> Int { perLine + bytesPerByte * bytes }

  /// What an attempt costs whatever the text's length.
  private static let perAttempt = 64
  private static let most = 4_000_000
  private static let perLine = 4_000
  private static let bytesPerByte = 64
}

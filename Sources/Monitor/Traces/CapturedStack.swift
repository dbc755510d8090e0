import EventSchema

/// What was taken when an error was captured, to become one list of frames.
struct CapturedStack: Sendable {
  /// Where the error was thrown.
  var thrown: CapturedTrace?
  /// Whether `thrown` is surely this error's.
  var isExact = false
  /// Where it was captured.
  var captured: CapturedTrace?
  var site: CaptureSite

  /// The frames, oldest first, and whether they lead to the `throw`; else they lead to the capture.
  func frames(_ symbolicator: inout Symbolicator) -> (frames: [Frame], leadToThrow: Bool) {
    if let thrown {
      let frames = symbolicator.frames(of: thrown)
      // An error is caught up the stack from where it was thrown. A trace that does not pass there
      // belongs to another error of the same type.
      let passesHere = frames.contains { $0.absolutePath == site.filePath }
      if !frames.isEmpty, isExact || passesHere { return (frames, true) }
    }
    var frames = captured.map { symbolicator.frames(of: $0) } ?? []
    if let last = frames.lastIndex(where: { $0.inApp == true }),
      frames[last].absolutePath == site.filePath
    {
      // The compiler knows the line better than the return address.
      frames[last].lineNumber = site.line
    } else {
      frames.append(site.frame)
    }
    return (frames, false)
  }
}

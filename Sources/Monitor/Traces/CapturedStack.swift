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
    let capturing = captured.map { symbolicator.frames(of: $0) } ?? []
    if let thrown {
      let throwing = symbolicator.frames(of: thrown)
      // An error is caught up the stack from where it was thrown.
      let passesHere = throwing.contains { $0.absolutePath == site.filePath }
      if passesHere { return (throwing, true) }
      // The throw was below asynchronous callers that the unwinder could not follow. Without that
      // certainty the trace belongs to another error of the same type.
      if isExact, !throwing.isEmpty {
        return (capturing.filter { !throwing.contains($0) } + throwing, true)
      }
    }
    var frames = capturing
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

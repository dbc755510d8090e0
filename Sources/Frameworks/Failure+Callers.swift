import EventSchema

extension Failure {
  /// Indices of the application's frames that lead to the culprit's, innermost first.
  var callers: [Int] {
    (0..<(culpritIndex ?? 0)).reversed().filter {
      inApp.indices.contains($0) && inApp[$0] && !frames[$0].handsErrorOver
    }
  }
}

extension Frame {
  /// Whether the line is the one that hands the error to the monitor, behind a part of the stack
  /// that nobody could walk: what stands before it on the way is not what led to the error.
  fileprivate var handsErrorOver: Bool { contextLine?.mentions("Monitor.capture(") == true }
}

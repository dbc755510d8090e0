import EventSchema

extension Failure {
  /// Indices of the application's frames that lead to the culprit's, innermost first.
  var callers: [Int] {
    (0..<(culpritIndex ?? 0)).reversed().filter {
      inApp.indices.contains($0) && inApp[$0] && !frames[$0].handsErrorOver
        && !(frames[$0 + 1].isComprehension && frames[$0 + 1].filename == frames[$0].filename)
    }
  }
}

extension Frame {
  /// Whether it is a comprehension, which older releases of CPython call like a function: what
  /// stands before it on the way is the function that holds it, and no caller.
  fileprivate var isComprehension: Bool {
    ["<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"].contains(function)
  }

  /// Whether the line is the one that hands the error to the monitor, behind a part of the stack
  /// that nobody could walk: what stands before it on the way is not what led to the error.
  fileprivate var handsErrorOver: Bool { contextLine?.mentions("Monitor.capture(") == true }
}

import EventSchema

extension Frame {
  /// Whether the line is the one that hands the error to the monitor, behind a part of the stack
  /// that nobody could walk: what stands before it on the way is not what led to the error.
  var handsErrorOver: Bool { contextLine?.mentions("Monitor.capture(") == true }
}

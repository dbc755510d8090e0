#if os(Linux) && canImport(Runtime)
  import Runtime
#endif

/// Return addresses of one call stack, taken in microseconds and named later, on the monitor's
/// thread.
struct CapturedTrace: Sendable {
  #if os(Linux) && canImport(Runtime)
    var backtrace: Backtrace

    /// Finds out what traces need to know of the process; for the start, when nothing else runs
    /// yet.
    static func prepare() {
      // First, as the other does without it for a large executable.
      _ = ProcessImages.all
      _ = UnwindingImages.known
    }

    /// Walks frame pointers, and the continuations of asynchronous callers.
    static func here() -> CapturedTrace? {
      guard let images = UnwindingImages.known else { return nil }
      let limit = FrameChain.safeDepth(limit: Bounds.traceDepthMax)
      guard limit > 0 else { return nil }
      // The unwinder reports the stack's end by throwing, which must not count as the
      // application's.
      return OwnCode.run {
        try? Backtrace.capture(algorithm: .fast, limit: limit, top: 0, images: images)
      }.map { CapturedTrace(backtrace: $0) }
    }

    /// Innermost first; equal for calls from the same places.
    var addresses: [UInt64] {
      backtrace.frames.compactMap { UInt64($0.adjustedProgramCounter) }
    }
  #else
    static func prepare() {}
    static func here() -> CapturedTrace? { nil }
  #endif
}

#if os(Linux) && canImport(Runtime)
  import Runtime
#endif

/// Return addresses of one call stack, taken in microseconds and named later, on the monitor's
/// thread.
struct CapturedTrace: Sendable {
  #if os(Linux) && canImport(Runtime)
    var backtrace: Backtrace

    /// The images at start. A trace needs none to be taken, and making the list anew each time
    /// would cost fifty times the walk itself; the symbolicator uses a fresh one.
    private static let images = ImageMap.capture()

    /// Walks frame pointers, and the continuations of asynchronous callers.
    static func here() -> CapturedTrace? {
      // The unwinder reports the stack's end by throwing, which must not count as the
      // application's.
      OwnCode.run {
        try? Backtrace.capture(algorithm: .fast, limit: Bounds.traceDepthMax, images: images)
      }.map { CapturedTrace(backtrace: $0) }
    }

    /// Innermost first; equal for calls from the same places.
    var addresses: [UInt64] {
      backtrace.frames.compactMap { UInt64($0.adjustedProgramCounter) }
    }
  #else
    static func here() -> CapturedTrace? { nil }
  #endif
}

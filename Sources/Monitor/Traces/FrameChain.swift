#if os(Linux) && canImport(Runtime)
  import CStack
  import Foundation

  /// The frame records of the current thread, as far as they can be trusted.
  ///
  /// The unwinder follows frame pointers wherever they lead. Under a callback from C code that uses
  /// that register for something else they lead anywhere, and reading there would end the
  /// application. So the chain is walked first, inside the thread's own stack only.
  enum FrameChain {
    private static let key: pthread_key_t? = {
      var key = pthread_key_t()
      return pthread_key_create(&key, nil) == 0 ? key : nil
    }()

    /// The end of this thread's stack. Finding it takes a while, so each thread does it once.
    private static var stackEnd: UInt {
      guard let key else { return 0 }
      if let known = pthread_getspecific(key) { return UInt(bitPattern: known) }
      let end = UInt(stack_end())
      pthread_setspecific(key, UnsafeRawPointer(bitPattern: end))
      return end
    }

    /// How many calls the unwinder may follow from here, at most `limit`.
    @inline(never)
    static func safeDepth(limit: Int) -> Int {
      let end = stackEnd
      var frame = UInt(stack_frame_address())
      let recordBytes = UInt(2 * MemoryLayout<UInt>.size)
      guard end > recordBytes else { return 0 }
      for depth in 0..<limit {
        guard frame % UInt(MemoryLayout<UInt>.alignment) == 0, frame <= end - recordBytes,
          let record = UnsafePointer<UInt>(bitPattern: frame)
        else {
          // The unwinder looks one or two calls ahead, and stands in another frame than this.
          return max(depth - 3, 0)
        }
        // A chain that turns back is the end, for the unwinder as well.
        guard record.pointee > frame else { return limit }
        frame = record.pointee
      }
      return limit
    }
  }
#endif

/// The errors thrown last, each with its trace; a ring.
struct RecentThrows: Sendable {
  private var entries: [Entry] = []
  /// Where the oldest is, once the ring is full.
  private var oldest = 0

  struct Entry: Sendable {
    var address: UInt
    /// Tells whether the error at the address is still the one that was thrown. Only compared with
    /// `nil`, which is safe from every thread, whatever the object is.
    nonisolated(unsafe) weak var box: AnyObject?
    var type: ObjectIdentifier
    var context: ExecutionContext
    var trace: CapturedTrace
  }

  /// A throw, and how surely it is that of the error asked for.
  struct Match: Sendable {
    var trace: CapturedTrace
    /// `false` when only type and task agree: a cast to a concrete type and back copies the error.
    var isExact: Bool
  }

  /// Returns the entry that had to go, for its owner to free where it may.
  mutating func append(_ entry: Entry) -> Entry? {
    guard entries.count == Bounds.recentThrowsMax else {
      entries.append(entry)
      return nil
    }
    let replaced = entries[oldest]
    entries[oldest] = entry
    oldest = (oldest + 1) % entries.count
    return replaced
  }

  mutating func removeAll() -> [Entry] {
    defer { self = RecentThrows() }
    return entries
  }

  func match(
    address: UInt, type: ObjectIdentifier, context: ExecutionContext
  ) -> Match? {
    var copied: CapturedTrace?
    for age in 0..<entries.count {
      let index = (oldest + age) % entries.count
      // The oldest throw of the very error is where it comes from; later ones threw it on.
      if entries[index].address == address, entries[index].box != nil {
        return Match(trace: entries[index].trace, isExact: true)
      }
      if entries[index].type == type, entries[index].context == context {
        copied = entries[index].trace
      }
    }
    return copied.map { Match(trace: $0, isExact: false) }
  }
}

import Foundation

/// A reader's speed over some texts, and that of a plain scan of the same bytes in the same run.
struct Measurement {
  private let textsPerSecond: Double
  private let bytesPerSecond: Double
  private let scannedPerSecond: Double

  /// - Parameter read: Gets the number of a text and the text; whether it found something, so that
  ///   the work cannot be optimised away.
  init(_ texts: [String], _ read: (Int, String) -> Bool) {
    let bytes = texts.reduce(0) { $0 + $1.utf8.count }
    // Once before, so that tables are built and memory is warm.
    var found = texts.enumerated().count { read($0, $1) }
    let rounds = Self.rounds { found += texts.enumerated().count { read($0, $1) } }
    var feeds = 0
    let scans = Self.rounds { for text in texts { feeds += Self.lineFeeds(in: text) } }
    precondition(found >= 0 && feeds >= 0)
    textsPerSecond = rounds * Double(texts.count)
    bytesPerSecond = rounds * Double(bytes)
    scannedPerSecond = scans * Double(bytes)
  }

  func show(_ name: String) {
    let megabytes = bytesPerSecond / 1e6
    let ratio = scannedPerSecond / bytesPerSecond
    print(
      "  " + name.padding(toLength: 20, withPad: " ", startingAt: 0)
        + String(format: "%9.0f texts/s %8.1f MB/s", textsPerSecond, megabytes)
        + String(format: ", %.0f times the time of a scan", ratio))
  }

  /// Rounds in a second of this thread's processor time, measured for at least one: what else runs
  /// on the machine does not count.
  private static func rounds(_ body: () -> Void) -> Double {
    let start = processorSeconds
    var count = 0.0
    while processorSeconds - start < 1 {
      body()
      count += 1
    }
    return count / (processorSeconds - start)
  }

  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// One byte after the other, as any reader has to look at each once.
  private static func lineFeeds(in text: String) -> Int {
    var text = text
    return text.withUTF8 { bytes in
      var count = 0
      for byte in bytes where byte == 0x0A { count += 1 }
      return count
    }
  }
}

import Foundation
import Proof
import Synchronization

/// Ends a proof that takes too long or fills the disk, and when the collector ends.
///
/// Space is looked at where proofs write: whatever a test run does, the store keeps room.
final class ProofGuard: Sendable {
  enum Verdict: Sendable {
    case outOfTime, outOfSpace, collectorEnds
  }

  let interruption = Interruption()
  private let places: [String]
  private let spaceBytesMin: Int64
  private let deadline: Date
  private let verdict = Mutex<Verdict?>(nil)
  private let isOver = DispatchSemaphore(value: 0)
  private let hasEnded = DispatchSemaphore(value: 0)

  /// How often time and space are looked at.
  private static let glanceSeconds = 0.5

  /// - Returns: `nil` when there is too little space to begin with.
  init?(places: [String], diskBytes: Int64, seconds: Double) {
    self.places = places
    guard let free = Self.freeBytes(places), free >= diskBytes else { return nil }
    spaceBytesMin = max(free - diskBytes, diskBytes / 4)
    deadline = Date(timeIntervalSinceNow: seconds)
    let thread = Thread { [self] in watch() }
    thread.name = "proof guard"
    thread.start()
  }

  /// Why the proof was ended from here, if it was.
  var reason: Verdict? { verdict.withLock { $0 } }

  func end(_ reason: Verdict) {
    verdict.withLock { $0 = $0 ?? reason }
    interruption.request()
  }

  /// Called once the proof is over.
  func finish() {
    isOver.signal()
    hasEnded.wait()
  }

  private func watch() {
    while isOver.wait(timeout: .now() + Self.glanceSeconds) == .timedOut {
      if Date() > deadline { end(.outOfTime) }
      if let free = Self.freeBytes(places), free < spaceBytesMin { end(.outOfSpace) }
    }
    hasEnded.signal()
  }

  /// Of the fullest place.
  private static func freeBytes(_ places: [String]) -> Int64? {
    places.compactMap { place -> Int64? in
      var status = statvfs()
      guard statvfs(place, &status) == 0 else { return nil }
      return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }.min()
  }
}

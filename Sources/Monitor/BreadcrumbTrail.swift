import EventSchema
import Synchronization

/// The breadcrumbs of one request, or of the process outside of any; the newest are kept.
final class BreadcrumbTrail: Sendable {
  private let crumbs = Mutex<Ring>(Ring())

  private struct Ring {
    var elements: [Breadcrumb] = []
    /// Where the oldest is, once the ring is full.
    var start = 0
  }

  func append(_ crumb: Breadcrumb, max: Int) {
    guard max > 0 else { return }
    crumbs.withLock { ring in
      if ring.elements.count < max {
        ring.elements.append(crumb)
      } else {
        ring.elements[ring.start] = crumb
        ring.start = (ring.start + 1) % ring.elements.count
      }
    }
  }

  /// Oldest first.
  var all: [Breadcrumb] {
    crumbs.withLock { ring in Array(ring.elements[ring.start...] + ring.elements[..<ring.start]) }
  }
}

/// Lets two requests meet between their check and their write, so that a collision which production
/// sees once a month happens here every time.
actor Rendezvous {
  private var waiting: CheckedContinuation<Void, Never>?
  private var isOpen = false

  /// Waits for the other one; the second to arrive opens the way for both.
  func meet() async {
    if isOpen { return }
    if waiting != nil { return open() }
    await withCheckedContinuation { waiting = $0 }
  }

  /// Lets through whoever waits or comes: for when the other one will not arrive.
  func open() {
    isOpen = true
    waiting?.resume()
    waiting = nil
  }
}

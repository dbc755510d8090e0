import Foundation

/// Marks the current thread as running the monitor's own code, or the application's on its behalf.
///
/// What fails in there is never captured, traced or made a breadcrumb: the monitor cannot feed
/// itself.
enum OwnCode {
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    // Without a key (the process has used them all up) every mark is lost, which costs protection
    // against recursion, and nothing else.
    pthread_key_create(&key, nil)
    return key
  }()

  static var isRunning: Bool { pthread_getspecific(key) != nil }

  static func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard !isRunning else { return try body() }
    pthread_setspecific(key, UnsafeRawPointer(bitPattern: 1))
    defer { pthread_setspecific(key, nil) }
    return try body()
  }
}

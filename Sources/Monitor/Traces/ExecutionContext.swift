import Foundation

/// What runs: a task, or a thread outside of any.
enum ExecutionContext: Sendable, Hashable {
  case task(Int)
  case thread(UInt)

  static var current: ExecutionContext {
    withUnsafeCurrentTask { task in
      guard let task else { return .thread(UInt(bitPattern: pthread_self().hashValue)) }
      return .task(task.hashValue)
    }
  }
}

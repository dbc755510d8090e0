public import EventSchema
import Foundation

// Every use tells the two `withScope` apart, by `await`.
// swift-format-ignore: AmbiguousTrailingClosureOverload
extension Monitor {
  /// The scope of the current task, if it has one.
  @TaskLocal static var taskScope: Scope?

  /// The scope of whatever is outside of any request.
  static let processScope = Scope()

  static var scope: Scope { taskScope ?? processScope }

  /// Gives everything captured inside, child tasks included, the request, a trace and breadcrumbs
  /// of its own.
  ///
  /// - Parameters:
  ///   - request: What is being answered. A `traceparent` or `sentry-trace` header continues the
  ///     caller's trace.
  ///   - transaction: The route's pattern (`POST /accounts/:id`); by default method and path.
  public static func withRequest<Result>(
    _ request: Request, transaction: String? = nil, _ operation: () throws -> Result
  ) rethrows -> Result {
    let scope = scope.fork(for: request, transaction: transaction)
    return try $taskScope.withValue(scope) { try operation() }
  }

  /// Gives everything captured inside, child tasks included, the request, a trace and breadcrumbs
  /// of its own.
  public static func withRequest<Result>(
    _ request: Request, transaction: String? = nil, _ operation: () async throws -> Result
  ) async rethrows -> Result {
    let scope = scope.fork(for: request, transaction: transaction)
    return try await $taskScope.withValue(scope) { try await operation() }
  }

  /// Runs the operation in a copy of the current scope: what is set there ends with it, while
  /// breadcrumbs stay with the request.
  public static func withScope<Result>(
    _ operation: (Scope) throws -> Result
  ) rethrows -> Result {
    let scope = scope.fork()
    return try $taskScope.withValue(scope) { try operation(scope) }
  }

  /// Runs the operation in a copy of the current scope: what is set there ends with it, while
  /// breadcrumbs stay with the request.
  public static func withScope<Result>(
    _ operation: (Scope) async throws -> Result
  ) async rethrows -> Result {
    let scope = scope.fork()
    return try await $taskScope.withValue(scope) { try await operation(scope) }
  }

  /// Sets who is affected by what is captured in the current scope, outside of one in the process.
  public static func setUser(_ user: User?) { scope.setUser(user) }

  /// Sets a tag of the current scope, outside of one of the process; `nil` takes it away.
  public static func setTag(_ name: String, _ value: String?) { scope.setTag(name, value) }

  /// Sets a group of facts of the current scope, outside of one of the process.
  public static func setContext(_ name: String, _ value: JSON?) { scope.setContext(name, value) }

  /// Remembers that something happened, for the events captured after it in the same request.
  public static func addBreadcrumb(
    _ message: String, category: String? = nil, level: Level = .info, data: JSON = .object([])
  ) {
    addBreadcrumb(
      Breadcrumb(
        timestamp: Date().timeIntervalSince1970, type: "default", category: category,
        message: message, level: level.rawValue, data: data))
  }

  /// Remembers that something happened, for the events captured after it in the same request.
  public static func addBreadcrumb(_ breadcrumb: Breadcrumb) {
    guard let client, !OwnCode.isRunning else { return }
    client.add(breadcrumb, to: scope.trail)
  }
}

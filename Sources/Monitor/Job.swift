import EventSchema
import Synchronization

extension Monitor {
  /// The job, message or delivery that is worked on: by it the collector tells a job that runs
  /// again from two requests that met.
  public struct Job: Sendable, Hashable {
    /// The same for every attempt.
    public var id: String?
    public var name: String?
    /// How often it ran before: 0 for the first attempt.
    public var retries: Int?
    /// Whether the queue says that it was delivered before.
    public var isRedelivered: Bool?

    public init(
      id: String? = nil, name: String? = nil, retries: Int? = nil, isRedelivered: Bool? = nil
    ) {
      self.id = id
      self.name = name
      self.retries = retries
      self.isRedelivered = isRedelivered
    }

    /// What integrations of queues attach to events, under a name of ours.
    var context: JSON {
      var members: [JSON.Member] = []
      if let id { members.append(JSON.Member("id", .string(id.bounded(to: Limits.tagLengthMax)))) }
      if let name {
        members.append(JSON.Member("name", .string(name.bounded(to: Limits.tagLengthMax))))
      }
      if let retries { members.append(JSON.Member("retries", .integer(Int64(retries)))) }
      if let isRedelivered { members.append(JSON.Member("redelivered", .bool(isRedelivered))) }
      return .object(members)
    }

    static let contextName = "triage-task"
  }

  /// Sets the job that is worked on in the current scope, outside of one in the process; `nil`
  /// takes it away.
  public static func setJob(_ job: Job?) { scope.setJob(job) }
}

extension Monitor.Scope {
  /// Sets the job that is worked on; `nil` takes it away. Without a transaction's name the job's
  /// name becomes it.
  public func setJob(_ job: Monitor.Job?) {
    values.withLock { values in
      values.contexts.set(Monitor.Job.contextName, job?.context)
      if let name = job?.name, values.transaction == nil { values.transaction = name }
    }
  }
}

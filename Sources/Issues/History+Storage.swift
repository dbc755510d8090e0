public import Diagnosis
public import Storage

extension History {
  /// What the store keeps of an issue's events. The order is that of their arrival, which is not
  /// always that of their time.
  public init(_ stored: [StoredOccurrence]) {
    let occurrences = stored.map { Occurrence($0) }
    let order = occurrences.indices.sorted { one, other in
      let times = (occurrences[one].timestamp ?? 0, occurrences[other].timestamp ?? 0)
      return times.0 == times.1 ? one < other : times.0 < times.1
    }
    self.init(occurrences: order.map { occurrences[$0] })
  }
}

extension History {
  /// With when the project's releases and migrations were first seen.
  public init(_ stored: [StoredOccurrence], _ sights: [StoredFirstSight]) {
    self.init(stored)
    func named(_ kind: StoredFirstSight.Kind) -> [FirstSight] {
      sights.filter { $0.kind == kind }.map { FirstSight(name: $0.name, time: $0.time) }
    }
    releases = named(.release)
    migrations = named(.migration)
  }
}

extension History.Occurrence {
  public init(_ stored: StoredOccurrence) {
    self.init(eventID: stored.id.description, timestamp: stored.timestamp)
    key = stored.key
    successor = stored.successor
    traceID = stored.traceID
    server = stored.server
    process = stored.process
    processStart = stored.processStart
    actor = stored.actor
    payload = stored.payload
    task = stored.task
    taskName = stored.taskName
    retries = stored.retries
    transaction = stored.transaction
    writePath = stored.writePath
    release = stored.release
    migration = stored.migration
    lookedUpBefore = stored.lookedUpBefore
    waited = stored.waited
  }
}

extension StoredOccurrence {
  public init(_ occurrence: History.Occurrence, id: EventID) {
    self.init(id: id, timestamp: occurrence.timestamp, key: occurrence.key)
    successor = occurrence.successor
    traceID = occurrence.traceID
    server = occurrence.server
    process = occurrence.process
    processStart = occurrence.processStart
    actor = occurrence.actor
    payload = occurrence.payload
    task = occurrence.task
    taskName = occurrence.taskName
    retries = occurrence.retries
    transaction = occurrence.transaction
    writePath = occurrence.writePath
    release = occurrence.release
    migration = occurrence.migration
    lookedUpBefore = occurrence.lookedUpBefore
    waited = occurrence.waited
  }
}

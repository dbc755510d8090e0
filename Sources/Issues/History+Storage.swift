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

extension History.Occurrence {
  public init(_ stored: StoredOccurrence) {
    self.init(
      eventID: stored.id.description, timestamp: stored.timestamp, key: stored.key,
      traceID: stored.traceID, server: stored.server, actor: stored.actor,
      transaction: stored.transaction, release: stored.release,
      lookedUpBefore: stored.lookedUpBefore)
  }
}

extension StoredOccurrence {
  public init(_ occurrence: History.Occurrence, id: EventID) {
    self.init(
      id: id, timestamp: occurrence.timestamp, key: occurrence.key, traceID: occurrence.traceID,
      server: occurrence.server, actor: occurrence.actor, transaction: occurrence.transaction,
      release: occurrence.release, lookedUpBefore: occurrence.lookedUpBefore)
  }
}

/// Which occurrences of an issue are kept: the first and the last ones, and of what lies between
/// them events that met another one on their key.
///
/// An event that met another one is never kept without one that it met: together they tell a race
/// from a retry, one alone tells nothing.
enum OccurrenceRetention {
  struct Row: Sendable, Hashable {
    /// 1 for the first event.
    var sequence: Int64
    var key: String?
  }

  /// The rows to keep.
  ///
  /// - Parameters:
  ///   - rows: Those that are kept so far and the new ones, ascending.
  ///   - count: Of all events of the issue.
  static func kept(_ rows: [Row], count: Int64) -> Set<Int64> {
    let oldestMax = StoreLimits.oldestOccurrencesMax
    let newestMin = count - StoreLimits.newestOccurrencesMax + 1
    var kept: Set<Int64> = []
    var groups: [String: [Int64]] = [:]
    for row in rows {
      if row.sequence <= oldestMax || row.sequence >= newestMin { kept.insert(row.sequence) }
      if let key = row.key { groups[key, default: []].append(row.sequence) }
    }
    var between: [[Int64]] = []
    for group in groups.values where group.count > 1 {
      let middle = group.filter { $0 > oldestMax && $0 < newestMin }
      guard let first = middle.first, let last = middle.last else { continue }
      if middle.count == group.count {
        between.append(Array(Set(group.prefix(2) + group.suffix(2))))
        continue
      }
      // One that has left the middle alone takes its neighbour along.
      if group.count(where: { $0 <= oldestMax }) == 1 { kept.insert(first) }
      if group.count(where: { $0 >= newestMin }) == 1 { kept.insert(last) }
    }
    var room = StoreLimits.pairedOccurrencesMax
    for pair in between.sorted(by: { ($0.max() ?? 0) > ($1.max() ?? 0) }) {
      room -= pair.count
      guard room >= 0 else { break }
      kept.formUnion(pair)
    }
    return kept
  }
}

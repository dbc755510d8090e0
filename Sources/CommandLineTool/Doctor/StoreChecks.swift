import Foundation
import Issues

/// Bytes that have to be free for the store. An event takes some kilobytes, so this is a day's work
/// even on a bad day.
private let freeBytesWanted: Int64 = 1 << 30
/// Below this SQLite may not be able to finish a transaction, and the collector answers 503.
private let freeBytesMin: Int64 = 64 << 20

func storeChecks(_ path: String) -> [Check] {
  guard FileManager.default.fileExists(atPath: path) else {
    return [
      .note("Store", "\(path) is not there yet", "the collector makes it when it first starts")
    ]
  }
  return [readability(path), room(path)].compactMap { $0 }
}

private func readability(_ path: String) -> Check {
  do throws(CommandFailure) {
    let store = try openStore(path)
    let newest = try IssueOrigin.store(store).issues(limit: 1)
    let state = newest.isEmpty ? "without issues so far" : "with issues"
    return .fine("Store", "\(path) can be read, \(state)")
  } catch {
    return .broken(
      "Store", error.message, "check who owns the file, or take the last good copy of it")
  }
}

private func room(_ path: String) -> Check? {
  var status = statvfs()
  guard statvfs(path, &status) == 0 else { return nil }
  let free = Int64(clamping: status.f_bavail).multipliedReportingOverflow(
    by: Int64(clamping: status.f_frsize))
  let bytes = free.overflow ? Int64.max : free.partialValue
  let finding = "\(bytes >> 20) MB are free beside \(path)"
  if bytes < freeBytesMin {
    return .broken("Disk", finding, "make room: without it the collector answers 503")
  }
  return bytes < freeBytesWanted
    ? .note("Disk", finding, "make room before it is below \(freeBytesMin >> 20) MB")
    : .fine("Disk", finding)
}

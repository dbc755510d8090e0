#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension SQLiteDatabase {
  /// Opens a file that is there for reading, beside whoever writes it.
  package convenience init(reading path: String, busyMilliseconds: Int32) throws(StoreError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw StoreError(
        .cannotOpen, doing: "open \(path)", reason: String(cString: strerror(errno)))
    }
    // Reading through the log needs a file beside it; where none can be made, nobody writes.
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let isFrozen = access(path + "-wal", F_OK) != 0 && access(folder, W_OK) != 0
    try self.init(
      path: path, access: isFrozen ? .immutable : .readOnly, busyMilliseconds: busyMilliseconds)
  }
}

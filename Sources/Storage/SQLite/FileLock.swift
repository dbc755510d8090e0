#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A lock that this process holds as long as the value lives, and that ends with the process.
final class FileLock: Sendable {
  private let descriptor: Int32

  init(path: String, doing: String) throws(StoreError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw StoreError(.cannotOpen, doing: doing, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw StoreError(.busy, doing: doing, reason: "another collector uses this store")
    }
  }

  deinit {
    // A process that is just being forked shares the lock until it runs its own program; closing
    // alone would leave the lock to it.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}

/// A new file is there after a power cut only when its folder was synced, too.
func syncFolder(of path: String) {
  let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  _ = fsync(descriptor)
  close(descriptor)
}

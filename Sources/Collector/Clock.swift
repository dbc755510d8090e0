import Glibc

/// The collector's clocks. The engine has none.
enum Clock {
  /// Seconds since 1970, UTC.
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Points in time as the wire writes them, in seconds since 1970, UTC.
public enum Timestamp {
  /// Reads RFC 3339: `2026-03-01T12:30:05.25Z`, with an offset, or with none, which means UTC.
  ///
  /// Up to any number of fractional digits; a blank may stand for the `T`. `nil` for anything else.
  public static func seconds(_ text: String) -> Double? {
    var text = text
    return text.withUTF8 { seconds(UnsafeRawBufferPointer($0)) }
  }

  static func seconds(_ bytes: UnsafeRawBufferPointer) -> Double? {
    var cursor = Cursor(bytes: bytes)
    guard let year = cursor.number(digits: 4), cursor.take(anyOf: "-"),
      let month = cursor.number(digits: 2), 1...12 ~= month, cursor.take(anyOf: "-"),
      let day = cursor.number(digits: 2), 1...31 ~= day, cursor.take(anyOf: "Tt "),
      let hour = cursor.number(digits: 2), hour < 24, cursor.take(anyOf: ":"),
      let minute = cursor.number(digits: 2), minute < 60, cursor.take(anyOf: ":"),
      let second = cursor.number(digits: 2), second <= 60
    else { return nil }
    let fraction = cursor.take(anyOf: ".,") ? cursor.fraction() : 0
    guard let fraction, let offset = cursor.offset(), cursor.isAtEnd else { return nil }
    let days = daysSince1970(year: year, month: month, day: day)
    let whole = days * 86_400 + hour * 3_600 + minute * 60 + second - offset
    return Double(whole) + fraction
  }

  /// Writes RFC 3339 in UTC with milliseconds: `2026-03-01T12:30:05.250Z`.
  ///
  /// Times outside the years 0 to 9999 are written as the nearest bound of them.
  public static func text(_ seconds: Double) -> String {
    let bounds = -62_167_219_200_000.0...253_402_300_799_999.0
    let clamped = min(max((seconds * 1_000).rounded(), bounds.lowerBound), bounds.upperBound)
    let milliseconds = clamped.isFinite ? Int(clamped) : 0
    let (days, time) = floorDivision(milliseconds, 86_400_000)
    let (year, month, day) = civilDate(daysSince1970: days)
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) + "T"
      + padded(time / 3_600_000, 2) + ":" + padded(time / 60_000 % 60, 2) + ":"
      + padded(time / 1_000 % 60, 2) + "." + padded(time % 1_000, 3) + "Z"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func floorDivision(_ value: Int, _ divisor: Int) -> (quotient: Int, rest: Int) {
    let rest = (value % divisor + divisor) % divisor
    return ((value - rest) / divisor, rest)
  }

  // Both directions after Howard Hinnant, "chrono-compatible low-level date algorithms": years
  // begin in March, so that the leap day is the last of its year, and repeat every 400 years.

  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let (era, yearOfEra) = floorDivision(month <= 2 ? year - 1 : year, 400)
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civilDate(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = floorDivision(days + 719_468, 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  private struct Cursor {
    let bytes: UnsafeRawBufferPointer
    var index = 0

    init(bytes: UnsafeRawBufferPointer) {
      self.bytes = bytes
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(anyOf characters: StaticString) -> Bool {
      guard index < bytes.count else { return false }
      for offset in 0..<characters.utf8CodeUnitCount
      where bytes[index] == characters.utf8Start[offset] {
        index += 1
        return true
      }
      return false
    }

    mutating func digit() -> Int? {
      guard index < bytes.count, isDigit(bytes[index]) else { return nil }
      index += 1
      return Int(bytes[index - 1] - UInt8(ascii: "0"))
    }

    mutating func number(digits: Int) -> Int? {
      var number = 0
      for _ in 0..<digits {
        guard let digit = digit() else { return nil }
        number = number * 10 + digit
      }
      return number
    }

    /// What stands after the decimal point; digits beyond the picosecond change nothing.
    mutating func fraction() -> Double? {
      var value = 0.0
      var scale = 1.0
      var count = 0
      while let digit = digit() {
        count += 1
        guard count <= 12 else { continue }
        value = value * 10 + Double(digit)
        scale *= 10
      }
      return count > 0 ? value / scale : nil
    }

    /// Seconds east of UTC; zero for `Z` and for no zone at all.
    mutating func offset() -> Int? {
      if isAtEnd || take(anyOf: "Zz") { return 0 }
      let sign = take(anyOf: "-") ? -1 : 1
      guard sign < 0 || take(anyOf: "+"), let hours = number(digits: 2) else { return nil }
      _ = take(anyOf: ":")
      let minutes = isAtEnd ? 0 : number(digits: 2)
      return minutes.map { sign * (hours * 3_600 + $0 * 60) }
    }
  }
}

/// "2026-03-14 09:26 UTC"; seconds since 1970. Out of the years 0001 to 9999: "unknown".
public func timestamp(_ seconds: Double) -> String {
  guard seconds.isFinite, abs(seconds) < 253_402_300_800 else { return "unknown" }
  let minutes = Int((seconds / 60).rounded(.down))
  let days = floorDivide(minutes, 1_440)
  let minuteOfDay = minutes - days * 1_440
  let (year, month, day) = civilDate(daysSince1970: days)
  guard year >= 1 else { return "unknown" }
  let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  return "\(date) \(padded(minuteOfDay / 60, 2)):\(padded(minuteOfDay % 60, 2)) UTC"
}

/// The proleptic Gregorian date; years begin in March here, so that the leap day comes last.
private func civilDate(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
  let shifted = days + 719_468
  let era = floorDivide(shifted, 146_097)
  let dayOfEra = shifted - era * 146_097
  let yearOfEra =
    (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let monthFromMarch = (5 * dayOfYear + 2) / 153
  let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
  let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
}

private func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
  let quotient = dividend / divisor
  return dividend % divisor < 0 ? quotient - 1 : quotient
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

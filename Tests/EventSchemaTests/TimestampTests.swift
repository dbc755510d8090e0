import EventSchema
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0.0), ("2026-03-01T12:30:05.25Z", 1_772_368_205.25),
    ("2026-03-01T12:30:05", 1_772_368_205), ("2026-03-01 12:30:05+00:00", 1_772_368_205),
    ("2026-03-01T14:30:05+02:00", 1_772_368_205), ("2026-03-01T07:00:05-0530", 1_772_368_205),
    ("2026-03-01T14:30:05+02", 1_772_368_205), ("2024-02-29T23:59:60Z", 1_709_251_200),
    ("1969-12-31T23:59:59.5Z", -0.5), ("2026-03-01t12:30:05.000000001z", 1_772_368_205.000000001),
    ("0000-03-01T00:00:00Z", -62_162_035_200),
  ])
  func readsRFC3339(text: String, seconds: Double) {
    #expect(Timestamp.seconds(text) == seconds)
  }

  @Test(arguments: [
    "", "2026", "2026-03-01", "2026-13-01T00:00:00Z", "2026-03-01T24:00:00Z",
    "2026-03-01T12:30:05.Z",
    "2026-03-01T12:30:05Zx", "2026-03-01T12:30:05+", "2026-03-01T12:30:05+0", "noon",
    "2026-03-01T12:30:05 Europe/Berlin", "２０２６-03-01T12:30:05Z",
  ])
  func refusesOtherTexts(text: String) {
    #expect(Timestamp.seconds(text) == nil)
  }

  @Test(arguments: [
    (0.0, "1970-01-01T00:00:00.000Z"), (1_772_368_205.25, "2026-03-01T12:30:05.250Z"),
    (-0.5, "1969-12-31T23:59:59.500Z"), (1_709_208_000, "2024-02-29T12:00:00.000Z"),
    (.infinity, "9999-12-31T23:59:59.999Z"), (.nan, "1970-01-01T00:00:00.000Z"),
  ])
  func writesRFC3339(seconds: Double, text: String) {
    #expect(Timestamp.text(seconds) == text)
  }

  @Test func readsBackEveryDayOfFourCenturies() {
    for day in stride(from: -146_097, through: 146_097, by: 1) {
      let seconds = Double(day) * 86_400
      #expect(Timestamp.seconds(Timestamp.text(seconds)) == seconds)
    }
  }
}

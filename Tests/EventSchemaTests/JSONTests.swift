import EventSchema
import Testing

@Suite struct JSONTests {
  static let values: [(text: String, value: JSON)] = [
    ("null", .null), (" true\n", true), ("false", false), ("0", 0), ("-12", -12),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.5", 1.5), ("-0.25", -0.25),
    ("1e3", 1000.0), ("2.5E-1", 0.25), ("0.1", 0.1), ("1700000000.123456", 1_700_000_000.123456),
    ("123456789012345678901234567890", 1.2345678901234568e29), ("1e999", nil),
    ("5e-324", .number(.leastNonzeroMagnitude)),
    ("NaN", nil), ("Infinity", nil), ("-Infinity", nil), ("[NaN, 1]", [nil, 1]),
    (#""""#, ""), (#""a\"b\\\/\b\f\n\r\t""#, "a\"b\\/\u{8}\u{C}\n\r\t"), (#""é€😀""#, "é€😀"),
    (#""\u00e9\u20AC\ud83d\ude00""#, "é€😀"), (#""a\u0000b""#, "a\u{FFFD}b"),
    (#""\ud83d""#, "\u{FFFD}"), (#""\ude00x""#, "\u{FFFD}x"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
    (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), ("\"\u{7F}\"", "\u{7F}"),
    ("[]", []), ("{}", [:]), ("[ 1 , [ 2 ] , { } ]", [1, [2], [:]]),
    (#"{"b": 1, "a": {"c": [true]}, "b": 2}"#, ["b": 1, "a": ["c": [true]], "b": 2]),
  ]

  @Test(arguments: values)
  func readsAValue(text: String, value: JSON) {
    #expect(JSON(parsing: text) == value)
  }

  @Test(arguments: values)
  func readsWhatItWrote(text: String, value: JSON) {
    #expect(JSON(parsing: value.serialised) == value)
    #expect(JSON(parsing: value.prettyPrinted) == value)
    #expect(value.serialisedBytes == Array(value.serialised.utf8))
  }

  static let mistakes: [(text: String, offset: Int, reason: String)] = [
    ("", 0, "the text ends where a value is expected"),
    ("  ", 2, "the text ends where a value is expected"),
    ("{} x", 3, "text follows after the value"), ("nul", 0, "no value begins like this"),
    ("truee", 4, "text follows after the value"), ("+1", 0, "no value begins like this"),
    ("01", 2, "a number begins with a needless zero"), ("-", 1, "a digit is expected in a number"),
    ("1.", 2, "a digit is expected in a number"), ("1e+", 3, "a digit is expected in a number"),
    (".5", 0, "no value begins like this"), ("'a'", 0, "no value begins like this"),
    ("\"a", 2, "the text ends inside a string"),
    ("\"a\nb\"", 2, "a control character stands in a string"),
    (#""\x""#, 1, "an unknown escape stands in a string"),
    (#""\u12G4""#, 1, "four hexadecimal digits are expected after \\u"),
    (#""\u12"#, 1, "four hexadecimal digits are expected after \\u"),
    ("[1,]", 3, "a comma stands before the end of an object or array"),
    ("[1 2]", 3, "a comma or the end of the object or array is expected"),
    ("[1", 2, "the text ends inside an object or array"),
    ("{,}", 1, "a member's name in quotes is expected"),
    ("{a:1}", 1, "a member's name in quotes is expected"),
    (#"{"a" 1}"#, 5, "a colon is expected after a member's name"),
    (#"{"a":}"#, 5, "no value begins like this"), ("[1]]", 3, "text follows after the value"),
    ("\u{1}1", 0, "a control character stands between values"),
  ]

  @Test(arguments: mistakes)
  func namesTheMistake(text: String, offset: Int, reason: String) {
    let failure = JSON.Failure(offset: offset, reason: reason)
    #expect(JSON.read(Array(text.utf8)) == .failure(failure))
    #expect(JSON(parsing: text) == nil)
  }

  @Test func replacesBytesThatAreNoUTF8() {
    #expect(JSON(parsing: [0x22, 0x61, 0xFF, 0x62, 0x22]) == "a\u{FFFD}b")
    #expect(JSON(parsing: [0x22, 0xC3, 0x5C, 0x6E, 0x22]) == "\u{FFFD}\n")
  }

  @Test func readsDownToTheDeepestLevelAllowed() {
    let depth = Limits.jsonDepthMax
    let deepest = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(JSON(parsing: deepest) != nil)
  }

  @Test(arguments: ["[", #"{"a":"#, #"[{"a":"#])
  func refusesDepthWithoutRecursion(opening: String) {
    let text = String(repeating: opening, count: 10_000)
    guard case .failure(let failure) = JSON.read(Array(text.utf8)) else {
      Issue.record("was read")
      return
    }
    #expect(failure.reason == "nested deeper than \(Limits.jsonDepthMax) levels")
  }

  @Test func writesCompactAndIndented() {
    let value: JSON = ["b": [1, 2.5, nil], "a": "x\u{1}\n\"", "empty": [:], "list": []]
    #expect(value.serialised == #"{"b":[1,2.5,null],"a":"x\u0001\n\"","empty":{},"list":[]}"#)
    #expect(
      value.prettyPrinted == """
        {
          "b": [
            1,
            2.5,
            null
          ],
          "a": "x\\u0001\\n\\"",
          "empty": {},
          "list": []
        }
        """)
  }

  @Test func writesNoNumberThatJSONLacks() {
    #expect(JSON.array([.number(.nan), .number(.infinity)]).serialised == "[null,null]")
  }
}

@Suite("Deep values")
struct DeepValueTests {
  @Test("are cut where they are written, not trapped on")
  func areCut() throws {
    var value: JSON = .null
    for _ in 0..<5_000 { value = .array([value]) }
    let text = value.serialised
    #expect(JSON(parsing: text) != nil)
    #expect(text.utf8.count < 1_000)
  }
}

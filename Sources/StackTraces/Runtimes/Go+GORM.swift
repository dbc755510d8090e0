import EventSchema

/// What gorm's logger prints of a statement that failed: `2031/05/01 10:00:00
/// /srv/harbour/store.go:12 error`, below it `[0.512ms] [rows:0]` and the statement. The place is
/// the caller in the application.
struct GORMRecord {
  var trace: Trace
  /// The index of the next line.
  var end: Int

  init?(_ lines: TraceLines, at index: Int) {
    guard let (before, after) = lines[index].split(around: ".go:"),
      let (number, rest) = after.leadingNumber, rest.has(" "), !rest.trimmed.isEmpty
    else { return nil }
    let start = before.splitLast(around: " ")
    let path = start?.after ?? before
    guard (start?.before ?? "").utf8.allSatisfy({ "0123456789/: ".utf8.contains($0) }),
      path.utf8.contains(UInt8(ascii: "/")),
      let last = (index + 1..<index + Self.linesMax).first(where: {
        lines[$0].trimmed.has("[") && lines[$0].split(around: "[rows:") != nil
      })
    else { return nil }
    // The logger looked for the first caller outside of gorm.
    var frame = Frame(lineNumber: number, inApp: true)
    frame.setPath(String(path) + ".go")
    let message = [rest.trimmed] + (index + 1...last).map { lines[$0] }
    let exception = Exception(value: message.joined(separator: "\n"), frames: [frame])
    trace = Trace(
      platform: "go", exceptions: [exception], lines: (index + 1)...min(last + 1, lines.count))
    end = last + 1
  }

  /// A server's message takes few lines.
  private static let linesMax = 8
}

import EventSchema

extension Runtime {
  /// Flyway's report of a migration that failed, whose `Location` and `Line` are the place in a
  /// script that no frame of the JVM tells.
  public static let flyway = Runtime(
    name: "Flyway", platforms: ["java"], marks: ["SQL State  : "],
    read: { lines in
      var traces: [Trace] = []
      var index = 0
      while index < lines.count {
        guard let report = FlywayReport(lines, at: index) else {
          index += 1
          continue
        }
        traces.append(report.trace)
        index = report.trace.lines.upperBound
      }
      return traces
    },
    foreign: .jvm,
    examples: [
      TraceExample(
        """
        ERROR: Migration V7__unique_sails.sql failed
        -------------------------------------
        SQL State  : 23505
        Error Code : 0
        Message    : ERROR: could not create unique index "uq"
          Detail: Key (sail_no)=(K-17) is duplicated.
        Location   : db/migration/V7__unique_sails.sql (/srv/db/migration/V7__unique_sails.sql)
        Line       : 3
        Statement  : CREATE UNIQUE INDEX uq ON boats (sail_no)
        """,
        exceptions: [
          "ERROR: could not create unique index \"uq\"\n  Detail: Key (sail_no)=(K-17) is duplicated."
        ],
        frames: ["db/migration/V7__unique_sails.sql:3 nil"]),
      TraceExample(
        """
        Script seed.sql failed
        ----------------------
        SQL State  : 23000
        Error Code : 1048
        Message    : Column 'name' cannot be null
        Location   : db/seed.sql (/srv/db/seed.sql)
        Line       : 1
        Statement  : INSERT INTO boats (name) VALUES (NULL)
        """,
        exceptions: ["Column 'name' cannot be null"], frames: ["db/seed.sql:1 nil"]),
    ])
}

/// The block of labelled lines.
private struct FlywayReport {
  var trace: Trace

  /// The report whose `SQL State` stands in the line.
  init?(_ lines: TraceLines, at index: Int) {
    guard lines[index].trimmed.has("SQL State ") else { return nil }
    var message: [Substring] = []
    var script: Substring?
    var number: Int?
    var last = index
    for next in index + 1..<index + Self.linesMax {
      let line = lines[next]
      if let text = line.flywayField("Message") {
        message = [text]
      } else if let text = line.flywayField("Location") {
        script = text.split(around: " (")?.before ?? text
      } else if let text = line.flywayField("Line") {
        number = text.leadingNumber?.number
        last = next
        break
      } else if script == nil, !message.isEmpty {
        message.append(line)
      }
    }
    guard let script, let number, !message.isEmpty else { return nil }
    var frame = Frame(lineNumber: number)
    frame.setPath(String(script))
    let exception = Exception(value: message.joined(separator: "\n"), frames: [frame])
    // The class and the statement are the record's too.
    let hasStatement = lines[last + 1].flywayField("Statement") != nil
    trace = Trace(
      platform: "java", exceptions: [exception],
      lines: (index + 1)...min(last + (hasStatement ? 2 : 1), max(lines.count, index + 1)))
  }

  /// A server's message with its details.
  private static let linesMax = 40
}

extension Exception {
  /// With the script's line as the newest frame, where Flyway names it in the message.
  var withFlywayScript: Exception {
    guard let value, value.utf8.count < 65_536, value.mentions("SQL State  : ") else { return self }
    let lines = TraceLines(value)
    for index in 0..<lines.count {
      guard let report = FlywayReport(lines, at: index) else { continue }
      var exception = self
      exception.frames += report.trace.exceptions.flatMap(\.frames)
      return exception
    }
    return self
  }
}

extension Substring {
  /// What stands behind `Message    : `.
  fileprivate func flywayField(_ name: String) -> Substring? {
    guard let rest = trimmed.removing(name)?.trimmed, rest.has(":") else { return nil }
    return rest.dropFirst().trimmed
  }
}

import EventSchema

extension Runtime {
  /// Perl 5: `die`, Carp's `confess` and `cluck`, Devel::StackTrace, DBIx::Class with its traces.
  public static let perl = Runtime(
    name: "Perl",
    platforms: ["perl"],
    marks: [".pm line ", ".pl line ", ".t line ", ".cgi line ", ".psgi line ", " called at "],
    read: { lines in
      var reader = PerlReader(lines)
      return reader.readAll()
    },
    foreign: ForeignCode(
      folders: [
        "/share/perl5/", "/share/perl/", "/lib/perl5/", "/lib/perl/", "/perl5/", "/perl/5.",
        "/site_perl/", "/vendor_perl/", "/perl-base/", "/perlbrew/", "/.plenv/versions/",
        "/.cpan/build/", "/.cpanm/",
      ],
      pathPrefixes: ["(eval "]),
    examples: [
      TraceExample(
        """
        DBD::Pg::st execute failed: ERROR:  duplicate key value violates unique constraint "uq"
        DETAIL:  Key (sail_no)=(K-17) already exists. at /srv/harbour/lib/Boats.pm line 12.
        \tBoats::insert(Boats=HASH(0x55e9), "K-17") called at /srv/harbour/script/register.pl line 9
        \tmain::register("K-17") called at /srv/harbour/script/register.pl line 14
        """,
        exceptions: [
          "DBD::Pg::st execute failed: ERROR:  duplicate key value violates unique constraint "
            + "\"uq\"\nDETAIL:  Key (sail_no)=(K-17) already exists. at "
            + "/srv/harbour/lib/Boats.pm line 12."
        ],
        frames: [
          "script/register.pl:14 nil", "script/register.pl:9 main::register",
          "lib/Boats.pm:12 Boats::insert",
        ]),
      TraceExample(
        """
        2031/05/01 10:00:00 [error] DBD::SQLite::st execute failed: NOT NULL constraint failed: \
        boats.name at lib/Boats.pm line 12, <$in> line 3.
        """,
        exceptions: [
          "2031/05/01 10:00:00 [error] DBD::SQLite::st execute failed: NOT NULL constraint failed: "
            + "boats.name at lib/Boats.pm line 12, <$in> line 3."
        ], frames: ["lib/Boats.pm:12 nil"]),
    ])
}

/// Finds the messages that end with a place, and the calls behind them, newest first.
private struct PerlReader {
  private let lines: TraceLines
  private var index = 0
  private var floor = 0
  private var traces: [Trace] = []

  init(_ lines: TraceLines) { self.lines = lines }

  mutating func readAll() -> [Trace] {
    while index < lines.count {
      if let place = Self.place(atEndOf: lines[index]) {
        read(place)
        floor = index
      } else {
        index += 1
      }
    }
    return traces
  }

  private typealias Place = (path: Substring, line: Int)

  private mutating func read(_ place: Place) {
    let end = index
    var places: [(place: Place, called: Substring?)] = []
    index += 1
    // Carp says once more where it is, when the message has its place already.
    if lines[index].trimmed.has("at "), Self.place(atEndOf: lines[index]) != nil,
      Self.call(lines[index + 1]) != nil
    {
      index += 1
    } else {
      places.append((place, nil))
    }
    var isFirst = true
    while let call = Self.call(lines[index]) {
      // The first call is that of the handler which confesses.
      if isFirst, places.isEmpty {
        places.append((call.place, nil))
      } else {
        places.append((call.place, call.called))
      }
      isFirst = false
      index += 1
    }
    // Without calls only a script's own file tells that this is Perl.
    guard places.count > 1 || Self.isPerlFile(place.path) else { return }
    // What Carp adds to a message that had its trace already says nothing new.
    guard !lines[end].trimmed.has("at ") else { return }
    let start = firstLine(endingAt: end)
    let message = (start...end).map { lines[$0] }.joined(separator: "\n")
    traces.append(
      Trace(
        platform: "perl",
        exceptions: [Exception(value: String(Substring(message).trimmed), frames: frames(places))],
        lines: (start + 1)...max(start + 1, index)))
  }

  /// A place is in the function that the next line calls.
  private func frames(_ places: [(place: Place, called: Substring?)]) -> [Frame] {
    places.enumerated().map { index, entry in
      let holder = index + 1 < places.count ? places[index + 1].called : nil
      var frame = Frame(
        function: holder.map { String(Self.name($0)) }, lineNumber: entry.place.line)
      frame.setPath(String(entry.place.path))
      return frame
    }.reversed()
  }

  private static func name(_ called: Substring) -> Substring {
    (called.split(around: "(")?.before ?? called).trimmed
  }

  /// `\tBoats::insert(Boats=HASH(0x55e9), "K-17") called at lib/Boats.pm line 12`.
  private static func call(_ line: Substring) -> (called: Substring, place: Place)? {
    guard let (called, after) = line.trimmed.splitLast(around: " called at "),
      let place = place(after)
    else { return nil }
    return (called, place)
  }

  /// The place that a message ends with.
  private static func place(atEndOf line: Substring) -> Place? {
    guard line.utf8.count < 65_536, let (_, after) = line.splitLast(around: "at "),
      line.split(around: " called at ") == nil
    else { return nil }
    return place(after)
  }

  /// `lib/Boats.pm line 12`, with a full stop or the line of an input behind it.
  private static func place(_ text: Substring) -> Place? {
    guard let (path, rest) = text.split(around: " line "), !path.isEmpty,
      let (number, after) = rest.leadingNumber,
      after.isEmpty || after.has(".") || after.has(", <") || after.trimmed.isEmpty
    else { return nil }
    let isEval = path.has("(eval ")
    guard isEval || !path.utf8.contains(0x20), isEval || isPerlFile(path) || path.has("/") else {
      return nil
    }
    return (path, number)
  }

  private static func isPerlFile(_ path: Substring) -> Bool {
    [".pm", ".pl", ".t", ".cgi", ".psgi", ".al", ".plx", ".fcgi"].contains { path.hasEnd($0) }
      || path == "-e" || path.has("(eval ")
  }

  /// Where the message that ends at the line begins: its details stand on lines of their own.
  private func firstLine(endingAt end: Int) -> Int {
    var start = end
    while start > floor, end - start < Self.messageLinesMax {
      let line = lines[start].trimmed
      let isRest =
        ["DETAIL:", "HINT:", "CONTEXT:", "LINE ", "}", "{", "^"].contains { line.has($0) }
        || (line.split(around: " => ") != nil && lines[start].indentation > 0)
      guard isRest else { break }
      start -= 1
    }
    return start
  }

  private static let messageLinesMax = 40
}

import EventSchema

/// One line of a PHP trace: where a call was made, and what was called.
///
/// The function that holds the place is the one that the next line calls; `frames(of:)` shifts the
/// names by one, as SDKs do.
struct PHPCall {
  var path: String?
  var line: Int?
  var called: String?

  /// `#3 /srv/app/Boats.php(12): App\Boats->register('K-17')`, `#4 [internal function]: …` or
  /// `#5 {main}`.
  init?(numbered text: Substring) {
    let text = text.trimmed
    guard text.utf8.first == UInt8(ascii: "#"), let (_, after) = text.dropBytes(1).leadingNumber,
      after.has(" ")
    else { return nil }
    let rest = after.dropBytes(1)
    if rest.has("{main}") { return }
    if rest.has("[internal function]: ") || rest.has("[internal]: ") {
      called = rest.split(around: ": ").map { Self.name($0.after) }
      return
    }
    // A path may hold a parenthesis; the one before the line's number counts.
    guard let (place, call) = rest.split(around: "): "),
      let (path, digits) = place.splitLast(around: "("),
      let (number, nothing) = digits.leadingNumber, nothing.isEmpty
    else { return nil }
    self.path = String(path)
    line = number
    called = Self.name(call)
  }

  init(path: String?, line: Int?, called: String?) {
    self.path = path
    self.line = line
    self.called = called
  }

  /// Without the arguments, and with single backslashes, which JSON doubles.
  static func name(_ call: Substring) -> String {
    let name = call.split(around: "(")?.before ?? call
    return String(name).withoutJSONEscapes
  }

  /// Oldest first, from calls in the order of the text.
  ///
  /// - Parameter thrown: Where the exception was thrown.
  static func frames(of calls: [PHPCall], thrown: PHPCall?) -> [Frame] {
    var places = calls.filter { $0.path != nil || $0.called != nil }
    var frames: [Frame] = []
    if let thrown, thrown.path != nil {
      let isInternal = thrown.path == places.first?.path && thrown.line == places.first?.line
      // A function of PHP itself throws where it is called: it has no place of its own.
      places.insert(isInternal ? PHPCall(path: nil, line: nil, called: nil) : thrown, at: 0)
    } else if let innermost = places.first?.called {
      frames.append(Frame(function: innermost))
    }
    for (index, place) in places.enumerated() {
      let holder = index + 1 < places.count ? places[index + 1].called : nil
      var frame = Frame(function: holder, lineNumber: place.line)
      if let path = place.path { frame.setPath(path) }
      frames.append(frame)
    }
    return frames.reversed()
  }
}

extension String {
  /// JSON doubles backslashes, and puts one before quotation marks and perhaps before slashes.
  var withoutJSONEscapes: String {
    guard utf8.contains(UInt8(ascii: "\\")) else { return self }
    var plain: [UInt8] = []
    for byte in utf8 {
      let isEscaped = plain.last == UInt8(ascii: "\\")
      if isEscaped, byte == UInt8(ascii: "\\") { continue }
      if isEscaped, byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\"") { plain.removeLast() }
      plain.append(byte)
    }
    return String(decoding: plain, as: UTF8.self)
  }
}

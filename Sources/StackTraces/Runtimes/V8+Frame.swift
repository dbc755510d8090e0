import EventSchema

/// One line of a stack as V8 prints it: `    at async Boat.save (/srv/harbour/boats.js:12:3) {`.
struct V8Line {
  /// What a container or a log put in front of the line.
  var prefix: Substring
  /// Where `at` stands, counted in bytes from the prefix's end.
  var indentation: Int
  /// `nil` for places without a file: `<anonymous>`, `native`, `Promise.all (index 0)`.
  var frame: Frame?
  /// What stands behind the place: ` {` opens the error's properties.
  var rest: Substring

  init?(_ line: Substring) {
    for mark in Self.marks {
      var search = line
      for _ in 0..<Self.marksTriedMax {
        guard let (before, after) = search.split(around: mark) else { break }
        let start = after.startIndex
        let head = line[..<before.endIndex]
        if head.last.map({ $0 == " " || $0 == "\t" }) ?? true, head.trimmedEnd.isLogPrefix,
          let (frame, rest) = Self.place(after.trimmed)
        {
          prefix = head.trimmedEnd
          indentation = head.utf8.count - prefix.utf8.count
          self.frame = frame
          self.rest = rest
          return
        }
        search = line[start...]
      }
    }
    return nil
  }

  /// Vitest draws an arrow in place of the word.
  private static let marks = ["at ", "❯ "]
  /// A prefix may hold the word as well.
  private static let marksTriedMax = 4

  /// The frame of `fn (file:1:2)` or `file:1:2`, and what follows it.
  private static func place(_ text: Substring) -> (Frame?, Substring)? {
    var call = text.removing("async ") ?? text
    if let (name, after) = call.split(around: " ("), let close = after.closing {
      let inside = after[..<close]
      let rest = after[after.utf8.index(after: close)...]
      if rest.isEmpty || rest.has(" {") || rest.has(",") || rest.has("'") {
        if let frame = frame(inside, function: function(name)) { return (frame, rest) }
        return inside.isPlaceless ? (nil, rest) : nil
      }
    }
    var rest = Substring()
    if let (before, after) = call.split(around: " {") {
      rest = " {" + after
      call = before
    }
    // Vitest: the function stands before the place, without parentheses.
    if let (name, place) = call.split(around: " "), name.isFunctionName,
      let frame = frame(place, function: function(name))
    {
      return (frame, rest)
    }
    if let frame = frame(call, function: nil) { return (frame, rest) }
    return call.trimmed.isPlaceless ? (nil, rest) : nil
  }

  /// `Query.run [as execute]` without what it is called here.
  private static func function(_ name: Substring) -> Substring? {
    let name = (name.split(around: " [as ")?.before ?? name).trimmed
    return name.isEmpty || name == "<anonymous>" || name == "eval" ? nil : name
  }

  /// `file:12:34`, also inside `eval at f (file:12:34), <anonymous>:1:1` and
  /// `address at file:12:34`.
  private static func frame(_ place: Substring, function: Substring?) -> Frame? {
    if place.has("eval at "), let (_, after) = place.split(around: " ("), let close = after.closing
    {
      return frame(after[..<close], function: function)
    }
    let place = place.removing("address at ") ?? place.removing("async ") ?? place
    guard let (start, column) = place.endingNumber, let (path, line) = start.endingNumber,
      path.isScriptPath
    else { return nil }
    var frame = Frame(function: function.map { String($0) }, lineNumber: line)
    frame.columnNumber = column
    frame.setPath(ScriptPath.withoutScheme(path))
    return frame
  }
}

/// Paths of scripts as bundlers and module loaders write them.
enum ScriptPath {
  /// `webpack-internal:///(rsc)/./src/boats.ts?1a2b` is `src/boats.ts`, `file:///srv/a.js` is
  /// `/srv/a.js`. Built-in modules keep their scheme.
  static func withoutScheme(_ path: Substring) -> String {
    var rest =
      path.removing("rsc://React/Server/") ?? path.removing("about://React/Server/") ?? path
    if let file = rest.removing("file://") {
      // Of `file:///C:/harbour/a.js` the drive comes first.
      let drive = file.dropFirst()
      rest = drive.dropFirst().first == ":" ? drive : file
    } else if let scheme = bundlers.lazy.compactMap({ rest.removing($0) }).first {
      rest = scheme
    } else if let named = rest.removing("webpack://") ?? rest.removing("app:///") {
      // `webpack://harbour/./src/boats.ts`: the bundle's name.
      rest = named.split(around: "/./")?.after ?? named
    } else if rest.has("http://") || rest.has("https://"), let (_, host) = rest.split(around: "://")
    {
      guard !foreignHosts.contains(where: { host.has($0) }) else { return String(rest) }
      rest = host.split(around: "/")?.after ?? host
    } else {
      return String(rest)
    }
    if let (layer, after) = rest.split(around: ")/"), layer.has("(") { rest = after }
    rest = rest.removing("[project]/") ?? rest.removing("./") ?? rest
    return String(rest.split(around: "?")?.before ?? rest)
  }

  private static let bundlers = [
    "webpack-internal:///", "turbopack:///", "turbopack://", "webpack:///", "app:///",
  ]
  private static let foreignHosts = ["deno.land/", "esm.sh/", "cdn.", "unpkg.com/", "jsr.io/"]
}

extension Substring {
  /// The text behind the words, when it begins with them.
  func removing(_ words: String) -> Substring? {
    has(words) ? self[utf8.index(startIndex, offsetBy: words.utf8.count)...] : nil
  }

  fileprivate var trimmedEnd: Substring {
    var slice = utf8
    while let byte = slice.last, byte == 0x20 || byte == 0x09 { slice.removeLast() }
    return Substring(slice)
  }

  /// Nothing, or what ends as logs end their prefixes: a mark or a time.
  fileprivate var isLogPrefix: Bool {
    guard let last = utf8.last else { return true }
    return ":|]>)-'".utf8.contains(last) || (0x30...0x39).contains(last)
      || last == UInt8(ascii: "Z")
  }

  /// Where the parenthesis closes that was open before this text.
  fileprivate var closing: Substring.Index? {
    var depth = 0
    for index in utf8.indices {
      switch utf8[index] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        if depth == 0 { return index }
        depth -= 1
      default: break
      }
    }
    return nil
  }

  /// The number behind the last colon, and what stands before that.
  var endingNumber: (before: Substring, number: Int)? {
    guard let colon = utf8.lastIndex(of: UInt8(ascii: ":")), colon > startIndex,
      let number = Int(self[utf8.index(after: colon)...]), number >= 0
    else { return nil }
    return (self[..<colon], number)
  }

  /// `<anonymous>`, `native`, `index 0` and their like.
  fileprivate var isPlaceless: Bool {
    self == "<anonymous>" || self == "native" || self == "unknown" || self == "unknown location"
      || self == "native code" || has("index ") || has("<anonymous>:")
  }

  fileprivate var isFunctionName: Bool {
    !isEmpty && utf8.allSatisfy { $0.isScriptName || ".<>#".utf8.contains($0) } && !has("node:")
  }

  /// A path, not a sentence that ends in numbers.
  fileprivate var isScriptPath: Bool {
    guard let first = utf8.first, first != 0x20, utf8.count <= 1_024,
      utf8.contains(where: { (0x41...0x7A).contains($0) }), split(around: ", ") == nil
    else { return false }
    if hasSuffix(".swift") || hasSuffix(".py") || hasSuffix(".rs") { return false }
    return utf8.contains { "./\\<".utf8.contains($0) } || has("node:") || has("bun:") || has("ext:")
  }
}

extension UInt8 {
  /// Part of a name in JavaScript.
  var isScriptName: Bool {
    (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || (0x30...0x39).contains(self)
      || self == UInt8(ascii: "_") || self == UInt8(ascii: "$") || self >= 0x80
  }
}

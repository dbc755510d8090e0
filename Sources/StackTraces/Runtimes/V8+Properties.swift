import EventSchema

/// One property of an error as `util.inspect` prints it, with all lines of its value.
struct V8Property {
  var name: String
  var value: [Substring]

  /// `name: value` at the start of a line; `[cause]: …` and `'a b': …` are names too.
  init?(_ line: Substring) {
    let text = line.trimmed
    guard line.indentation > 0, let first = text.utf8.first else { return nil }
    let end: Substring.Index
    if first == UInt8(ascii: "[") {
      guard let (_, after) = text.split(around: "]") else { return nil }
      end = after.startIndex
    } else if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") {
      guard let close = text.utf8.dropFirst().firstIndex(of: first) else { return nil }
      end = text.utf8.index(after: close)
    } else {
      end = text.utf8.firstIndex { !$0.isScriptName } ?? text.endIndex
    }
    let rest = text[end...]
    guard end > text.startIndex, rest.has(": ") || rest == ":" else { return nil }
    name = String(
      decoding: text[..<end].utf8.filter { !"[]'\"".utf8.contains($0) }, as: UTF8.self)
    value = [rest.dropBytes(2)]
  }

  /// Whether the value is one literal, as Bun prints those of errors: `errno: "23505",`.
  var isLiteral: Bool {
    guard value.count == 1, let text = value.first, let byte = text.utf8.first else { return false }
    let body = text.utf8.last == UInt8(ascii: ",") ? text.dropLast() : text
    if byte == UInt8(ascii: "\"") { return body.utf8.count > 1 && body.utf8.last == byte }
    return Int(body) != nil || ["undefined", "null", "true", "false"].contains(body)
  }

  /// The properties of a block, whose names all stand in the column of the first one.
  static func members(_ block: [Substring]) -> [V8Property] {
    guard let margin = block.first(where: { !$0.trimmed.isEmpty })?.indentation else { return [] }
    var members: [V8Property] = []
    var endOfMessage = 0
    for (number, line) in block.enumerated() {
      let mayBegin = number >= endOfMessage && line.indentation <= margin
      if mayBegin, members.count < countMax, let property = V8Property(line) {
        members.append(property)
        endOfMessage = property.endOfMessage(in: block, at: number)
      } else if let last = members.indices.last {
        members[last].value.append(line)
      }
    }
    return members
  }

  /// Where the first frame stands of an error that the property holds: what comes before it in the
  /// block belongs to the error's message, which may have lines like properties. An error without
  /// a stack is in brackets.
  private func endOfMessage(in block: [Substring], at start: Int) -> Int {
    guard let text = value.first, let header = V8Header(text), header.opener == nil else {
      return start
    }
    let end = min(block.count, start + Self.messageLinesMax)
    return ((start + 1)..<max(start + 1, end)).first { V8Line(block[$0]) != nil } ?? start
  }

  private static let messageLinesMax = 40

  private static let countMax = 100
}

/// An error with what it holds.
struct V8Error {
  var exception: Exception
  var frames: [Frame] = []
  /// The errors inside, innermost first.
  private var causes: [Exception] = []
  private var data: [JSON.Member] = []

  init(_ head: V8Reader.Head) {
    exception = Exception(type: head.type, value: head.message)
  }

  /// Innermost first.
  var exceptions: [Exception] {
    var outer = exception
    outer.frames = frames
    let object = JSON.object(data)
    // Sequelize and others name the error by a property alone.
    if outer.type == nil || outer.type == "Error", let name = object["name"]?.string,
      let header = V8Header("\(name): ")
    {
      outer.type = header.type
    }
    if outer.value?.isEmpty != false { outer.value = object["message"]?.string ?? outer.value }
    if !data.isEmpty {
      outer.mechanism = Exception.Mechanism()
      outer.mechanism?.data = .object(data)
    }
    return causes + [outer]
  }

  mutating func add(_ value: JSON) { data += value.members }

  /// Takes errors among the properties for the causes that they are, the rest for data.
  mutating func add(_ properties: [V8Property], depth: Int) {
    var rank = Self.causeNames.count
    for property in properties {
      let own = Self.causeNames.firstIndex(of: property.name)
      let held = own != nil && depth < Self.depthMax ? V8Error.errors(in: property, depth) : []
      // Prisma prints what its adapter caught inside of `meta`.
      if held.isEmpty {
        let text = property.value.joined(separator: "\n")
        data.append(JSON.Member(property.name, InspectedValue.read(text[...])))
      } else if let own, own < rank {
        rank = own
        causes = held
      }
    }
  }

  /// Errors that hold errors; nobody nests them deeper on purpose.
  private static let depthMax = 6

  /// Where errors keep what caused them. Sequelize has the driver's error twice.
  private static let causeNames = [
    "cause", "parent", "driverError", "original", "originalError", "errors", "precedingErrors",
    "inner", "innerError", "nativeError", "internal", "internalError", "previous", "err", "error",
    "reason",
  ]

  private static func errors(in property: V8Property, _ depth: Int) -> [Exception] {
    guard property.value.count > 1 else { return [] }
    let text = property.value.joined(separator: "\n")
    var reader = V8Reader(TraceLines(text), depth: depth + 1)
    let traces = reader.readAll()
    guard traces.count > 1 || property.name == "errors" else {
      return traces.first?.exceptions.held(as: property.name) ?? []
    }
    // Members stand before their group, the last one first, as SDKs send them.
    return traces.enumerated().reversed().flatMap { number, trace in
      trace.exceptions.held(as: "errors[\(number)]")
    }
  }
}

extension [Exception] {
  /// The last one as what the next one holds.
  func held(as source: String) -> [Exception] {
    guard var last else { return [] }
    var mechanism = last.mechanism ?? Exception.Mechanism()
    mechanism.type = "chained"
    mechanism.source = source
    last.mechanism = mechanism
    return dropLast() + [last]
  }
}

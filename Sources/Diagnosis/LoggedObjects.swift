import EventSchema

/// The objects of a JSON log: one a line, spread over lines, or the elements of a list. Other lines
/// may stand between them. Linear.
struct LoggedObjects {
  struct Element {
    var json: JSON
    var text: String
    /// Counted from 1.
    var lines: ClosedRange<Int>
  }

  private(set) var elements: [Element] = []

  init(_ text: String) {
    var scan = Scan()
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      guard let object = scan.take(byte, at: index) else { continue }
      let slice = Array(bytes[object.bytes])
      guard let json = JSON(parsing: slice) else { continue }
      elements.append(
        Element(json: json, text: String(decoding: slice, as: UTF8.self), lines: object.lines))
    }
  }

  /// The objects that are elements of a list, wherever it stands in an object. Those inside of an
  /// element are the element's own.
  init(inListsOf text: String) {
    let bytes = Array(text.utf8)
    var open: [UInt8] = []
    var element: (start: Int, line: Int, depth: Int)?
    var line = 1
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x0A: line += 1
      case UInt8(ascii: "\""):
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if bytes[index] == UInt8(ascii: "{"), element == nil, open.last == UInt8(ascii: "[") {
          element = (index, line, open.count)
        }
        open.append(bytes[index])
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        _ = open.popLast()
        guard let found = element, found.depth == open.count else { break }
        element = nil
        let slice = Array(bytes[found.start...index])
        guard let json = JSON(parsing: slice) else { break }
        elements.append(
          Element(
            json: json, text: String(decoding: slice, as: UTF8.self), lines: found.line...line))
      default: break
      }
      index += 1
    }
  }

  /// Follows braces and strings. A line feed inside a string shows that the object was cut.
  private struct Scan {
    private var line = 1
    private var depth = 0
    private var start = 0
    private var startLine = 1
    private var isInString = false
    private var isEscaped = false
    /// Whether nothing but what separates objects stands before on the line.
    private var isFresh = true

    /// The object that ends with the byte.
    mutating func take(
      _ byte: UInt8, at index: Int
    ) -> (bytes: ClosedRange<Int>, lines: ClosedRange<Int>)? {
      if byte == 0x0A {
        line += 1
        if depth == 0 || isInString { reset() }
        return nil
      }
      guard depth > 0 else {
        takeBetween(byte, at: index)
        return nil
      }
      if isInString {
        isInString = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        return nil
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return (start...index, startLine...line) }
      default: break
      }
      return nil
    }

    private mutating func takeBetween(_ byte: UInt8, at index: Int) {
      switch byte {
      case UInt8(ascii: "{") where isFresh:
        depth = 1
        start = index
        startLine = line
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","), 0x20, 0x09, 0x0D: break
      default: isFresh = false
      }
    }

    private mutating func reset() {
      depth = 0
      isInString = false
      isEscaped = false
      isFresh = true
    }
  }
}

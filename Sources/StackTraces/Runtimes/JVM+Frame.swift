import EventSchema

/// `at com.harbour.Desk.register(Desk.java:12)`, with what stands before and behind it.
struct JVMFrame {
  let frame: Frame
  /// What a container or a log puts before every line.
  let prefix: Substring
  /// Blanks between the prefix and `at`.
  let indentation: Int

  init?(_ line: Substring) {
    var rest = line
    while let (_, after) = rest.split(around: "at ") {
      let before = line[..<line.utf8.index(after.startIndex, offsetBy: -3)]
      if before.utf8.last.map({ $0 == 0x20 || $0 == 0x09 }) ?? true,
        let frame = Self.frame(after)
      {
        self.frame = frame
        prefix = before.withoutBlanksAtEnd
        indentation = before.utf8.count - prefix.utf8.count
        return
      }
      rest = after
    }
    return nil
  }

  /// `loader/module@version/package.Class.method(File.java:12)`; behind it may stand the archive.
  private static func frame(_ text: Substring) -> Frame? {
    guard let (name, inside) = text.split(around: "("),
      let (place, after) = inside.split(around: ")"), name.utf8.count <= nameBytesMax,
      after.utf8.first.map({ " \t~[<".utf8.contains($0) }) ?? true,
      let location = Location(place), isName(name, location)
    else { return nil }
    let qualified = name.withoutModule
    guard let dot = qualified.utf8.lastIndex(of: UInt8(ascii: ".")), dot != qualified.startIndex
    else { return nil }
    let owner = Substring(qualified.utf8[..<dot])
    let method = Substring(qualified.utf8[dot...].dropFirst())
    guard !method.isEmpty else { return nil }
    var frame = Frame(
      module: String(owner), function: String(method), lineNumber: location.line)
    if let file = location.file { frame.setPath(file.inPackage(of: String(owner))) }
    return frame
  }

  /// Letters, digits and signs of class names. Kotlin's and Spock's tests are named with blanks.
  private static func isName(_ name: Substring, _ location: Location) -> Bool {
    guard let first = name.utf8.first, first != 0x20, name.utf8.last != 0x20 else { return false }
    return name.utf8.allSatisfy { byte in
      byte.isNameByte || ".$/@<>-+!?~*:".utf8.contains(byte)
        || (byte == 0x20 && location.line != nil)
    }
  }

  private static let nameBytesMax = 400

  /// What stands in the parentheses.
  private struct Location {
    var file: String?
    var line: Int?

    init?(_ text: Substring) {
      if Self.unknown.contains(where: { text == $0 || text.has($0 + ":") }) { return }
      var name = text
      if let (before, after) = text.split(around: ":") {
        guard let number = Int(after) else { return nil }
        if number > 0 { line = number }
        name = before
      }
      guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex,
        name.utf8.allSatisfy({ $0.isNameByte || ".$-+".utf8.contains($0) })
      else { return nil }
      let ending = name.utf8[dot...].dropFirst()
      guard !ending.isEmpty, ending.allSatisfy(\.isNameByte) else { return nil }
      file = String(name)
    }

    private static let unknown = [
      "Native Method", "Unknown Source", "<generated>", "<Unknown>", "<unknown>", "SourceFile",
      "NO_SOURCE_FILE", "REPL", "null", "Unknown", "Redefined", "Compiled Code",
    ]
  }
}

extension String {
  /// The file in the folders of the class's package: `com/harbour/Desk.java`.
  func inPackage(of className: String) -> String {
    let folders = className.utf8.split(separator: UInt8(ascii: ".")).dropLast()
    guard !folders.isEmpty else { return self }
    return (folders.map { Substring($0) } + [self[...]]).joined(separator: "/")
  }

  /// Whether the JVM compiles files of this name.
  var isJVMSource: Bool {
    guard let dot = utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return ["java", "kt", "kts", "scala", "groovy", "clj", "cljc"].contains(
      Substring(utf8[dot...].dropFirst()))
  }
}

extension Substring {
  var withoutBlanksAtEnd: Substring {
    var slice = utf8
    while let byte = slice.last, byte == 0x20 || byte == 0x09 { slice.removeLast() }
    return Substring(slice)
  }

  /// Without `java.base/` or `app//`; the number of a hidden class stays.
  fileprivate var withoutModule: Substring {
    var rest = self
    var start = startIndex
    while let (_, after) = rest.split(around: "/") {
      let isNumber = after.utf8.first.map { (0x30...0x39).contains($0) } ?? false
      if !isNumber { start = after.startIndex }
      rest = after
    }
    return self[start...]
  }
}

extension UInt8 {
  /// Letters, digits, `_` and all beyond ASCII.
  var isNameByte: Bool {
    (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || (0x30...0x39).contains(self)
      || self == UInt8(ascii: "_") || self >= 0x80
  }
}

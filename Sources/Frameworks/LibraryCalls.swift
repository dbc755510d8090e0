import EventSchema

/// What frames of libraries tell about the application's statement: a `create` of
/// `django/db/models/query` below the culprit is the creation of a row.
struct LibraryCalls: Sendable {
  struct Entry: Sendable {
    /// Part of a module, class or path, from the start of a name: `gorm.io/gorm`,
    /// `org.hibernate`, `django/db/models/query`. Separators do not matter.
    var place: String
    /// Methods without their class and arguments; empty for all of the place.
    var functions: Set<String>
    var operation: SourceFacts.Operation

    init(_ place: String, _ functions: Set<String>, _ operation: SourceFacts.Operation) {
      self.place = LibraryCalls.path(place)
      self.functions = functions
      self.operation = operation
    }
  }

  /// All separators as one `/`, with one at both ends.
  static func path(_ name: String) -> String { paths([name]) }

  /// The paths of the names, each on a line of its own.
  static func paths(_ names: [String]) -> String {
    let slash = UInt8(ascii: "/")
    let capacity = names.reduce(0) { $0 + $1.utf8.count + 3 }
    return String(unsafeUninitializedCapacity: capacity) { text in
      var count = 0
      func add(_ byte: UInt8) {
        text[count] = byte
        count += 1
      }
      for name in names {
        if count > 0 { add(UInt8(ascii: "\n")) }
        add(slash)
        name.withBytes { bytes in
          for byte in bytes {
            if byte.isLowerCaseLetter || !byte.isPlaceSeparator {
              add(byte)
            } else if text[count - 1] != slash {
              add(slash)
            }
          }
        }
        if text[count - 1] != slash { add(slash) }
      }
      return count
    }
  }

  /// In the order of trial for one frame.
  let entries: [Entry]
  /// The places of the entries, one group each.
  private let places: Needles

  init(_ entries: [Entry]) {
    self.entries = entries
    places = Needles(groups: entries.map { [$0.place] })
  }

  /// The operation of the first frame that tells one. `frames` are those below the culprit, in the
  /// order of the calls: the outermost call of a library says what the application asked for.
  func operation(_ frames: ArraySlice<Frame>) -> SourceFacts.Operation? {
    for index in frames.indices {
      let path = LibraryCalls.paths(frames[index].libraryNames)
      guard places.stand(in: path) else { continue }
      let method = frames[index].methodName ?? ""
      for (entry, isThere) in zip(entries, places.groups(in: path)) where isThere {
        if entry.functions.isEmpty || entry.functions.contains(method) { return entry.operation }
      }
    }
    return nil
  }
}

extension Frame {
  /// Module, image and file of the frame; without a module also the function, into whose name Go
  /// and Ruby put the class.
  var libraryNames: [String] {
    var names: [String] = []
    // Asked for of every frame: grown one by one, the list costs more than what is in it.
    names.reserveCapacity(3)
    if let module { names.append(module) }
    if let package { names.append(package) }
    if let path = absolutePath ?? filename { names.append(path) }
    if module == nil, let function { names.append(function) }
    return names
  }

  /// The function without its class, arguments, arity and marks of the runtime:
  /// `Persistence#save!` is `save!`, `(*DB).Create` is `Create`, `async Boat.create` is `create`.
  var methodName: String? {
    guard var function else { return nil }
    return function.withUTF8 { bytes in
      let name = Self.withoutArguments(bytes)
      // The last part that is not empty; all of it where there are only separators.
      var end = name.endIndex
      while end > name.startIndex, name[end - 1].isNameSeparator { end -= 1 }
      if end == name.startIndex { end = name.endIndex }
      var start = end
      while start > name.startIndex, !name[start - 1].isNameSeparator { start -= 1 }
      let method = name[start..<end].split(separator: UInt8(ascii: "/"), maxSplits: 1).first
      return method.map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// Without receivers, arguments, and what runtimes put behind a name.
  private static func withoutArguments(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Slice<UnsafeBufferPointer<UInt8>> {
    var name = bytes[...]
    if name.last == UInt8(ascii: ")"), let open = name.lastIndex(of: UInt8(ascii: "(")) {
      name = name[..<open]
    }
    // Go's receivers are in parentheses, everybody's arguments too.
    if let close = name.lastIndex(of: UInt8(ascii: ")")),
      name[close...].dropFirst().first == UInt8(ascii: ".")
    {
      name = name[close...].dropFirst(2)
    }
    if let end = name.firstIndex(where: \.opensArguments) { name = name[..<end] }
    while name.last == UInt8(ascii: " ") { name.removeLast() }
    return name
  }
}

extension UInt8 {
  fileprivate var isPlaceSeparator: Bool {
    switch self {
    case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "\\"),
      UInt8(ascii: "#"), UInt8(ascii: ">"):
      true
    default: false
    }
  }

  /// Between the parts of a function's name.
  fileprivate var isNameSeparator: Bool {
    switch self {
    case UInt8(ascii: "."), UInt8(ascii: "#"), UInt8(ascii: ">"), UInt8(ascii: ":"),
      UInt8(ascii: " "):
      true
    default: false
    }
  }

  fileprivate var opensArguments: Bool {
    self == UInt8(ascii: "(") || self == UInt8(ascii: "[") || self == UInt8(ascii: "`")
  }
}

/// The form of a constraint's name: `index_{table}_on_{columns}`.
struct NameTemplate: Sendable {
  enum Part: Sendable, Hashable {
    case words(String)
    case table, columns, column, parent, parentColumn
    /// Of a convention that writes names `LikeThis`, which no separator is.
    case pascalTable, pascalColumns, pascalParent
    /// Eight hexadecimal digits.
    case hash
    case number
    /// Anything; of no interest.
    case ignored
  }

  let parts: [Part]

  init(_ pattern: String) {
    var parts: [Part] = []
    var rest = pattern[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { parts.append(.words(String(rest[..<open]))) }
      parts.append(Self.holes[String(rest[rest.index(after: open)..<close])] ?? .ignored)
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.words(String(rest))) }
    self.parts = parts
  }

  private static let holes: [String: Part] = [
    "table": .table, "columns": .columns, "column": .column, "parent": .parent,
    "parent column": .parentColumn, "hash": .hash, "number": .number, "Table": .pascalTable,
    "Columns": .pascalColumns, "Parent": .pascalParent,
  ]

  /// What the open holes of the template stand for in a name.
  typealias Match = [Part: String]

  /// The match of the name when there is exactly one. `known` holes stand for their text.
  func onlyMatch(_ name: String, known: [Part: String]) -> Match? {
    var search = Search(known: known)
    search.match(Array(name.utf8)[...], parts[...], [:])
    return search.matches.count == 1 ? search.matches.first : nil
  }

  /// Tries all ways; stops at the second one that fits.
  private struct Search {
    let known: [Part: String]
    var matches: [Match] = []
    private var steps = 0

    init(known: [Part: String]) { self.known = known }

    mutating func match(_ name: Bytes, _ parts: ArraySlice<Part>, _ found: Match) {
      steps += 1
      guard matches.count < 2, steps < Self.stepsMax else { return }
      guard let part = parts.first else {
        if name.isEmpty { matches.append(found) }
        return
      }
      if let words = words(part) {
        guard name.starts(with: words.utf8) else { return }
        return match(name.dropFirst(words.utf8.count), parts.dropFirst(), found)
      }
      guard !name.isEmpty else { return }
      for length in 1...name.count {
        let text = name.prefix(length)
        guard Self.fits(text, part) else { continue }
        var next = found
        next[part] = text.string
        match(name.dropFirst(length), parts.dropFirst(), next)
      }
    }

    private static let stepsMax = 4_096

    private func words(_ part: Part) -> String? {
      if case .words(let words) = part { words } else { known[part] }
    }

    private static func fits(_ text: Bytes, _ part: Part) -> Bool {
      switch part {
      case .hash:
        text.count == 8 && text.allSatisfy { $0.isDigit || (0x61...0x66).contains($0) }
      case .number: text.allSatisfy(\.isDigit)
      case .pascalTable, .pascalParent: text.isPascalCase
      case .pascalColumns: text.split(at: [UInt8(ascii: "_")]).allSatisfy(\.isPascalCase)
      default: text.first != UInt8(ascii: "_") && text.last != UInt8(ascii: "_")
      }
    }
  }
}

extension Bytes {
  /// `PierId`, not `PIER_ID` and not `pierId`.
  fileprivate var isPascalCase: Bool {
    first?.isUpper == true && contains { $0.isLetter && !$0.isUpper }
      && allSatisfy { $0.isLetter || $0.isDigit }
  }
}

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
  /// The words that names of this form begin and end with.
  private let head: [UInt8]
  private let tail: [UInt8]

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
    head = Self.words(of: parts.first)
    tail = Self.words(of: parts.last)
  }

  private static func words(of part: Part?) -> [UInt8] {
    if case .words(let words)? = part { Array(words.utf8) } else { [] }
  }

  private static let holes: [String: Part] = [
    "table": .table, "columns": .columns, "column": .column, "parent": .parent,
    "parent column": .parentColumn, "hash": .hash, "number": .number, "Table": .pascalTable,
    "Columns": .pascalColumns, "Parent": .pascalParent,
  ]

  /// What holes of a template stand for: few, so that they are looked through.
  struct Holes {
    private var texts: [(part: Part, text: String)] = []

    init() {}

    fileprivate init(_ found: [(part: Part, text: Bytes)]) {
      texts = found.map { ($0.part, $0.text.string) }
    }

    /// What was set last; setting `nil` does nothing.
    subscript(part: Part) -> String? {
      get { texts.last { $0.part == part }?.text }
      set { if let newValue { texts.append((part, newValue)) } }
    }
  }

  /// Whether the name has the words with which the form begins and ends. Most names fit few forms.
  func hasEnds(of name: Bytes) -> Bool {
    name.starts(with: head) && name.suffix(tail.count).elementsEqual(tail)
  }

  /// The match of the name when there is exactly one. `known` holes stand for their text.
  func onlyMatch(_ name: Bytes, known: Holes) -> Holes? {
    var search = Search(
      parts: parts.map { part in
        let words = if case .words(let words) = part { words } else { known[part] }
        return (part, words.map { Array($0.utf8) })
      })
    search.match(name, 0)
    return search.matches.count == 1 ? search.matches.first : nil
  }

  /// Tries all ways; stops at the second one that fits.
  private struct Search {
    /// With the words that stand for each, where they are known.
    let parts: [(part: Part, words: [UInt8]?)]
    var matches: [Holes] = []
    private var found: [(part: Part, text: Bytes)] = []
    private var steps = 0

    init(parts: [(part: Part, words: [UInt8]?)]) { self.parts = parts }

    /// Matches the name with the parts from `index` on.
    mutating func match(_ name: Bytes, _ index: Int) {
      steps += 1
      guard matches.count < 2, steps < Self.stepsMax else { return }
      guard index < parts.count else {
        if name.isEmpty { matches.append(Holes(found)) }
        return
      }
      let (part, words) = parts[index]
      if let words {
        guard name.starts(with: words) else { return }
        return match(name.dropFirst(words.count), index + 1)
      }
      guard !name.isEmpty else { return }
      let next = index + 1 < parts.count ? parts[index + 1].words : nil
      for length in 1...name.count {
        let text = name.prefix(length)
        let rest = name.dropFirst(length)
        guard next.map({ rest.starts(with: $0) }) ?? true, Self.fits(text, part) else { continue }
        found.append((part, text))
        match(rest, index + 1)
        found.removeLast()
      }
    }

    private static let stepsMax = 4_096

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

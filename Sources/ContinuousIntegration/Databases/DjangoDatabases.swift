import SourceCode

/// What the `DATABASES` of Django settings say in so many words.
struct DjangoDatabases {
  private(set) var literals = DatabaseLiterals()
  /// Keys that the dictionary leaves out, so that the driver's own defaults count.
  private(set) var missing: Set<String> = []
  /// Whether the settings for tests name SQLite and nothing else.
  private(set) var isOnlySQLite = false
  /// The variable that decides about the engine, and how the product is said to it.
  private(set) var engine: (variable: String, form: EngineForm)?

  enum EngineForm: Sendable, Hashable {
    /// `django.db.backends.postgresql`
    case path
    /// What stands behind `django.db.backends.`
    case lastWord
    /// A key of a table in the settings: the product's own word.
    case product
  }

  /// Of the settings that tests most likely use: those for tests, else the general ones.
  init(_ files: ProjectFiles, below folder: String) {
    let settings = files.paths(below: folder).filter { path in
      let parts = path.split(separator: "/")
      guard let name = parts.last, name.hasSuffix(".py") else { return false }
      return name.hasPrefix("settings") || parts.dropLast().last == "settings"
    }
    let ranked = settings.sorted { Self.rank($0) < Self.rank($1) }
    for path in ranked {
      guard let text = files.text(path), let dictionary = Self.dictionary(in: text) else {
        continue
      }
      missing = Set(["HOST", "USER", "PASSWORD"].filter { !dictionary.contains($0) })
      let others = ["postgres", "mysql", "URL", "ENGINE = "]
      isOnlySQLite =
        dictionary.contains("sqlite3") && !others.contains(where: dictionary.contains)
        && !dictionary.contains("env")
      // An address in one text has all of them.
      if !dictionary.contains("ENGINE") { missing = [] }
      engine = Self.engine(in: dictionary, settings: text)
      literals.host = Self.literal("HOST", in: dictionary)
      literals.user = Self.literal("USER", in: dictionary)
      literals.password = Self.literal("PASSWORD", in: dictionary)
      literals.database = Self.literal("NAME", in: dictionary)
      return
    }
  }

  private static func rank(_ path: String) -> Int {
    let name = path.split(separator: "/").last ?? ""
    if name.contains("test") || name.hasPrefix("ci") { return 0 }
    return name == "settings.py" || name == "base.py" ? 1 : 2
  }

  /// The text of the dictionary that is assigned to `DATABASES`.
  private static func dictionary(in text: String) -> Substring? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.hasPrefix("DATABASES") }) else { return nil }
    var depth = 0
    var end = start
    for index in start..<lines.count {
      for byte in lines[index].utf8 {
        if byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "}") { depth -= 1 }
      }
      end = index
      if depth <= 0 { break }
    }
    return text[lines[start].startIndex..<lines[end].endIndex]
  }

  /// `os.environ.get("DATABASE", …)` in what stands behind `ENGINE`.
  private static func engine(
    in dictionary: Substring, settings: String
  ) -> (variable: String, form: EngineForm)? {
    guard let line = dictionary.split(separator: "\n").first(where: { $0.contains("ENGINE") }),
      let colon = line.firstIndex(of: ":")
    else { return nil }
    let value = line[line.index(after: colon)...]
    let texts = value.split { $0 == "\"" || $0 == "'" }
    let variable = texts.first { word in
      word.count > 1
        && word.utf8.allSatisfy {
          (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: "_")
        }
    }
    guard let variable else { return nil }
    guard texts.contains("django.db.backends.") else { return (String(variable), .path) }
    return (String(variable), value.contains("[os.") ? .product : .lastWord)
  }

  /// The value of a key when it is nothing but a text.
  private static func literal(_ key: String, in dictionary: Substring) -> String? {
    for quote in ["'", "\""] {
      for line in dictionary.split(whereSeparator: { $0 == "\n" || $0 == "{" || $0 == "," }) {
        let entry = line.drop { $0 == " " }
        guard entry.hasPrefix("\(quote)\(key)\(quote)") else { continue }
        let value = entry.dropFirst(key.utf8.count + 2).drop { $0 == " " || $0 == ":" }
        guard let mark = value.first, mark == "'" || mark == "\"" else { continue }
        let text = value.dropFirst().prefix { $0 != mark }
        let rest = value.dropFirst(text.count + 2).filter { $0 != " " && $0 != "}" && $0 != "\r" }
        guard rest.isEmpty || rest.hasPrefix("#"), !text.isEmpty else { continue }
        return String(text)
      }
    }
    return nil
  }
}

import EventSchema

/// The text of a module of tests: imports in their groups, fixtures, functions.
struct PytestFile {
  var imports: [String: Set<String>] = [:]
  /// Whole statements: `import threading`.
  var modules: Set<String> = []
  var fixtures: [String] = []
  private var functions: [String] = []

  mutating func need(_ name: String, from module: String) {
    imports[module, default: []].insert(name)
  }

  /// Adds a test; the lines come without indentation.
  ///
  /// - Parameter mark: The mark of a test that is awaited, without `@`; `nil` for one that is not,
  ///   empty for one that needs none.
  mutating func test(
    _ name: String, _ fixtures: [String], _ body: [String], awaitedBy mark: String? = nil
  ) {
    var seen: Set<String> = []
    let parameters = fixtures.filter { seen.insert($0).inserted }.joined(separator: ", ")
    let lines = Self.used(body).drop(while: \.isEmpty).map { $0.isEmpty ? "" : "    " + $0 }
    let decorator = mark.map { $0.isEmpty ? "" : "@\($0)\n" } ?? ""
    let head = "\(mark == nil ? "def" : "async def") \(name)(\(parameters)):\n"
    if decorator.hasPrefix("@pytest") { modules.insert("import pytest") }
    functions.append(decorator + head + lines.joined(separator: "\n"))
  }

  /// The lines without those that name a key which nothing asks for: `owner_id = owner.id`, with
  /// the flush that makes it known.
  private static func used(_ body: [String]) -> [String] {
    let needed = body.indices.map { isNeeded($0, in: body) }
    return body.indices.filter { index in
      let makesKnown = body[index].hasSuffix(".flush()") && index + 1 < body.count
      return needed[index] && !(makesKnown && !needed[index + 1])
    }.map { body[$0] }
  }

  private static func isNeeded(_ index: Int, in body: [String]) -> Bool {
    let parts = body[index].trimmed.components(separatedBy: " = ")
    guard parts.count == 2,
      parts[1].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }),
      parts[0] == parts[1].replacing(".", by: "_")
    else { return true }
    // As a member of the body it is only a word.
    return body.indices.contains {
      $0 != index && body[$0].replacing("\"\(parts[0])\"", by: "").mentions(parts[0])
    }
  }

  var isEmpty: Bool { functions.isEmpty }

  private static let standard: Set<String> = [
    "asyncio", "concurrent.futures", "contextlib", "datetime", "decimal", "hashlib", "hmac", "json",
    "os", "sqlite3", "threading", "unittest.mock",
  ]
  private static let installed: Set<String> = [
    "pytest", "sqlalchemy", "fastapi", "flask", "psycopg", "pymysql", "MySQLdb",
  ]

  private enum Group: CaseIterable {
    case standard, installed, own
  }

  private static func group(_ module: String) -> Group {
    if standard.contains(module) { return .standard }
    let package = module.prefix { $0 != "." }
    return installed.contains(String(package)) ? .installed : .own
  }

  var text: String {
    let groups = Group.allCases.map { group -> [String] in
      let plain = modules.filter { Self.group(String($0.dropFirst("import ".count))) == group }
      let named = imports.keys.sorted().filter { Self.group($0) == group }.map { module in
        Self.line(module, (imports[module] ?? []).sorted(by: Self.precedes))
      }
      return plain.sorted() + named
    }
    let head = groups.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n")
    return ([head].filter { !$0.isEmpty } + fixtures + functions).joined(separator: "\n\n\n") + "\n"
  }

  private static func line(_ module: String, _ names: [String]) -> String {
    let line = "from \(module) import \(names.joined(separator: ", "))"
    guard line.count > 88 else { return line }
    return "from \(module) import (\n" + names.map { "    \($0),\n" }.joined() + ")"
  }

  /// Classes before the rest.
  private static func precedes(_ one: String, _ other: String) -> Bool {
    let (first, second) = (one.first?.isUppercase == true, other.first?.isUppercase == true)
    return first == second ? one < other : first
  }
}

/// The text of a test module: imports in their groups, one class.
struct DjangoTestFile {
  private var standard: [String] = []
  private var imports: [String: Set<String>] = [:]
  private var lines: [String] = []

  mutating func importStandard(_ module: String) { standard.append("import \(module)") }
  mutating func importStandard(_ name: String, from module: String) {
    standard.append("from \(module) import \(name)")
  }

  mutating func need(_ name: String, from module: String) {
    imports[module, default: []].insert(name)
  }

  mutating func need(_ fixtures: DjangoFixtures) {
    for (module, names) in fixtures.imports { imports[module, default: []].formUnion(names) }
    guard let signature = fixtures.signature else { return }
    for module in signature.standardModules { importStandard(module) }
    add(signature.function(body: "data") + "\n\n")
  }

  /// SQLite takes one writing transaction at a time and gives the other an error at once.
  mutating func skipWithoutRowLocks() {
    need("skipUnlessDBFeature", from: "django.test")
    add("@skipUnlessDBFeature(\"has_select_for_update\")")
  }

  mutating func add(_ text: String) { lines.append(text) }

  /// A method of the class; the lines come without indentation.
  mutating func method(_ head: String, _ body: [String]) {
    lines.append("    def \(head):")
    lines += body.map { $0.isEmpty ? "" : "        " + $0 }
    lines.append("")
  }

  var text: String {
    func isOutside(_ module: String) -> Bool {
      module.hasPrefix("django") || module.hasPrefix("rest_framework")
    }
    func group(_ modules: [String]) -> [String] {
      modules.sorted().map { module in
        "from \(module) import \((imports[module] ?? []).sorted().joined(separator: ", "))"
      }
    }
    let outside = group(imports.keys.filter(isOutside))
    let own = group(imports.keys.filter { !isOutside($0) })
    // Plain imports stand before `from` imports.
    let first = standard.sorted {
      ($0.hasPrefix("from") ? 1 : 0, $0) < ($1.hasPrefix("from") ? 1 : 0, $1)
    }
    let groups = [first, outside, own].filter { !$0.isEmpty }
    var body = lines
    while body.last == "" { body.removeLast() }
    return groups.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n\n\n"
      + body.joined(separator: "\n") + "\n"
  }
}

import EventSchema
import SourceCode

/// A library of JavaScript whose migrations are code, and how a file of tests names what runs them.
struct MigrationLibrary: Sendable {
  /// The hole for the name in a `TestStyle`'s migration.
  var hole: String
  /// A piece of what the name is set to, or of the module that it comes from.
  var maker: String
  /// Members by which it is known in use.
  var members: Set<String>

  static let all = [
    MigrationLibrary(
      hole: "knex", maker: "knex", members: ["raw", "migrate", "destroy", "schema"]),
    MigrationLibrary(
      hole: "sequelize", maker: "sequelize",
      members: ["sync", "query", "close", "authenticate", "truncate"]),
    MigrationLibrary(
      hole: "data source", maker: "datasource",
      members: ["initialize", "getRepository", "destroy", "synchronize", "runMigrations"]),
  ]

  /// The variable by which the file uses it.
  func name(in file: CodeSourceFile) -> String? {
    let name = file.walk.uses.lazy.compactMap { use -> String? in
      guard use.links.count > 1, use.links[0].arguments == nil, use.links[0].index == nil,
        members.contains(use.links[1].name)
      else { return nil }
      return use.links[0].name
    }.first
    guard let name, name.lowercased().mentions(maker) || isMade(name, in: file) else { return nil }
    return name
  }

  private func isMade(_ name: String, in file: CodeSourceFile) -> Bool {
    file.source.text.split(separator: "\n").contains { line in
      let text = line.lowercased()
      return String(line).mentions(name) && text.mentions(maker)
        && (text.hasPrefix("import ") || text.mentions("require(") || text.mentions(" = "))
    }
  }
}

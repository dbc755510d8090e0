public import EventSchema

extension Frame {
  /// Whether the file is one of the application's migrations, as the folders of Rails, Flyway,
  /// Laravel, Django, Alembic, Knex, Ecto and others tell.
  public var isMigration: Bool {
    guard let path = absolutePath ?? filename else { return false }
    let folded = "/" + path.lowercased().split { $0 == "/" || $0 == "\\" }.joined(separator: "/")
    return Self.migrationFolders.contains { folded.mentions($0) }
  }

  private static let migrationFolders = [
    "/db/migrate/", "/db/migration/", "/db/changelog/", "/migrations/", "/alembic/versions/",
    "/prisma/migrations/",
  ]
}

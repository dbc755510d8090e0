public import EventSchema

extension Migration {
  /// Values and actors are kept as marks, which a key of this installation makes; more is kept of
  /// each occurrence, and when each release and migration was first seen.
  static let markedLayout = """
    CREATE TABLE installation (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      key BLOB NOT NULL
    ) STRICT;

    CREATE TABLE first_sight (
      project INTEGER NOT NULL,
      kind INTEGER NOT NULL,                -- 0 release, 1 migration
      name TEXT NOT NULL,
      time REAL NOT NULL,
      PRIMARY KEY (project, kind, name)
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE occurrence ADD COLUMN successor TEXT;
    ALTER TABLE occurrence ADD COLUMN process TEXT;
    ALTER TABLE occurrence ADD COLUMN process_start REAL;
    ALTER TABLE occurrence ADD COLUMN payload TEXT;
    ALTER TABLE occurrence ADD COLUMN task TEXT;
    ALTER TABLE occurrence ADD COLUMN task_name TEXT;
    ALTER TABLE occurrence ADD COLUMN retries INTEGER;
    ALTER TABLE occurrence ADD COLUMN write_path TEXT;
    ALTER TABLE occurrence ADD COLUMN migration TEXT;
    ALTER TABLE occurrence ADD COLUMN waited INTEGER;
    """

  /// Makes the installation's key, and marks of the values, actors and users that are there.
  @Sendable static func markRows(_ database: SQLiteDatabase) throws(StoreError) {
    let doing = "bring the store up to date"
    let key = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    try database.prepare("INSERT INTO installation (id, key) VALUES (1, ?)", doing: doing)
      .run(.blob(key))
    let hash = KeyedHash(key: key)
    let occurrences = try database.prepare(
      "SELECT issue, sequence, key, actor FROM occurrence", doing: doing
    ).rows { row in (row.integer(0), row.integer(1), row.text(2), row.text(3)) }
    let mark = try database.prepare(
      "UPDATE occurrence SET key = ?3, successor = ?4, actor = ?5 WHERE issue = ?1 AND sequence = ?2",
      doing: doing)
    for (issue, sequence, key, actor) in occurrences {
      let values = key?.split(separator: "\u{1f}", omittingEmptySubsequences: false)
        .map(String.init)
      let number = values?.count == 1 ? values?.first.flatMap { Int($0) } : nil
      try mark.run(
        .integer(issue), .integer(sequence), .text(values.map(hash.mark)),
        .text(number.flatMap { $0 < .max ? hash.mark(of: [String($0 + 1)]) : nil }),
        .text(actor.map(hash.mark)))
    }
    try markUsers(database, hash, doing: doing)
  }

  private static func markUsers(
    _ database: SQLiteDatabase, _ hash: KeyedHash, doing: String
  ) throws(StoreError) {
    let users = try database.prepare("SELECT issue, user FROM issue_user", doing: doing)
      .rows { row in (row.integer(0), row.integer(1)) }
    try database.execute("DELETE FROM issue_user", doing: doing)
    let insert = try database.prepare(
      "INSERT INTO issue_user (issue, user) VALUES (?, ?) ON CONFLICT DO NOTHING", doing: doing)
    for (issue, user) in users {
      try insert.run(.integer(issue), .integer(hash.mark(ofUser: user)))
    }
  }
}

extension KeyedHash {
  /// A user's mark, from a sum of the identity.
  public func mark(ofUser sum: Int64) -> Int64 {
    Int64(bitPattern: self.sum(of: String(sum).utf8))
  }
}

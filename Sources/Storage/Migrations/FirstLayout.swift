extension Migration {
  /// Bodies are apart from their events, because the state of an event changes and a row is
  /// written whole. The queue is the partial index over the state.
  static let firstLayout = """
    CREATE TABLE project (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL
    ) STRICT;

    CREATE TABLE event (
      id INTEGER PRIMARY KEY,
      project INTEGER NOT NULL,
      event_id BLOB NOT NULL,
      received REAL NOT NULL,
      state INTEGER NOT NULL DEFAULT 0,     -- 0 queued, 1 digested, 2 refused
      attempts INTEGER NOT NULL DEFAULT 0,
      issue INTEGER,
      refusal TEXT
    ) STRICT;
    CREATE UNIQUE INDEX event_identity ON event (project, event_id);
    CREATE INDEX event_queue ON event (id) WHERE state = 0;

    CREATE TABLE body (
      event INTEGER PRIMARY KEY,
      form INTEGER NOT NULL,                -- 0 envelope, 1 event
      encoding TEXT NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;

    CREATE TABLE issue (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      project INTEGER NOT NULL,
      fingerprint TEXT NOT NULL,
      title TEXT NOT NULL,
      culprit TEXT,
      cause TEXT,
      strength TEXT,
      conclusion TEXT,
      count INTEGER NOT NULL,
      first_seen REAL NOT NULL,
      last_seen REAL NOT NULL,
      users INTEGER NOT NULL DEFAULT 0,
      latest_event INTEGER NOT NULL,
      report_due INTEGER NOT NULL DEFAULT 0,
      report_attempts INTEGER NOT NULL DEFAULT 0,
      UNIQUE (project, fingerprint)
    ) STRICT;
    CREATE INDEX issue_recent ON issue (last_seen);
    CREATE INDEX issue_report_due ON issue (id) WHERE report_due = 1;

    CREATE TABLE issue_name (
      id INTEGER PRIMARY KEY,
      issue INTEGER NOT NULL,
      kind INTEGER NOT NULL,                -- 0 release, 1 environment
      name TEXT NOT NULL,
      UNIQUE (issue, kind, name)
    ) STRICT;

    CREATE TABLE issue_user (
      issue INTEGER NOT NULL,
      user INTEGER NOT NULL,
      PRIMARY KEY (issue, user)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE occurrence (
      issue INTEGER NOT NULL,
      sequence INTEGER NOT NULL,            -- 1 for the issue's first event
      event_id BLOB NOT NULL,
      timestamp REAL,
      key TEXT,
      trace TEXT,
      server TEXT,
      actor TEXT,
      route TEXT,
      release TEXT,
      looked_up INTEGER,
      PRIMARY KEY (issue, sequence)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE discard (
      project INTEGER NOT NULL,
      reason TEXT NOT NULL,
      category TEXT NOT NULL,
      quantity INTEGER NOT NULL,
      PRIMARY KEY (project, reason, category)
    ) STRICT, WITHOUT ROWID;
    """
}

import DatabaseErrors
import Fixes

extension SQLFamily {
  static let sqlite: SQLFamily = {
    var family = standard
    family.name = "SQLite"
    family.databases = [.sqlite]
    family.foldsNames = false
    family.recipes = standard.replacing([
      SQLRecipe(
        .partialUniqueKey, "Leave deleted rows of `«plain table»` out of the key",
        """
        -- With your own mark of a deleted row. A key that is part of the table's own declaration goes
        -- only with a new table: make it, copy the rows, drop the old one, rename.
        CREATE UNIQUE INDEX «plain table»_live ON «table» («columns») WHERE deleted_at IS NULL;
        """,
        because: """
          A row that nobody sees any more no longer holds the value. To bring back a deleted row whose \
          value was taken meanwhile is refused then, and an upsert has to name the condition too.
          """),
      SQLRecipe(
        .insertOrRead, of: [.unique, .primaryKey],
        "Insert, or take the row that is there, in one statement",
        """
        INSERT INTO «table» («columns», …) VALUES («sent», …) ON CONFLICT («columns») DO NOTHING;
        SELECT * FROM «table» WHERE «equal»;
        """,
        because: """
          One statement decides who was first, so nothing fits between look-up and write. Whoever \
          comes second gets the first one's row, with that one's other values.
          """),
      SQLRecipe(
        .correctConflictTarget, "Name the refused key as the target: «words»",
        """
        INSERT INTO «table» («columns», …) VALUES («sent», …)
        ON CONFLICT («columns») DO UPDATE SET the_column = excluded.the_column;
        """,
        because: """
          ON CONFLICT takes care of one key, and the row collided in another one. One that is partial \
          needs its WHERE behind the columns.
          """),
      SQLRecipe(
        .lockParent, of: [.foreignKey], "Begin with the write lock, then read the parent",
        """
        BEGIN IMMEDIATE;
        SELECT «parent column» FROM «parent» WHERE «parent column» = :parent;
        """,
        because: """
          The database has one writer at a time, so what was read is still so when the child is \
          written. Other writers wait meanwhile.
          """),
      SQLRecipe(
        .serializeAccess, of: [.unique, .primaryKey, .exclusion, .check],
        "Begin with the write lock, then look and write",
        "BEGIN IMMEDIATE;",
        because: """
          The database has one writer at a time, so nothing comes between look-up and write. Other \
          writers wait meanwhile, or fail with SQLITE_BUSY when they do not.
          """),
      SQLRecipe(
        .mergeSibling,
        "Take the stale row of `«plain table»` away before the other one takes its key",
        """
        BEGIN IMMEDIATE;
        -- Look at the row that holds the key, move what points to it, remove it.
        SELECT * FROM «table» WHERE «equal»;
        DELETE FROM «table» WHERE «equal»;
        """,
        because: """
          The key belongs to one row at a time. What points to the stale row has to be moved first, \
          and which of the two is right is for people to decide.
          """),
      SQLRecipe(
        .resetSequence, "Set the counter of `«plain table»` behind the largest «words»",
        """
        UPDATE sqlite_sequence SET seq = (SELECT max(«column») FROM «table»)
        WHERE name = '«plain table»';
        """,
        because: """
          Only a column with AUTOINCREMENT has a counter of its own; without, the next value is the \
          largest plus one and never lags.
          """),
      SQLRecipe(
        .rebuildIndex, "Check the file and build its indexes anew",
        """
        PRAGMA integrity_check;
        SELECT «columns», count(*) FROM «table» NOT INDEXED GROUP BY «columns»
        HAVING count(*) > 1;
        REINDEX «table»;
        """,
        because: """
          The index and the rows contradict each other. Rebuilding fails while rows repeat the key; a \
          damaged file is better restored than repaired.
          """),
      SQLRecipe(
        .requireValue, of: [.notNull], "Demand «words» where it comes in",
        "SELECT * FROM pragma_table_info('«plain table»') WHERE name = '«plain column»';",
        because: """
          A default of the column would help only writers that leave it out, and takes a new table \
          here; one that writes NULL is refused as before.
          """),
      SQLRecipe(
        .limitInput, of: [.check, .invalidValue], "Limit «words» where it comes in",
        "SELECT sql FROM sqlite_schema WHERE name = '«plain table»';",
        because: """
          The form has to know the rule, so that whoever breaks it reads so. The rule stays as the \
          net for other writers.
          """),
    ])
    return family
  }()
}

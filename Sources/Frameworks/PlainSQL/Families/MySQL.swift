import DatabaseErrors
import Fixes

extension SQLFamily {
  static let mySQL: SQLFamily = {
    var family = standard
    family.name = "MySQL"
    family.databases = [.mySQL, .mariaDB, .tiDB]
    family.quotes = ("`", "`")
    family.foldsNames = false
    family.recipes = standard.replacing(keys + state)
    return family
  }()

  private static let keys: [SQLRecipe] = [
    SQLRecipe(
      .addConstraint, "Make «words» unique in `«plain table»`, while writers go on",
      """
      -- 1. Rows that repeat it. People decide which of them stays.
      SELECT «columns», count(*) FROM «table» GROUP BY «columns» HAVING count(*) > 1;
      -- 2. Refused at once when it cannot be done without a lock.
      ALTER TABLE «table» ADD UNIQUE INDEX «index» («columns»), ALGORITHM=INPLACE, LOCK=NONE;
      """,
      because: """
        Only the database sees all writers at once. The index cannot be made while rows repeat the \
        key, equal means what the column's collation says, and rows with NULL in the key are not \
        bound by it. The writer has to handle the refusal.
        """),
    SQLRecipe(
      .partialUniqueKey, "Leave deleted rows of `«plain table»` out of the key",
      """
      -- A column that is NULL for deleted rows, with your own mark; NULL is equal to nothing.
      ALTER TABLE «table»
        ADD COLUMN is_live TINYINT AS (IF(deleted_at IS NULL, 1, NULL)) VIRTUAL,
        ADD UNIQUE INDEX «plain table»_live («columns», is_live);
      ALTER TABLE «table» DROP INDEX «constraint»;
      """,
      because: """
        A row that nobody sees any more no longer holds the value. To bring back a deleted row whose \
        value was taken meanwhile is refused then.
        """),
    SQLRecipe(
      .insertOrRead, of: [.unique, .primaryKey],
      "Insert, or take the row that is there, in one statement",
      """
      INSERT INTO «table» («columns», …) VALUES («sent», …)
      ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id);
      """,
      because: """
        One statement decides who was first. It takes the row that any unique key of the table finds: \
        with more than one key, an INSERT and a handler of error 1062 for this one is safer. A plain \
        look-up afterwards does not see the winner's row under REPEATABLE READ, FOR UPDATE does.
        """),
    SQLRecipe(
      .serializeAccess, of: [.unique, .primaryKey, .exclusion, .check],
      "Look and write under one lock",
      """
      SELECT GET_LOCK(CONCAT('«plain table»:', :key), 5);
      -- look, write, commit, then
      SELECT RELEASE_LOCK(CONCAT('«plain table»:', :key));
      """,
      because: """
        Writers of one key wait for each other, also when no row is there yet: FOR UPDATE on a row \
        that is not there ends in a deadlock. It helps only when all of them take the lock.
        """),
  ]

  private static let state: [SQLRecipe] = [
    SQLRecipe(
      .resetSequence, "Set the counter of `«plain table»` behind the largest «words»",
      """
      -- Any value that is too small becomes the largest plus one.
      ALTER TABLE «table» AUTO_INCREMENT = 1;
      """,
      because: """
        The counter lags behind the rows. If the column has lost AUTO_INCREMENT in a dump, it has to \
        be declared again instead.
        """),
    SQLRecipe(
      .rebuildIndex, "Check `«plain table»` and build its indexes anew",
      """
      CHECK TABLE «table» EXTENDED;
      SELECT «columns», count(*) FROM «table» IGNORE INDEX («constraint») GROUP BY «columns»
      HAVING count(*) > 1;
      -- When people have decided which of them stay:
      ALTER TABLE «table» FORCE;
      """,
      because: """
        The index and the rows contradict each other. Rebuilding fails while rows repeat the key; \
        what damaged the index has to be found as well.
        """),
    SQLRecipe(
      .addPartition, "Give `«plain table»` the partition that the row needs",
      """
      ALTER TABLE «table» ADD PARTITION (PARTITION p_next VALUES LESS THAN (the_end));
      -- One for all the rest, so that no row is refused:
      ALTER TABLE «table» ADD PARTITION (PARTITION p_rest VALUES LESS THAN MAXVALUE);
      """,
      because: """
        A partition's upper bound is not part of it. Behind the one for all the rest none can be \
        added; it is divided then (REORGANIZE PARTITION). A check ahead of time keeps it empty.
        """),
    SQLRecipe(
      .widenKey, "Give the key of `«plain table»` a wider type",
      """
      -- Copies the table; columns that point to the key are widened in the same window.
      ALTER TABLE «table» MODIFY «column» BIGINT UNSIGNED NOT NULL AUTO_INCREMENT;
      """,
      because: """
        The type's largest value is used up, and every insert fails until it is wider. Upserts take a \
        number even when they insert nothing: they may have used it up.
        """),
    SQLRecipe(
      .requireValue, of: [.notNull], "Demand «words» where it comes in, or give it a default",
      """
      -- If every row without it means the same:
      ALTER TABLE «table» ALTER COLUMN «column» SET DEFAULT (the_value);
      """,
      because: """
        A default helps only writers that leave the column out (error 1364); one that writes NULL \
        (1048) is refused as before and has to ask for the value.
        """),
    SQLRecipe(
      .deduplicateBatch, "Take repeated «words» out of the batch",
      "SELECT «columns», count(*) FROM the_batch GROUP BY «columns» HAVING count(*) > 1;",
      because: """
        One statement may name a key once. Which of the repeated rows counts is for the writer to \
        decide; INSERT IGNORE would hide other errors as well.
        """),
  ]
}

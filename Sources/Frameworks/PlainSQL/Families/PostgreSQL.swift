import DatabaseErrors
import Fixes

extension SQLFamily {
  static let postgreSQL: SQLFamily = {
    var family = standard
    family.name = "PostgreSQL"
    family.databases = [.postgreSQL, .cockroachDB, .yugabyteDB]
    family.recipes = standard.replacing(keys + writes + state)
    return family
  }()

  private static let keys: [SQLRecipe] = [
    SQLRecipe(
      .addConstraint, "Make «words» unique in `«plain table»`, without a long lock",
      """
      -- 1. Rows that repeat it. People decide which of them stays.
      SELECT «columns», count(*) FROM «table»«where» GROUP BY «columns» HAVING count(*) > 1;
      -- 2. Outside of a transaction; writers go on meanwhile.
      CREATE UNIQUE INDEX CONCURRENTLY «index» ON «table» («columns»)«where»;
      -- If it fails, an invalid index is left: DROP INDEX CONCURRENTLY «index»; and once more.
      """,
      because: """
        Only the database sees all writers at once. The index cannot be made while rows repeat the \
        key, and it does not answer whoever repeats it: the writer has to handle the refusal. Rows \
        with NULL in the key are not bound by it (NULLS NOT DISTINCT binds them from version 15 on).
        """),
    SQLRecipe(
      .partialUniqueKey, "Leave deleted rows of `«plain table»` out of the key",
      """
      -- 1. Live rows that repeat it; with your own mark of a deleted row.
      SELECT «columns», count(*) FROM «table» WHERE deleted_at IS NULL
      GROUP BY «columns» HAVING count(*) > 1;
      -- 2. Outside of a transaction: the new key, and when it is there the old one goes.
      CREATE UNIQUE INDEX CONCURRENTLY «plain table»_live ON «table» («columns»)
        WHERE deleted_at IS NULL;
      ALTER TABLE «table» DROP CONSTRAINT «constraint»;
      -- or, if it is an index alone: DROP INDEX CONCURRENTLY «constraint»;
      """,
      because: """
        A row that nobody sees any more no longer holds the value. To bring back a deleted row whose \
        value was taken meanwhile is refused then, and an upsert has to name the condition too.
        """),
    SQLRecipe(
      .normalize, "Compare «words» of `«plain table»` without case",
      """
      -- 1. Rows that are the same but for case and blanks. People decide which of them stays.
      SELECT lower(trim(«column»)), count(*) FROM «table» GROUP BY lower(trim(«column»))
      HAVING count(*) > 1;
      -- 2. Outside of a transaction:
      CREATE UNIQUE INDEX CONCURRENTLY «plain table»_«plain column»_folded
        ON «table» (lower(trim(«column»)));
      """,
      because: """
        The key then sees what people see, and look-ups by the same expression use it. The value is to \
        be folded where it comes in as well, or the second spelling is refused and not recognised.
        """),
    SQLRecipe(
      .deferOrMoveInSteps, "Check `«plain constraint»` when the transaction commits",
      """
      ALTER TABLE «table» DROP CONSTRAINT «constraint»;
      ALTER TABLE «table» ADD CONSTRAINT «constraint» UNIQUE («columns»)
        DEFERRABLE INITIALLY DEFERRED;
      """,
      because: """
        The final state is legal, a statement on the way is not. A deferrable key can no longer be the \
        target of ON CONFLICT, and a real duplicate is refused only at the commit.
        """),
  ]

  private static let writes: [SQLRecipe] = [
    SQLRecipe(
      .translateViolation, of: [.unique, .primaryKey, .exclusion],
      "Answer the refusal of «words» where it is written",
      """
      SAVEPOINT before_write;
      INSERT INTO «table» («columns», …) VALUES («sent», …);
      -- SQLSTATE 23505 of the constraint «plain constraint»: undo it and say what is taken.
      -- Every other error goes on as before.
      ROLLBACK TO SAVEPOINT before_write;
      """,
      because: """
        Only the database can tell who was first, so its refusal is the answer, on the field it is \
        about. Without the savepoint a transaction around it is unusable; outside of one it is not \
        needed.
        """),
    SQLRecipe(
      .insertOrRead, of: [.unique, .primaryKey],
      "Insert, or take the row that is there, in one statement",
      """
      INSERT INTO «table» («columns», …) VALUES («sent», …)
      ON CONFLICT («columns») DO NOTHING RETURNING *;
      -- No row: somebody else was first.
      SELECT * FROM «table» WHERE «equal»;
      """,
      because: """
        One statement decides who was first, so nothing fits between look-up and write. Whoever comes \
        second gets the first one's row; under REPEATABLE READ it is not visible before a new \
        transaction.
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
      .lockParent, of: [.foreignKey],
      "Lock the row of `«parent»` before its child is written",
      """
      -- In the child's transaction; no row: the parent is gone, and that is the answer.
      SELECT «parent column» FROM «parent» WHERE «parent column» = :parent FOR KEY SHARE;
      """,
      because: """
        Nobody can delete the parent between the look-up and the child, and other writers of children \
        do not wait. A delete that came first is seen as a missing row.
        """),
    SQLRecipe(
      .serializeAccess, of: [.unique, .primaryKey, .exclusion, .check],
      "Look and write under one lock",
      """
      -- In the transaction, before the look-up; it is given back when the transaction ends.
      SELECT pg_advisory_xact_lock(hashtextextended('«plain table»' || :key, 0));
      """,
      because: """
        Writers of one key wait for each other, also when no row is there yet. It helps only when all \
        of them take the lock; the key in the database stays the net.
        """),
    SQLRecipe(
      .deduplicateBatch, "Take repeated «words» out of the batch",
      """
      INSERT INTO «table» («columns», …)
      SELECT DISTINCT ON («columns») «columns», … FROM the_batch ORDER BY «columns», the_order DESC;
      """,
      because: """
        One statement may name a key once. The order decides which of the repeated rows counts: here \
        the last one.
        """),
  ]

  private static let state: [SQLRecipe] = [
    SQLRecipe(
      .resetSequence, "Set the sequence of `«plain table»` behind the largest «words»",
      """
      SELECT setval(
        pg_get_serial_sequence('«table»', '«plain column»'),
        (SELECT coalesce(max(«column»), 0) + 1 FROM «table»), false);
      """,
      because: """
        Rows came with values of their own (an import, a restore), and the sequence did not notice. \
        Other tables of the same load lag behind as well; whatever writes such values must set it \
        each time.
        """),
    SQLRecipe(
      .rebuildIndex, "Take rows that repeat «words» out and build `«plain constraint»` anew",
      """
      -- 1. What the rows say, without the index:
      SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off;
      SELECT «columns», count(*), array_agg(ctid) FROM «table» GROUP BY «columns»
      HAVING count(*) > 1;
      -- 2. When people have decided which of them stay, outside of a transaction:
      REINDEX INDEX CONCURRENTLY «constraint»;
      -- 3. Whether the system's collations changed below it:
      SELECT collname, collversion, pg_collation_actual_version(oid) FROM pg_collation
      WHERE collversion <> pg_collation_actual_version(oid);
      """,
      because: """
        The index and the rows contradict each other. Rebuilding fails while rows repeat the key; \
        after an upgrade of the system's collations other indexes over texts are damaged as well.
        """),
    SQLRecipe(
      .addPartition, "Give `«plain table»` the partition that the row needs",
      """
      CREATE TABLE «plain table»_next PARTITION OF «table» FOR VALUES FROM (the_start) TO (the_end);
      -- One for all the rest, so that no row is refused:
      CREATE TABLE «plain table»_rest PARTITION OF «table» DEFAULT;
      """,
      because: """
        A partition's upper bound is not part of it. Rows in the default one have to be moved before \
        a partition for their range can be made; a check ahead of time keeps it empty.
        """),
    SQLRecipe(
      .widenKey, "Give the key of `«plain table»` a wider type",
      """
      -- Rewrites the table under a lock. Columns that point to the key are widened too, those first.
      ALTER TABLE «table» ALTER COLUMN «column» TYPE bigint;
      ALTER SEQUENCE the_sequence AS bigint;
      -- Without the lock: a new bigint column, filled by a trigger and in portions, then swapped.
      """,
      because: """
        The type's largest value is used up, and every insert fails until it is wider. A sequence that \
        starts again at a negative value buys time and nothing else.
        """),
    SQLRecipe(
      .expandThenContract,
      "Change «words» of `«plain table»` in steps that old and new code survive",
      """
      -- 1. Expand; old code goes on.
      ALTER TABLE «table» ALTER COLUMN «column» DROP NOT NULL;
      -- 2. Release the code that writes it, then fill the rows that lack it.
      UPDATE «table» SET «column» = the_value WHERE «column» IS NULL;
      -- 3. Contract, without a long lock, once no old code runs any more.
      ALTER TABLE «table» ADD CONSTRAINT «plain table»_«plain column»_given
        CHECK («column» IS NOT NULL) NOT VALID;
      ALTER TABLE «table» VALIDATE CONSTRAINT «plain table»_«plain column»_given;
      ALTER TABLE «table» ALTER COLUMN «column» SET NOT NULL;
      """,
      because: """
        While a release rolls out, both codes write. Each step works with the code before and after \
        it; going back is possible until the last one.
        """),
  ]
}

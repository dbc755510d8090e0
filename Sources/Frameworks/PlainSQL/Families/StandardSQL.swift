import DatabaseErrors
import Fixes

extension SQLFamily {
  /// What most databases understand, for those that are not known.
  static let standard = SQLFamily(
    name: "SQL", databases: [], recipes: keys + writes + parents + values)

  private static let keys: [SQLRecipe] = [
    SQLRecipe(
      .addConstraint, "Make «words» unique in `«plain table»`",
      """
      -- 1. Rows that repeat it. People decide which of them stays.
      SELECT «columns», count(*) FROM «table»«where» GROUP BY «columns» HAVING count(*) > 1;
      -- 2. When that finds none:
      CREATE UNIQUE INDEX «index» ON «table» («columns»)«where»;
      """,
      because: """
        Only the database sees all writers at once. The index cannot be made while rows repeat the \
        key, and it does not answer whoever repeats it: the writer has to handle the refusal. Rows \
        with NULL in the key are not bound by it.
        """),
    SQLRecipe(
      .widenConstraint, "See which column `«plain constraint»` lacks",
      """
      -- Values that are legal more than once today, and by which column they differ:
      SELECT * FROM «table» WHERE «equal»;
      -- The new key first, then the old one goes; in between both are enforced.
      CREATE UNIQUE INDEX «index» ON «table» («columns», the_missing_column);
      """,
      because: """
        The key forbids rows that are legal. Which column makes them different, only whoever knows \
        the rule can say; dropping the key instead would let real duplicates in.
        """),
    SQLRecipe(
      .normalize, "Store «words» in one form and compare it so",
      """
      -- Rows that are the same but for case and blanks:
      SELECT lower(trim(«column»)), count(*) FROM «table» GROUP BY lower(trim(«column»))
      HAVING count(*) > 1;
      -- When they are merged:
      UPDATE «table» SET «column» = lower(trim(«column»)) WHERE «column» <> lower(trim(«column»));
      """,
      because: """
        Writers and look-ups must see one form of the value, so it is folded where it comes in. Old \
        rows keep theirs until they are rewritten, and two that become equal have to be merged first.
        """),
    SQLRecipe(
      .cleanUpRows, of: [.couldNotCreateUniqueIndex, .unique, .primaryKey],
      "Find the rows of `«plain table»` that repeat «words»",
      """
      SELECT «columns», count(*) FROM «table» GROUP BY «columns» HAVING count(*) > 1;
      """,
      because: """
        The rule cannot be added while rows break it. Which of them stays, and what becomes of those \
        that point to the others, is for people to decide; whatever wrote them goes on until the \
        rule is there.
        """),
    SQLRecipe(
      .cleanUpRows, of: [.notNull], "Find the rows of `«plain table»` without «words»",
      "SELECT * FROM «table» WHERE «null»;",
      because: """
        The column can be demanded once every row has a value. Writers that give none fail from then \
        on and are to be changed first.
        """),
    SQLRecipe(
      .cleanUpRows, of: [.foreignKey], "Find the rows of `«plain table»` without a parent",
      """
      SELECT child.* FROM «table» AS child
      LEFT JOIN «parent» AS parent ON parent.«parent column» = child.«column»
      WHERE child.«column» IS NOT NULL AND parent.«parent column» IS NULL;
      """,
      because: """
        The reference cannot be enforced while rows point nowhere. Whether they go or get another \
        parent is for people to decide.
        """),
    SQLRecipe(
      .deferOrMoveInSteps, "Move the rows of `«plain table»` in two steps",
      """
      -- In one transaction: out of the way first, then to the places they shall have.
      UPDATE «table» SET «column» = -«column» WHERE the_rows_that_move;
      UPDATE «table» SET «column» = the_new_value WHERE the_rows_that_move;
      """,
      because: """
        The final state is legal, a statement on the way is not. Without values in between no row \
        stands on another one's place; readers outside of the transaction see neither step.
        """),
    SQLRecipe(
      .mergeSibling,
      "Take the stale row of `«plain table»` away before the other one takes its key",
      """
      -- In one transaction: lock the row that holds the key, move what points to it, remove it.
      SELECT * FROM «table» WHERE «equal» FOR UPDATE;
      DELETE FROM «table» WHERE «equal»;
      """,
      because: """
        The key belongs to one row at a time. What points to the stale row has to be moved first, \
        and which of the two is right is for people to decide.
        """),
  ]

  private static let writes: [SQLRecipe] = [
    SQLRecipe(
      .translateViolation, of: [.unique, .primaryKey, .exclusion],
      "Answer the refusal of «words» where it is written",
      """
      SAVEPOINT before_write;
      INSERT INTO «table» («columns», …) VALUES («sent», …);
      -- Refused with SQLSTATE 23505 or 23000 by this key: undo the statement and say what is taken.
      -- Every other error goes on as before.
      ROLLBACK TO SAVEPOINT before_write;
      """,
      because: """
        Only the database can tell who was first, so its refusal is the answer, on the field it is \
        about. The savepoint keeps a transaction usable; outside of one it is not needed.
        """),
    SQLRecipe(
      .validateOnPath, of: [.unique, .primaryKey],
      "Look for «words» before the write",
      "SELECT 1 FROM «table» WHERE «equal»;",
      because: """
        Whoever repeats a value reads why it is refused. Two requests at once can still both pass \
        the look-up: the refusal has to be handled as well.
        """),
    SQLRecipe(
      .insertOrRead, of: [.unique, .primaryKey],
      "Write first, and read the row that was there",
      """
      INSERT INTO «table» («columns», …) VALUES («sent», …);
      -- Refused by this key: somebody else was first, and the row is there.
      SELECT * FROM «table» WHERE «equal»;
      """,
      because: """
        One statement decides who was first, so nothing fits between look-up and write. Whoever comes \
        second gets the first one's row, with that one's other values.
        """),
    SQLRecipe(
      .correctConflictTarget, "Look up and write `«plain table»` by «words»",
      "SELECT * FROM «table» WHERE «equal»;",
      because: """
        The look-up has to ask what the key asks: these columns and no others. What else was compared \
        is a value to be written.
        """),
    SQLRecipe(
      .deduplicateBatch, "Take repeated «words» out of the batch",
      "SELECT DISTINCT «columns» FROM the_batch;",
      because: """
        One statement may name a key once. Which of the repeated rows counts is for the writer to \
        decide, the last one as a rule.
        """),
    SQLRecipe(
      .conditionalUpdate, of: [.check],
      "Refuse in the statement itself what `«plain table»` would forbid",
      """
      UPDATE «table» SET «column» = «column» - :amount WHERE the_row AND «column» >= :amount;
      -- No row touched: not enough left, and that is the answer.
      """,
      because: """
        Condition and change are one statement, so nothing fits between them. The check stays as a \
        net for other writers.
        """),
    SQLRecipe(
      .serializeAccess, of: [.unique, .primaryKey, .exclusion, .check],
      "Look and write under one lock",
      """
      -- A row that every writer of this key reads first; a row that is not there locks nothing.
      SELECT * FROM the_parent WHERE its_key = :parent FOR UPDATE;
      -- then look, then write, then commit.
      """,
      because: """
        Writers of one key wait for each other. It costs them that time, helps only when all of them \
        take the lock, and the key in the database stays the net.
        """),
    SQLRecipe(
      .serializeAccess, of: [.deadlock, .serializationFailure],
      "Run the whole transaction once more when it is refused so",
      """
      ROLLBACK;
      -- then everything again from BEGIN on, look-ups too: a few times, with a short wait between.
      """,
      because: """
        The database stopped one of two transactions that met, and nothing is wrong with either. The \
        statement alone cannot be repeated: what was read before it may no longer be so.
        """),
    SQLRecipe(
      .idempotencyKey, of: [.unique, .primaryKey],
      "Give the operation a key of its own",
      """
      CREATE TABLE processed_operations (
        operation varchar(200) PRIMARY KEY,
        result varchar(200)
      );
      -- In the transaction of the effect: refused here means done before, and the result is there.
      INSERT INTO processed_operations (operation, result) VALUES (:operation, :result);
      """,
      because: """
        Marker and effect are committed together, so a repetition finds the first result. The sender \
        has to send the same key again: a message's identity, or one that the form was given.
        """),
  ]

  private static let parents: [SQLRecipe] = [
    SQLRecipe(
      .lockParent, of: [.foreignKey],
      "Lock the row of `«parent»` before its child is written",
      """
      -- In the child's transaction; no row: the parent is gone, and that is the answer.
      SELECT «parent column» FROM «parent» WHERE «parent column» = :parent FOR UPDATE;
      """,
      because: """
        Nobody can delete the parent between the look-up and the child. Deletes wait meanwhile; one \
        that came first is seen as a missing row.
        """),
    SQLRecipe(
      .validateParent, of: [.foreignKey], "Look for the parent in `«parent»` before the write",
      "SELECT 1 FROM «parent» WHERE «parent column» = :parent;",
      because: """
        Whoever names a parent that is not there reads so. A parent that is deleted between look-up \
        and write is still refused by the database, and that is to be handled too.
        """),
    SQLRecipe(
      .decideChildren, of: [.foreignKey],
      "Decide what becomes of the rows of `«plain table»` when their parent goes",
      """
      -- What a delete would leave behind:
      SELECT count(*) FROM «table» WHERE «column» = :parent;
      -- One of: refuse the delete with that number, move them, remove them before their parent, or
      ALTER TABLE «table» DROP CONSTRAINT «constraint»;
      ALTER TABLE «table» ADD CONSTRAINT «constraint» FOREIGN KEY («column»)
        REFERENCES «parent» («parent column») ON DELETE CASCADE;
      """,
      because: """
        The children are somebody's data: whether they go with their parent is a decision and no \
        repair. A cascade removes them without asking.
        """),
    SQLRecipe(
      .decideChildren, of: [.foreignKey],
      "Find what still points to the row that is deleted",
      "SELECT count(*) FROM «table» WHERE «column» = :parent;",
      because: """
        The children are somebody's data: refuse the delete with their number, move them, or remove \
        them first. Which of it is a decision and no repair.
        """),
  ]

  private static let values: [SQLRecipe] = [
    SQLRecipe(
      .requireValue, of: [.notNull], "Demand «words» where it comes in, or give it a default",
      """
      -- If every row without it means the same:
      ALTER TABLE «table» ALTER COLUMN «column» SET DEFAULT the_value;
      """,
      because: """
        A default helps only writers that leave the column out; one that writes NULL is refused as \
        before and has to ask for the value.
        """),
    SQLRecipe(
      .limitInput, of: [.length, .outOfRange, .check, .invalidValue],
      "Limit «words» where it comes in to what the column takes",
      """
      SELECT column_name, data_type, character_maximum_length, numeric_precision
      FROM information_schema.columns
      WHERE table_name = '«plain table»' AND column_name = '«plain column»';
      """,
      because: """
        The form has to know the column's limit, so that whoever exceeds it reads so. A wider column \
        only moves the limit.
        """),
    SQLRecipe(
      .expandThenContract,
      "Change «words» of `«plain table»` in steps that old and new code survive",
      """
      -- 1. Expand: the column may be empty, or has a default; old code goes on.
      -- 2. Release the code that writes it.
      -- 3. Fill the rows that lack it:
      UPDATE «table» SET «column» = the_value WHERE «column» IS NULL;
      -- 4. Contract: demand it, once no old code runs any more.
      """,
      because: """
        While a release rolls out, both codes write. Each step works with the code before and after \
        it; going back is possible until the last one.
        """),
    SQLRecipe(
      .widenKey, "Give the key of `«plain table»` a wider type",
      """
      ALTER TABLE «table» ALTER COLUMN «column» TYPE bigint;
      -- and the same for every column that points to it.
      """,
      because: """
        The type's largest value is used up, and every insert fails until it is wider. Columns that \
        point to the key have to be widened too, those first.
        """),
    SQLRecipe(
      .rebuildIndex, "Take rows that repeat «words» out and build the index anew",
      """
      SELECT «columns», count(*) FROM «table» GROUP BY «columns» HAVING count(*) > 1;
      -- When people have decided which of them stay, the index of «plain constraint» is rebuilt.
      """,
      because: """
        The index and the rows contradict each other. Rebuilding fails while rows repeat the key; \
        what damaged the index (an upgrade of the system's collations, a disk) has to be found as well.
        """),
    SQLRecipe(
      .savepoint, "A savepoint around the statement that may fail",
      """
      SAVEPOINT before_write;
      -- the statement; when it is refused:
      ROLLBACK TO SAVEPOINT before_write;
      """,
      because: """
        A refused statement spoils the transaction around it. Undone to the savepoint, the rest goes \
        on; what the handler does about the refusal stays its own.
        """),
  ]
}

import DatabaseErrors
import Fixes

extension SQLFamily {
  static let sqlServer: SQLFamily = {
    var family = standard
    family.name = "SQL Server"
    family.databases = [DBMS(rawValue: "sqlserver")]
    family.quotes = ("[", "]")
    family.foldsNames = false
    family.recipes = standard.replacing([
      SQLRecipe(
        .addConstraint, "Make «words» unique in `«plain table»`",
        """
        -- 1. Rows that repeat it. People decide which of them stays.
        SELECT «columns», count(*) FROM «table»«where» GROUP BY «columns» HAVING count(*) > 1;
        -- 2. Without ONLINE where the edition has none: writers wait then.
        CREATE UNIQUE INDEX «index» ON «table» («columns»)«where» WITH (ONLINE = ON);
        """,
        because: """
          Only the database sees all writers at once. The index cannot be made while rows repeat the \
          key, and NULL is equal to NULL in it: leave such rows out with a WHERE. The writer has to \
          handle the refusal (errors 2601 and 2627).
          """),
      SQLRecipe(
        .partialUniqueKey, "Leave deleted rows of `«plain table»` out of the key",
        """
        CREATE UNIQUE INDEX «plain table»_live ON «table» («columns»)
          WHERE deleted_at IS NULL;
        -- and the old one goes: ALTER TABLE «table» DROP CONSTRAINT «constraint»;
        """,
        because: """
          A row that nobody sees any more no longer holds the value. To bring back a deleted row whose \
          value was taken meanwhile is refused then.
          """),
      SQLRecipe(
        .insertOrRead, of: [.unique, .primaryKey],
        "Look and write under one lock, in one transaction",
        """
        SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
        BEGIN TRANSACTION;
        INSERT INTO «table» («columns», …) SELECT «sent», …
          WHERE NOT EXISTS (SELECT 1 FROM «table» WITH (UPDLOCK, HOLDLOCK) WHERE «equal»);
        SELECT * FROM «table» WHERE «equal»;
        COMMIT;
        """,
        because: """
          The hint keeps the range of the key until the commit, also when no row is there. MERGE does \
          not without the same hint.
          """),
      SQLRecipe(
        .serializeAccess, of: [.unique, .primaryKey, .exclusion, .check],
        "Look and write under one lock",
        "SELECT 1 FROM «table» WITH (UPDLOCK, HOLDLOCK) WHERE «equal»;",
        because: """
          Writers of one key wait for each other, also when no row is there yet. It helps only when \
          all of them ask so.
          """),
      SQLRecipe(
        .lockParent, of: [.foreignKey],
        "Lock the row of `«parent»` before its child is written",
        """
        SELECT «parent column» FROM «parent» WITH (REPEATABLEREAD)
        WHERE «parent column» = :parent;
        """,
        because: """
          Nobody can delete the parent before the transaction ends. Deletes wait meanwhile; one that \
          came first is seen as a missing row.
          """),
      SQLRecipe(
        .resetSequence, "Set the identity of `«plain table»` behind the largest value",
        "DBCC CHECKIDENT ('«plain table»', RESEED);",
        because: """
          Rows came with values of their own (IDENTITY_INSERT), and the counter lags. Whatever writes \
          such values must set it each time.
          """),
      SQLRecipe(
        .widenKey, "Give the key of `«plain table»` a wider type",
        """
        -- The key's constraint and those that point to it are dropped before and made again after.
        ALTER TABLE «table» ALTER COLUMN «column» bigint NOT NULL;
        """,
        because: """
          The type's largest value is used up, and every insert fails until it is wider. Columns that \
          point to the key have to be widened too.
          """),
      SQLRecipe(
        .rebuildIndex, "Check `«plain table»` and build its indexes anew",
        """
        DBCC CHECKTABLE ('«plain table»');
        ALTER INDEX ALL ON «table» REBUILD;
        """,
        because: """
          The index and the rows contradict each other. Rebuilding fails while rows repeat the key; \
          what damaged the index has to be found as well.
          """),
      SQLRecipe(
        .requireValue, of: [.notNull], "Demand «words» where it comes in, or give it a default",
        "ALTER TABLE «table» ADD DEFAULT (the_value) FOR «column»;",
        because: """
          A default helps only writers that leave the column out; one that writes NULL is refused as \
          before and has to ask for the value.
          """),
    ])
    return family
  }()
}

extension Dialect {
  /// Unique keys, exclusion constraints and foreign keys.
  static let keyMessages: [Message] = [
    Message(
      .unique, code: "23505",
      #"duplicate key value violates unique constraint "{constraint}""#,
      origin: "src/backend/access/nbtree/nbtinsert.c",
      examples: [
        Example(
          #"duplicate key value violates unique constraint "boats_sail_no_key""#,
          yields: ConstraintViolation(
            kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "boats_sail_no_key")),
        Example(
          """
          duplicate key value violates unique constraint "uq_berth"
          DETAIL:  Key (pier_id, "berthNo")=(3, 12) already exists.
          """,
          yields: ConstraintViolation(
            kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq_berth",
            columns: ["pier_id", "berthNo"], values: ["3", "12"])),
      ]),
    Message(
      .unique, code: "23505", #"duplicate key violates unique constraint "{constraint}""#,
      origin: "before 8.4"),
    Message(
      .couldNotCreateUniqueIndex, code: "23505", #"could not create unique index "{constraint}""#,
      origin: "src/backend/utils/sort/tuplesortvariants.c",
      examples: [
        Example(
          """
          could not create unique index "boats_sail_no_key"
          DETAIL:  Key (sail_no)=(K-17) is duplicated.
          """,
          yields: ConstraintViolation(
            kind: .couldNotCreateUniqueIndex, dbms: .postgreSQL, sqlState: "23505",
            constraint: "boats_sail_no_key", columns: ["sail_no"], values: ["K-17"]
          ).inferring(table: "boats"))
      ]),
    replicationConflict("insert_exists"), replicationConflict("update_exists"),
    replicationConflict("multiple_unique_conflicts"),
    Message(
      .noUniqueForOnConflict, code: "42P10",
      "there is no unique or exclusion constraint matching the ON CONFLICT specification",
      origin: "src/backend/optimizer/util/plancat.c"),
    Message(
      .unique, code: "21000", "ON CONFLICT DO UPDATE command cannot affect row a second time",
      origin: "src/backend/executor/nodeModifyTable.c"),
    Message(
      .unique, code: "21000", "MERGE command cannot affect row a second time", origin: "15"),
    Message(
      .exclusion, code: "23P01",
      #"conflicting key value violates exclusion constraint "{constraint}""#,
      origin: "src/backend/executor/execIndexing.c",
      examples: [
        Example(
          """
          conflicting key value violates exclusion constraint "no_overlap"
          DETAIL:  Key (berth_id, stay)=(7, [2031-05-01,2031-05-08)) conflicts with existing key \
          (berth_id, stay)=(7, [2031-05-03,2031-05-04)).
          """,
          yields: ConstraintViolation(
            kind: .exclusion, dbms: .postgreSQL, sqlState: "23P01", constraint: "no_overlap",
            columns: ["berth_id", "stay"], values: ["7", "[2031-05-01,2031-05-08)"]))
      ]),
    Message(
      .exclusion, code: "23P01", #"could not create exclusion constraint "{constraint}""#,
      origin: "src/backend/executor/execIndexing.c"),
    Message(
      .foreignKey, code: "23503", side: .child,
      #"insert or update on table "{table}" violates foreign key constraint "{constraint}""#,
      origin: "src/backend/utils/adt/ri_triggers.c",
      examples: [
        Example(
          """
          insert or update on table "berths" violates foreign key constraint "fk_pier"
          DETAIL:  Key (pier_id)=(99) is not present in table "piers".
          """,
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .postgreSQL, sqlState: "23503", constraint: "fk_pier",
            table: "berths", columns: ["pier_id"], values: ["99"], referencedTable: "piers",
            side: .child)),
        Example(
          """
          insert or update on table "berths" violates foreign key constraint "fk_place"
          DETAIL:  MATCH FULL does not allow mixing of null and nonnull key values.
          """,
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .postgreSQL, sqlState: "23503", constraint: "fk_place",
            table: "berths", side: .child)),
      ]),
    Message(
      .foreignKey, code: "23503", side: .parent,
      #"update or delete on table "{parent}" violates foreign key constraint "{constraint}" "#
        + #"on table "{table}""#,
      origin: "src/backend/utils/adt/ri_triggers.c",
      examples: [
        Example(
          """
          update or delete on table "piers" violates foreign key constraint "fk_pier" on table "berths"
          DETAIL:  Key (id)=(3) is still referenced from table "berths".
          """,
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .postgreSQL, sqlState: "23503", constraint: "fk_pier",
            table: "berths", values: ["3"], referencedTable: "piers", referencedColumns: ["id"],
            side: .parent))
      ]),
    Message(
      .foreignKey, code: "23001", side: .parent,
      #"update or delete on table "{parent}" violates RESTRICT setting of foreign key constraint "#
        + #""{constraint}" on table "{table}""#,
      origin: "18, src/backend/utils/adt/ri_triggers.c",
      examples: [
        Example(
          """
          update or delete on table "piers" violates RESTRICT setting of foreign key constraint \
          "fk_pier" on table "berths"
          DETAIL:  Key (id)=(3) is referenced from table "berths".
          """,
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .postgreSQL, sqlState: "23001", constraint: "fk_pier",
            table: "berths", values: ["3"], referencedTable: "piers", referencedColumns: ["id"],
            side: .parent))
      ]),
    Message(
      .foreignKey, code: "23503", side: .parent,
      #"removing partition "{_}" violates foreign key constraint "{constraint}""#,
      origin: "12, src/backend/utils/adt/ri_triggers.c",
      examples: [
        Example(
          """
          removing partition "piers_2031" violates foreign key constraint "berths_pier_fkey"
          DETAIL:  Key (id)=(3) is still referenced from table "berths".
          """,
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .postgreSQL, sqlState: "23503",
            constraint: "berths_pier_fkey", table: "berths", values: ["3"],
            referencedColumns: ["id"], side: .parent
          ).inferring(columns: ["pier"]))
      ]),
  ]

  /// A subscriber of logical replication reports what a client would be told as a violation.
  private static func replicationConflict(_ conflict: String) -> Message {
    Message(
      .unique, code: "23505",
      #"conflict detected on relation "{schema}.{table}": conflict="# + conflict,
      origin: "18, src/backend/replication/logical/conflict.c",
      examples: [
        Example(
          """
          conflict detected on relation "harbour.boats": conflict=\(conflict)
          DETAIL:  Key already exists in unique index "boats_sail_no_key", modified in transaction 740.
          Key (sail_no)=(K-17); existing local row (1, K-17); remote row (2, K-17).
          """,
          yields: ConstraintViolation(
            kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "boats_sail_no_key",
            schema: "harbour", table: "boats", columns: ["sail_no"], values: ["K-17"]))
      ])
  }
}

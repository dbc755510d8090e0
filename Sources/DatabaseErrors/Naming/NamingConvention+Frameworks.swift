extension NamingConvention {
  /// `_create_index_name` in django/db/backends/base/schema.py. Long parts are cut.
  static let django = NamingConvention(
    name: "Django",
    rules: [
      NamingRule("{table}_{columns}_{hash}_uniq", .keys),
      NamingRule("{table}_{column}_{hash}_fk_{_}", .foreignKeys),
    ],
    examples: [
      NamingExample(
        "berths_pier_id_no_5f3a1c22_uniq", columns: ["pier_id", "no"], infers: "berths"),
      NamingExample(
        "berths_pier_id_0a1b2c3d_fk_piers_id", .foreignKey, table: "berths", parent: "piers",
        ["pier_id"]),
      NamingExample("berths_pier_id_no_5f3a1c22_uniq"),
      NamingExample("berths_pier_id_no_5f3a1c2_uniq", columns: ["pier_id", "no"]),
      // The table's part may have been cut.
      NamingExample("harbour_visitingboatentr_no_5f3a1c22_uniq", columns: ["no"]),
    ])

  /// ActiveRecord's index names; those of constraints are hashes.
  static let rails = NamingConvention(
    name: "Rails",
    rules: [
      NamingRule(
        "index_{table}_on_{columns}", .keys, columns: .joined(by: "_and_"), readsAlone: true)
    ],
    examples: [
      NamingExample(
        "index_boats_on_pier_id_and_berth", infers: "boats", ["pier_id", "berth"]),
      NamingExample("index_boats_on_sail_no", columns: ["sail_no"], infers: "boats"),
      NamingExample("fk_rails_0a1b2c3d4e", .foreignKey, table: "berths"),
      NamingExample("idx_on_pier_id_berth_0a1b2c3d4e"),
      NamingExample("index_boats_on_hold_on_sail_no"),
    ])

  /// Laravel's Blueprint, knex and MikroORM.
  static let laravel = NamingConvention(
    name: "Laravel",
    rules: [
      NamingRule("{table}_{columns}_unique", .keys),
      NamingRule("{table}_{column}_foreign", .foreignKeys),
    ],
    examples: [
      NamingExample("boats_sail_no_unique", columns: ["sail_no"], infers: "boats"),
      NamingExample("boats_name_unique", table: "boats", infers: nil, ["name"]),
      NamingExample(
        "berths_pier_id_no_unique", statement: "insert into `berths` (`pier_id`, `no`) values",
        infers: "berths", ["pier_id", "no"]),
      NamingExample("boats_name_unique"),
      NamingExample("boats_sail_no_unique", table: "boats"),
    ])

  /// The naming convention of SQLAlchemy's manual, of Alembic and Ebean.
  static let sqlAlchemy = NamingConvention(
    name: "SQLAlchemy",
    rules: [
      NamingRule("uq_{table}_{column}", .keys, columns: .maybeFirst),
      NamingRule("uq_{table}_{columns}", .keys, columns: .maybeFirst),
      NamingRule("fk_{table}_{column}_{parent}", .foreignKeys),
    ],
    examples: [
      NamingExample("uq_boats_sail_no", columns: ["sail_no"], infers: "boats"),
      NamingExample("uq_berths_pier_id", columns: ["pier_id", "no"], infers: "berths"),
      NamingExample(
        "fk_berths_pier_id_piers", .foreignKey, table: "berths", parent: "piers", ["pier_id"]),
      NamingExample("uq_boats_name", table: "boats"),
      NamingExample("uq_boats_name"),
    ])

  /// Tables are named like models.
  static let prisma = NamingConvention(
    name: "Prisma",
    rules: [
      NamingRule("{Table}_{columns}_key", .keys, readsAlone: true),
      NamingRule("{table}.{columns}_unique", .keys, readsAlone: true),
      NamingRule("{Table}_{columns}_fkey", .foreignKeys, readsAlone: true),
    ],
    examples: [
      NamingExample("Boat_sailNo_key", infers: "Boat", ["sailNo"]),
      NamingExample("Berth_pierId_number_key", infers: "Berth", ["pierId", "number"]),
      NamingExample("Boat_sail_no_key", infers: "Boat"),
      NamingExample("Boat.name_unique", infers: "Boat", ["name"]),
      NamingExample("boat_sailNo"),
      NamingExample("boats_sail_no_key"),
    ])

  /// EF Core: every part in Pascal case. A name that was cut ends in `~`.
  static let entityFramework = NamingConvention(
    name: "EF Core",
    rules: [
      NamingRule("IX_{Table}_{Columns}", .keys, readsAlone: true),
      NamingRule("AK_{Table}_{Columns}", .keys, readsAlone: true),
      NamingRule("PK_{Table}", .primaryKeys, readsAlone: true),
      NamingRule("FK_{Table}_{Parent}_{Columns}", .foreignKeys, readsAlone: true),
    ],
    examples: [
      NamingExample("IX_Boats_PierId_Berth", infers: "Boats", ["PierId", "Berth"]),
      NamingExample("PK_Boats", .primaryKey, infers: "Boats"),
      NamingExample(
        "FK_Berths_Piers_PierId", .foreignKey, table: "Berths", parent: "Piers", ["PierId"]),
      NamingExample("IX_boats_sail_no"),
      NamingExample("IX_Boats_VeryLongNameOfAColu~"),
      NamingExample("PK__boats__3213E83F1A14E395", .primaryKey),
    ])

  static let entityFramework6 = NamingConvention(
    name: "EF 6",
    rules: [
      NamingRule("PK_dbo.{Table}", .primaryKeys, readsAlone: true),
      NamingRule("FK_dbo.{Table}_dbo.{Parent}_{Columns}", .foreignKeys, readsAlone: true),
    ],
    examples: [
      NamingExample("PK_dbo.Boats", .primaryKey, infers: "Boats"),
      NamingExample(
        "FK_dbo.Berths_dbo.Piers_PierId", .foreignKey, infers: "Berths", ["PierId"]),
      NamingExample("PK_dbo", .primaryKey),
      NamingExample("IX_SailNo"),
    ])

  static let ecto = NamingConvention(
    name: "Ecto",
    rules: [NamingRule("{table}_{columns}_index", .keys)],
    examples: [
      NamingExample("boats_sail_no_index", columns: ["sail_no"], infers: "boats"),
      NamingExample("boats_name_index", table: "boats", infers: nil, ["name"]),
      NamingExample("boats_name_index"),
      NamingExample("name_unique_index", table: "name"),
    ])

  /// Every column with its table.
  static let fluent = NamingConvention(
    name: "Fluent",
    rules: [
      NamingRule("uq:{columns}", .keys, columns: .qualified, readsAlone: true),
      NamingRule("fk:{columns}", .foreignKeys, columns: .qualified, readsAlone: true),
    ],
    examples: [
      NamingExample("uq:boats.pier_id+boats.berth", infers: "boats", ["pier_id", "berth"]),
      NamingExample(
        "fk:berths.pier_id+piers.id", .foreignKey, infers: "berths", ["pier_id"]),
      NamingExample("uq:boats.pier_id+v2"),
      NamingExample("uq:boats"),
    ])

  /// Version 2 of gorm, and `uix_` of version 1.
  static let gorm = NamingConvention(
    name: "GORM",
    rules: [
      NamingRule("uni_{table}_{column}", .keys),
      NamingRule("idx_{table}_{columns}", .keys),
      NamingRule("uix_{table}_{columns}", .keys),
    ],
    examples: [
      NamingExample("uni_boats_sail_no", table: "boats", infers: nil, ["sail_no"]),
      NamingExample("idx_boats_sail_no", columns: ["sail_no"], infers: "boats"),
      NamingExample("uni_boats_sail_no"),
      NamingExample("idx_boats_sail_no", table: "boats"),
    ])

  static let drizzle = NamingConvention(
    name: "Drizzle",
    rules: [
      NamingRule("{table}_{columns}_pk", .primaryKeys),
      NamingRule("{table}_{columns}_{parent}_{parent column}_fk", .foreignKeys),
    ],
    examples: [
      NamingExample(
        "berths_pier_id_no_pk", .primaryKey, columns: ["pier_id", "no"], infers: "berths"),
      NamingExample("boats_id_pk", .primaryKey, table: "boats", infers: nil, ["id"]),
      NamingExample("boats_id_pk", .primaryKey),
      NamingExample("berths_fk", .foreignKey, table: "berths"),
    ])

  /// Two underscores part table and columns.
  static let pony = NamingConvention(
    name: "Pony",
    rules: [
      NamingRule("unq_{table}__{columns}", .keys, readsAlone: true),
      NamingRule("fk_{table}__{column}", .foreignKeys),
    ],
    examples: [
      NamingExample("unq_boat__name", infers: "boat", ["name"]),
      NamingExample("fk_berth__pier_id", .foreignKey, table: "berth", ["pier_id"]),
      NamingExample("unq_berth__pier_no", infers: "berth"),
      NamingExample("unq_boat_name"),
      NamingExample("fk_berth_pier", .foreignKey),
    ])

  static let exposed = NamingConvention(
    name: "Exposed",
    rules: [NamingRule("fk_{table}_{column}__{_}", .foreignKeys)],
    examples: [
      NamingExample("fk_berths_pier_id__id", .foreignKey, table: "berths", ["pier_id"]),
      NamingExample("fk_berths_pier_id__id", .foreignKey),
      NamingExample("fk_berths_pier_id", .foreignKey, table: "berths"),
    ])
}

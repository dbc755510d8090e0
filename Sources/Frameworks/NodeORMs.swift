import EventSchema

extension Framework {
  /// Prisma 2 to 7. Its client is generated and minified, so that no frame tells the operation but
  /// the source line does.
  static let prisma = reading(
    name: "prisma",
    marks: [
      "@prisma/client", "PrismaClientKnownRequestError", "PrismaClientUnknownRequestError",
      ".prisma/client", "generated/prisma",
    ],
    calls: LibraryCalls([
      .init("prisma/build", [], .migrate), .init("@prisma/migrate", [], .migrate),
    ]), quotes: invokedOperation, words: .prisma, recipes: .prisma)

  /// The call that the message quotes: ``Invalid `prisma.boat.create()` invocation``.
  @Sendable
  private static func invokedOperation(_ event: Event) -> SourceFacts.Operation? {
    for exception in event.exceptions.reversed() {
      guard let value = exception.value, value.mentions("` invocation") else { continue }
      let line = value.split(separator: "\n").first { $0.contains("Invalid `") }
      let call = line?.split(separator: "`").dropFirst().first
      if let call, let operation = operationCalled(in: String(call)) { return operation }
    }
    return nil
  }

  /// Sequelize 4 to 7.
  static let sequelize = reading(
    name: "sequelize", marks: ["sequelize", "SequelizeUniqueConstraintError", "@sequelize/core"],
    calls: LibraryCalls([
      .init("umzug", [], .migrate), .init("sequelize-cli", [], .migrate),
      .init("sequelize", ["findOrCreate", "upsert", "findCreateFind"], .upsert),
      .init("sequelize", ["bulkCreate", "bulkInsert"], .bulkInsert),
      .init("sequelize", ["create", "findOrBuild"], .create),
      .init("sequelize", ["update", "increment", "decrement", "bulkUpdate"], .update),
      .init("sequelize", ["destroy", "delete", "bulkDelete"], .delete),
      .init("sequelize", ["save"], .save), .init("sequelize", ["insert"], .create),
      .init("sequelize", ["commit"], .commit), .init("sequelize", ["sync"], .migrate),
    ]), words: .sequelize, recipes: .sequelize)

  /// TypeORM 0.2 and 0.3.
  static let typeORM = reading(
    name: "typeorm", marks: ["typeorm", "QueryFailedError"],
    calls: LibraryCalls([
      .init("typeorm/migration", [], .migrate), .init("typeorm", ["runMigrations"], .migrate),
      .init("typeorm", ["upsert"], .upsert),
      .init("typeorm/persistence/EntityPersistExecutor", [], .save),
      .init("typeorm", ["save"], .save),
      .init("typeorm/query-builder/InsertQueryBuilder", ["execute"], .create),
      .init("typeorm/query-builder/UpdateQueryBuilder", ["execute"], .update),
      .init("typeorm/query-builder/DeleteQueryBuilder", ["execute"], .delete),
      .init("typeorm", ["insert"], .create), .init("typeorm", ["update"], .update),
      .init("typeorm", ["delete", "remove"], .delete),
      .init("typeorm", ["commitTransaction"], .commit), .init("typeorm", ["synchronize"], .migrate),
    ]), words: .typeORM, recipes: .typeORM)

  /// mongoose and the driver below it.
  static let mongoose = reading(
    name: "mongoose", marks: ["mongoose", "MongoServerError", "MongoBulkWriteError"],
    calls: LibraryCalls(
      [
        .init("mongoose", ["insertMany", "bulkSave", "bulkWrite"], .bulkInsert),
        .init("mongoose", ["create"], .create), .init("mongoose", ["$save", "save"], .save),
        .init(
          "mongoose",
          ["findOneAndUpdate", "updateOne", "updateMany", "_findOneAndUpdate", "_updateOne"],
          .update),
        .init("mongoose", ["deleteOne", "deleteMany", "findOneAndDelete"], .delete),
      ] + mongoDBCalls), words: .mongoose)

  /// MongoDB's driver alone.
  static let mongoDB = reading(
    name: "mongodb", marks: ["node_modules/mongodb"], calls: LibraryCalls(mongoDBCalls),
    words: .mongoose)

  private static let mongoDBCalls: [LibraryCalls.Entry] = [
    .init("mongodb", ["insertMany", "bulkWrite"], .bulkInsert),
    .init("mongodb", ["insertOne"], .create),
    .init(
      "mongodb",
      [
        "updateOne", "updateMany", "replaceOne", "findOneAndUpdate", "findOneAndReplace",
        "findAndModify",
      ], .update),
    .init("mongodb", ["deleteOne", "deleteMany", "findOneAndDelete"], .delete),
    .init("mongodb", ["commitTransaction"], .commit),
    .init("mongodb", ["createIndex", "createIndexes"], .migrate),
  ]

  /// Objection and Bookshelf stand on Knex and are tried first.
  static let knex = reading(
    name: "knex", marks: ["node_modules/knex", "knex/lib", "objection/lib", "bookshelf/lib"],
    calls: LibraryCalls([
      .init("knex/lib/migrations", [], .migrate), .init("knex/lib/seed", [], .migrate),
      .init("objection/lib/queryBuilder/operations/InsertOperation", [], .create),
      .init("objection/lib/queryBuilder/operations/UpdateOperation", [], .update),
      .init("objection/lib/queryBuilder/operations/DeleteOperation", [], .delete),
      .init("bookshelf/lib", ["save"], .save), .init("bookshelf/lib", ["destroy"], .delete),
    ]), words: .knex, recipes: .knex)

  /// Drizzle's builders; the statement tells the rest.
  static let drizzle = reading(
    name: "drizzle", marks: ["drizzle-orm", "DrizzleQueryError"],
    calls: LibraryCalls([
      .init("drizzle-kit", [], .migrate), .init("drizzle-orm/migrator", [], .migrate),
    ]), words: .drizzle, recipes: .drizzle)

  /// Ecto 2 and 3.
  static let ecto = reading(
    name: "ecto", marks: ["Ecto.Repo", "Ecto.ConstraintError", "Ecto.Adapters", "lib/ecto"],
    calls: LibraryCalls([
      .init("Ecto.Migrator", [], .migrate), .init("Ecto.Migration", [], .migrate),
      .init("Ecto.Repo.Schema", ["do_insert_all", "insert_all"], .bulkInsert),
      .init("Ecto.Repo.Schema", ["insert_or_update", "insert_or_update!"], .upsert),
      .init("Ecto.Repo.Schema", ["do_insert", "insert", "insert!"], .create),
      .init("Ecto.Repo.Schema", ["do_update", "update", "update!"], .update),
      .init("Ecto.Repo.Schema", ["do_delete", "delete", "delete!"], .delete),
      .init("Ecto.Repo.Queryable", ["update_all"], .update),
      .init("Ecto.Repo.Queryable", ["delete_all"], .delete),
      .init("Ecto.Repo.Queryable", ["one", "one!", "get", "get!", "get_by", "get_by!"], .read),
    ]), words: .ecto, recipes: .ecto)
}

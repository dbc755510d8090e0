import EventSchema
import SourceCode

extension CodeVocabulary {
  /// Node with a driver and SQL: `pg`, `mysql2`, `better-sqlite3`.
  static let plainNode = plain(["javascript"]).adding { words in
    words.marks = ["pg", "mysql2", "mysql", "better-sqlite3", "sqlite3", "postgres", "mariadb"]
      .flatMap { ["from '\($0)", "from \"\($0)", "require('\($0)", "require(\"\($0)"] }
    words.transactions = [
      "transaction", "$transaction", "withTransaction", "begin", "tx", "Transactional",
    ]
    words.transactionStarts.formUnion(["BEGIN", "startTransaction", "transaction"])
    words.slow.formUnion([
      "sendMail", "setTimeout", "putObject", "sendEmail", "delay",
    ])
    words.slowObjects = [
      "axios", "fetch", "got", "stripe", "s3", "superagent", "ky", "httpService", "undici",
    ]
    words.generators.formUnion([
      "v4", "randomInt", "generate", "slug", "customAlphabet", "createId",
    ])
    words.counters = ["count", "max", "countDocuments", "aggregate", "estimatedDocumentCount"]
    words.copies = ["cloneDeep", "structuredClone", "clone"]
    words.inputs = ["body", "query", "params", "req", "request", "dto", "input", "formData"]
    words.messages = [
      "job", "message", "msg", "payload", "event", "data", "response", "row", "rows",
    ]
    words.iterations = ["map", "forEach", "each", "reduce", "flatMap", "eachSeries", "mapSeries"]
    words.exits = ["status", "json", "send", "sendStatus", "redirect", "end", "notFound"]
    words.registrations = [
      "get", "post", "put", "patch", "delete", "use", "all", "route", "process", "on", "test", "it",
      "describe", "beforeEach", "handle", "handler", "add", "command", "action", "consume",
      "subscribe", "run", "Worker", "mutation", "query", "task", "schedule", "createFunction",
      "asyncHandler", "wrap", "eachMessage", "cron",
    ]
    words.continuations = ["then", "tap"]
    words.rescues = ["catch"]
    words.caches = ["cache", "redis", "cacheManager", "memcached", "redisClient"]
    words.enqueues = [
      "enqueue", "publish", "sendToQueue", "addJob", "emit", "addBulk", "add", "dispatch",
      "sendMessage",
    ]
    words.guardCalls = ["assert", "invariant", "ok"]
    words.contexts += [
      ContextMark(.annotation("Processor"), .worker), ContextMark(.annotation("Process"), .worker),
      ContextMark(.annotation("EventPattern"), .worker),
      ContextMark(.annotation("MessagePattern"), .worker),
      ContextMark(.annotation("RabbitSubscribe"), .worker),
      ContextMark(.annotation("SqsMessageHandler"), .worker),
      ContextMark(.registration("process"), .worker), ContextMark(.registration("Worker"), .worker),
      ContextMark(.registration("consume"), .worker),
      ContextMark(.registration("eachMessage"), .worker),
      ContextMark(.path(".processor."), .worker), ContextMark(.path(".consumer."), .worker),
      ContextMark(.path(".worker."), .worker), ContextMark(.path("/queues/"), .worker),
      ContextMark(.annotation("Cron"), .schedule), ContextMark(.annotation("Interval"), .schedule),
      ContextMark(.registration("schedule"), .schedule), ContextMark(.path("/cron/"), .schedule),
      ContextMark(.path(".seed."), .fixture), ContextMark(.path("/seeders/"), .fixture),
      ContextMark(.path("/scripts/"), .command), ContextMark(.path("/cli/"), .command),
    ]
  }

  /// Prisma 2 to 7.
  static let prisma = plainNode.adding { words in
    words.marks = [
      "@prisma/client", "PrismaClient", "PrismaService", "prisma.", "generated/prisma",
    ]
    words.reads = [
      "findUnique", "findFirst", "findMany", "findUniqueOrThrow", "findFirstOrThrow", "count",
      "aggregate",
    ]
    words.conditionKeys = ["where"]
    words.dataKeys = ["data", "create", "update"]
    words.optionKeys = [
      "select", "include", "orderBy", "take", "skip", "mode", "distinct", "cursor", "omit",
    ]
    words.writes = [
      "create": .create, "update": .update, "delete": .delete, "createMany": .bulkInsert,
      "createManyAndReturn": .bulkInsert, "updateMany": .update, "deleteMany": .delete,
    ]
    words.upserts = ["upsert": UpsertForm(lookUp: .key("where"))]
    words.clients = [
      "prisma", "tx", "db", "client", "prismaService", "trx", "ctx", "prismaClient", "database",
    ]
    words.table = { $0 }
    words.declaration = { _, _ in nil }
  }

  /// TypeORM 0.2 and 0.3, and MikroORM's repositories.
  static let typeORM = plainNode.adding { words in
    words.keyReads = ["findOneById", "findById"]
    words.marks = ["typeorm", "@InjectRepository", "@mikro-orm"]
    words.reads = [
      "findOne", "findOneBy", "find", "findBy", "exist", "exists", "existsBy", "count", "countBy",
      "findOneOrFail", "findOneByOrFail", "findAndCount", "getOne", "getMany", "getCount",
      "getExists", "getRawOne",
    ]
    words.conditions = [
      "where", "andWhere", "findOneBy", "findBy", "existsBy", "countBy", "findOneByOrFail",
    ]
    words.conditionKeys = ["where"]
    words.optionKeys = [
      "relations", "select", "order", "withDeleted", "lock", "take", "skip", "cache",
      "loadEagerRelations",
    ]
    words.foldingTests = ["ILike", "Like", "Raw"]
    words.neutral = [
      "createQueryBuilder", "select", "orderBy", "setParameter", "manager", "getRepository",
      "leftJoinAndSelect", "execute", "into", "transaction", "queryRunner", "returning",
      "withDeleted",
    ]
    words.joins = ["leftJoin", "innerJoin", "leftJoinAndSelect", "innerJoinAndSelect"]
    words.locks = ["setLock"]
    words.writes = [
      "save": .save, "insert": .create, "update": .update, "delete": .delete, "remove": .delete,
      "softDelete": .update, "softRemove": .update, "increment": .update, "decrement": .update,
    ]
    words.upserts = ["upsert": UpsertForm(lookUp: .namesAt(1))]
    words.builders = ["create", "preload"]
    words.dataCalls = ["values", "set"]
    words.conflicts = ["orUpdate", "orIgnore", "conflictPaths"]
    words.conflictTargets = ["orUpdate": 1]
    words.firstArgumentChooses = true
    words.firstArgumentIsModel = true
    words.tableCalls = ["getRepository", "into", "from", "getTreeRepository"]
    words.modelCalls = ["createQueryBuilder"]
    words.clients = [
      "manager", "entityManager", "em", "dataSource", "connection", "queryRunner", "AppDataSource",
    ]
    words.table = { CodeNaming.underscored($0) }
    words.declaration = { typeORMDeclaration($0, $1) }
  }

  /// Sequelize 4 to 7.
  static let sequelize = plainNode.adding { words in
    words.keyReads = ["findByPk"]
    words.marks = ["sequelize", "Sequelize", "DataTypes."]
    words.reads = [
      "findOne", "findAll", "count", "findByPk", "findAndCountAll", "max", "findCreateFind_",
    ]
    words.conditions = []
    words.conditionKeys = ["where"]
    words.dataKeys = ["defaults"]
    words.optionKeys = [
      "transaction", "attributes", "include", "order", "limit", "raw", "paranoid", "lock",
      "validate",
      "hooks", "returning", "ignoreDuplicates", "logging", "rejectOnEmpty", "offset", "group",
    ]
    words.bypassKeys = []
    words.writes = [
      "create": .create, "save": .save, "update": .update, "destroy": .delete,
      "bulkCreate": .bulkInsert, "increment": .update, "decrement": .update,
    ]
    words.upserts = [
      "findOrCreate": UpsertForm(lookUp: .key("where")),
      "findCreateFind": UpsertForm(lookUp: .key("where"), readsAgain: true),
      "upsert": UpsertForm(lookUp: .names("conflictFields")),
    ]
    words.builders = ["build", "findOrBuild"]
    words.clients = ["db", "models", "sequelize"]
    words.neutral = ["scope", "unscoped"]
    words.table = { CodeNaming.plural($0) }
    words.declaration = { sequelizeDeclaration($0, $1) }
  }

  /// Knex, Objection and Bookshelf.
  static let knex = plainNode.adding { words in
    words.keyReads = ["findById"]
    words.marks = ["knex", "objection", "bookshelf"]
    words.reads = [
      "first", "select", "count", "pluck", "findOne", "max", "where", "andWhere", "fetch",
      "findById",
    ]
    words.conditions = ["where", "andWhere", "whereIn", "whereRaw", "findOne", "having"]
    words.negations = ["whereNot", "whereNotIn"]
    words.nullTests = ["whereNull"]
    words.neutral = [
      "orderBy", "limit", "returning", "transacting", "query", "clone", "select", "first",
    ]
    words.joins = ["join", "leftJoin", "innerJoin", "withGraphJoined"]
    words.locks = ["forUpdate"]
    words.writes = [
      "insert": .create, "update": .update, "del": .delete, "delete": .delete, "patch": .update,
      "insertAndFetch": .create, "batchInsert": .bulkInsert, "increment": .update,
      "decrement": .update,
      "insertGraph": .create, "save": .save,
    ]
    words.conflicts = ["onConflict"]
    words.tableCalls = [
      "knex", "trx", "db", "table", "into", "from", "tx", "withSchema", "batchInsert",
    ]
    words.connectionIsCalled = true
    words.clients = ["knex", "trx", "db", "tx", "this"]
    words.nestedTransactionsAreSavepoints = true
    words.declaration = { type, file in
      guard type.kind == .type, let name = type.name else { return nil }
      let table = type.statements.first { $0.targets.first?.lastName == "tableName" }?.value?.text
      return table.map {
        ModelDeclaration(
          name: name, table: $0, place: file.place(line: type.span.firstLine, in: nil))
      }
    }
  }

  /// Drizzle's builders and relational queries.
  static let drizzle = plainNode.adding { words in
    words.marks = ["drizzle-orm"]
    words.reads = ["select", "findFirst", "findMany", "$count", "from"]
    words.conditions = ["where"]
    words.conditionKeys = ["where"]
    words.optionKeys = ["columns", "with", "orderBy", "limit", "target", "set", "targetWhere"]
    words.equalities = ["eq", "inArray"]
    words.foldingTests = ["ilike", "lower", "sql"]
    words.neutral = ["limit", "orderBy", "returning", "query", "execute", "get", "all", "run"]
    words.joins = ["innerJoin", "leftJoin"]
    words.locks = ["for"]
    words.writes = ["insert": .create, "update": .update, "delete": .delete]
    words.dataCalls = ["values", "set"]
    words.conflicts = ["onConflictDoNothing", "onConflictDoUpdate", "onDuplicateKeyUpdate"]
    words.tableCalls = ["from", "insert", "update", "delete"]
    words.clients = ["db", "tx", "trx", "database", "drizzle", "query", "ctx"]
    words.nestedTransactionsAreSavepoints = true
    words.declaration = { drizzleDeclaration($0, $1) }
  }

  /// mongoose and the driver below it.
  static let mongoose = plainNode.adding { words in
    words.keyReads = ["findById"]
    words.keyField = "_id"
    words.marks = ["mongoose", "mongodb"]
    words.reads = [
      "findOne", "find", "exists", "countDocuments", "findById", "count", "estimatedDocumentCount",
    ]
    words.conditions = ["findOne", "find", "exists", "countDocuments", "where", "count"]
    words.conditionKeys = []
    words.optionKeys = ["upsert", "new", "session", "lean", "setDefaultsOnInsert", "runValidators"]
    words.neutral = ["lean", "exec", "session", "select", "sort", "limit", "populate"]
    words.writes = [
      "create": .create, "save": .save, "insertMany": .bulkInsert, "insertOne": .create,
      "bulkWrite": .bulkInsert, "updateOne": .update, "updateMany": .update,
      "findByIdAndUpdate": .update, "deleteOne": .delete, "deleteMany": .delete,
      "findOneAndDelete": .delete, "remove": .delete,
    ]
    words.upserts = [
      "findOneAndUpdate": UpsertForm(lookUp: .firstArgument),
      "findOrCreate": UpsertForm(lookUp: .firstArgument),
    ]
    words.firstArgumentChooses = true
    words.dataKeys = ["$set", "$setOnInsert"]
    words.clients = ["mongoose", "connection", "db"]
    words.tableCalls = ["collection", "model"]
    words.repositorySuffixes = ["Repository", "Repo", "Model", "Collection"]
    words.table = { CodeNaming.plural($0.lowercased()) }
    words.declaration = { mongooseDeclaration($0, $1) }
  }
}

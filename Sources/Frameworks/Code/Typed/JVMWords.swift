import SourceCode

extension CodeVocabulary {
  /// Java and Kotlin with JDBC and nothing above it.
  static let jvm: CodeVocabulary = {
    var words = CodeVocabulary.typed(["java", "kotlin"])
    words.marks = ["java.sql.", "javax.sql."]
    words.table = CodeNaming.underscored
    words.column = snakeColumn
    words.transactions = ["Transactional", "inTransaction", "executeInTransaction"]
    words.transactionStarts = ["setAutoCommit", "beginTransaction", "begin"]
    words.transactionEnds = ["commit"]
    words.savepoints = ["setSavepoint"]
    words.writes = ["executeBatch": .bulkInsert, "executeLargeBatch": .bulkInsert]
    words.flushes = ["executeBatch", "executeLargeBatch"]
    words.violationWords = [
      "dataintegrityviolation", "duplicatekey", "constraintviolation", "integrityconstraint",
      "entityexists", "23505", "uniqueviolation",
    ]
    words.contexts += [
      ContextMark(.annotation("KafkaListener"), .worker),
      ContextMark(.annotation("RabbitListener"), .worker),
      ContextMark(.annotation("JmsListener"), .worker),
      ContextMark(.annotation("SqsListener"), .worker),
      ContextMark(.annotation("StreamListener"), .worker),
      ContextMark(.annotation("Incoming"), .worker), ContextMark(.annotation("Async"), .worker),
      ContextMark(.annotation("Scheduled"), .schedule),
      ContextMark(.annotation("SpringBootTest"), .test),
      ContextMark(.annotation("DataJpaTest"), .test),
      ContextMark(.annotation("BeforeEach"), .test), ContextMark(.annotation("Before"), .test),
      ContextMark(.base("BaseJavaMigration"), .migration),
      ContextMark(.base("Job"), .worker), ContextMark(.base("QuartzJobBean"), .schedule),
      ContextMark(.base("CommandLineRunner"), .fixture),
      ContextMark(.base("ApplicationRunner"), .fixture),
      ContextMark(.base("CustomTaskChange"), .migration),
    ]
    words.registrations = ["post", "put", "patch", "get", "delete", "route"]
    words.continuations = [
      "then", "flatMap", "map", "thenCompose", "thenApply", "switchIfEmpty", "compose",
      "onItem", "chain", "transformToUni", "orElseGet", "ifPresentOrElse", "or",
    ]
    words.typed = TypedWords(entity: { _, _ in nil })
    return words
  }()

  /// Migrations of Flyway and Liquibase that are written in Java.
  static let jvmMigrations: CodeVocabulary = {
    var words = CodeVocabulary.jvm
    words.marks = ["org.flywaydb", "liquibase"]
    return words
  }()

  /// Spring Data, JPA and Hibernate: repositories with methods whose names are queries, and entity
  /// managers.
  static let spring: CodeVocabulary = {
    var words = CodeVocabulary.jvm
    words.marks = [
      "org.springframework", "@Service", "@Repository", "@RestController", "@Component",
      "JpaRepository", "CrudRepository", "@SpringBootTest", "JdbcTemplate",
    ]
    words.reads = [
      "findOne", "exists", "count", "getResultList", "getSingleResult", "uniqueResult",
      "uniqueResultOptional", "getSingleResultOrNull", "findAllById",
    ]
    words.writes.merge([
      "save": .save, "saveAndFlush": .save, "saveAll": .bulkInsert,
      "saveAllAndFlush": .bulkInsert, "insert": .create, "persist": .create, "merge": .save,
      "saveOrUpdate": .save, "delete": .delete, "deleteById": .delete, "deleteAll": .delete,
      "deleteAllById": .delete, "deleteAllInBatch": .delete, "remove": .delete, "update": .update,
      "flush": .save, "commit": .commit,
    ]) { $1 }
    words.flushes.formUnion(["flush", "commit"])
    words.flushesInsertsFirst = true
    words.repositorySuffixes = [
      "JpaRepository", "CrudRepository", "EntityRepository", "Repository", "Repo", "Dao", "DAO",
      "Mapper", "Store",
    ]
    words.typed = TypedWords(
      entity: springEntity, keyReads: ["findById", "existsById", "find", "get"],
      derivesQueries: true,
      statementAnnotations: ["Query", "NativeQuery", "Select", "Insert", "Update", "Delete"])
    words.declaration = jpaEntity
    words.validators = beanValidators
    return words
  }()

  /// JPA without Spring.
  static let jpa: CodeVocabulary = {
    var words = CodeVocabulary.spring
    words.marks = ["org.hibernate", "jakarta.persistence", "javax.persistence"]
    return words
  }()

  /// MyBatis: mappers with their statements in annotations.
  static let myBatis: CodeVocabulary = {
    var words = CodeVocabulary.spring
    words.marks = ["org.apache.ibatis", "org.mybatis", "com.baomidou.mybatisplus"]
    return words
  }()

  private static func springEntity(
    _ links: [CodeLink], _ reader: CodeQueryReader
  ) -> TypedEntity? {
    let act = links.last { $0.arguments != nil }
    let first = links.first { !["this", "self"].contains($0.name) }
    guard let first, first.arguments == nil || first.name == "session" else { return nil }
    let type = reader.types[first.name] ?? first.name
    if isManager(type) || isManager(first.name) {
      if links.contains(where: { ["createQuery", "createNativeQuery"].contains($0.name) }) {
        return nil
      }
      let arguments = links.first { $0.arguments?.isEmpty == false }?.arguments ?? []
      for argument in arguments {
        if let entity = reader.rowModel(argument.value) { return entity }
        let names = argument.value.links
        if names.last?.name == "class" || names.last?.name == "java", let model = names.first {
          return TypedEntity(model: model.name)
        }
      }
      return nil
    }
    let model = reader.strippedOfSuffix(type)
    guard model != type || type.lowercased() == "repository" else {
      // `private final BookRepository books` was resolved by its type; a plain name tells nothing.
      guard let known = reader.variables[first.name], reader.types[first.name] == nil,
        known.startsWithCapital, links.count > 1, act?.name != first.name,
        reader.vocabulary.writes[act?.name ?? ""] == nil
      else { return nil }
      return nil
    }
    var entity = TypedEntity(model: model.prefix(1).uppercased() + model.dropFirst())
    if let act, reader.vocabulary.writes[act.name] != nil, let argument = act.arguments?.first,
      let row = reader.rowModel(argument.value)
    {
      entity.row = row.row
      entity.value = row.value
      // The class of the row is the entity, whatever the repository is called.
      entity.model = row.model ?? entity.model
    }
    return entity
  }

  private static func isManager(_ type: String) -> Bool {
    [
      "EntityManager", "Session", "StatelessSession", "SessionFactory", "em", "session",
      "entityManager", "sessionFactory", "JpaApi",
    ].contains(type)
  }

  /// jOOQ: statements built of generated tables and columns.
  static let jooq: CodeVocabulary = {
    var words = CodeVocabulary.jvm
    words.marks = ["org.jooq"]
    words.reads = [
      "fetchExists", "fetchCount", "fetchOne", "fetchOptional", "fetchAny", "selectFrom",
      "fetchSingle",
    ]
    words.conditions = ["where", "and", "condition"]
    words.writes = [
      "insertInto": .create, "update": .update, "deleteFrom": .delete, "delete": .delete,
      "mergeInto": .upsert, "batchInsert": .bulkInsert,
    ]
    words.conflicts = ["onConflict", "onDuplicateKeyUpdate", "onDuplicateKeyIgnore"]
    words.dataCalls = ["set", "values", "columns"]
    words.locks = ["forUpdate", "forShare"]
    words.transactions.formUnion(["transaction", "transactionResult"])
    words.typed = TypedWords(entity: { links, reader in
      let calls: Set<String> = [
        "selectFrom", "from", "insertInto", "update", "deleteFrom", "fetchExists", "fetchCount",
        "mergeInto", "fetchOne", "fetchOptional", "fetchAny",
      ]
      for link in links where calls.contains(link.name) {
        guard let table = link.arguments?.first?.value, table.calls.isEmpty,
          let name = table.lastName, name.first?.isUppercase == true
        else { continue }
        return TypedEntity(table: name.lowercased())
      }
      return nil
    })
    return words
  }()

  /// JetBrains' Exposed: tables as objects, rows as lambdas.
  static let exposed: CodeVocabulary = {
    var words = CodeVocabulary.jvm
    words.languages = ["kotlin"]
    words.marks = ["org.jetbrains.exposed"]
    words.table = { CodeNaming.underscored($0) }
    words.reads = ["select", "selectAll", "find", "exists"]
    words.conditions = ["select", "where", "andWhere", "find", "adjustWhere"]
    words.writes = [
      "insert": .create, "insertAndGetId": .create, "insertIgnore": .create, "new": .create,
      "batchInsert": .bulkInsert, "update": .update, "deleteWhere": .delete,
      "insertReturning": .create,
    ]
    words.upserts = [
      "upsert": UpsertForm(lookUp: .namesAt(0)), "upsertReturning": UpsertForm(lookUp: .namesAt(0)),
      "batchUpsert": UpsertForm(lookUp: .namesAt(0)),
    ]
    words.keyReadsOfDAO()
    words.locks = ["forUpdate"]
    words.transactions.formUnion([
      "transaction", "newSuspendedTransaction", "suspendTransaction", "suspendedTransactionAsync",
    ])
    words.declaration = exposedTable
    return words
  }()

  fileprivate mutating func keyReadsOfDAO() {
    typed = TypedWords(
      entity: { links, reader in
        guard links.count > 1, let head = links.first, head.arguments == nil, head.head == nil,
          reader.isRowType(head.name)
        else { return nil }
        return TypedEntity(model: head.name)
      }, keyReads: ["findById"])
  }
}

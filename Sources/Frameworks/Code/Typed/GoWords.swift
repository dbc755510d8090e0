import SourceCode

extension CodeVocabulary {
  /// Go with plain SQL: database/sql, sqlx, pgx.
  static let goSQL: CodeVocabulary = {
    var words = CodeVocabulary.typed(["go"])
    words.marks = [
      "\"database/sql\"", "jackc/pgx", "jmoiron/sqlx", "lib/pq", "go-sql-driver/mysql",
      "mattn/go-sqlite3",
    ]
    words.table = { CodeNaming.plural(CodeNaming.underscored($0)) }
    words.column = CodeNaming.underscored
    words.transactionStarts = ["Begin", "BeginTx", "Beginx", "BeginTxx", "MustBegin"]
    words.transactionEnds = ["Commit"]
    words.transactions = ["BeginFunc", "BeginTxFunc", "Transaction", "WithTx", "RunInTx"]
    words.savepoints = ["SavePoint"]
    words.violationWords = [
      "23505", "uniqueviolation", "unique_violation", "errduplicatedkey", "isconstrainterror",
      "duplicate", "1062", "uniqueconstraint", "sqlite_constraint", "isunique",
    ]
    words.errorsAreValues = true
    words.ampersandsAssign = true
    words.contexts += [
      ContextMark(.text("hibiken/asynq"), .worker), ContextMark(.text("riverqueue/river"), .worker),
      ContextMark(.text("robfig/cron"), .schedule), ContextMark(.text("amqp.Delivery"), .worker),
      ContextMark(.text("kafka.Message"), .worker), ContextMark(.text("sarama."), .worker),
      ContextMark(.text("*nats.Msg"), .worker), ContextMark(.text("*pubsub.Message"), .worker),
    ]
    words.registrations = ["HandleFunc", "POST", "PUT", "GET", "PATCH", "Post", "Put", "Get"]
    words.typed = TypedWords(entity: { _, _ in nil })
    return words
  }()

  static let gorm: CodeVocabulary = {
    var words = CodeVocabulary.goSQL
    words.marks = ["gorm.io/gorm", "jinzhu/gorm", "*gorm.DB", "`gorm:\""]
    words.clients = ["db", "tx", "DB", "gdb", "conn", "orm", "database"]
    words.reads = ["First", "Take", "Last", "Find", "Count", "Scan", "Pluck"]
    words.conditions = ["Where"]
    words.negations = ["Not"]
    words.writes = [
      "Create": .create, "CreateInBatches": .bulkInsert, "Save": .save, "Update": .update,
      "Updates": .update, "UpdateColumn": .update, "UpdateColumns": .update, "Delete": .delete,
    ]
    words.upserts = ["FirstOrCreate": UpsertForm(lookUp: .arguments)]
    words.conflicts = ["OnConflict"]
    words.locks = ["Locking"]
    words.joins = ["Joins"]
    words.typed = TypedWords(
      entity: gormEntity, keyReads: ["First", "Take", "Last", "Find"], unscopes: ["Unscoped"])
    words.declaration = gormStruct
    words.completion = hidingRowsOfGorm1
    return words
  }()

  private static func gormEntity(_ links: [CodeLink], _ reader: CodeQueryReader) -> TypedEntity? {
    let isClient = links.contains { link in
      link.arguments == nil && reader.vocabulary.clients.contains(link.name)
        || reader.types[link.name] == "DB"
    }
    guard isClient else { return nil }
    for link in links where link.name == "Model" {
      if let value = link.arguments?.first?.value, let entity = reader.rowModel(value) {
        return TypedEntity(model: entity.model, row: entity.row)
      }
    }
    for link in links where link.name == "Table" {
      if let table = link.arguments?.first?.value.text { return TypedEntity(table: table) }
    }
    let act = links.last { link in
      reader.vocabulary.writes[link.name] != nil || reader.vocabulary.reads.contains(link.name)
        || reader.vocabulary.upserts[link.name] != nil
    }
    guard let act, let value = act.arguments?.first?.value else { return nil }
    let isWrite = reader.vocabulary.writes[act.name] != nil
    guard var entity = reader.rowModel(value) else {
      // A write is one whatever the row's type is.
      return isWrite ? TypedEntity(row: value.lastName) : nil
    }
    if !isWrite { entity.value = nil }
    return entity
  }

  static let ent: CodeVocabulary = {
    var words = CodeVocabulary.goSQL
    words.marks = ["entgo.io/ent", "/ent\"", "*ent.Client"]
    words.reads = ["Exist", "First", "FirstID", "Only", "OnlyID", "Count", "All"]
    words.conditions = ["Where"]
    words.writes = [
      "Create": .create, "CreateBulk": .bulkInsert, "MapCreateBulk": .bulkInsert,
      "Update": .update, "UpdateOne": .update, "UpdateOneID": .update, "Delete": .delete,
      "DeleteOne": .delete, "DeleteOneID": .delete,
    ]
    words.conflicts = ["OnConflict", "OnConflictColumns"]
    words.locks = ["ForUpdate", "ForShare"]
    words.typed = TypedWords(
      entity: { links, _ in
        let verbs: Set<String> = [
          "Query", "Create", "CreateBulk", "MapCreateBulk", "Update", "UpdateOne", "UpdateOneID",
          "Delete", "DeleteOne", "DeleteOneID",
        ]
        guard let index = links.firstIndex(where: { verbs.contains($0.name) }), index > 0,
          links[index - 1].arguments == nil, links[index - 1].name.startsWithCapital
        else { return nil }
        return TypedEntity(model: links[index - 1].name)
      },
      condition: entCondition, setterPrefix: "Set")
    words.declaration = entSchema
    return words
  }()

  /// `boat.Registration(value)`, `boat.NameEQ(value)`, `boat.DeletedAtIsNil()`.
  private static func entCondition(
    _ value: CodeExpression, _ predicates: inout RowPredicates
  ) -> Bool {
    guard case .chain(let links) = value.kind, links.count == 2, links[0].arguments == nil,
      let arguments = links[1].arguments
    else { return false }
    let name = links[1].name
    if name == "Or" || name == "And" {
      if name == "Or" { predicates.hasDisjunction = true }
      for argument in arguments { _ = entCondition(argument.value, &predicates) }
      return true
    }
    for (suffix, text) in entOtherTests where name.hasSuffix(suffix) && name != suffix {
      predicates.others.append(
        "\(CodeNaming.underscored(String(name.dropLast(suffix.count)))) \(text)")
      return true
    }
    var field = name[...]
    for suffix in ["EQ", "In"] where field.hasSuffix(suffix) && field.count > suffix.count {
      field = field.dropLast(suffix.count)
    }
    for suffix in ["EqualFold", "ContainsFold"] where field.hasSuffix(suffix) {
      field = field.dropLast(suffix.count)
      predicates.foldsCase = true
    }
    predicates.members.append(String(field))
    predicates.values.append(arguments.first?.value)
    return true
  }

  private static let entOtherTests = [
    ("IsNil", "IS NULL"), ("NotNil", "IS NOT NULL"), ("NEQ", "<>"), ("NotIn", "NOT IN"),
    ("GTE", ">="), ("GT", ">"), ("LTE", "<="), ("LT", "<"), ("HasPrefix", "LIKE"),
    ("Contains", "LIKE"), ("HasSuffix", "LIKE"),
  ]
}

import EventSchema
import SourceCode

extension CodeVocabulary {
  /// PHP with PDO or mysqli and SQL.
  static let plainPHP = plain(["php"]).adding { words in
    words.marks = ["new PDO", "PDO $", "mysqli", "\\PDO", "->prepare("]
    words.transactions = ["transaction", "transactional", "wrapInTransaction"]
    words.catchAlls = [
      "Exception", "Throwable", "PDOException", "mysqli_sql_exception", "QueryException",
    ]
    words.violationWords.formUnion([
      "uniqueconstraintviolation", "queryexception", "pdoexception", "mysqli_sql_exception",
      "constraintviolation",
    ])
    words.slow.formUnion([
      "curl_exec", "file_get_contents", "wp_remote_get", "wp_remote_post", "send", "wp_mail",
      "mail",
      "storeAs", "putFile",
    ])
    words.slowObjects = ["Http", "Guzzle", "Mail", "Stripe", "Storage", "Notification"]
    words.generators.formUnion([
      "uniqid", "rand", "mt_rand", "random_int", "random_bytes", "time", "microtime", "bin2hex",
      "orderedUuid", "slug", "sanitize_title", "wp_generate_password", "now", "date",
    ])
    words.counters = ["max", "count", "latest"]
    words.folds.formUnion(["Str::lower", "sanitize_email"])
    words.copies = ["replicate", "clone"]
    words.inputs = [
      "request", "$request", "$_POST", "$_GET", "$_REQUEST", "validated", "input", "$input",
    ]
    words.messages = ["$payload", "$event", "$message", "$row", "$response"]
    words.iterations = ["each", "map", "array_map", "chunk", "array_walk", "chunkById"]
    words.exits = [
      "abort", "back", "redirect", "wp_die", "exit", "die", "wp_send_json_error", "fail",
    ]
    words.guardCalls = ["abort_if", "abort_unless", "throw_if", "throw_unless", "assert"]
    words.registrations = [
      "get", "post", "put", "patch", "delete", "it", "test", "add_action", "add_filter", "command",
      "call",
    ]
    words.caches = ["Cache", "cache", "Redis", "wp_cache_get"]
    words.enqueues = [
      "dispatch", "dispatchSync_", "dispatchAfterResponse_", "later", "push", "dispatchNow_",
    ]
    words.clients = ["pdo", "db", "conn", "connection", "mysqli", "wpdb", "stmt", "database"]
    words.rescues = []
    words.contexts += [
      ContextMark(.base("ShouldQueue"), .worker), ContextMark(.path("/app/jobs/"), .worker),
      ContextMark(.path("/app/listeners/"), .worker),
      ContextMark(.path("/messagehandler/"), .worker),
      ContextMark(.annotation("AsMessageHandler"), .worker),
      ContextMark(.base("MessageHandlerInterface"), .worker),
      ContextMark(.path("/app/console/"), .command), ContextMark(.base("Command"), .command),
      ContextMark(.base("Migration"), .migration),
      ContextMark(.base("AbstractMigration"), .migration),
      ContextMark(.base("Seeder"), .fixture), ContextMark(.base("Fixture"), .fixture),
      ContextMark(.path("/database/factories/"), .fixture),
      ContextMark(.path("/datafixtures/"), .fixture),
      ContextMark(.base("ToModel"), .fixture), ContextMark(.path("/imports/"), .fixture),
      ContextMark(.base("TestCase"), .test), ContextMark(.path("/observers/"), .callback),
      ContextMark(.path("/wp-admin/"), .admin), ContextMark(.path("/app/nova/"), .admin),
      ContextMark(.path("/app/filament/"), .admin),
    ]
  }

  /// Laravel 5 to 13.
  static let laravel = plainPHP.adding { words in
    words.keyReads = ["find", "findOrFail"]
    words.marks = [
      "Illuminate\\", "extends Model", "App\\Models", "use App\\Http", "App\\Http\\", "Eloquent",
      "::updateOrCreate(", "->updateOrCreate(", "::firstOrCreate(", "->firstOrCreate(",
      "::firstOrNew(", "->syncWithoutDetaching(", "::create([", "::where(", "::query()",
      "extends Controller", "extends FormRequest", "DB::table(", "DB::transaction(",
      "use SoftDeletes",
    ]
    words.relationsAreCalled = true
    words.reads = [
      "first", "firstOrFail", "find", "exists", "doesntExist", "get", "count", "value", "pluck",
      "sole", "firstWhere", "max", "findOrFail", "firstOrNew", "isEmpty", "isNotEmpty", "min",
    ]
    words.conditions = [
      "where", "firstWhere", "whereIn", "orWhere", "whereRaw", "firstOrNew", "findOr",
    ]
    words.negations = ["whereNot", "whereNotIn"]
    words.nullTests = ["whereNull"]
    words.namedConditions = ["where"]
    words.neutral = [
      "query", "latest", "oldest", "orderBy", "limit", "select", "withTrashed", "newQuery", "with",
      "take", "connection", "lockForUpdate", "sharedLock", "onlyTrashed", "withoutGlobalScopes",
      "make",
      "fresh", "refresh", "load",
    ]
    words.joins = ["join", "leftJoin"]
    words.locks = ["lockForUpdate", "sharedLock", "lock"]
    words.writes = [
      "create": .create, "forceCreate": .create, "insert": .create, "insertGetId": .create,
      "save": .save, "saveOrFail": .save, "saveQuietly": .save, "push": .save, "update": .update,
      "updateOrFail": .update, "increment": .update, "decrement": .update, "attach": .create,
      "sync": .create, "syncWithoutDetaching": .create, "createMany": .bulkInsert,
      "insertOrIgnore": .bulkInsert, "delete": .delete, "forceDelete": .delete, "destroy": .delete,
      "detach": .delete, "truncate": .delete, "restore": .update, "createQuietly": .create,
      "saveMany": .bulkInsert,
    ]
    words.upserts = [
      "firstOrCreate": UpsertForm(lookUp: .firstArgument),
      "createOrFirst": UpsertForm(lookUp: .firstArgument, readsAgain: true),
      "updateOrCreate": UpsertForm(lookUp: .firstArgument),
      "updateOrInsert": UpsertForm(lookUp: .firstArgument),
      "incrementOrCreate": UpsertForm(lookUp: .firstArgument),
      "upsert": UpsertForm(lookUp: .namesAt(1)),
    ]
    words.builders = ["make", "fill", "newInstance", "firstOrNew"]
    words.bypasses = []
    words.tableCalls = ["table", "from"]
    words.clients.formUnion(["DB", "query", "App", "Schema"])
    words.nestedTransactionsAreSavepoints = true
    words.declaration = { laravelDeclaration($0, $1) }
    words.validators = { laravelValidators($0) }
    words.observers = { eloquentObservers($0, $1) }
    words.scope = { eloquentScope($0, $1) }
    words.enqueues.formUnion(["dispatchAfterCommit_", "onQueue"])
  }

  /// Doctrine's ORM and DBAL, with Symfony or without.
  static let doctrine = plainPHP.adding { words in
    words.keyReads = ["find"]
    words.marks = ["Doctrine\\", "EntityManager", "Symfony\\"]
    words.reads = [
      "findOneBy", "findBy", "find", "count", "getOneOrNullResult", "getResult", "findAll",
      "getSingleResult", "getSingleScalarResult", "fetchAssociative", "fetchOne",
    ]
    words.conditions = ["findOneBy", "findBy", "count", "where", "andWhere"]
    words.namedConditions = ["findOneBy", "findBy", "countBy"]
    words.neutral = [
      "createQueryBuilder", "setParameter", "getQuery", "select", "setMaxResults", "orderBy",
      "setParameters", "addSelect",
    ]
    words.joins = ["join", "leftJoin", "innerJoin"]
    words.locks = ["setLockMode", "lock"]
    words.writes = [
      "persist": .create, "flush": .save, "remove": .delete, "insert": .create, "update": .update,
      "delete": .delete, "save": .save, "add": .save, "executeStatement": .update,
    ]
    words.flushes = ["flush"]
    words.flushesInsertsFirst = true
    words.tableCalls = ["getRepository", "from"]
    words.clients.formUnion([
      "em", "entityManager", "manager", "doctrine", "getManager", "objectManager", "_em",
      "getEntityManager",
    ])
    words.repositorySuffixes = ["Repository", "Repo"]
    words.table = { CodeNaming.underscored($0) }
    words.column = { CodeNaming.underscored($0) }
    words.declaration = { doctrineDeclaration($0, $1) }
  }

  /// WordPress and its plugins.
  static let wordPress = plainPHP.adding { words in
    words.marks = ["$wpdb", "add_action(", "wp_insert_"]
    words.writes = [
      "insert": .create, "update": .update, "delete": .delete, "replace": .upsert,
      "wp_insert_user": .create, "wp_insert_post": .create,
    ]
    words.tableCalls = ["insert", "update", "delete", "replace"]
    words.reads = ["username_exists", "email_exists", "get_user_by", "get_page_by_path"]
  }

  // MARK: Laravel

  static func laravelDeclaration(_ type: CodeBlock, _ file: CodeSourceFile) -> ModelDeclaration? {
    guard type.kind == .type, let name = type.name?.lastComponent, !type.bases.isEmpty else {
      return nil
    }
    var found = ModelDeclaration(name: name, place: file.place(line: type.span.firstLine, in: nil))
    for statement in type.statements {
      let place = file.place(statement.span, in: nil)
      if statement.targets.first?.lastName?.withoutSigil == "table" {
        found.table = statement.value?.text
      }
      if statement.kind == .using,
        statement.value?.allNames.contains(where: { $0.lastComponent.hasPrefix("SoftDeletes") })
          == true
      {
        found.hidesRows = place
      }
      for block in statement.blocks where block.kind == .function {
        readLaravelMethod(block, file, into: &found)
      }
    }
    return found
  }

  private static func readLaravelMethod(
    _ block: CodeBlock, _ file: CodeSourceFile, into found: inout ModelDeclaration
  ) {
    let calls = block.calls
    let place = file.place(line: block.span.firstLine, in: block.name)
    if calls.contains(where: { $0.name == "addGlobalScope" }) { found.hidesRows = place }
    if let parent = calls.first(where: { $0.name == "belongsTo" }),
      let field = block.name, let model = parent.arguments.first?.value.links.first?.name
    {
      found.parents.append((field, model.lastComponent))
    }
    let isMutator =
      block.name?.hasPrefix("set") == true && block.name?.hasSuffix("Attribute") == true
    if isMutator, calls.contains(where: { plainPHP.folds.contains($0.name) }) {
      found.folds = place
    }
    if block.name == "boot" || block.name == "booted" {
      for call in calls where ["creating", "saving"].contains(call.name) {
        let folds =
          call.arguments.contains { $0.value.callsFold(plainPHP) }
          || call.arguments.flatMap(\.value.calls).contains { plainPHP.folds.contains($0.name) }
        if folds { found.folds = file.place(call.span, in: block.name) }
      }
    }
  }

  /// `unique:` rules of the form request that the function takes and of validations in it.
  static func laravelValidators(_ reading: CodeReading) -> [FoundValidator] {
    guard let site = reading.sites.first else { return [] }
    var found: [FoundValidator] = []
    for call in site.function.calls
    where ["validate", "make", "validateWithBag"].contains(call.name) {
      for argument in call.arguments where !argument.value.members.isEmpty {
        found += rules(argument.value.members, named: call.name, site.file, reading)
      }
    }
    for parameter in site.function.parameters {
      guard let type = parameter.type?.lastComponent, type != "Request" else { continue }
      for file in reading.source.files(mentioning: "class \(type)") {
        guard let block = file.parsed.types.first(where: { $0.name == type }),
          let rulesMethod = block.statements.flatMap(\.blocks).first(where: { $0.name == "rules" })
        else { continue }
        let members = rulesMethod.statements.compactMap(\.value).flatMap(\.members)
        found += rules(members, named: type, file, reading)
        break
      }
    }
    return found
  }

  private static func rules(
    _ members: [CodeArgument], named name: String, _ file: CodeSourceFile, _ reading: CodeReading
  ) -> [FoundValidator] {
    var checks: [SourceFacts.Check] = []
    for member in members {
      guard let field = member.key else { continue }
      for rule in member.value.elements {
        if let check = uniqueRule(rule, field, file) { checks.append(check) }
      }
    }
    let fields = members.compactMap(\.key)
    guard !fields.isEmpty else { return [] }
    let plain = checks.filter { $0.otherPredicates.isEmpty }
    let place = members.first.map { file.place($0.value.span, in: "rules") }
    return [
      FoundValidator(
        validator: SourceFacts.Validator(
          name: name, place: place,
          uniqueColumns: plain.flatMap(\.columns), uniqueKeys: plain.map(\.columns),
          fields: fields),
        checks: checks)
    ]
  }

  /// `'unique:berths,sail'`, `Rule::unique('berths', 'sail')->where('pier_id', …)->ignore(…)`.
  private static func uniqueRule(
    _ rule: CodeExpression, _ field: String, _ file: CodeSourceFile
  ) -> SourceFacts.Check? {
    let place = file.place(rule.span, in: "rules")
    if let text = rule.text {
      guard let part = text.split(separator: "|").first(where: { $0.hasPrefix("unique:") }) else {
        return nil
      }
      let words = part.dropFirst("unique:".count).split(separator: ",").map { String($0) }
      guard let table = words.first?.lastComponent else { return nil }
      let column = words.count > 1 && words[1] != "NULL" ? words[1] : field
      return SourceFacts.Check(
        place: place, table: tableName(table), columns: [column], guardsWrite: true)
    }
    guard let unique = rule.links.first(where: { $0.name == "unique" }),
      let arguments = unique.arguments
    else { return nil }
    let table =
      arguments.first?.value.text
      ?? arguments.first?.value.links.first.map { laravel.table($0.name.lastComponent) }
    let column = arguments.count > 1 ? arguments[1].value.text ?? field : field
    var check = SourceFacts.Check(place: place, table: table, columns: [column], guardsWrite: true)
    for link in rule.links {
      let argument = link.arguments?.first?.value
      switch link.name {
      case "where":
        if let name = argument?.text {
          check.columns.append(name)
        } else if argument != nil {
          let inner = argument?.calls.filter { $0.name == "where" } ?? []
          check.columns += inner.compactMap { $0.arguments.first?.value.text }
        }
      case "whereNull", "withoutTrashed":
        check.otherPredicates.append("\(argument?.text ?? "deleted_at") IS NULL")
      case "whereNot": check.otherPredicates.append("\(argument?.text ?? "") <>")
      default: break
      }
    }
    return check
  }

  private static func tableName(_ name: String) -> String {
    name.startsWithCapital ? laravel.table(name) : name
  }

  // MARK: Doctrine

  static func doctrineDeclaration(_ type: CodeBlock, _ file: CodeSourceFile) -> ModelDeclaration? {
    guard type.kind == .type, let name = type.name,
      type.annotations.contains(where: { $0.name == "Entity" })
    else { return nil }
    var found = ModelDeclaration(name: name, place: file.place(line: type.span.firstLine, in: nil))
    if let table = type.annotations.first(where: { $0.name == "Table" }) {
      found.table = table.arguments.first { $0.key == "name" || $0.key == nil }?.value.text
    }
    for statement in type.statements { readDoctrineMember(statement, file, into: &found) }
    for annotation in type.annotations {
      let place = file.place(annotation.span, in: nil)
      let fields =
        annotation.arguments.first { ["fields", "columns"].contains($0.key ?? "") }
        ?? annotation.arguments.first
      let names = fields?.value.columnNames ?? []
      switch annotation.name {
      case "UniqueConstraint":
        found.constraints.append(
          SourceFacts.Relation.Constraint(
            kind: .unique, name: annotation.arguments.first { $0.key == "name" }?.value.text,
            columns: names.map { field in found.columns.first { $0.field == field }?.column ?? field
            },
            place: place))
      case "UniqueEntity":
        found.uniqueness.append(ModelDeclaration.Uniqueness(columns: names, place: place))
      case "SoftDeleteable": found.hidesRows = place
      default: break
      }
    }
    return found
  }

  private static func readDoctrineMember(
    _ statement: CodeStatement, _ file: CodeSourceFile, into found: inout ModelDeclaration
  ) {
    guard let field = statement.memberName?.withoutSigil else { return }
    let place = file.place(statement.span, in: nil)
    for annotation in statement.annotations {
      let options = annotation.arguments
      let column = options.first { $0.key == "name" }?.value.text ?? CodeNaming.underscored(field)
      switch annotation.name {
      case "Column":
        var declared = SourceFacts.Relation.Column(
          field: field, column: column, isNullable: options.isTrue("nullable"), place: place)
        declared.lengthMax = options.first { $0.key == "length" }?.value.plainName.flatMap {
          Int($0)
        }
        found.columns.append(declared)
        if options.isTrue("unique") { addKey([column], place, to: &found) }
      case "ManyToOne", "OneToOne":
        let model =
          options.first { $0.key == "targetEntity" }?.value.links.first?.name
          ?? statement.type ?? CodeNaming.camelCased(CodeNaming.underscored(field))
        found.parents.append((field, model.lastComponent))
        found.columns.append(
          SourceFacts.Relation.Column(
            field: field, column: "\(CodeNaming.underscored(field))_id", isNullable: true,
            referencedTable: CodeNaming.underscored(model.lastComponent), place: place))
      default: break
      }
    }
  }
}

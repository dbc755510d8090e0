import EventSchema
import SourceCode

extension CodeVocabulary {
  /// Ruby with a driver and SQL.
  static let plainRuby = plain(["ruby"]).adding { words in
    words.transactions = ["transaction"]
    words.catchAlls = ["StandardError", "Exception"]
    words.violationWords.formUnion(["recordnotunique", "uniqueviolation"])
    words.slow.formUnion(["deliver_now", "post_form", "get_response", "attach", "perform_request"])
    words.slowObjects = [
      "HTTParty", "Faraday", "RestClient", "HTTP", "Excon", "Typhoeus", "Stripe", "Aws", "OpenURI",
      "URI", "Net",
    ]
    words.generators.formUnion([
      "alphanumeric", "urlsafe_base64", "base58", "random_number", "rand", "parameterize",
      "uuid_v7", "to_slug", "has_secure_token", "generate_token",
    ])
    words.counters = ["maximum", "count", "max", "minimum", "size", "last", "sum"]
    words.copies = ["dup", "clone", "deep_dup", "amoeba_dup", "deep_clone"]
    words.inputs = ["params", "request", "cookies", "permitted_params"]
    words.messages = ["payload", "event", "message", "msg", "response", "body", "row", "data"]
    words.iterations = [
      "each", "map", "each_with_index", "find_each", "find_in_batches", "in_batches", "times",
      "each_slice", "each_with_object", "flat_map", "each_pair", "upto", "select", "inject",
      "foreach", "each_row", "in_groups_of", "filter_map", "each_line", "collect",
    ]
    words.exits = ["redirect_to", "head", "halt", "abort", "exit"]
    words.registrations = [
      "get", "post", "put", "patch", "delete", "task", "it", "test", "specify", "let", "before",
      "namespace", "command", "every", "scope", "seed",
    ]
    words.continuations = ["then", "yield_self", "tap"]
    words.rescues = []
    words.caches = ["cache", "Redis", "redis", "memcached"]
    words.enqueues = [
      "perform_later", "perform_async", "perform_in", "perform_at", "deliver_later", "enqueue",
      "enqueue_in", "publish", "delay", "enqueue_at",
    ]
    words.contexts += [
      ContextMark(.base("ApplicationJob"), .worker), ContextMark(.base("ActiveJob.Base"), .worker),
      ContextMark(.base("Sidekiq.Worker"), .worker), ContextMark(.base("Sidekiq.Job"), .worker),
      ContextMark(.base("Shoryuken.Worker"), .worker),
      ContextMark(.base("Sneakers.Worker"), .worker), ContextMark(.path("/sidekiq/"), .worker),
      ContextMark(.base("Migration"), .migration), ContextMark(.path("/db/migrate/"), .migration),
      ContextMark(.path("/db/seeds"), .fixture), ContextMark(.path("/lib/tasks/"), .command),
      ContextMark(.path(".rake"), .command), ContextMark(.path("/app/admin/"), .admin),
      ContextMark(.registration("every"), .schedule),
      ContextMark(.path("/importers/"), .fixture), ContextMark(.path("_importer."), .fixture),
    ]
  }

  /// Active Record 5 to 8.
  static let activeRecord = plainRuby.adding { words in
    words.keyReads = ["find"]
    words.marks = [
      "ApplicationRecord", "ActiveRecord", "ApplicationController", "ActionController",
      "ApplicationJob", "ActiveJob", "Rails.", "before_action", ".find_by(", ".find_by!(",
      ".create!(", ".update!(", ".exists?(", ".save!", "find_or_create_by", "find_or_initialize_by",
    ]
    words.conditions = [
      "where", "find_by", "find_by!", "exists?", "rewhere", "find_sole_by", "find_or_initialize_by",
    ]
    words.reads = [
      "find", "find_by", "find_by!", "first", "last", "take", "exists?", "any?", "none?", "pluck",
      "pick", "count", "present?", "blank?", "empty?", "sole", "to_a", "ids", "first!",
      "find_or_initialize_by", "many?", "size", "maximum", "minimum",
    ]
    words.negations = ["not"]
    words.namedConditions = ["find_by_"]
    words.neutral = [
      "order", "limit", "select", "distinct", "reload", "with_deleted", "offset", "unscoped",
      "unscope", "readonly", "try", "reorder", "to_sql", "name", "class", "includes", "preload",
      "eager_load", "all", "group", "having", "references", "nil?", "presence", "tap", "then",
    ]
    words.joins = ["joins", "left_joins", "left_outer_joins", "eager_load", "includes"]
    words.locks = ["lock", "lock!", "with_lock", "with_advisory_lock"]
    words.writes = [
      "create": .create, "create!": .create, "insert": .create, "insert!": .create,
      "save": .save, "save!": .save, "update": .update, "update!": .update,
      "update_attribute": .update, "update_attributes": .update, "update_attributes!": .update,
      "update_columns": .update, "update_column": .update, "update_all": .update,
      "increment!": .update, "decrement!": .update, "toggle!": .update, "touch": .update,
      "insert_all": .bulkInsert, "insert_all!": .bulkInsert, "import": .bulkInsert,
      "import!": .bulkInsert, "destroy": .delete, "destroy!": .delete, "delete": .delete,
      "destroy_all": .delete, "delete_all": .delete, "destroy_by": .delete, "delete_by": .delete,
    ]
    words.builders = ["new", "build", "find_or_initialize_by", "first_or_initialize"]
    words.upserts = [
      "find_or_create_by": UpsertForm(lookUp: .arguments),
      "find_or_create_by!": UpsertForm(lookUp: .arguments),
      "create_or_find_by": UpsertForm(lookUp: .arguments, readsAgain: true),
      "create_or_find_by!": UpsertForm(lookUp: .arguments, readsAgain: true),
      "first_or_create": UpsertForm(lookUp: .chain),
      "first_or_create!": UpsertForm(lookUp: .chain),
      "upsert": UpsertForm(lookUp: .names("unique_by")),
      "upsert_all": UpsertForm(lookUp: .names("unique_by")),
    ]
    words.bypasses = [
      "insert", "insert!", "insert_all", "insert_all!", "update_column", "update_columns",
      "update_all", "upsert", "upsert_all", "touch", "update_attribute", "increment!", "toggle!",
    ]
    words.bypassKeys = ["validate"]
    words.optionKeys = ["validate", "touch", "returning", "record_timestamps", "on_duplicate"]
    words.savepointKeys = ["requires_new"]
    words.clients = ["connection", "ActiveRecord", "Base", "reload", "tap"]
    words.guardCalls = []
    words.validityTests = ["valid?", "invalid?", "validate!"]
    words.validityChecks = ["validate"]
    words.scope = { activeRecordScope($0, $1) }
    words.declaration = { activeRecordDeclaration($0, $1) }
    words.completion = completeByConcerns
  }

  /// Sequel 4 and 5, by models and data sets.
  static let sequel = plainRuby.adding { words in
    words.marks = ["Sequel"]
    words.conditions = ["where", "filter", "first", "find", "[]", "exclude_where", "with_pk"]
    words.reads = [
      "first", "find", "all", "get", "count", "empty?", "any?", "first!", "where", "filter",
    ]
    words.negations = ["exclude"]
    words.neutral = ["order", "limit", "select", "dataset", "nil?", "model"]
    words.locks = ["for_update", "lock_style"]
    words.writes = [
      "insert": .create, "create": .create, "save": .save, "save_changes": .save,
      "update": .update, "multi_insert": .bulkInsert, "import": .bulkInsert, "delete": .delete,
      "destroy": .delete,
    ]
    words.builders = ["new"]
    words.upserts = [
      "find_or_create": UpsertForm(lookUp: .arguments),
      "update_or_create": UpsertForm(lookUp: .firstArgument),
    ]
    words.conflicts = ["insert_conflict", "insert_ignore"]
    words.clients = ["DB", "db", "@db", "database"]
    words.savepointKeys = ["savepoint"]
    words.joins = ["join", "left_join", "eager_graph"]
    words.tableCalls = ["DB", "from", "db"]
  }

  // MARK: Models

  private static func activeRecordDeclaration(
    _ type: CodeBlock, _ file: CodeSourceFile
  ) -> ModelDeclaration? {
    guard type.kind == .type, let name = type.name?.lastComponent, !type.bases.isEmpty else {
      return nil
    }
    var found = ModelDeclaration(
      name: name, place: file.place(line: type.span.firstLine, in: nil))
    for statement in type.statements {
      readTableName(statement, into: &found)
      guard let link = statement.value?.links.first, statement.value?.links.count == 1 else {
        continue
      }
      let place = file.place(statement.span, in: nil)
      read(link, place, into: &found)
    }
    return found
  }

  private static func readTableName(_ statement: CodeStatement, into found: inout ModelDeclaration)
  {
    guard statement.targets.first?.lastName == "table_name", let text = statement.value?.plainName
    else { return }
    found.table = text
  }

  static func read(
    _ link: CodeLink, _ place: SourceFacts.Place, into found: inout ModelDeclaration
  ) {
    let arguments = link.arguments ?? []
    let symbols = arguments.filter { $0.key == nil }.compactMap(\.value.plainName)
    switch link.name {
    case "validates", "validates!":
      let rule = arguments.first { $0.key == "uniqueness" }?.value
      if let rule { found.uniqueness += uniqueness(symbols, rule.members, rule, place) }
    case "validates_uniqueness_of":
      found.uniqueness += uniqueness(symbols, arguments.filter { $0.key != nil }, nil, place)
    case "default_scope", "acts_as_paranoid": found.hidesRows = place
    case "belongs_to":
      guard let field = symbols.first else { return }
      let model = arguments.first { $0.key == "class_name" }?.value.plainName
      found.parents.append((field, model ?? CodeNaming.camelCased(field)))
    case "before_validation", "before_save", "before_create", "normalizes", "after_create",
      "after_save", "after_commit", "auto_strip_attributes":
      found.callbacks += symbols
      let folds = link.block?.calls.contains { Self.activeRecord.folds.contains($0.name) } ?? false
      let named = symbols.contains { name in
        ["downcase", "normalize", "strip", "squish"].contains { name.mentions($0) }
      }
      let normalizes = link.name == "normalizes" || link.name == "auto_strip_attributes"
      if link.name != "after_create", folds || named || normalizes { found.folds = place }
    case "validate": found.validations += symbols
    case "include":
      found.includes += arguments.compactMap(\.value.plainName).map(\.lastComponent)
      let names = arguments.flatMap(\.value.names)
      if names.contains("Discard") || names.contains("Paranoia") { found.hidesRows = nil }
    default: break
    }
  }

  private static func uniqueness(
    _ fields: [String], _ options: [CodeArgument], _ rule: CodeExpression?,
    _ place: SourceFacts.Place
  ) -> [ModelDeclaration.Uniqueness] {
    if case .name("false") = rule?.kind { return [] }
    let scope = options.first { $0.key == "scope" }?.value.columnNames ?? []
    let conditions = options.filter { ["conditions", "if", "unless", "on"].contains($0.key ?? "") }
    let ignoresCase = options.contains { option in
      option.key == "case_sensitive" && option.value.plainName == "false"
    }
    return fields.map { field in
      ModelDeclaration.Uniqueness(
        columns: [field] + scope,
        otherPredicates: conditions.compactMap(\.key), foldsCase: ignoresCase, place: place)
    }
  }
}

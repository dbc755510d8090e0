import SourceCode

extension CodeVocabulary {
  /// Elixir with a driver and SQL.
  static let plainElixir = plain(["elixir"]).adding { words in
    words.marks = ["Postgrex", "MyXQL", "Exqlite"]
    words.transactions = ["transaction", "transact"]
    words.violationWords.formUnion(["constrainterror", "postgrex.error", "unique_constraint"])
    words.slow.formUnion(["get!", "post!", "request!", "deliver_now", "deliver"])
    words.slowObjects = ["HTTPoison", "Req", "Tesla", "Finch", "ExAws", "Mailer", "Stripe"]
    words.generators.formUnion([
      "generate", "strong_rand_bytes", "uuid4", "rand", "slugify", "unique_integer", "bingenerate",
    ])
    words.counters = ["aggregate", "count", "max"]
    words.copies = ["clone"]
    words.inputs = ["params", "conn", "user_params", "attrs"]
    words.messages = ["payload", "message", "args", "event", "body"]
    words.iterations = ["each", "map", "reduce", "async_stream", "flat_map", "each_with_index"]
    words.exits = ["halt", "rollback", "send_resp"]
    words.registrations = ["test", "describe", "setup"]
    words.rescues = []
    words.caches = ["Cachex", "ConCache", "Nebulex"]
    words.enqueues = ["insert_job", "enqueue", "publish", "broadcast", "start_child"]
    words.contexts += [
      ContextMark(.base("Oban.Worker"), .worker), ContextMark(.base("Broadway"), .worker),
      ContextMark(.base("Exq.Worker"), .worker), ContextMark(.path("/workers/"), .worker),
      ContextMark(.base("Ecto.Migration"), .migration),
      ContextMark(.path("/priv/repo/seeds"), .fixture),
      ContextMark(.base("Mix.Task"), .command), ContextMark(.path("_test.exs"), .test),
      ContextMark(.base("ExUnit.Case"), .test),
    ]
  }

  /// Ecto 2 and 3.
  static let ecto = plainElixir.adding { words in
    words.keyReads = ["get", "get!"]
    words.marks = ["Ecto.", "Repo."]
    words.reads = [
      "get_by", "get_by!", "one", "one!", "exists?", "get", "get!", "all", "aggregate",
    ]
    words.conditions = ["where", "get_by", "get_by!", "from", "or_where"]
    words.conditionKeys = ["where"]
    words.optionKeys = [
      "select", "order_by", "limit", "preload", "prefix", "as", "on", "returning", "mode",
      "timeout",
    ]
    words.foldingTests = ["ilike", "fragment"]
    words.neutral = [
      "select", "order_by", "limit", "preload", "first", "last", "order", "put_assoc", "cast",
      "change",
    ]
    words.joins = ["join"]
    words.locks = ["lock"]
    words.writes = [
      "insert": .create, "insert!": .create, "update": .update, "update!": .update,
      "delete": .delete, "delete!": .delete, "insert_all": .bulkInsert, "update_all": .update,
      "delete_all": .delete, "insert_or_update": .save, "insert_or_update!": .save,
    ]
    words.builders = [
      "changeset", "change", "build_assoc", "registration_changeset", "create_changeset",
    ]
    words.dataKeys = []
    words.conflicts = ["conflict_target"]
    words.optionKeys.formUnion(["on_conflict"])
    words.tableCalls = ["from"]
    words.firstArgumentIsModel = true
    words.clients = ["Repo", "Multi", "Ecto", "Changeset", "Query"]
    words.savepointKeys = ["mode"]
    words.declaration = { ectoDeclaration($0, $1) }
  }

  /// `schema "berths" do … end` with the changesets of the module.
  private static func ectoDeclaration(
    _ type: CodeBlock, _ file: CodeSourceFile
  ) -> ModelDeclaration? {
    guard type.kind == .type, let name = type.name?.lastComponent else { return nil }
    var schema: CodeLink?
    for statement in type.statements where schema == nil {
      schema = statement.value?.links.first { $0.name == "schema" || $0.name == "embedded_schema" }
    }
    guard let schema else { return nil }
    var found = ModelDeclaration(
      name: name, table: schema.arguments?.first?.value.text,
      place: file.place(line: type.span.firstLine, in: nil))
    for statement in schema.block?.statements ?? [] {
      guard let link = statement.value?.links.first, let arguments = link.arguments,
        let field = arguments.first?.value.plainName
      else { continue }
      let place = file.place(statement.span, in: nil)
      let source = arguments.first { $0.key == "source" }?.value.plainName
      switch link.name {
      case "field":
        var column = SourceFacts.Relation.Column(
          field: field, column: source ?? field, isNullable: true, place: place)
        column.hasDefault = arguments.contains { $0.key == "default" }
        found.columns.append(column)
      case "belongs_to":
        let model = arguments.count > 1 ? arguments[1].value.links.last?.name : nil
        let key = arguments.first { $0.key == "foreign_key" }?.value.plainName ?? "\(field)_id"
        let parent = model?.lastComponent ?? CodeNaming.camelCased(field)
        found.parents.append((field, parent))
        found.columns.append(
          SourceFacts.Relation.Column(
            field: field, column: key, isNullable: true,
            referencedTable: CodeNaming.plural(CodeNaming.underscored(parent)), place: place))
      default: break
      }
    }
    readChangesets(type, file, into: &found)
    return found
  }

  private static func readChangesets(
    _ type: CodeBlock, _ file: CodeSourceFile, into found: inout ModelDeclaration
  ) {
    for block in type.statements.flatMap(\.blocks) where block.kind == .function {
      for call in block.calls {
        let place = file.place(call.linkSpan, in: block.name)
        let arguments = call.arguments.filter { $0.key == nil }
        let names = arguments.lazy.compactMap(\.value.columnNames).first { !$0.isEmpty } ?? []
        switch call.name {
        case "unique_constraint", "foreign_key_constraint", "check_constraint",
          "exclusion_constraint":
          found.translations.append((names, place))
        case "unsafe_validate_unique":
          found.uniqueness.append(ModelDeclaration.Uniqueness(columns: names, place: place))
        case "update_change":
          if call.arguments.contains(where: { argument in
            argument.value.callsFold(plainElixir) || argument.value.allNames.contains("downcase")
          }) {
            found.folds = place
          }
        default: break
        }
      }
    }
  }
}

/// Words that all languages' applications share: what HTTP clients, queues, random numbers and
/// databases' errors are called. Languages and frameworks begin with them.
extension CodeVocabulary {
  static func plain(_ languages: Set<String>) -> CodeVocabulary {
    var words = CodeVocabulary(languages: languages)
    words.violationWords = [
      "23505", "23503", "23502", "23000", "1062", "1452", "er_dup_entry", "unique", "duplicate",
      "integrity", "constraint", "sqlite_constraint", "already exists", "p2002", "11000",
    ]
    words.generators = [
      "uuid", "uuidv4", "uuid4", "nanoid", "random", "randomBytes", "randomUUID", "slugify",
      "hex", "ulid", "cuid",
    ]
    words.folds = [
      "downcase", "upcase", "strip", "squish", "trim", "toLowerCase", "toUpperCase", "lower",
      "upper", "strtolower", "strtoupper", "mb_strtolower", "mb_strtoupper", "normalize",
      "toLocaleLowerCase", "lowercase", "uppercase", "unicode_normalize", "replace", "replaceAll",
      "gsub", "str_replace", "preg_replace", "ReplaceAll", "Replace", "replacingOccurrences",
    ]
    words.slow = ["sleep", "usleep", "upload", "download"]
    words.savepoints = ["savepoint"]
    words.transactionStarts = ["beginTransaction", "begin_transaction", "startTransaction"]
    words.transactionEnds = ["commit", "rollback", "rollBack", "commitTransaction"]
    words.contexts = [
      ContextMark(.path("/test/"), .test), ContextMark(.path("/tests/"), .test),
      ContextMark(.path("/spec/"), .test), ContextMark(.path("/__tests__/"), .test),
      ContextMark(.path(".test."), .test), ContextMark(.path(".spec."), .test),
      ContextMark(.path("_test."), .test), ContextMark(.path("_spec."), .test),
      ContextMark(.path("/migrations/"), .migration), ContextMark(.path("/migrate/"), .migration),
      ContextMark(.path("/seeds"), .fixture), ContextMark(.path("/seeders/"), .fixture),
      ContextMark(.path("/seed."), .fixture), ContextMark(.path("/fixtures/"), .fixture),
      ContextMark(.path("webhook"), .webhook), ContextMark(.function("webhook"), .webhook),
      ContextMark(.type("webhook"), .webhook),
      ContextMark(.path("/jobs/"), .worker), ContextMark(.path("/workers/"), .worker),
      ContextMark(.path("/consumers/"), .worker), ContextMark(.path("/admin/"), .admin),
      ContextMark(.path("/commands/"), .command),
    ]
    return words
  }

  /// The union with other words; what is single stays.
  func adding(_ change: (inout CodeVocabulary) -> Void) -> CodeVocabulary {
    var words = self
    change(&words)
    return words
  }
}

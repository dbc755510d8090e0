import SourceCode

extension CodeVocabulary {
  /// What is the same in the languages whose values have declared types.
  static func typed(_ languages: Set<String>) -> CodeVocabulary {
    var words = CodeVocabulary(languages: languages)
    words.folds = [
      "toLowerCase", "toUpperCase", "trim", "strip", "ToLower", "ToUpper", "ToLowerInvariant",
      "ToUpperInvariant", "Trim", "TrimSpace", "lowercased", "uppercased", "lowercase",
      "uppercase", "trimmingCharacters", "to_lowercase", "to_uppercase", "to_ascii_lowercase",
      "replace", "replaceAll", "Replace", "ReplaceAll", "replacingOccurrences", "deleteWhitespace",
    ]
    words.generators = [
      "random", "Random", "randomUUID", "UUID", "uuid", "Guid", "NewGuid", "SecureRandom", "rand",
      "Intn", "Int63", "ThreadLocalRandom", "RandomStringUtils", "randomNumeric", "nextInt",
      "randomAlphanumeric", "slugify", "Slugify", "toSlug", "currentTimeMillis", "nanoTime",
      "UnixNano", "Ticks", "thread_rng", "gen_range", "new_v4", "NewV4", "randomElement",
    ]
    words.counters = [
      "max", "Max", "MaxAsync", "maxOf", "count", "Count", "CountAsync", "nextNumber",
    ]
    words.slow = [
      "sleep", "Sleep", "getForObject", "postForObject", "getForEntity", "postForEntity",
      "exchange", "GetAsync", "PostAsync", "SendAsync", "PostAsJsonAsync", "GetFromJsonAsync",
      "PutObject", "putObject", "upload", "Upload", "sendEmail", "send_email", "SendEmail",
    ]
    words.slowObjects = [
      "http", "HttpClient", "httpClient", "_httpClient", "restTemplate", "webClient", "reqwest",
      "URLSession", "Thread", "stripe",
    ]
    words.enqueues = [
      "convertAndSend", "Enqueue", "EnqueueContext", "EnqueueAsync", "enqueue", "dispatch",
      "publish", "Publish", "PublishAsync", "PublishWithContext", "sendMessage", "SendMessage",
      "send",
    ]
    words.inputs = [
      "request", "req", "body", "form", "dto", "input", "params", "query", "command", "cmd",
      "model",
    ]
    words.messages = ["payload", "event", "message", "msg", "record", "job", "task", "remote"]
    words.iterations = [
      "forEach", "map", "flatMap", "ForEach", "Select", "for_each", "forEachIndexed",
    ]
    words.caches = [
      "cache", "_cache", "memoryCache", "_memoryCache", "distributedCache", "cacheManager", "redis",
      "redisTemplate", "stringRedisTemplate", "rdb", "redisClient",
    ]
    words.catchAlls = ["Exception", "Throwable", "RuntimeException", "PersistenceException"]
    words.copies = ["copyProperties", "copy", "Clone", "clone", "MemberwiseClone", "Copy"]
    words.exits = [
      "error", "fatalError", "preconditionFailure", "panic", "panic!", "bail!", "Fatal", "Fatalf",
      "fail", "unreachable!",
    ]
    words.guardCalls = [
      "require", "check", "ensure!", "assert", "assert!", "isTrue", "checkState", "checkArgument",
      "precondition", "requireFree",
    ]
    words.contexts = commonContexts
    return words
  }

  private static let commonContexts: [ContextMark] = [
    ContextMark(.path("/src/test/"), .test), ContextMark(.path("/tests/"), .test),
    ContextMark(.path("_test.go"), .test), ContextMark(.path("/test/"), .test),
    ContextMark(.path("test.java"), .test), ContextMark(.path("test.kt"), .test),
    ContextMark(.path("tests.cs"), .test), ContextMark(.path("tests.swift"), .test),
    ContextMark(.annotation("Test"), .test), ContextMark(.annotation("Fact"), .test),
    ContextMark(.path("/migrations/"), .migration), ContextMark(.path("/migration/"), .migration),
    ContextMark(.path("/jobs/"), .worker), ContextMark(.path("/workers/"), .worker),
    ContextMark(.path("/consumers/"), .worker), ContextMark(.path("webhook"), .webhook),
    ContextMark(.function("webhook"), .webhook), ContextMark(.type("webhook"), .webhook),
    ContextMark(.path("importer"), .fixture), ContextMark(.path("/import."), .fixture),
    ContextMark(.path("seeder"), .fixture), ContextMark(.path("/seeds/"), .fixture),
    ContextMark(.path("/seed."), .fixture), ContextMark(.path("/cmd/"), .command),
    ContextMark(.path("/src/bin/"), .command),
  ]

  /// Names that become `snake_case`, and constants in capitals, which are columns by themselves.
  static func snakeColumn(_ name: String) -> String {
    let hasLowercase = name.contains { $0.isLowercase }
    return hasLowercase ? CodeNaming.underscored(name) : name.lowercased()
  }
}

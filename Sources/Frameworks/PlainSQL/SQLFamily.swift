public import DatabaseErrors
public import Fixes

/// Databases that speak one SQL, and what each remedy is in it.
struct SQLFamily: Sendable {
  /// As people call it: `PostgreSQL`.
  var name: String
  /// Products by their words of the JSON format; of the standard none.
  var databases: Set<DBMS>
  /// Around a name that is no plain word.
  var quotes: (open: String, close: String) = ("\"", "\"")
  /// Whether names in capitals are others than those in small letters.
  var foldsNames = true
  var recipes: [SQLRecipe]

  /// In the order of trial; the standard is for whatever is not known.
  static let all: [SQLFamily] = [
    .postgreSQL, .mySQL, .sqlite, .sqlServer, .oracle, .standard,
  ]

  /// PostgreSQL's bound, the narrowest of those that are in use.
  static let nameLengthMax = 63

  static func family(of dbms: DBMS?) -> SQLFamily {
    all.first { family in dbms.map(family.databases.contains) ?? false } ?? .standard
  }

  /// The family's recipes with further ones, each in the place of those of the same remedy for the
  /// same violations.
  func replacing(_ recipes: [SQLRecipe]) -> [SQLRecipe] {
    recipes
      + self.recipes.filter { old in
        !recipes.contains { new in
          new.remedy == old.remedy
            && (new.kinds.isEmpty || old.kinds.isEmpty || !new.kinds.isDisjoint(with: old.kinds))
        }
      }
  }

  /// A name as it must be written in a statement.
  func quoted(_ name: String) -> String {
    let isPlain = name.utf8.enumerated().allSatisfy { index, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): true
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): !foldsNames
      case UInt8(ascii: "0")...UInt8(ascii: "9"): index > 0
      default: false
      }
    }
    guard !isPlain || name.isEmpty || Self.reserved.contains(name.lowercased()) else { return name }
    return quotes.open + name.replacing(quotes.close, by: quotes.close + quotes.close)
      + quotes.close
  }

  /// Words that are names of tables and columns all the same.
  private static let reserved: Set<String> = [
    "user", "order", "group", "table", "key", "index", "select", "default", "check", "primary",
    "references", "from", "to", "where", "values", "limit", "desc", "asc", "end", "grant",
    "column", "row", "rows", "rank", "window", "offset", "with", "when", "then", "unique", "union",
    "all", "and", "or", "not", "null", "set", "in", "is", "like", "on", "using", "case", "cast",
    "level", "mode", "number", "date", "size", "comment", "session", "condition", "interval",
  ]
}

/// What remedies mean in the database itself, for code without recipes of its own.
public enum PlainSQL {
  /// Statements to review, as guidance; the first recipe that has all the names it needs.
  public static func fixes(for remedy: Remedy, of violation: ConstraintViolation) -> [Fix] {
    if let dbms = violation.dbms, withoutSQL.contains(dbms.rawValue) { return [] }
    let family = SQLFamily.family(of: violation.dbms)
    let names = SQLNames(remedy: remedy, violation: violation, family: family)
    for recipe in family.recipes where recipe.remedy == remedy.kind {
      if let fix = recipe.fix(names, of: violation.kind) { return [fix] }
    }
    return []
  }

  /// Databases with rules of their own and another language.
  private static let withoutSQL: Set<String> = [
    "mongodb", "cassandra", "couchbase", "dynamodb", "elasticsearch", "firestore", "neo4j", "redis",
  ]

  /// Whether a remedy is of the database more than of the code.
  public static func owns(_ remedy: Remedy) -> Bool { owned.contains(remedy.kind) }

  private static let owned: Set<Remedy.Kind> = [
    .addConstraint, .resetSequence, .partialUniqueKey, .cleanUpRows, .widenKey, .addPartition,
    .rebuildIndex, .expandThenContract, .deferOrMoveInSteps, .widenConstraint,
  ]
}

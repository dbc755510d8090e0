import SourceCode

/// A variable of the environment by which a program is told of its database.
struct DatabaseVariable: Sendable, Hashable {
  var name: String
  var role: Role

  enum Role: String, Sendable, Hashable, CaseIterable {
    case url, host, port, user, password, database, engine
    /// All in one, in the words of ADO.NET.
    case connectionString
  }

  init(_ name: String, _ role: Role) {
    self.name = name
    self.role = role
  }

  /// Reads the role off a name: `POSTGRES_PASSWORD`, `DB_HOST`, `PGUSER`, `TEST_DATABASE_URL`.
  init?(named name: String) {
    if let role = Self.ofLibpq[name] {
      self.init(name, role)
      return
    }
    let words = name.split(separator: "_").map(String.init)
    guard words.count > 1, let last = words.last, let role = Self.roles[last],
      words.dropLast().contains(where: Self.products.contains),
      !words.contains("ROOT"), !words.contains("REPLICA")
    else { return nil }
    self.init(name, role)
  }

  private static let products: Set = [
    "DB", "DATABASE", "POSTGRES", "POSTGRESQL", "PG", "MYSQL", "MARIADB", "SQL", "DATASOURCE",
    "RDS", "JDBC",
  ]

  private static let roles: [String: Role] = [
    "URL": .url, "URI": .url, "DSN": .url, "HOST": .host, "HOSTNAME": .host, "SERVER": .host,
    "PORT": .port, "USER": .user, "USERNAME": .user, "PASSWORD": .password, "PASS": .password,
    "PASSWD": .password, "NAME": .database, "DATABASE": .database, "DB": .database,
    "DBNAME": .database, "ENGINE": .engine, "CONNECTION": .engine, "DIALECT": .engine,
    "ADAPTER": .engine, "DRIVER": .engine, "TYPE": .engine,
  ]

  private static let ofLibpq: [String: Role] = [
    "PGHOST": .host, "PGPORT": .port, "PGUSER": .user, "PGPASSWORD": .password,
    "PGDATABASE": .database,
  ]

  /// Names in a text at most; a project has a handful.
  private static let namesMax = 30

  /// Those that the texts mention, sorted by name. A name counts as a whole word of upper-case
  /// letters, digits and underscores, as every language writes the variables of its environment.
  static func mentioned(in texts: [String]) -> [DatabaseVariable] {
    var found: [String: DatabaseVariable] = [:]
    for text in texts {
      var word: [UInt8] = []
      func finish() {
        guard word.count >= 5, word.count <= 60, found.count < namesMax else { return }
        let name = String(decoding: word, as: UTF8.self)
        if found[name] == nil { found[name] = DatabaseVariable(named: name) }
      }
      for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "_"):
          word.append(byte)
        case UInt8(ascii: "a")...UInt8(ascii: "z"):
          // A word in mixed case is none of these; what follows it belongs to it.
          word = [byte]
        default:
          if word.first.map({ $0 < UInt8(ascii: "a") }) == true { finish() }
          word = []
        }
      }
      if word.first.map({ $0 < UInt8(ascii: "a") }) == true { finish() }
    }
    return found.values.sorted { $0.name < $1.name }
  }
}

/// What a project's source says of its database in so many words, not by variables.
struct DatabaseLiterals: Sendable, Hashable {
  var host: String?
  var user: String?
  var password: String?
  var database: String?
}

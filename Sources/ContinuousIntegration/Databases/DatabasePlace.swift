import DatabaseErrors

/// The database of a job as its tests reach it.
struct DatabasePlace: Sendable, Hashable {
  var service: DatabaseService
  var account: DatabaseAccount
  /// Where the system puts services: `127.0.0.1`, or the service's name.
  var host: String

  init(_ service: DatabaseService, for job: Job, host: String) {
    self.service = service
    self.host = host
    let literals = job.database.literals
    account = DatabaseAccount(
      user: literals.user ?? service.administrator, password: literals.password ?? "test",
      database: literals.database ?? "test")
  }

  /// Values for the variables that the project reads.
  func variables(of job: Job, _ mentioned: [DatabaseVariable]) -> [Job.Variable] {
    let words = job.database
    let names = Set(words.always.map(\.name))
    let all = words.always + mentioned.filter { !names.contains($0.name) }
    return all.compactMap { variable in
      value(of: variable.role, words).map { Job.Variable(variable.name, $0) }
    }
  }

  private func value(of role: DatabaseVariable.Role, _ words: DatabaseWords) -> String? {
    switch role {
    case .url: url(words)
    case .host: host
    case .port: String(service.port)
    case .user: account.user
    case .password: account.password
    case .database: account.database
    case .engine: words.engine
    case .connectionString:
      "\(service.dbms == .postgreSQL ? "Host" : "Server")=\(host);Port=\(service.port);"
        + "Database=\(account.database);Username=\(account.user);Password=\(account.password)"
    }
  }

  private func url(_ words: DatabaseWords) -> String {
    let place = "\(host):\(service.port)"
    switch words.scheme {
    case _ where words.scheme.hasPrefix("jdbc:"):
      return "\(words.scheme)://\(place)/\(account.database)\(words.urlEnd)"
    case "tcp":
      return "\(account.user):\(account.password)@tcp(\(place))/\(account.database)\(words.urlEnd)"
    default:
      return "\(words.scheme)://\(account.user):\(account.password)@\(place)"
        + "/\(account.database)\(words.urlEnd)"
    }
  }
}

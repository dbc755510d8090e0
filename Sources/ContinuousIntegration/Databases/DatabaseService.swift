public import DatabaseErrors

/// A real database beside a job: constraints, locks and messages differ too much between products
/// to test against another one.
public struct DatabaseService: Sendable, Hashable {
  public var dbms: DBMS
  /// As people write it.
  public var name: String
  public var image: String
  var port: Int
  /// Names that its images have, the beginning of what stands before the tag.
  var imageNames: [String]
  /// The name of who may do everything.
  var administrator: String
  var userVariable: String
  var passwordVariable: String
  var administratorPasswordVariable: String?
  var databaseVariable: String
  /// Succeeds once connections are taken. It asks over TCP: while an image sets itself up, its
  /// server answers on a socket already.
  var healthCommand: String

  public static let all: [DatabaseService] = [.postgreSQL, .mySQL, .mariaDB]

  public static let postgreSQL = DatabaseService(
    dbms: .postgreSQL, name: "PostgreSQL", image: "postgres:17", port: 5432,
    imageNames: ["postgres", "postgresql", "postgis", "pgvector", "timescaledb"],
    administrator: "postgres", userVariable: "POSTGRES_USER", passwordVariable: "POSTGRES_PASSWORD",
    administratorPasswordVariable: nil, databaseVariable: "POSTGRES_DB",
    healthCommand: "pg_isready -h 127.0.0.1")

  public static let mySQL = DatabaseService(
    dbms: .mySQL, name: "MySQL", image: "mysql:8.4", port: 3306,
    imageNames: ["mysql", "percona"],
    administrator: "root", userVariable: "MYSQL_USER", passwordVariable: "MYSQL_PASSWORD",
    administratorPasswordVariable: "MYSQL_ROOT_PASSWORD", databaseVariable: "MYSQL_DATABASE",
    healthCommand: "mysqladmin ping -h 127.0.0.1")

  public static let mariaDB = DatabaseService(
    dbms: .mariaDB, name: "MariaDB", image: "mariadb:11.4", port: 3306,
    imageNames: ["mariadb"],
    administrator: "root", userVariable: "MARIADB_USER", passwordVariable: "MARIADB_PASSWORD",
    administratorPasswordVariable: "MARIADB_ROOT_PASSWORD", databaseVariable: "MARIADB_DATABASE",
    healthCommand: "healthcheck.sh --connect")

  public static func of(_ dbms: DBMS) -> DatabaseService? { all.first { $0.dbms == dbms } }

  /// Whether a container's image is this product: `docker.io/library/postgres:16-alpine`.
  func isImage(_ image: some StringProtocol) -> Bool {
    let name = image.split(separator: "/").last?.split { $0 == ":" || $0 == "@" }.first ?? ""
    return imageNames.contains { name == $0 || name.hasPrefix($0 + "-") }
  }

  /// The variables that make the image let this user in.
  func environment(_ account: DatabaseAccount) -> [Job.Variable] {
    var variables = [Job.Variable(databaseVariable, account.database)]
    if let administratorPasswordVariable {
      variables.append(Job.Variable(administratorPasswordVariable, account.password))
    }
    if account.user != administrator || administratorPasswordVariable == nil {
      variables.append(Job.Variable(userVariable, account.user))
      variables.append(Job.Variable(passwordVariable, account.password))
    }
    return variables
  }
}

/// Who the tests are for the database.
struct DatabaseAccount: Sendable, Hashable {
  var user: String
  var password: String
  var database: String
}

extension DatabaseService {
  /// The image that the project itself runs, if one of its files names it with a plain tag.
  func withImage(of files: ProjectFiles) -> DatabaseService {
    var service = self
    let names = ["docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml"]
    let images = files.texts(names, in: "").flatMap { imagesNamed(in: $0) }
    if let image = images.first(where: { isImage($0) && $0.contains(":") }) {
      service.image = image
    }
    return service
  }
}

/// The images that a file of YAML names, by `image:` and by the forms of a service in a list; no
/// comments, and nothing that a variable decides.
func imagesNamed(in text: String) -> [String] {
  text.split(separator: "\n").compactMap { line -> String? in
    var rest = line.drop { $0 == " " || $0 == "-" }
    for key in ["image:", "name:"] where rest.hasPrefix(key) {
      rest = rest.dropFirst(key.count).drop { $0 == " " }
    }
    let word = rest.prefix { $0 != " " && $0 != "\r" && $0 != "#" }
      .filter { $0 != "\"" && $0 != "'" && $0 != "," }
    // A command of a script begins with a name, too.
    let isAlone = rest.dropFirst(word.utf8.count).allSatisfy { " \r\"',".contains($0) }
    let isKeyed = line.contains("image:") || line.contains("name:")
    let isName = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "@"):
        true
      default: false
      }
    }
    return isName && (isKeyed || isAlone) && !word.isEmpty && !word.hasSuffix(":") ? word : nil
  }
}

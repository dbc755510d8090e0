extension Dialect {
  /// MariaDB 10 and 11: MySQL's words, found under MariaDB's name when the driver tells the
  /// product.
  public static let mariaDB: Dialect = {
    let mySQL = Dialect.mySQL
    return Dialect(
      name: "MariaDB", dbms: .mariaDB, messages: mySQL.messages.filter { $0.dbms != .mySQL },
      conditions: mySQL.conditions)
  }()
}

extension Dialect {
  /// MariaDB 10 to 12: MySQL's words, found under MariaDB's name when the driver tells the product.
  public static let mariaDB: Dialect = {
    let mySQL = Dialect.mySQL
    return Dialect(
      name: "MariaDB", dbms: .mariaDB,
      messages: mySQL.messages.filter { $0.dbms == nil || $0.dbms == .mariaDB },
      conditions: mySQL.conditions)
  }()
}

extension Driver {
  /// What the server itself or the connectors of MariaDB put in front of a message.
  public static let server = Driver(
    name: "server",
    wrappers: severities.map { Wrapper("\($0): {message}") } + [
      // go-pg with a Russian server.
      Wrapper("ОШИБКА #{sqlstate} {message}", dbms: .postgreSQL),
      Wrapper("(conn={number}) {message}", dbms: .mariaDB),
      Wrapper("(conn:{number}) {message}", dbms: .mariaDB),
      // MySQL's connector for Java, before the words about a value that does not fit.
      Wrapper("Data truncation: {message}", dbms: .mySQL, standsBehindProse: true),
      // DuckDB's classes of errors.
      Wrapper("Constraint Error:{message}", dbms: .duckDB),
      Wrapper("TransactionContext Error: Failed to commit: {message}", dbms: .duckDB),
      Wrapper(
        "Invalid Input Error: Attempting to execute an unsuccessful or closed pending query "
          + "result\nError: {message}", dbms: .duckDB),
      // A class in front, as traces and logs print it.
      Wrapper("{class}: {message}"),
    ],
    examples: [
      Example(
        "(conn=31) Duplicate entry 'K-17' for key 'sail_no'",
        yields: ConstraintViolation(
          kind: .unique, dbms: .mariaDB, sqlState: "23000", vendorCode: "1062",
          constraint: "sail_no", values: ["K-17"])),
      Example(
        "django.db.utils.IntegrityError: UNIQUE constraint failed: boats.sail_no",
        yields: ConstraintViolation(
          kind: .unique, dbms: .sqlite, table: "boats", columns: ["sail_no"])),
      Example(
        "Data truncation: Data too long for column 'name' at row 1", type: "MysqlDataTruncation",
        module: "com.mysql.cj.jdbc.exceptions",
        yields: ConstraintViolation(
          kind: .length, dbms: .mySQL, sqlState: "22001", vendorCode: "1406", columns: ["name"])),
      .nearMiss("ValueError: UNIQUE constraint failed: boats.sail_no"),
    ])

  /// PostgreSQL's words for an error in the languages that it speaks.
  static let severities: [String] = {
    let english = ["ERROR", "FATAL", "PANIC"]
    let words = english.flatMap { word in
      Translation.postgreSQL.flatMap { $0.words(for: word) }.filter { !english.contains($0) }
    }
    return words.reduce(into: english) { if !$0.contains($1) { $0.append($1) } }
  }()
}

extension Bytes {
  /// The length of what stands before a severity in one word: `UTC:app@harbour:[4711]:ERROR:`.
  var lengthBeforeSeverity: Int? {
    guard last == UInt8(ascii: ":"), let colon = dropLast().lastIndex(of: UInt8(ascii: ":")) else {
      return nil
    }
    let word = self[(colon + 1)..<(endIndex - 1)]
    return Driver.severities.contains(word.string) ? colon + 1 - startIndex : nil
  }
}

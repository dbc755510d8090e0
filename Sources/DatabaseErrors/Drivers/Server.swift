extension Driver {
  /// What the server itself or the connectors of MariaDB put in front of a message.
  public static let server = Driver(
    name: "server",
    wrappers: severities.map { Wrapper("\($0): {message}") } + [
      Wrapper("(conn={number}) {message}", dbms: .mariaDB),
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
      .nearMiss("ValueError: UNIQUE constraint failed: boats.sail_no"),
    ])

  /// PostgreSQL's word for an error in the languages that it speaks.
  private static let severities = [
    "ERROR", "FATAL", "PANIC", "FEHLER", "ERREUR", "ERRO", "ERRORE", "BŁĄD", "ОШИБКА", "ПОМИЛКА",
    "HATA", "FEL", "오류", "错误", "錯誤", "შეცდომა",
  ]
}

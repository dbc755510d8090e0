extension Driver {
  /// sqlcmd, Management Studio and the JDBC driver: the server's numbers before its words.
  public static let sqlServerTools = Driver(
    name: "SQL Server tools", modules: ["sqlserver": .sqlServer],
    wrappers: [
      "Msg", "Meldung", "Mens.", "Mensaje", "Mensagem", "Сообщение", "Messaggio", "メッセージ", "메시지",
      "消息", "訊息",
    ].flatMap { word in
      [
        Wrapper("\(word) {number}, {_}\n{message}", dbms: .sqlServer),
        Wrapper("\(word) {number}，{_}\n{message}", dbms: .sqlServer),
        Wrapper("\(word) {number}、{_}\n{message}", dbms: .sqlServer),
        Wrapper("\(word) {number}, {_}, Line {number} {message}", dbms: .sqlServer),
      ]
    }
      + [
        // OLE DB gives the last message first.
        "The statement has been terminated.", "Die Anweisung wurde beendet.", "语句已终止。",
        "Se terminó la instrucción.", "A instrução foi finalizada.",
        "L'instruction a été arrêtée.", "Выполнение данной инструкции было прервано.",
      ].flatMap { sentence in
        [
          Wrapper("\(sentence)\n{message}", dbms: .sqlServer),
          Wrapper("\(sentence)\r\n{message}", dbms: .sqlServer),
        ]
      },
    examples: [
      Example(
        "Msg 2627, Level 14, State 1, Server HARBOUR, Procedure register_boat, Line 3\nViolation "
          + "of PRIMARY KEY constraint 'PK_boats'. Cannot insert duplicate key in object "
          + "'dbo.boats'. The duplicate key value is (7).\nThe statement has been terminated.",
        yields: ConstraintViolation(
          kind: .primaryKey, dbms: .sqlServer, sqlState: "23000", vendorCode: "2627",
          constraint: "PK_boats", schema: "dbo", table: "boats", values: ["7"])),
      Example(
        "Сообщение 547, уровень 16, состояние 0, строка 1\nКонфликт инструкции INSERT с "
          + "ограничением FOREIGN KEY \"FK_berths_piers\". Конфликт произошел в базе данных "
          + "\"harbour\", таблица \"dbo.piers\", column 'id'.",
        yields: ConstraintViolation(
          kind: .foreignKey, dbms: .sqlServer, sqlState: "23000", vendorCode: "547",
          constraint: "FK_berths_piers", referencedTable: "piers", referencedColumns: ["id"],
          side: .child)),
      .nearMiss(
        "Msg 2714, Level 16, State 6, Line 1\nThere is already an object named 'boats' in the "
          + "database."),
      .nearMiss("Msg 102, Level 15, State 1, Line 1\nIncorrect syntax near 'UNIQUE'."),
    ])
}

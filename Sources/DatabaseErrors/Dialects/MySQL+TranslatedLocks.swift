extension Dialect {
  /// MySQL and MariaDB in other languages; printed by
  /// `fixtures/record/translated_wordings.py`.
  static let translatedMySQLLocks: [Message] =
    Message.translations(
      .deadlock, code: "40001", number: "1213", dbms: .mariaDB,
      [
        "试图锁定时发现僵局;尝试重新启动事务",
        "ჩიხი ბლოკის მიღების მცდელობისას. სცადეთ, ტრანზაქცია თავიდან გაუშვათ",
        "Encontrado estancamiento (deadlock) al intentar obtener el bloqueo; "
          + "intente volver a comenzar la transacción",
      ])
    + Message.translations(
      .deadlock, code: "40001", number: "1213",
      [
        "Lukustamisel tekkis tupik (deadlock); alusta transaktsiooni otsast",
        "Deadlock découvert en essayant d'obtenir les verrous : essayez de "
          + "redémarrer la transaction",
        "Beim Versuch, eine Sperre anzufordern, ist ein Deadlock aufgetreten. "
          + "Versuchen Sie, die Transaktion neu zu starten",
        "Trovato deadlock durante il lock; Provare a far ripartire la transazione",
        "ロック取得中にデッドロックが検出されました。トランザクションを再試行してください。",
        "Deadlock gevonden tijdens lock-aanvraag poging; Probeer herstart van de transactie",
        "Encontrado um travamento fatal (deadlock) quando tentava obter uma trava. "
          + "Tente reiniciar a transação",
        "Возникла тупиковая ситуация в процессе получения блокировки; Попробуйте "
          + "перезапустить транзакцию",
        "Unakrsno zaključavanje pronađeno kada sam pokušao da dobijem pravo na "
          + "zaključavanje; Probajte da restartujete transakciju",
        "Fick 'DEADLOCK' vid låsförsök av block/rad. Försök att starta om transaktionen",
        "Взаємне блокування знайдено під час спроби отримати блокування; спробуйте "
          + "перезапустити транзакцію.",
        "Encontrado um travamento fatal (deadlock) quando tentava obter uma trava. "
          + "Tente reiniciar a transação.",
        "Encontrado deadlock cuando tentando obtener el bloqueo; Tente recomenzar "
          + "la transición",
      ])
    + Message.translations(
      .deadlock, code: "XA102", number: "1614", dbms: .mariaDB,
      [
        "XA_RBDEADLOCK：交易分支回滚：检测到死锁",
        "XA_RBDEADLOCK: ტრანაქციის ბრენჩი დაბრუნდა: აღმოჩენილია უსასრულო ციკლი",
      ])
    + Message.translations(
      .deadlock, code: "XA102", number: "1614",
      [
        "XA_RBDEADLOCK: Transaktionszweig wurde zurückgerollt: Deadlock entdeckt",
        "XA_RBDEADLOCK: Rama de transacción ha dido retrocedida (rolled back): se "
          + "ha detectado estancamiento (deadlock)",
      ])
    + Message.translations(
      .lockTimeout, code: "HY000", number: "1205", dbms: .mariaDB,
      [
        "锁等待超时;尝试重新启动事务",
        "ბლოკის მოლოდინის ვადა ამოიწურა. სცადეთ, ტრანზაქცია თავიდან გაუშვათ",
        "Tiempo de espera de bloqueo excedido; intente rearrancar la transacción",
      ])
    + Message.translations(
      .lockTimeout, code: "HY000", number: "1205",
      [
        "Lock wait timeout overskredet",
        "Kontrollaeg ületatud luku järel ootamisel; Proovi transaktsiooni otsast alata",
        "Timeout sur l'obtention du verrou",
        "Beim Warten auf eine Sperre wurde die zulässige Wartezeit überschritten. "
          + "Bitte versuchen Sie, die Transaktion neu zu starten",
        "E' scaduto il timeout per l'attesa del lock",
        "ロック待ちがタイムアウトしました。トランザクションを再試行してください。",
        "Lock wacht tijd overschreden",
        "Tempo de espera (timeout) de travamento excedido. Tente reiniciar a transação",
        "Таймаут ожидания блокировки истек; попробуйте перезапустить транзакцию",
        "Vremenski limit za zaključavanje tabele je istekao; Probajte da ponovo "
          + "startujete transakciju",
        "Fick inte ett lås i tid ; Försök att starta om transaktionen",
        "Затримку очікування блокування вичерпано",
        "Tempo de espera (timeout) de travamento excedido. Tente reiniciar a transação.",
        "Tiempo de bloqueo de espera excedido",
      ])
    + Message.translations(
      .serializationFailure, code: "HY000", number: "1020", dbms: .mariaDB,
      [
        "这个表自上次读后数据有变化'{table}';尝试重新启动事务",
        "ცხრილში '{table}' ჩანაწერი შეიცვალა ბოლო წაკითხვის შემდეგ. სცადეთ, "
          + "ტრანზაქცია თავიდან გაუშვათ",
        "रिकॉर्ड टेबल '{table}' पिछली बार पढ़े जाने के बाद से बदल गया है",
      ])
    + Message.translations(
      .serializationFailure, code: "HY000", number: "1020",
      [
        "Záznam byl změněn od posledního čtení v tabulce '{table}'",
        "Posten er ændret siden sidste læsning '{table}'; Prøv at genstarte transaktionen",
        "Kirje tabelis '{table}' on muutunud viimasest lugemisest saadik; alusta "
          + "transaktsiooni otsast",
        "Enregistrement modifié depuis sa dernière lecture dans la table '{table}' "
          + ": essayez de redémarrer la transaction",
        "Datensatz hat sich seit dem letzten Zugriff auf Tabelle '{table}' "
          + "geändert. Versuchen Sie, die Transaktion neu zu starten",
        "Η εγγραφή έχει αλλάξει από την τελευταία φορά που ανασύρθηκε από τον "
          + "πίνακα '{table}'",
        "A(z) '{table}' tablaban talalhato rekord megvaltozott az utolso olvasas ota",
        "Il record e` cambiato dall'ultima lettura della tabella '{table}'; "
          + "Provare a far ripartire la transazione",
        "表 '{table}' の最後の読み込み時点から、レコードが変化しました。トランザクションを再試行してください。",
        "테이블 '{table}'에서 마지막으로 읽은 후 Record가 변경되었습니다.",
        "Record is veranderd sinds de laatste lees activiteit in de tabel "
          + "'{table}'; Probeer herstart van de transactie",
        "Posten har blitt endret siden den ble lest '{table}'",
        "Posten har vorte endra sidan den sist vart lesen '{table}'; Prøv å starte "
          + "transaksjonen på nytt",
        "Rekord został zmieniony od ostaniego odczytania z tabeli '{table}'",
        "Registro alterado desde a última leitura da tabela '{table}'. Tente "
          + "reiniciar a transação",
        "Cimpul a fost schimbat de la ultima citire a tabelei '{table}'",
        "Запись изменилась с момента последней выборки в таблице '{table}'; "
          + "Попробуйте перезапустить транзакцию",
        "Slog je promenjen od zadnjeg čitanja tabele '{table}'; Probajte da "
          + "restartujete transakciju",
        "Záznam bol zmenený od posledného čítania v tabuľke '{table}'",
        "El registro ha cambiado desde la ultima lectura de la tabla '{table}'; "
          + "intente volver a comenzar la transacción",
        "Posten har förändrats sedan den lästes i register '{table}'. Försök att "
          + "starta om transaktionen",
        "Запис було змінено з часу останнього читання з таблиці '{table}'; "
          + "спробуйте перезапустити транзакцію.",
      ])
    + Message.translations(
      .multipleObjectsReturned, code: "42000", number: "1172", dbms: .mariaDB,
      [
        "结果多于一行",
        "შედეგი ერთ სტრიქონზე მეტს შეიცავს",
        "परिणाम एक से अधिक पंक्ति का है",
      ])
    + Message.translations(
      .multipleObjectsReturned, code: "42000", number: "1172",
      [
        "Výsledek obsahuje více než jeden řádek",
        "Resultatet bestod af mere end een række",
        "Tulemis oli rohkem kui üks kirje",
        "Le résultat contient plus d'un enregistrement",
        "Ergebnis besteht aus mehr als einer Zeile",
        "Az eredmeny tobb, mint egy sort tartalmaz",
        "Il risultato consiste di piu` di una riga",
        "結果が2行以上です。",
        "Resultaat bevatte meer dan een rij",
        "O resultado consistiu em mais do que uma linha",
        "Resultatul constista din mai multe linii",
        "В результате возвращена более чем одна строка",
        "Rezultat je sačinjen od više slogova",
        "Resultado compuesto de más de una fila",
        "Resultet bestod av mera än en rad",
        "Результат знаходиться у більше ніж одній строці",
      ])
    + Message.translations(
      .foreignKey, code: "23000", number: "1216", side: .child, dbms: .mariaDB,
      [
        "无法添加或更新子行：外键约束失败",
        "შვილი მწკრივის დამატება ან განახლება შეუძლებელია. გარე გასაღების შეზღუდვა "
          + "არ მოწმდება",
        "No puedo añadir o actualizar una fila hija: ha fallado una restrición de "
          + "clave foránea",
      ])
    + Message.translations(
      .foreignKey, code: "23000", number: "1216", side: .child,
      [
        "Impossible d'ajouter un enregistrement fils : une constrainte externe l'empèche",
        "Hinzufügen oder Aktualisieren eines Kind-Datensatzes schlug aufgrund "
          + "einer Fremdschlüssel-Beschränkung fehl",
        "Impossibile aggiungere la riga: un vincolo d'integrita' referenziale non "
          + "e' soddisfatto",
        "親キーがありません。外部キー制約違反です。",
        "Kan onderliggende rij niet toevoegen: foreign key beperking gefaald",
        "Não pode acrescentar uma linha filha: uma restrição de chave estrangeira falhou",
        "Невозможно добавить или обновить дочернюю строку: проверка ограничений "
          + "внешнего ключа не выполняется",
        "FOREIGN KEY-konflikt:  Kan inte skriva barn",
        "Не вдається додати або оновити дочірній рядок: невдала перевірка "
          + "обмеження зовнішнього ключа",
        "No puede adicionar una línea hijo: falla de clave extranjera constraint",
      ])
    + Message.translations(
      .foreignKey, code: "23000", number: "1217", side: .parent, dbms: .mariaDB,
      [
        "无法删除或更新父行：外键约束失败",
        "მშობელი მწკრივის წაშლა ან განახლება შეუძლებელია. გარე გასაღების შეზღუდვა არ მოწმდება",
        "No puedo borrar o actualizar una fila padre: ha fallado una restrición de "
          + "clave foránea",
      ])
    + Message.translations(
      .foreignKey, code: "23000", number: "1217", side: .parent,
      [
        "Impossible de supprimer un enregistrement père : une constrainte externe l'empèche",
        "Löschen oder Aktualisieren eines Eltern-Datensatzes schlug aufgrund einer "
          + "Fremdschlüssel-Beschränkung fehl",
        "Impossibile cancellare la riga: un vincolo d'integrita' referenziale non "
          + "e' soddisfatto",
        "子レコードがあります。外部キー制約違反です。",
        "Não pode apagar uma linha pai: uma restrição de chave estrangeira falhou",
        "Невозможно удалить или обновить родительскую строку: проверка ограничений "
          + "внешнего ключа не выполняется",
        "Ne mogu da izbrišem roditeljski slog: provera spoljnog ključa je neuspela",
        "FOREIGN KEY-konflikt:  Kan inte radera fader",
        "No puede deletar una línea padre: falla de clave extranjera constraint",
      ])

  /// The sentences before a foreign key's definition.
  static let translatedForeignKeyMessages: [Message] =
    foreignKeyMessages(
      number: "1452", unexplainedNumber: "1216", side: .child,
      sentences: [
        "无法添加或更新子行：外键约束失败（",
        "Kann Kind-Zeile nicht hinzufügen oder aktualisieren: eine "
          + "Fremdschlüsselbedingung schlägt fehl",
        "შვილი მწკრივის წაშლა ან განახლება შეუძლებელია: გარე გასაღების შეზღუდვა "
          + "შეცდომას შეიცავს",
        "No puedo añadir o actualizar una fila hija: falla una restricción de clave foránea",
      ])
    + foreignKeyMessages(
      number: "1451", unexplainedNumber: "1217", side: .parent,
      sentences: [
        "无法删除或更新父行：外键约束失败（",
        "Kann Eltern-Zeile nicht löschen oder aktualisieren: eine "
          + "Fremdschlüsselbedingung schlägt fehl",
        "მშობელი მწკრივის წაშლა ან განახლება შეუძლებელია: გარე გასაღების შეზღუდვა "
          + "შეცდომას შეიცავს",
        "No puedo borrar o actualizar una fila padre: falla una restricción de clave foránea",
      ])

}

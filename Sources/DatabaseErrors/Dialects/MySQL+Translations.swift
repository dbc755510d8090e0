extension Dialect {
  /// MySQL and MariaDB in other languages; printed by `fixtures/record/translated_wordings.py`.
  static let translatedMySQLMessages: [Message] =
    Message.translations(
      .unique, code: "23000", number: "1062",
      [
        "重复条目'{values}'键'{key}'",
        "Zvojený klíč '{values}' (číslo klíče '{key}')",
        "Ens værdier '{values}' for indeks '{key}'",
        "Kattuv väärtus '{values}' võtmele '{key}'",
        "Duplicata du champ '{values}' pour la clef '{key}'",
        "Doppelter Eintrag '{values}' für Schlüssel '{key}'",
        "დუბლირებული ჩანაწერი '{values}' გასაღებისთვის '{key}'",
        "Διπλή εγγραφή '{values}' για το κλειδί '{key}'",
        "Duplikalt bejegyzes '{values}' a '{key}' kulcs szerint",
        "Valore duplicato '{values}' per la chiave '{key}'",
        "'{values}' は索引 '{key}' で重複しています。",
        "중복된 입력 값 '{values}': key '{key}'",
        "Dubbele ingang '{values}' voor zoeksleutel '{key}'",
        "Like verdier '{values}' for nøkkel '{key}'",
        "Like verdiar '{values}' for nykkel '{key}'",
        "Powtórzone wystąpienie '{values}' dla klucza '{key}'",
        "Entrada '{values}' duplicada para a chave '{key}'",
        "Cimpul '{values}' e duplicat pentru cheia '{key}'",
        "Дублирующаяся запись '{values}' по ключу '{key}'",
        "Dupliran unos '{values}' za ključ '{key}'",
        "Opakovaný kľúč '{values}' (číslo kľúča '{key}')",
        "Entrada duplicada '{values}' para la clave '{key}'",
        "Dublett '{values}' för nyckel '{key}'",
        "Дублюючий запис '{values}' для ключа '{key}'",
      ])
    + Message.translations(
      .notNull, code: "23000", number: "1048",
      [
        "列'{column}'不能为NULL",
        "Sloupec '{column}' nemůže být null",
        "Kolonne '{column}' kan ikke være NULL",
        "Tulp '{column}' ei saa omada nullväärtust",
        "Le champ '{column}' ne peut être vide (null)",
        "Feld '{column}' darf nicht NULL sein",
        "სვეტს '{column}' მნიშვნელობა NULL ვერ ექნება",
        "Το πεδίο '{column}' δεν μπορεί να είναι κενό (null)",
        "काँलम '{column}' NULL नहीं हो सकता",
        "A(z) '{column}' oszlop erteke nem lehet nulla",
        "La colonna '{column}' non puo` essere nulla",
        "列 '{column}' は null にできません。",
        "칼럼 '{column}'는 널(Null)이 되면 안됩니다. ",
        "Kolom '{column}' kan niet null zijn",
        "Kolonne '{column}' kan ikke vere null",
        "Kolonne '{column}' kan ikkje vere null",
        "Kolumna '{column}' nie może być null",
        "Coluna '{column}' não pode ser vazia",
        "Coloana '{column}' nu poate sa fie null",
        "Столбец '{column}' не может принимать величину NULL",
        "Kolona '{column}' ne može biti NULL",
        "Pole '{column}' nemôže byť null",
        "La columna '{column}' no puede ser nula",
        "Kolumn '{column}' får inte vara NULL",
        "Стовбець '{column}' не може бути нульовим",
      ])
    + Message.translations(
      .notNull, code: "HY000", number: "1364",
      [
        "字段'{column}'没有默认值",
        "Feld '{column}' hat keinen Vorgabewert",
        "ველს '{column}' ნაგულისხმები მნიშვნელობა არ გააჩნია",
        "El campo '{column}' no tiene un valor por defecto",
      ])
    + Message.translations(
      .length, code: "22001", number: "1406",
      [
        "列'{column}'行{number}数据太长",
        "Daten zu lang für Feld '{column}' in Zeile {number}",
        "მონაცემი ძალიან გრძელია სვეტისთვის '{column}' მწკრივზე {number}",
        "Datos demasiado largos para la columna '{column}' en la fila {number}",
      ])
    + Message.translations(
      .outOfRange, code: "22003", number: "1264",
      [
        "列'{column}'行{number}的值超出范围",
        "სვეტის '{column}' მწკრვში {number} მნიშვნელობა დიაპაზონს გარეთაა",
        "Valor fuera de rango para la columna '{column}' en la fila {number}",
      ])
    + Message.translations(
      .invalidValue, code: "01000", number: "1265",
      [
        "数据被截断，在列'{column}', 行{number}",
        "Daten abgeschnitten für Feld '{column}' in Zeile {number}",
        "სვეტისთვის '{column}' მწკრივში '{number} მონაცემები წაკვეთილია",
        "列 '{column}' の 行 {number} でデータが切り捨てられました。",
        "Dado truncado para coluna '{column}' na linha {number}",
        "Datos truncados para la columna '{column}' en la fila {number}",
      ])
    + Message.translations(
      .deadlock, code: "40001", number: "1213",
      [
        "试图锁定时发现僵局;尝试重新启动事务",
        "Lukustamisel tekkis tupik (deadlock); alusta transaktsiooni otsast",
        "Deadlock découvert en essayant d'obtenir les verrous : essayez de "
          + "redémarrer la transaction",
        "Beim Versuch, eine Sperre anzufordern, ist ein Deadlock aufgetreten. "
          + "Versuchen Sie, die Transaktion neu zu starten",
        "ჩიხი ბლოკის მიღების მცდელობისას. სცადეთ, ტრანზაქცია თავიდან გაუშვათ",
        "Trovato deadlock durante il lock; Provare a far ripartire la transazione",
        "ロック取得中にデッドロックが検出されました。トランザクションを再試行してください。",
        "Deadlock gevonden tijdens lock-aanvraag poging; Probeer herstart van de transactie",
        "Encontrado um travamento fatal (deadlock) quando tentava obter uma trava. "
          + "Tente reiniciar a transação",
        "Возникла тупиковая ситуация в процессе получения блокировки; Попробуйте "
          + "перезапустить транзакцию",
        "Unakrsno zaključavanje pronađeno kada sam pokušao da dobijem pravo na "
          + "zaključavanje; Probajte da restartujete transakciju",
        "Encontrado estancamiento (deadlock) al intentar obtener el bloqueo; "
          + "intente volver a comenzar la transacción",
        "Fick 'DEADLOCK' vid låsförsök av block/rad. Försök att starta om transaktionen",
        "Взаємне блокування знайдено під час спроби отримати блокування; спробуйте "
          + "перезапустити транзакцію.",
      ])
    + Message.translations(
      .lockTimeout, code: "HY000", number: "1205",
      [
        "锁等待超时;尝试重新启动事务",
        "Lock wait timeout overskredet",
        "Kontrollaeg ületatud luku järel ootamisel; Proovi transaktsiooni otsast alata",
        "Timeout sur l'obtention du verrou",
        "Beim Warten auf eine Sperre wurde die zulässige Wartezeit überschritten. "
          + "Bitte versuchen Sie, die Transaktion neu zu starten",
        "ბლოკის მოლოდინის ვადა ამოიწურა. სცადეთ, ტრანზაქცია თავიდან გაუშვათ",
        "E' scaduto il timeout per l'attesa del lock",
        "ロック待ちがタイムアウトしました。トランザクションを再試行してください。",
        "Lock wacht tijd overschreden",
        "Tempo de espera (timeout) de travamento excedido. Tente reiniciar a transação",
        "Таймаут ожидания блокировки истек; попробуйте перезапустить транзакцию",
        "Vremenski limit za zaključavanje tabele je istekao; Probajte da ponovo "
          + "startujete transakciju",
        "Tiempo de espera de bloqueo excedido; intente rearrancar la transacción",
        "Fick inte ett lås i tid ; Försök att starta om transaktionen",
        "Затримку очікування блокування вичерпано",
      ])
    + Message.translations(
      .check, code: "23000", number: "4025", dbms: .mariaDB,
      [
        "CONSTRAINT `{constraint}`失败的`{schema}`。`{table}`",
        "CONSTRAINT `{constraint}` fehlgeschlagen: `{schema}`.`{table}`",
        "проверка CONSTRAINT `{constraint}` для `{schema}`.`{table}` провалилась",
        "No se cumple la RESTRICCIÓN `{constraint}` para `{schema}`.`{table}`",
        "Перевірка CONSTRAINT `{constraint}` для `{schema}`.`{table}` не пройшла",
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

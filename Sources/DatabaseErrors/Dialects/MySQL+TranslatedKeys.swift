extension Dialect {
  /// MySQL and MariaDB in other languages; printed by
  /// `fixtures/record/translated_wordings.py`.
  static let translatedMySQLKeys: [Message] =
    Message.translations(
      .unique, code: "23000", number: "1062", dbms: .mariaDB,
      [
        "重复条目'{values}'键'{key}'",
        "დუბლირებული ჩანაწერი '{values}' გასაღებისთვის '{key}'",
        "重复条目'{values}'在索引{number}",
        "დუბლირებული ჩანაწერი '{values}' გასაღებისთვის {number}",
        "सामान प्रवेश '{values}' KEY {number} के लिए",
      ])
    + Message.translations(
      .unique, code: "23000", number: "1062",
      [
        "Zvojený klíč '{values}' (číslo klíče '{key}')",
        "Ens værdier '{values}' for indeks '{key}'",
        "Kattuv väärtus '{values}' võtmele '{key}'",
        "Duplicata du champ '{values}' pour la clef '{key}'",
        "Doppelter Eintrag '{values}' für Schlüssel '{key}'",
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
        "Duplikalt bejegyzes '{values}' a '{key}' kulcs szerint.",
        "Zdvojený klíč '{values}' (číslo klíče {number})",
        "Ens værdier '{values}' for indeks {number}",
        "Kattuv väärtus '{values}' võtmele {number}",
        "Duplicata du champ '{values}' pour la clef {number}",
        "Doppelter Eintrag '{values}' für Schlüssel {number}",
        "Διπλή εγγραφή '{values}' για το κλειδί {number}",
        "Duplikalt bejegyzes '{values}' a {number} kulcs szerint",
        "Valore duplicato '{values}' per la chiave {number}",
        "'{values}' は索引 {number} で重複しています。",
        "중복된 입력 값 '{values}': key {number}",
        "Dubbele ingang '{values}' voor zoeksleutel {number}",
        "Like verdier '{values}' for nøkkel {number}",
        "Like verdiar '{values}' for nykkel {number}",
        "Powtórzone wystąpienie '{values}' dla klucza {number}",
        "Entrada '{values}' duplicada para a chave {number}",
        "Cimpul '{values}' e duplicat pentru cheia {number}",
        "Дублирующаяся запись '{values}' по ключу {number}",
        "Dupliran unos '{values}' za ključ '{number}'",
        "Opakovaný kľúč '{values}' (číslo kľúča {number})",
        "Entrada duplicada '{values}' para la clave {number}",
        "Dublett '{values}' för nyckel {number}",
        "Дублюючий запис '{values}' для ключа {number}",
      ])
    + Message.translations(
      .unique, code: "23000", number: "1859", dbms: .mariaDB,
      [
        "索引的重复条目'{key}'",
        "დუბლირებული ჩანაწერი გასაღებისთვის '{key}'",
      ])
    + Message.translations(
      .unique, code: "23000", number: "1859",
      [
        "Zdvojený klíč (číslo klíče '{key}')",
        "Flere ens nøgler for indeks '{key}'",
        "Kattuv väärtus võtmele '{key}'",
        "Duplicata du champ pour la clef '{key}'",
        "Doppelter Eintrag für Schlüssel '{key}'",
        "Διπλή εγγραφή για το κλειδί '{key}'",
        "Duplikalt bejegyzes a '{key}' kulcs szerint",
        "Valore duplicato per la chiave '{key}'",
        "は索引 '{key}' で重複しています。",
        "중복된 입력 값: key '{key}'",
        "Dubbele ingang voor zoeksleutel '{key}'",
        "Like verdier for nøkkel '{key}'",
        "Like verdiar for nykkel '{key}'",
        "Powtórzone wystąpienie dla klucza '{key}'",
        "Entrada duplicada para a chave '{key}'",
        "Cimpul e duplicat pentru cheia '{key}'",
        "Дублирующаяся запись по ключу '{key}'",
        "Dupliran unos za ključ '{key}'",
        "Opakovaný kľúč (číslo kľúča '{key}')",
        "Entrada duplicada para la clave '{key}'",
        "Dublett för nyckel '{key}'",
        "Дублюючий запис для ключа '{key}'",
      ])
    + Message.translations(
      .unique, code: "23000", number: "1022", dbms: .mariaDB,
      [
        "不能写;表'{table}'中有重复索引",
        "ჩაწერის შეცდომა. დუბლირებული გასაღები ცხრილში '{table}'",
        "टेबल '{table}' में DUPLICATE KEY मौजूद होने के कारण नहीं लिख सके",
      ])
    + Message.translations(
      .unique, code: "23000", number: "1022",
      [
        "Nemohu zapsat, zdvojený klíč v tabulce '{table}'",
        "Kan ikke skrive, flere ens nøgler i tabellen '{table}'",
        "Ei saa kirjutada, korduv võti tabelis '{table}'",
        "Ecriture impossible, doublon dans une clé de la table '{table}'",
        "Kann nicht speichern, Grund: doppelter Schlüssel in Tabelle '{table}'",
        "Δεν είναι δυνατή η καταχώρηση, η τιμή υπάρχει ήδη στον πίνακα '{table}'",
        "Irasi hiba, duplikalt kulcs a '{table}' tablaban",
        "Scrittura impossibile: chiave duplicata nella tabella '{table}'",
        "書き込めません。表 '{table}' に重複するキーがあります。",
        "기록할 수 없습니다., 테이블 '{table}'에서 중복 키",
        "Kan niet schrijven, dubbele zoeksleutel in tabel '{table}'",
        "Kan ikke skrive, flere like nøkler i tabellen '{table}'",
        "Kan ikkje skrive, flere like nyklar i tabellen '{table}'",
        "Nie można zapisać, powtórzone klucze w tabeli '{table}'",
        "Não pode gravar. Chave duplicada na tabela '{table}'",
        "Nu pot sa scriu (can't write), cheie duplicata in tabela '{table}'",
        "Невозможно произвести запись, дублирующийся ключ в таблице '{table}'",
        "Ne mogu da pišem pošto postoji duplirani ključ u tabeli '{table}'",
        "Nemôžem zapísať, duplikát kľúča v tabuľke '{table}'",
        "No puedo escribir, clave duplicada en la tabla '{table}'",
        "Kan inte skriva, dubbel söknyckel i register '{table}'",
        "Не можу записати, дублюючийся ключ в таблиці '{table}'",
      ])
    + Message.translations(
      .unique, code: "23000", number: "1169", dbms: .mariaDB,
      [
        "因为表'{table}' 唯一约束，无法写入",
        "ცხრილში '{table}' უნიკალური გასაღების შეზღუდვის გამო ჩაწერა შეუძლებელია",
      ])
    + Message.translations(
      .unique, code: "23000", number: "1169",
      [
        "Kvůli unique constraintu nemozu zapsat do tabulky '{table}'",
        "Kan ikke skrive til tabellen '{table}' fordi det vil bryde CONSTRAINT regler",
        "Ei suuda kirjutada tabelisse '{table}', kuna see rikub ühesuse kitsendust",
        "Écriture impossible à cause d'un index UNIQUE sur la table '{table}'",
        "Schreiben in Tabelle '{table}' nicht möglich wegen einer "
          + "Eindeutigkeitsbeschränkung (unique constraint)",
        "A '{table}' nem irhato, az egyedi mezok miatt",
        "Impossibile scrivere nella tabella '{table}' per limitazione di unicita`",
        "一意性制約違反のため、表 '{table}' に書き込めません。",
        "Kan niet opslaan naar table '{table}' vanwege 'unique' beperking",
        "Não pode gravar, devido à restrição UNIQUE, na tabela '{table}'",
        "Nu pot scrie pe hard-drive, din cauza constraintului unic (unique "
          + "constraint) pentru tabela '{table}'",
        "Невозможно записать в таблицу '{table}' из-за ограничений уникального ключа",
        "Zbog provere jedinstvenosti ne mogu da upišem podatke u tabelu '{table}'",
        "No puedo grabar, debido a restricción única, en la tabla '{table}'",
        "Kan inte skriva till tabell '{table}'; UNIQUE-test",
        "Не можу записати до таблиці '{table}', з причини вимог унікальності",
      ])
    + Message.translations(
      .unique, code: "23000", number: "1761", dbms: .mariaDB,
      [
        "表'{_}'的外键约束，记录'{values}'会导致表'{table}'中的重复条目，键'{key}'"
      ])
    + Message.translations(
      .unique, code: "23000", number: "1761",
      [
        "Fremdschlüssel-Beschränkung für Tabelle '{_}', Datensatz '{values}' würde "
          + "zu einem doppelten Eintrag in Tabelle '{table}', Schlüssel '{key}' führen",
        "La restricción de clave foránea para tabla '{_}', registro '{values}' "
          + "llevaría a una entrada duplicada en la tabla '{table}', clave '{key}'",
        "FOREIGN KEY constraint för tabell '{_}', posten '{values}' kan inte "
          + "uppdatera barntabell '{table}' på grund av nyckel '{key}'",
      ])
    + Message.translations(
      .unique, code: "23000", number: "1762", dbms: .mariaDB,
      [
        "表'{_}'的外键约束，记录'{values}'会导致子表中的重复条目"
      ])
    + Message.translations(
      .unique, code: "23000", number: "1762",
      [
        "Fremdschlüssel-Beschränkung für Tabelle '{_}', Datensatz '{values}' würde "
          + "zu einem doppelten Eintrag in einer Kind-Tabelle führen",
        "La restricción de clave foránea para tabla '{_}', registro '{values}' "
          + "llevaría a una entrada duplicada en una tabla hija",
        "FOREIGN KEY constraint för tabell '{_}', posten '{values}' kan inte "
          + "uppdatera en barntabell på grund av UNIQUE-test",
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
    + Message.translations(
      .check, code: "44000", number: "1369", dbms: .mariaDB,
      [
        "CHECK OPTION失败`{schema}`.`{table}`",
        "CHECK OPTION fehlgeschlagen: `{schema}`.`{table}`",
        "CHECK OPTION-ის შეცდომა `{schema}`.`{table}`",
        "Проверка CHECK OPTION для VIEW `{schema}`.`{table}` провалилась",
        "CHECK OPTION falló `{schema}`.`{table}`",
        "Перевірка CHECK OPTION для VIEW `{schema}`.`{table}` не пройшла",
      ])
    + Message.translations(
      .check, code: "44000", number: "1369",
      [
        "CHECK OPTION fehlgeschlagen: '{schema}.{table}'",
        "проверка CHECK OPTION для VIEW '{schema}.{table}' провалилась",
      ])
    + Message.translations(
      .check, code: "HY000", number: "1526", dbms: .mariaDB,
      [
        "表没有{value}的分区",
        "ცხრილს მნიშვნელობისთვის {value} დანაყოფი არ გააჩნია",
      ])
    + Message.translations(
      .check, code: "HY000", number: "1526",
      [
        "Tabelle hat für den Wert {value} keine Partition",
        "La tabla no tiene partición para valor {value}",
      ])
    + Message.translations(
      .check, code: "HY000", number: "1591", dbms: .mariaDB,
      [
        "表对某些现有值没有分区",
        "ზოგიერთი არსებული მნიშვნელობისთვის ცხრილს დანაყოფი არ გააჩნია",
      ])
    + Message.translations(
      .check, code: "HY000", number: "1591",
      [
        "Tabelle hat für einige bestehende Werte keine Partition",
        "La tabla no tiene partición para algunos valores existentes",
      ])
    + Message.translations(
      .check, code: "HY000", number: "1748", dbms: .mariaDB,
      [
        "发现不匹配给定分区集的行"
      ])
    + Message.translations(
      .check, code: "HY000", number: "1748",
      [
        "Hallada una fila que no coincide con el conjunto dado de partición",
        "Hittade en rad som inte passar i någon given partition",
      ])

}

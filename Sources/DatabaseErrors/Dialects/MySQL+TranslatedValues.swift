extension Dialect {
  /// MySQL and MariaDB in other languages; printed by
  /// `fixtures/record/translated_wordings.py`.
  static let translatedMySQLValues: [Message] =
    Message.translations(
      .notNull, code: "23000", number: "1048", dbms: .mariaDB,
      [
        "列'{column}'不能为NULL",
        "სვეტს '{column}' მნიშვნელობა NULL ვერ ექნება",
        "काँलम '{column}' NULL नहीं हो सकता",
      ])
    + Message.translations(
      .notNull, code: "23000", number: "1048",
      [
        "Sloupec '{column}' nemůže být null",
        "Kolonne '{column}' kan ikke være NULL",
        "Tulp '{column}' ei saa omada nullväärtust",
        "Le champ '{column}' ne peut être vide (null)",
        "Feld '{column}' darf nicht NULL sein",
        "Το πεδίο '{column}' δεν μπορεί να είναι κενό (null)",
        "A(z) '{column}' oszlop erteke nem lehet nulla",
        "La colonna '{column}' non puo` essere nulla",
        "列 '{column}' は null にできません。",
        "칼럼 '{column}'는 널(Null)이 되면 안됩니다.",
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
      .notNull, code: "22004", number: "1263", dbms: .mariaDB,
      [
        "列设置为默认值; NULL在行'{column}'中提供给了NOT NULL列{number}",
        "ველი ნაგულისხმებ მნიშვნელობას უდრის. მიწოდებულია NULL, როცა სვეტი "
          + "{column}' მწკრივში {number} მონიშნულია, როგორც NOT NULL",
      ])
    + Message.translations(
      .notNull, code: "22004", number: "1263",
      [
        "Feld auf Vorgabewert gesetzt, da NULL für NOT-NULL-Feld '{column}' in "
          + "Zeile {number} angegeben",
        "列にデフォルト値が設定されました。NOT NULLの列 '{column}' に 行 {number} で NULL が与えられました。",
        "Dado truncado, NULL fornecido para NOT NULL coluna '{column}' na linha {number}",
        "Columna puesta a valor por defecto; NULL suministrado para columna NOT "
          + "NULL '{column}' en la fila {number}",
        "Datos truncado, NULL suministrado para NOT NULL columna '{column}' en la "
          + "línea {number}",
      ])
    + Message.translations(
      .notNull, code: "22004", number: "1138", dbms: .mariaDB,
      [
        "无效使用 NULL 值",
        "NULL მნიშვნელობის არასწორი გამოყენება",
        "NULL मान का अवैध उपयोग",
      ])
    + Message.translations(
      .notNull, code: "22004", number: "1138",
      [
        "Neplatné užití hodnoty NULL",
        "Forkert brug af nulværdi (NULL)",
        "NULL väärtuse väärkasutus",
        "Utilisation incorrecte de la valeur NULL",
        "Unerlaubte Verwendung eines NULL-Werts",
        "A NULL ervenytelen hasznalata",
        "Uso scorretto del valore NULL",
        "NULL 値の使用方法が不適切です。",
        "NULL 값을 잘못 사용하셨군요...",
        "Foutief gebruik van de NULL waarde",
        "Uso inválido do valor NULL",
        "Folosirea unei value NULL e invalida",
        "Неправильное использование величины NULL",
        "Pogrešna upotreba vrednosti NULL",
        "Uso inválido del valor NULL",
        "Felaktig använding av NULL",
        "Хибне використання значення NULL",
      ])
    + Message.translations(
      .notNull, code: "HY000", number: "1364", dbms: .mariaDB,
      [
        "字段'{column}'没有默认值",
        "ველს '{column}' ნაგულისხმები მნიშვნელობა არ გააჩნია",
        "El campo '{column}' no tiene un valor por defecto",
      ])
    + Message.translations(
      .notNull, code: "HY000", number: "1364",
      [
        "Feld '{column}' hat keinen Vorgabewert"
      ])
    + Message.translations(
      .length, code: "22001", number: "1406", dbms: .mariaDB,
      [
        "列'{column}'行{number}数据太长",
        "მონაცემი ძალიან გრძელია სვეტისთვის '{column}' მწკრივზე {number}",
        "Datos demasiado largos para la columna '{column}' en la fila {number}",
      ])
    + Message.translations(
      .length, code: "22001", number: "1406",
      [
        "Daten zu lang für Feld '{column}' in Zeile {number}"
      ])
    + Message.translations(
      .outOfRange, code: "22003", number: "1264", dbms: .mariaDB,
      [
        "列'{column}'行{number}的值超出范围",
        "სვეტის '{column}' მწკრვში {number} მნიშვნელობა დიაპაზონს გარეთაა",
        "Valor fuera de rango para la columna '{column}' en la fila {number}",
      ])
    + Message.translations(
      .outOfRange, code: "22003", number: "1690", dbms: .mariaDB,
      [
        "{_}值超出'{rest}'范围",
        "{_}-ის მნიშვნელობა '{rest}'-ში დიაპაზონს გარეთაა",
        "{_} valor se encuentra fuera de rango '{rest}'",
      ])
    + Message.translations(
      .outOfRange, code: "HY000", number: "1467", dbms: .mariaDB,
      [
        "无法从存储引擎读取自动增量值",
        "საცავის ძრავიდან ავტომატური გაზრდის მნიშვნელობის წაკითხვის შეცდომა",
        "स्टोरेज इंजन से auto-increment का मान पढ़ने में असफल रहे",
      ])
    + Message.translations(
      .outOfRange, code: "HY000", number: "1467",
      [
        "Lesen des Autoincrement-Werts von der Speicher-Engine fehlgeschlagen",
        "No pude leer valor de auto-incremento del motor de almacenaje",
      ])
    + Message.translations(
      .invalidValue, code: "01000", number: "1265", dbms: .mariaDB,
      [
        "数据被截断，在列'{column}', 行{number}",
        "სვეტისთვის '{column}' მწკრივში '{number} მონაცემები წაკვეთილია",
        "Datos truncados para la columna '{column}' en la fila {number}",
      ])
    + Message.translations(
      .invalidValue, code: "01000", number: "1265",
      [
        "Daten abgeschnitten für Feld '{column}' in Zeile {number}",
        "列 '{column}' の 行 {number} でデータが切り捨てられました。",
        "Dado truncado para coluna '{column}' na linha {number}",
        "Datos truncados para columna '{column}' en la línea {number}",
      ])
    + Message.translations(
      .invalidValue, code: "22007", number: "1292", dbms: .mariaDB,
      [
        "截断的不正确{_}值：'{value}'",
        "წაკვეთილია არასწორი {_} მნიშვნელობა: '{value}'",
      ])
    + Message.translations(
      .invalidValue, code: "22007", number: "1292",
      [
        "Falscher {_}-Wert gekürzt: '{value}'",
        "不正な {_} の値が切り捨てられました。: '{value}'",
        "Truncado errado {_} valor: '{value}'",
        "Truncado incorrecto {_} valor: '{value}'",
      ])
    + Message.translations(
      .invalidValue, code: "22007", number: "1366", dbms: .mariaDB,
      [
        "不正确的{_}值：'{value}'用于列`{schema}`{table}`{column}`在{number}行",
        "Falscher {_}-Wert: '{value}' für Feld '`{schema}`.`{table}`.`{column}` in "
          + "Zeile {number}",
        "{_}-ის არასწორი მნიშვნელობა '{value}' სვეტისთვის "
          + "`{schema}`.`{table}`.`{column}` მწკრივთან {number}",
        "Incorrecto {_} valor: '{value}' para columna "
          + "`{schema}`.`{table}`.`{column}` en la fila {number}",
      ])
    + Message.translations(
      .invalidValue, code: "HY000", number: "1366",
      [
        "Falscher {_}-Wert: '{value}' für Feld '{column}' in Zeile {number}"
      ])

}

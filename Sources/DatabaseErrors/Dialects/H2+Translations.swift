extension Dialect {
  /// H2 in the languages of its resources (`src/main/org/h2/res` of 2.1.214), which follow the
  /// locale of the JVM. The English sentence stands in the line below.
  static let translatedH2Messages: [Message] =
    Message.translations(
      .unique, code: "23505",
      [
        "Nedodržení unikátního indexu nebo primárního klíče: \"{index entry}\"",
        "Eindeutiger Index oder Primärschlüssel verletzt: \"{index entry}\"",
        "Violación de indice de Unicidad ó Clave primaria: \"{index entry}\"",
        "Violation d'index unique ou clé primaire: \"{index entry}\"",
        "ユニークインデックス、またはプライマリキー違反: \"{index entry}\"",
        "Naruszenie ograniczenia Klucza Głównego lub Indeksu Unikalnego: \"{index entry}\"",
        "Violação de índice único ou de chave primária: \"{index entry}\"",
        "Нарушение уникального индекса или первичного ключа: \"{index entry}\"",
        "Porušenie jedinečnosti (unique) indexu alebo primárneho kľúča: \"{index entry}\"",
        "违反唯一索引或逐渐约束: \"{index entry}\"",
      ])
    + Message.translations(
      .foreignKey,
      [
        "Nedodržení omezení referenční integrity: \"{key definition}\"",
        "Referentielle Integrität verletzt: \"{key definition}\"",
        "Violación de una restricción de Integridad Referencial: \"{key definition}\"",
        "Intégrité référentielle violation de contrainte: \"{key definition}\"",
        "参照整合性制約違反: \"{key definition}\"",
        "Naruszenie więzów integralności: \"{key definition}\"",
        "Violação da integridade de restrição: \"{key definition}\"",
        "Нарушение ссылочной целостности: \"{key definition}\"",
        "Porušenie obmedzenia (constraint) referenčnej integrity: \"{key definition}\"",
        "违反引用完整性约束: \"{key definition}\"",
      ])
    + Message.translations(
      .check, code: "23513",
      [
        "Nedodržení omezení kontroly: \"{check definition}\"",
        "Bedingung verletzt: \"{check definition}\"",
        "Violación de Check constraint: \"{check definition}\"",
        "Vérifiez la violation de contrainte: \"{check definition}\"",
        "制約違反を確認してください: \"{check definition}\"",
        "Naruszenie ograniczenia CHECK \"{check definition}\"",
        "Violação da restrição: \"{check definition}\"",
        "Нарушение ограничения: \"{check definition}\"",
        "Skontrolujte porušenie obmedzenia (constraint): \"{check definition}\"",
        "违反检查约束: \"{check definition}\"",
      ])
    + Message.translations(
      .notNull, code: "23502",
      [
        "Pro sloupec \"{column}\" není hodnota NULL povolena",
        "NULL nicht zulässig für Feld \"{column}\"",
        "La columna \"{column}\" no permite valores nulos (NULL)",
        "NULL non permis pour la colonne \"{column}\"",
        "列 \"{column}\" にはnull値が許されていません",
        "Pole nie może być NULL\"{column}\"",
        "NULL não é permitido para a coluna \"{column}\"",
        "Значение NULL не разрешено для поля \"{column}\"",
        "NULL nie je povolený pre stĺpec \"{column}\"",
        "字段 \"{column}\" 不允许为NULL值",
      ])
    + Message.translations(
      .length, code: "22001",
      [
        "Příliš dlouhá hodnota pro sloupec \"{column definition}\": {rest}",
        "Wert zu groß / lang für Feld \"{column definition}\": {rest}",
        "Valor demasiado largo para la columna \"{column definition}\": {rest}",
        "Valeur trop longue pour la colonne \"{column definition}\": {rest}",
        "列 \"{column definition}\" の値が長過ぎます: {rest}",
        "Wartość za długa dla kolumny \"{column definition}\": {rest}",
        "Valor muito longo para a coluna \"{column definition}\": {rest}",
        "Значение слишком длинное для поля \"{column definition}\": {rest}",
        "Hodnota je príliš dlhá pre stĺpec \"{column definition}\": {rest}",
        "字段 \"{column definition}\"数值太大: {rest}",
      ])
    + Message.translations(
      .outOfRange, code: "22003",
      [
        "Číselná hodnota je mimo rozsah: \"{value}\"",
        "Numerischer Wert außerhalb des Bereichs: \"{value}\"",
        "Valor numerico fuera de rango: \"{value}\"",
        "Valeur numérique hors de portée: \"{value}\"",
        "範囲外の数値です: \"{value}\"",
        "Wartość numeryczna poza zakresem: \"{value}\"",
        "Valor númerico não esta dentro do limite: \"{value}\"",
        "Численное значение вне допустимого диапазона: \"{value}\"",
        "Číselná hodnota mimo rozsah: \"{value}\"",
        "数值超出范围: \"{value}\"",
      ])
    + Message.translations(
      .outOfRange, code: "22004",
      [
        "Numerischer Wert außerhalb des Bereichs: \"{value}\" in Feld \"{column definition}\"",
        "Численное значение вне допустимого диапазона: \"{value}\" в столбце \"{column "
          + "definition}\"",
      ])
    + Message.translations(
      .invalidValue, code: "22018",
      [
        "Chyba při převodu dat \"{converted value}\"",
        "Datenumwandlungsfehler beim Umwandeln von \"{converted value}\"",
        "Conversión de datos fallida, convirtiendo \"{converted value}\"",
        "Erreur lors de la conversion de données \"{converted value}\"",
        "データ変換中にエラーが発生しました \"{converted value}\"",
        "Błąd konwersji danych \"{converted value}\"",
        "Erro na conversão de dado, convertendo \"{converted value}\"",
        "Ошибка преобразования данных при конвертации \"{converted value}\"",
        "Chyba konverzie dát pre \"{converted value}\"",
        "转换数据\"{converted value}\"期间出现转换错误",
      ])
    + Message.translations(
      .invalidValue, code: "22030",
      [
        "Wert nicht erlaubt für Feld \"{column definition}\": \"{value}\"",
        "Valor no permitido para la columna \"{column definition}\": \"{value}\"",
        "Valeur non permise pour la colonne \"{column definition}\": \"{value}\"",
        "Недопустимое значение для столбца \"{column definition}\": \"{value}\"",
      ])
    + Message.translations(
      .deadlock, code: "40001",
      [
        "Detekován deadlock. Probíhající transakce byla vrácena zpět. Podrobnosti: {rest}",
        "Eine Verklemmung (Deadlock) ist aufgetreten. Die aktuelle Transaktion wurde "
          + "rückgängig gemacht. Details: {rest}",
        "Deadlock - Punto muerto detectado. La transacción actual fue retrotraída "
          + "(rollback). Detalles: {rest}",
        "Deadlock détecté. La transaction courante a été annulée. Détails: {rest}",
        "デッドロックが検出されました。現在のトランザクションはロールバックされました。詳細: {rest}",
        "Wykryto zakleszczenie. Bieżąca transakcja została wycofana. Szczegóły : {rest}",
        "Обнаружена взаимная блокировка потоков. Текущая транзакция была откачена. Детали: "
          + "{rest}",
        "Mŕtvy bod (deadlock) detegovaný. Aktuálna transakcia bude odvolaná (rolled back). "
          + "Podrobnosti: {rest}",
        "检测到死锁.当前事务已回滚.详情: {rest}",
      ])
    + Message.translations(
      .lockTimeout, code: "HYT00",
      [
        "Timeout se pokouší uzamknout tabulku \"{table}\"",
        "Zeitüberschreitung beim Versuch die Tabelle \"{table}\" zu sperren",
        "Tiempo vencido intentando trabar (lock) la tabla \"{table}\"",
        "Dépassement du temps lors du vérrouillage de la table \"{table}\"",
        "テーブル \"{table}\" のロック試行がタイムアウトしました",
        "Czas oczekiwania na blokadę tabeli \"{table}\" skończył się",
        "Timeout ao tentar bloquear a tabela \"{table}\"",
        "Время ожидания блокировки таблицы \"{table}\" истекло",
        "Vypršal časový limit na zamknutie tabuľky \"{table}\"",
        "尝试锁定表 \"{table}\" 的时候超时",
      ])
    + Message.translations(
      .serializationFailure, code: "90131",
      [
        "Souběžná úprava v tabulce \"{table}\": Jiná transakce upravila nebo smazala stejný "
          + "řádek",
        "Gleichzeitige Änderung in Tabelle \"{table}\": eine andere Transaktion hat den "
          + "gleichen Datensatz geändert oder gelöscht",
        "Actualización concurrente sobre la tabla \"{table}\": otra transacción ha "
          + "actualizado ó borrado la misma fila",
        "Mise à jour concurrente dans la table \"{table}\": une autre transaction à mis à "
          + "jour ou supprimé la même ligne",
        "テーブル \"{table}\" に並行して更新が行われました: 別のトランザクションが、同じ行に更新か削除を行いました",
        "Jednoczesna zmiana w tabeli \"{table}\": inna transakcja zaktualizowała lub usunęła "
          + "ten sam wiersz",
        "Atualização concorrente na tabela \"{table}\": outra transação atualizou ou deletou "
          + "a mesma linha",
        "Конкурентное изменение таблицы \"{table}\": другая транзакция обновила или удалила "
          + "ту же строку",
        "Viacnásobná úprava v tabuľke \"{table}\": iná transakcia upravila alebo zmazala "
          + "rovnaký riadok",
        "并发修改表 \"{table}\": 另一个事务已经更新或删除相同的行",
      ])
}

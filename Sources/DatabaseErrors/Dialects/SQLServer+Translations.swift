extension Dialect {
  /// SQL Server answers in the language of the login. The sort of a constraint and the word
  /// `column` stay English.
  static let translatedSQLServerMessages: [Message] =
    translatedKeys.flatMap { sentence in
      keyKinds.map { kind, name in
        Message(
          kind, code: "23000", number: "2627", sentence.replacingFirst("KEY", with: name),
          origin: "translation")
      }
    }
    + translatedIndexes.map {
      Message(.unique, code: "23000", number: "2601", $0, origin: "translation")
    }
    + translatedNulls.map {
      Message(.notNull, code: "23000", number: "515", $0, origin: "translation")
    }
    + translatedConflicts.flatMap { conflicts($0, quote: "\"", origin: "translation") }
    + spanishConflicts.flatMap { conflicts($0, quote: "'", origin: "translation") }
    + polishConflicts.flatMap { conflicts($0, quote: "”", origin: "translation") }
    + conflictsAfterVerb.flatMap { conflicts($0, quote: "\"", origin: "translation") }
    + Message.translations(.length, code: "22001", number: "8152", truncations)
    + Message.translations(.deadlock, code: "40001", number: "1205", deadlocks)

  private static let translatedKeys = [
    // German, French, Spanish, Italian, Portuguese of Brazil and Portugal.
    "Verletzung der KEY-Einschränkung {quoted constraint}. Ein doppelter Schlüssel kann in das "
      + "{object}-Objekt nicht eingefügt werden. Der doppelte Schlüsselwert ist ({values}).{rest}",
    "Verletzung der KEY-Einschränkung {quoted constraint}. Ein doppelter Schlüssel kann in das "
      + "{object}-Objekt nicht eingefügt werden.{rest}",
    "Violation de la contrainte KEY « {quoted constraint} ». Impossible d'insérer une clé en "
      + "double dans l'objet « {object} ». Valeur de clé dupliquée : ({values}).{rest}",
    "Violation de la contrainte KEY « {quoted constraint} ». Impossible d'insérer une clé en "
      + "double dans l'objet « {object} ».{rest}",
    "Violation de la contrainte KEY '{quoted constraint}'. Impossible d'insérer une clé en "
      + "double dans l'objet '{object}'.{rest}",
    "Infracción de la restricción KEY {quoted constraint}. No se puede insertar una clave "
      + "duplicada en el objeto '{object}'. El valor de la clave duplicada es ({values}).{rest}",
    "Infracción de la restricción KEY {quoted constraint}. No se puede insertar una clave "
      + "duplicada en el objeto '{object}'.{rest}",
    "Violazione del vincolo KEY {quoted constraint}. Non è possibile inserire la chiave duplicata "
      + "nell'oggetto '{object}'. Valore della chiave duplicata: ({values}).{rest}",
    "Violação da restrição KEY {quoted constraint}. Não é possível inserir a chave duplicada no "
      + "objeto '{object}'. O valor de chave duplicada é ({values}).{rest}",
    "Violação da restrição KEY {quoted constraint}. Não é possível inserir uma chave duplicada no "
      + "objeto '{object}'. O valor de chave duplicada é ({values}).{rest}",
    // Russian, Polish, Turkish, Swedish, Dutch, Czech.
    "Нарушено {quoted constraint} ограничения KEY. Не удается вставить повторяющийся ключ в "
      + "объект \"{object}\". Повторяющееся значение ключа: ({values}).{rest}",
    "Нарушено {quoted constraint} ограничения KEY. Не удается вставить повторяющийся ключ в "
      + "объект \"{object}\".{rest}",
    "Naruszenie podreguły KEY ograniczenia „{quoted constraint}”. Nie można wstawić "
      + "zduplikowanego klucza w obiekcie „{object}”. Wartość zduplikowanego klucza to "
      + "({values}).{rest}",
    "KEY kısıtlaması '{quoted constraint}' ihlal edildi. '{object}' nesnesine yinelenen anahtar "
      + "eklenemiyor. Yinelenen anahtar değeri: ({values}).{rest}",
    "Överträdelse av KEY begränsning {quoted constraint}. Det går inte att infoga dubblettnyckel i "
      + "objektet {object}. Dubblettnyckelvärdet är ({values}).{rest}",
    "Er is een schending van de KEY-beperking {quoted constraint} opgetreden. Kan geen dubbele "
      + "sleutel invoegen in het object {object}. De dubbele sleutelwaarde is ({values}).{rest}",
    "Porušení omezení KEY {quoted constraint}. Nelze vložit duplicitní klíč do objektu "
      + "{object}.Hodnota duplicitního klíče je({values}).{rest}",
    // Japanese, Korean, Chinese in short and in long signs.
    "制約 {quoted constraint} の KEY 違反。オブジェクト '{object}' には重複するキーを挿入できません。重複するキーの値は "
      + "({values}) です。{rest}",
    "KEY 제약 조건 {quoted constraint}을(를) 위반했습니다. 개체 '{object}'에 중복 키를 삽입할 수 없습니다. 중복 키 값은 "
      + "({values})입니다.{rest}",
    "违反了 KEY 约束{quoted constraint}。不能在对象{object}中插入重复键。重复键值为 ({values})。{rest}",
    "违反了 KEY 约束{quoted constraint}。不能在对象{object}中插入重复键。{rest}",
    "違反 KEY 條件約束 {quoted constraint}。無法在物件 {object} 中插入重複的索引鍵。重複的索引鍵值是 ({values})。{rest}",
  ]

  private static let translatedIndexes = [
    "Eine Zeile mit doppeltem Schlüssel kann in das {object}-Objekt mit dem eindeutigen "
      + "{quoted constraint}-Index nicht eingefügt werden. Der doppelte Schlüsselwert ist "
      + "({values}).{rest}",
    "Impossible d'insérer une ligne de clé en double dans l'objet « {object} » avec un index "
      + "unique « {quoted constraint} ». Valeur de clé dupliquée : ({values}).{rest}",
    "No se puede insertar una fila de clave duplicada en el objeto '{object}' con índice único "
      + "'{quoted constraint}'. El valor de la clave duplicada es ({values}).{rest}",
    "Non è possibile inserire la riga di chiave duplicata nell'oggetto '{object}' con indice "
      + "univoco '{quoted constraint}'. Valore della chiave duplicata: ({values}).{rest}",
    "Não é possível inserir uma linha de chave duplicada no objeto '{object}' com índice exclusivo "
      + "'{quoted constraint}'. O valor de chave duplicada é ({values}).{rest}",
    "Não é possível inserir uma linha de chave duplicada no objeto '{object}' com o índice "
      + "exclusivo '{quoted constraint}'. O valor de chave duplicada é ({values}).{rest}",
    "Не удается вставить повторяющуюся строку ключа в объект \"{object}\" с уникальным индексом "
      + "\"{quoted constraint}\". Повторяющееся значение ключа: ({values}).{rest}",
    "Nie można wstawić wiersza zduplikowanego klucza w obiekcie {object} o unikatowym indeksie "
      + "{quoted constraint}. Wartość zduplikowanego klucza to ({values}).{rest}",
    "Benzersiz '{quoted constraint}' dizinine sahip '{object}' nesnesine yinelenen anahtar satırı "
      + "eklenemiyor. Yinelenen anahtar değeri: ({values}).{rest}",
    "Det går inte att infoga rad med dubblettnyckel i objektet {object} med det unika indexet "
      + "{quoted constraint}. Dubblettnyckelvärdet är ({values}).{rest}",
    "Kan geen rij met dubbele sleutel invoegen in object {object} met unieke index "
      + "{quoted constraint}. De dubbele sleutelwaarde is ({values}).{rest}",
    "一意インデックス '{quoted constraint}' を含むオブジェクト '{object}' には重複するキー行を挿入できません。重複するキーの値は "
      + "({values}) です。{rest}",
    "고유 인덱스 '{quoted constraint}'을(를) 포함하는 개체 '{object}'에 중복 키 행을 삽입할 수 없습니다. 중복 키 값은 "
      + "({values})입니다.{rest}",
    "不能在具有唯一索引{quoted constraint}的对象{object}中插入重复键的行。重复键值为 ({values})。{rest}",
    "無法以唯一索引 {quoted constraint} 在物件 {object} 中插入重複的索引鍵資料列。重複的索引鍵值是 ({values})。{rest}",
  ]

  private static let translatedNulls = [
    "Der Wert NULL kann in die {quoted column}-Spalte, {database object}-Tabelle nicht eingefügt "
      + "werden. Die Spalte lässt NULL-Werte nicht zu.{rest}",
    "Der Wert NULL kann in die {quoted column}-Spalte, {database object}-Tabelle, nicht eingefügt "
      + "werden. Die Spalte lässt NULL-Werte nicht zu.{rest}",
    "Impossible d'insérer la valeur NULL dans la colonne '{quoted column}', table "
      + "'{database object}'. Cette colonne n'accepte pas les valeurs NULL.{rest}",
    "No se puede insertar el valor NULL en la columna '{quoted column}', tabla "
      + "'{database object}'. La columna no admite valores NULL.{rest}",
    "Non è possibile inserire il valore NULL nella colonna '{quoted column}' della tabella "
      + "'{database object}'. La colonna non ammette valori Null.{rest}",
    "Não é possível inserir o valor NULL na coluna '{quoted column}', tabela "
      + "'{database object}'; a coluna não permite {rest}",
    "Не удалось вставить значение NULL в столбец \"{quoted column}\", таблицы "
      + "\"{database object}\"; в столбце запрещены значения NULL.{rest}",
    "Nie można wstawić wartości NULL do kolumny „{quoted column}” tabeli „{database object}”, "
      + "{rest}",
    "NULL değeri '{database object}' tablosunun '{quoted column}' sütununa {rest}",
    "Det går inte att infoga värdet NULL i kolumnen {quoted column}, tabellen {database object}; "
      + "{rest}",
    "Kan de waarde NULL niet invoegen in kolom {quoted column}, tabel {database object}. De kolom "
      + "{rest}",
    "テーブル '{database object}' の列 '{quoted column}' に値 NULL を挿入できません。{rest}",
    "테이블 '{database object}', 열 '{quoted column}'에 NULL 값을 삽입할 수 없습니다.{rest}",
    "不能将值 NULL 插入列 '{quoted column}'，表 '{database object}'；{rest}",
    "無法插入 NULL 值到資料行 '{quoted column}'，資料表 '{database object}'{rest}",
  ]

  private static let translatedConflicts: [String] = [
    "Die {verb}-Anweisung steht in Konflikt mit der NAME-Einschränkung {quoted constraint}. Der "
      + "Konflikt trat in der {_}-Datenbank, Tabelle \"TABLE{rest}",
    "L'instruction {verb} est en conflit avec la contrainte NAME {quoted constraint}. Le conflit "
      + "s'est produit dans la base de données {_}, table \"TABLE{rest}",
    "Instrucción {verb} en conflicto con la restricción NAME {quoted constraint}. El conflicto ha "
      + "aparecido en la base de datos {_}, tabla \"TABLE{rest}",
    "L'istruzione {verb} è in conflitto con il vincolo NAME {quoted constraint}. Il conflitto si è "
      + "verificato nella tabella \"TABLE{rest}",
    "L'istruzione {verb} è in conflitto con il vincolo NAME {quoted constraint}. Il conflitto si è "
      + "verificato nel database {_}, tabella \"TABLE{rest}",
    "A instrução {verb} conflitou com a restrição do NAME {quoted constraint}. O conflito ocorreu "
      + "no banco de dados {_}, tabela \"TABLE{rest}",
    "Conflito entre a instrução {verb} e a restrição NAME {quoted constraint}. O conflito ocorreu "
      + "na base de dados {_}, tabela \"TABLE{rest}",
    "Конфликт инструкции {verb} с ограничением NAME {quoted constraint}. Конфликт произошел в базе "
      + "данных {_}, таблица \"TABLE{rest}",
    "En konflikt inträffade mellan instruktionen {verb} och NAME-begränsningen {quoted constraint}. "
      + "Konflikten inträffade i databasen {_}, tabell \"TABLE{rest}",
  ]

  private static let spanishConflicts: [String] = [
    "Instrucción {verb} en conflicto con la restricción NAME {quoted constraint}. El conflicto ha "
      + "aparecido en la base de datos {_}, tabla 'TABLE{rest}"
  ]

  private static let polishConflicts: [String] = [
    "Instrukcja {verb} powoduje konflikt z ograniczeniem NAME „{quoted constraint}”. Konflikt "
      + "występuje w bazie danych {_} w tabeli „TABLE{rest}"
  ]

  /// Where the statement comes first.
  private static let conflictsAfterVerb: [String] = [
    "INSERT", "UPDATE", "DELETE", "MERGE", "ALTER TABLE",
  ].flatMap { verb in
    [
      " deyimi NAME kısıtlaması {quoted constraint} ile çakıştı. {_} veritabanı, \"TABLE{rest}",
      " ステートメントは NAME 制約 {quoted constraint} と競合しています。競合が発生したのは、データベース {_}、テーブル \"TABLE{rest}",
      " 문이 NAME 제약 조건 {quoted constraint}과(와) 충돌했습니다. 데이터베이스 {_}, 테이블 \"TABLE{rest}",
      " 语句与 NAME 约束{quoted constraint}冲突。该冲突发生于数据库{_}，表\"TABLE{rest}",
      " 陳述式與 NAME 條件約束 {quoted constraint} 衝突。衝突發生在資料庫 {_}，資料表 \"TABLE{rest}",
    ].map { verb + $0 }
  }

  private static let truncations = [
    "Zeichenfolgen- oder Binärdaten würden abgeschnitten{rest}",
    "Les données de chaîne ou binaires seront tronquées{rest}",
    "Los datos de cadena o binarios se truncarían{rest}",
    "I dati di tipo string o binary verrebbero troncati{rest}",
    "Dados de cadeia ou binários seriam truncados{rest}",
    "Os dados de cadeia ou binários ficariam truncados{rest}",
    "Символьные или двоичные данные могут быть усечены{rest}",
    "将截断字符串或二进制数据{rest}", "字串或二進位資料會被截斷{rest}",
    "文字列データまたはバイナリ データが切り捨てられます{rest}",
    "문자열이나 이진 데이터는 잘립니다{rest}",
  ]

  private static let deadlocks = [
    "Die Transaktion (Prozess-ID {number}) befand sich auf {rest}",
    "La transacción (id. de proceso {number}) quedó en interbloqueo {rest}",
    "La transaction (ID de processus {number}) a été bloquée sur {rest}",
    "A transação (ID do processo {number}) entrou em deadlock em {rest}",
    "Транзакция (идентификатор процесса {number}) вызвала взаимоблокировку {rest}",
    "トランザクション (プロセス ID {number}) が、{rest}", "事务(进程 ID {number})与另一个进程{rest}",
  ]
}

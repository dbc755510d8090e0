extension Dialect {
  /// Derby in the languages of its `derbyLocale` archives, 10.14.
  static let translatedDerbyMessages: [Message] =
    Message.translations(
      .unique, code: "23505",
      [
        "Příkaz byl předčasně ukončen, protože by způsobil vznik duplicitní hodnoty klíče v "
          + "omezení jedinečného nebo primárního klíče nebo v jedinečném indexu označeném "
          + "'{constraint}', který je definován v '{table}'.",
        "Die Anweisung wurde abgebrochen, weil sie in einer für '{table}' definierten "
          + "Vorgabe für einen eindeutigen oder Primärschlüssel-Constraint bzw. für einen von "
          + "'{constraint}' identifizierten und eindeutigen Index zu einem duplizierten "
          + "Schlüsselwert geführt hätte.",
        "Se ha abortado la sentencia porque habría causado un valor de clave duplicado en "
          + "una restricción de clave única o primaria o en un índice único identificado por "
          + "'{constraint}' definido en '{table}'.",
        "L'instruction a été abandonnée car elle aurait entraîné une valeur de clé en double "
          + "dans une contrainte de clé primaire ou unique, ou un index unique identifié par "
          + "'{constraint}' défini sur '{table}'.",
        "Az utasítás megszakításra került, mivel többszörös kulcsértéket okozott volna egy "
          + "egyedi vagy elsődleges kulcs megszorításban vagy a(z) '{constraint}' által "
          + "azonosított és a következőn meghatározott egyedi indexben: '{table}'.",
        "L'istruzione è stata interrotta perché avrebbe provocato un valore di chiave "
          + "duplicata in un vincolo di chiave univoca o primaria o in un indice univoco "
          + "identificato da '{constraint}' definito su '{table}'.",
        "この文は、一意キー制約または主キー制約、または'{table}'上で定義された'{constraint}'によって識別される一意索引において重複キー値の原因となる可能性"
          + "があったため、中断されました。",
        "'{table}'에 정의된 '{constraint}'(으)로 식별된 고유 인덱스나 고유 또는 1차 키 제약 조건에서 키 값이 중복되었을 수 있으므로 "
          + "명령문이 중단되었습니다.",
        "Instrukcja została przerwana, ponieważ mogła spowodować powstanie duplikatu "
          + "wartości klucza w regule ograniczającej klucz unikalny lub podstawowy albo w "
          + "unikalnym indeksie identyfikowanym przez obiekt '{constraint}' zdefiniowany dla "
          + "'{table}'.",
        "A instrução foi interrompida, porque iria gerar um valor duplicado da chave em uma "
          + "restrição de chave primária ou de unicidade identificada por '{constraint}' "
          + "definida em '{table}'.",
        "Обработка оператора прекращена, поскольку при этом был бы создан дубликат значения "
          + "ключа в ограничении уникального или главного ключа или в уникальном индексе, "
          + "указанном при помощи '{constraint}', заданном в '{table}'.",
        "语句已中止，因为它导致“{table}”上所定义的“{constraint}”标识的唯一或主键约束条件或唯一索引中出现重复键值。",
        "陳述式已中止，因為它在定義於 '{table}' 的 '{constraint}' 所識別的唯一或主要索引鍵限制或唯一的索引中，造成重複的索引鍵值。",
      ])
    + Message.translations(
      .unique, code: "23505",
      [
        "Verzögerte Constraint-Verletzung. Duplikat in eindeutigem oder "
          + "Primärschlüssel-Constraint. wird von '{constraint}' identifiziert, der in '{table}' "
          + "definiert ist.",
        "Violación de restricción diferida: duplicada en una restricción de clave única o "
          + "primaria identificada por '{constraint}' definida en '{table}'.",
        "Violation de contrainte différée : doublon dans une contrainte de clé primaire ou "
          + "unique identifiée par '{constraint}' définie sur '{table}'.",
        "Violazione vincolo differita: valore duplicato in un vincolo UNIQUE KEY o PRIMARY "
          + "KEY identificato da '{constraint}' definito su '{table}'.",
        "遅延制約違反: '{table}'上で定義された'{constraint}'によって識別される一意キー制約または主キー制約で重複しています。",
        "지연 제약 조건 위반: '{table}'에 정의된 '{constraint}'(으)로 식별된 고유 또는 기본 키 제약 조건에서 값이 중복됩니다.",
        "违反了延迟的约束条件：'{table}' 上所定义的 '{constraint}' 标识的唯一键或主键约束条件中存在重复项。",
        "延遲限制違規：定義於 '{table}' 且由 '{constraint}' 所識別的唯一索引鍵或主要索引鍵限制重複。",
        "Die Transaktion wurde wegen einer verzögerten Constraint-Verletzung abgebrochen. "
          + "Duplikat in eindeutigem oder Primärschlüssel-Constraint. wird von '{constraint}' "
          + "identifiziert, der in '{table}' definiert ist.",
        "Se ha abortado la transacción debido a una violación de restricción diferida: "
          + "duplicada en una restricción de clave única o primaria identificada por "
          + "'{constraint}' definida en '{table}'.",
        "La transaction a été abandonnée en raison d'une violation de contrainte différée : "
          + "doublon dans une contrainte de clé primaire ou unique identifiée par '{constraint}' "
          + "définie sur '{table}'.",
        "La transazione è stata interrotta a causa di una violazione vincolo differita: "
          + "valore duplicato in un vincolo UNIQUE KEY o PRIMARY KEY identificato da "
          + "'{constraint}' definito su '{table}'.",
        "トランザクションは、遅延制約違反のため中断されました: "
          + "'{table}'上で定義された'{constraint}'によって識別される一意キー制約または主キー制約で重複しています。",
        "지연 제약 조건 위반 때문에 트랜잭션이 중단됨: '{table}'에 정의된 '{constraint}'(으)로 식별된 고유 또는 기본 키 제약 조건에서 "
          + "값이 중복됩니다.",
        "因为违反了延迟的约束条件，事务处理已中止：'{table}' 上所定义的 '{constraint}' 标识的唯一键或主键约束条件中存在重复项。",
        "發生延遲限制違規，因此交易已中止：定義於 '{table}' 且由 '{constraint}' 所識別的唯一索引鍵或主要索引鍵限制重複。",
      ])
    + Message.translations(
      .notNull, code: "23502",
      [
        "Sloupec '{column}' nemůže přijímat hodnotu 'null'.",
        "Die Spalte '{column}' akzeptiert keinen Nullwert.",
        "La columna '{column}' no acepta un valor NULL.",
        "La colonne '{column}' ne peut pas accepter la valeur NULL.",
        "A(z) '{column}' oszlop nem fogadhat el NULL értéket.",
        "La colonna '{column}' non può accettare un valore NULL.",
        "列'{column}'はNULL値を受け入れられません。",
        "'{column}' 열은 널 값을 승인할 수 없습니다.",
        "Kolumna '{column}' nie akceptuje wartości NULL.",
        "A coluna '{column}' não aceita valor nulo.",
        "Столбец '{column}' не может принять нулевое значение (NULL).",
        "列“{column}”无法接受空值。",
        "'{column}' 直欄無法接受 NULL 值。",
      ])
    + Message.translations(
      .check, code: "23513",
      [
        "Bylo překročeno kontrolní omezení '{constraint}' při provádění příkazu INSERT nebo "
          + "UPDATE v tabulce '{object}'.",
        "Der CHECK Constraint '{constraint}' wurde beim Ausführen von INSERT oder UPDATE für "
          + "Tabelle '{object}' verletzt.",
        "La restricción de comprobación '{constraint}' se ha violado al realizar un INSERT o "
          + "UPDATE en la tabla '{object}'.",
        "La contrainte CHECK '{constraint}' a été violée au cours de l'exécution d'une "
          + "opération INSERT ou UPDATE sur la table '{object}'.",
        "A(z) '{constraint}' ellenőrzési megszorítás megsérült egy INSERT vagy UPDATE "
          + "végrehajtásakor a következő táblán: '{object}'.",
        "Il vincolo di controllo '{constraint}' è stato violato durante l'esecuzione di "
          + "INSERT o UPDATE sulla tabella '{object}'.",
        "表'{object}'でINSERTまたはUPDATEを実行しているときにチェック制約'{constraint}'の違反が発生しました。",
        "'{object}' 테이블에서 INSERT 또는 UPDATE를 수행하는 중 '{constraint}' 검사 제약 조건이 위반되었습니다.",
        "Podczas wykonywania instrukcji INSERT lub UPDATE na tabeli '{object}' "
          + "zostało naruszone ograniczenie sprawdzające '{constraint}'.",
        "Violação da restrição de verificação '{constraint}' ao realizar INSERT ou UPDATE na "
          + "tabela '{object}'.",
        "Нарушено ограничение проверки '{constraint}' при выполнении действия INSERT или "
          + "UPDATE для таблицы '{object}'.",
        "对表“{object}”执行 INSERT 或 UPDATE 时，违反检查约束条件“{constraint}”。",
        "執行 '{object}' 表格的 INSERT 或 UPDATE 時，違反檢查限制 '{constraint}'。",
      ])
    + Message.translations(
      .check, code: "23513",
      [
        "Došlo k selhání pokusu o přidání nebo aktivaci omezení v tabulce "
          + "'{object}', protože tabulka obsahuje {number} řádky, které narušují "
          + "následující kontrolní omezení: {constraint}.",
        "Der Versuch, Constraints zur Tabelle '{object}' hinzuzufügen bzw. für die "
          + "Tabelle zu aktivieren, war nicht erfolgreich, weil die Tabelle {number} Zeilen "
          + "enthält, die die folgenden Check Constraints verletzen: {constraint}.",
        "Fallo al agregar o activar las restricciones en la tabla '{object}' porque "
          + "la tabla contiene {number} filas que violan las siguientes restricciones de "
          + "comprobación: {constraint}.",
        "Echec de la tentative d'ajout ou d'activation de contraintes sur la table "
          + "'{object}' car celle-ci contient {number} ligne(s) qui violent les "
          + "contraintes CHECK suivantes : {constraint}.",
        "Megszorítások '{object}' táblához adása vagy engedélyezése meghiúsult, "
          + "mivel a tábla {number} sort tartalmaz, amely a következő ellenőrzési "
          + "megszorításokat sérti: {constraint}.",
        "Tentativo di aggiungere o abilitare una o più vincoli sulla tabella "
          + "'{object}' non riuscito, poiché la tabella contiene {number} righe che "
          + "violano i seguenti vincoli di controllo: {constraint}.",
        "表'{object}'に制約を追加、またはそこで使用可能にしようとして失敗しました。表に含まれる{number}行が次のチェック制約に違反しています:"
          + " {constraint}。",
        "테이블에 검사 제약 조건 {constraint}을(를) 위반하는 {number} 행이 들어 있으므로 '{object}' 테이블에서 "
          + "제약 조건을 추가하거나 사용 가능하게 하려는 시도가 실패했습니다.",
        "Próba dodania lub włączenia reguł ograniczających do tabeli '{object}' nie "
          + "powiodła się, ponieważ tabela zawiera {number} wierszy, które naruszają następujące "
          + "reguły ograniczające: {constraint}.",
        "A tentativa de incluir ou ativar a(s) restrição(ões) na tabela '{object}' "
          + "falhou, porque a tabela contém {number} linha(s) que violam a(s) seguinte(s) "
          + "restrição(ões) de verificação: {constraint}.",
        "Попытка добавить или включить ограничения для таблицы '{object}' "
          + "завершилась неудачно, поскольку в этой таблице содержится {number} строк(а), "
          + "которые нарушают следующие контрольные ограничения: {constraint}.",
        "尝试在表“{object}”上添加或启用约束条件失败，因为表包含 {number} 行，这些行违反下列检查约束条件：{constraint}。",
        "因為表格 '{object}' 上包含 {number} 列違反下列核對限制，所以試圖在該表格上新增或啟用限制失敗：{constraint}。",
      ])
    + Message.translations(
      .notNull, code: "23502",
      [
        "Selhání pozměnění tabulky '{object}'. Ve sloupci '{column}' byla nalezena "
          + "data s hodnotou 'null'.",
        "ALTER war für Tabelle '{object}' nicht erfolgreich. In Spalte '{column}' "
          + "wurden Nulldaten gefunden.",
        "Fallo de la tabla ALTER '{object}'. Se han encontrado datos nulos en la "
          + "columna '{column}'.",
        "Echec de l'opération ALTER sur la table '{object}'. Des données NULL ont "
          + "été trouvées dans la colonne '{column}'.",
        "Az ALTER table '{object}' meghiúsult. A(z) '{column}' oszlopban nullértékű "
          + "adatok találhatók.",
        "ALTER tabella '{object}' non riuscita. Dati nulli trovati nella colonna "
          + "'{column}'.",
        "ALTER表'{object}'が失敗しました。列'{column}'でNULLデータが検出されました。",
        "ALTER 테이블 '{object}'이(가) 실패했습니다. '{column}'열에 널 데이터가 있습니다.",
        "Wykonanie instrukcji ALTER table '{object}' nie powiodło się. W kolumnie "
          + "'{column}' znaleziono wartości null.",
        "Falha na alteração da tabela '{object}'. Encontrados valores nulos na "
          + "coluna '{column}'.",
        "Действие ALTER TABLE для таблицы '{object}' завершилось неудачно. "
          + "Обнаружены нулевые данные в столбце '{column}'.",
        "ALTER 表“{object}”失败。列“{column}”中找到空数据。",
        "ALTER 表格 '{object}' 失敗。在 '{column}' 直欄中找到 NULL 資料。",
      ])
    + Message.translations(
      .foreignKey, code: "23503",
      [
        "Omezení cizího klíče '{constraint}' nelze přidat do nebo aktivovat v tabulce "
          + "{object}, protože jeden nebo více cizích klíčů nemá odpovídající "
          + "odkazované klíče.",
        "Constraint '{constraint}' für Fremdschlüssel kann nicht zur Tabelle "
          + "{object} hinzugefügt oder für die Tabelle aktiviert werden, weil es für "
          + "einen oder mehrere Fremdschlüssel keine übereinstimmenden referenzierten Schlüssel "
          + "gibt.",
        "La restricción de clave ajena '{constraint}' no se puede agregar o activar en la "
          + "tabla {object} porque una o más claves ajenas no tienen claves de "
          + "referencia coincidentes.",
        "La contrainte de clé étrangère '{constraint}' ne peut pas être ajoutée ou activée "
          + "dans la table {object} car certaines clés étrangères ne possèdent pas de "
          + "clés référencées correspondantes.",
        "A(z) '{constraint}' idegen kulcs megszorítás nem adható a(z) {object} "
          + "táblához vagy nem engedélyezhető rajta, mivel legalább egy idegen kulcs nem "
          + "rendelkezik megfelelő hivatkozott kulccsal.",
        "Impossibile aggiungere o abilitare il vincolo della chiave esterna '{constraint}' "
          + "sulla tabella '{object}' poiché una o più chiavi esterne non dispongono di "
          + "chiavi di riferimento corrispondenti.",
        "1つ以上の外部キーが一致する参照キーを持っていないため、外部キー制約'{constraint}'を表{object}に追加、またはそこで使用可能にする"
          + "ことはできません。",
        "하나 이상의 외부 키가 참조된 키와 일치하지 않으므로 외부 키 제약 조건 '{constraint}'을(를) {object} 테이블에 "
          + "추가하거나 사용할 수 없습니다.",
        "Reguła ograniczająca klucz obcy '{constraint}' nie może być dodana lub włączona do "
          + "tabeli {object}, ponieważ jeden lub więcej kluczy obcych nie ma zgodnych "
          + "kluczy, do których występuje odwołanie.",
        "A restrição da chave estrangeira '{constraint}' não pode ser incluída ou ativada na "
          + "tabela {object}, porque uma ou mais chaves estrangeiras não possuem chaves "
          + "referenciadas correspondentes.",
        "Ограничение чужого ключа '{constraint}' нельзя ни добавить, ни включить для таблицы "
          + "{object}, поскольку у одного или нескольких чужих ключей нет совпадающих "
          + "ключей, на которые ссылается ограничение.",
        "无法将外键约束条件“{constraint}”添加到表 {object} 中或在表上启用，因为一个或多个外键没有匹配的引用键。",
        "因為一或多個外部索引鍵沒有相符的所參照索引鍵，所以外部索引鍵限制 '{constraint}' 無法在表格 {object} 中新增或啟用。",
      ])
    + translatedDerbyValues
    + translatedDerbyForeignKeys.flatMap { derbyForeignKeys($0) }

  /// `{verb}` is the statement's, at the table `{at}`.
  private static let translatedDerbyForeignKeys = [
    "{verb} v tabulce '{at}' způsobilo narušení omezení cizího klíče '{constraint}' pro klíč "
      + "({values}). Příkaz byl vrácen.",
    "{verb} in Tabelle '{at}' hat für Schlüssel ({values}) den Fremdschlüssel-Constraint "
      + "'{constraint}' verletzt. Die Anweisung wurde zurückgesetzt.",
    "{verb} en la tabla '{at}' ha causado una violación de restricción de clave ajena "
      + "'{constraint}' para la clave ({values}). Se ha realizado un rollback en la sentencia.",
    "{verb} sur la table '{at}' a entraîné la violation de la contrainte de clé étrangère "
      + "'{constraint}' pour la clé ({values}). L'instruction a été annulée (rollback).",
    "A(z) {verb} a(z) '{at}' táblában megsértette a(z) '{constraint}' idegen kulcs "
      + "megszorítást a következő kulcshoz: ({values}).  Az utasítás visszagörgetésre került.",
    "{verb} sulla tabella '{at}' ha causato una violazione del vincolo di chiave esterna "
      + "'{constraint}' per la chiave ({values}). L'istruzione è stata sottoposta a rollback.",
    "表'{at}'上の{verb}が原因で、キー({values})の外部キー制約'{constraint}'違反が発生しました。文はロールバックされました。",
    "'{at}' 테이블의 {verb}(으)로 인해 ({values}) 키에 대한 외부 키 제약 조건 '{constraint}'의 위반이 발생했습니다. 명령문이 "
      + "롤백되었습니다.",
    "Obiekt {verb} w tabeli '{at}' spowodował naruszenie reguły ograniczającej klucz obcy "
      + "'{constraint}' dla klucza ({values}). Instrukcja została wycofana.",
    "{verb} na tabela '{at}' causou uma violação na restrição de chave estrangeira "
      + "'{constraint}' para a chave ({values}).  A instrução foi desfeita.",
    "{verb} в таблице '{at}' вызывает нарушение ограничения чужого ключа '{constraint}' для "
      + "ключа ({values}).  Произведен откат оператора.",
    "表“{at}”上的 {verb} 导致违反键 ({values}) 的外键约束条件“{constraint}”。语句已回退。",
    "'{at}' 表格中的 {verb} 會造成 ({values}) 索引鍵的外部索引鍵限制 '{constraint}' 違規。陳述式已回復。",
  ]
}

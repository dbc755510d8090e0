extension Dialect {
  /// PostgreSQL in other languages; printed by `fixtures/record/translated_wordings.py`.
  static let translatedMessages: [Message] =
    Message.translations(
      .unique, code: "23505",
      [
        "doppelter Schlüsselwert verletzt Unique-Constraint »{constraint}«",
        "doppelter Schlüsselwert verletzt Unique-Constraint „{constraint}“",
        "llave duplicada viola restricción de unicidad «{constraint}»",
        "la valeur d'une clé dupliquée rompt la contrainte unique « {constraint} »",
        "un valore chiave duplicato viola il vincolo univoco \"{constraint}\"",
        "重複したキー値は一意性制約\"{constraint}\"違反となります",
        "დუბლირებული გასაღების მნიშვნელობა არღვევს უნიკალურ შეზღუდვას \"{constraint}\"",
        "중복된 키 값이 \"{constraint}\" 고유 제약 조건을 위반함",
        "повторяющееся значение ключа нарушает ограничение уникальности \"{constraint}\"",
        "duplicerat nyckelvärde bryter mot unik-villkor \"{constraint}\"",
        "повторювані значення ключа порушують обмеження унікальності \"{constraint}\"",
        "重复键违反唯一约束\"{constraint}\"",
        "duplicar valor da chave viola a restrição de unicidade \"{constraint}\"",
        "podwójna wartość klucza narusza ograniczenie unikalności \"{constraint}\"",
        "tekrar eden kayıt, \"{constraint}\" tekil kısıtlamasını ihlal etmektedir",
      ])
    + Message.translations(
      .couldNotCreateUniqueIndex, code: "23505",
      [
        "konnte Unique Index »{constraint}« nicht erstellen",
        "konnte Unique Index „{constraint}“ nicht erstellen",
        "no se pudo crear el índice único «{constraint}»",
        "n'a pas pu créer l'index unique « {constraint} »",
        "creazione dell'indice univoco \"{constraint}\" fallita",
        "一意インデックス\"{constraint}\"を作成できませんでした",
        "უნიკალური ინდექსის შექმნა შეუძლებელია: \"{constraint}\"",
        "\"{constraint}\" 고유 인덱스를 만들 수 없음",
        "создать уникальный индекс \"{constraint}\" не удалось",
        "kunde inte skapa unikt index \"{constraint}\"",
        "не вдалося створити унікальний індекс \"{constraint}\"",
        "无法创建唯一索引\"{constraint}\"",
      ])
    + Message.translations(
      .foreignKey, code: "23503", side: .child,
      [
        "Einfügen oder Aktualisieren in Tabelle »{table}« verletzt "
          + "Fremdschlüssel-Constraint »{constraint}«",
        "Einfügen oder Aktualisieren in Tabelle „{table}“ verletzt "
          + "Fremdschlüssel-Constraint „{constraint}“",
        "inserción o actualización en la tabla «{table}» viola la llave foránea "
          + "«{constraint}»",
        "une instruction insert ou update sur la table « {table} » viole la "
          + "contrainte de clé\nétrangère « {constraint} »",
        "la INSERT o l'UPDATE sulla tabella \"{table}\" viola il vincolo di chiave "
          + "esterna \"{constraint}\"",
        "テーブル\"{table}\"への挿入、更新は外部キー制約\"{constraint}\"に違反しています",
        "\"{table}\" 테이블에서 자료 추가, 갱신 작업이 \"{constraint}\" 참조키(foreign key) 제약 조건을 위배했습니다",
        "INSERT или UPDATE в таблице \"{table}\" нарушает ограничение внешнего "
          + "ключа \"{constraint}\"",
        "insert eller update på tabell \"{table}\" bryter mot främmande "
          + "nyckel-villkoret \"{constraint}\"",
        "insert або update в таблиці \"{table}\" порушує обмеження зовнішнього "
          + "ключа \"{constraint}\"",
        "插入或更新表 \"{table}\" 违反外键约束 \"{constraint}\"",
      ])
    + Message.translations(
      .foreignKey, code: "23503", side: .parent,
      [
        "Aktualisieren oder Löschen in Tabelle »{parent}« verletzt "
          + "Fremdschlüssel-Constraint »{constraint}« von Tabelle »{table}«",
        "Aktualisieren oder Löschen in Tabelle „{parent}“ verletzt "
          + "Fremdschlüssel-Constraint „{constraint}“ von Tabelle „{table}“",
        "update o delete en «{parent}» viola la llave foránea «{constraint}» en la "
          + "tabla «{table}»",
        "UPDATE ou DELETE sur la table « {parent} » viole la contrainte de clé "
          + "étrangère « {constraint} » de la table « {table} »",
        "l'istruzione UPDATE o DELETE sulla tabella \"{parent}\" viola il vincolo "
          + "di chiave esterna \"{constraint}\" sulla tabella \"{table}\"",
        "テーブル\"{parent}\"の更新または削除は、テーブル\"{table}\"の外部キー制約\"{constraint}\"に違反します",
        "\"{parent}\" 테이블의 자료 갱신, 삭제 작업이 \"{constraint}\" 참조키(foreign key) 제약 조건 - "
          + "\"{table}\" 테이블 - 을 위반했습니다",
        "UPDATE или DELETE в таблице \"{parent}\" нарушает ограничение внешнего "
          + "ключа \"{constraint}\" таблицы \"{table}\"",
        "update eller delete på tabell \"{parent}\" bryter mot främmande "
          + "nyckel-villkoret \"{constraint}\" för tabell \"{table}\"",
        "update або delete в таблиці \"{parent}\" порушує обмеження зовнішнього "
          + "ключа \"{constraint}\" таблиці \"{table}\"",
        "在 \"{parent}\" 上的更新或删除操作违反了在 \"{table}\" 上的外键约束 \"{constraint}\"",
      ])
    + Message.translations(
      .notNull, code: "23502",
      [
        "NULL-Wert in Spalte »{column}« von Relation »{table}« verletzt Not-Null-Constraint",
        "NULL-Wert in Spalte „{column}“ von Relation „{table}“ verletzt Not-Null-Constraint",
        "Spalte »{column}« von Relation »{table}« enthält NULL-Werte",
        "Spalte „{column}“ von Relation „{table}“ enthält NULL-Werte",
        "el valor nulo en la columna «{column}» de la relación «{table}» viola la "
          + "restricción de no nulo",
        "la columna «{column}» de la relación «{table}» contiene valores null",
        "une valeur NULL viole la contrainte NOT NULL de la colonne « {column} » "
          + "dans la relation « {table} »",
        "la colonne « {column} » de la table « {table} » contient des valeurs NULL",
        "il valore nullo nella colonna \"{column}\" della relazione \"{table}\" "
          + "viola il vincolo non nullo",
        "la colonna \"{column}\" della relazione \"{table}\" contiene valori null",
        "リレーション\"{table}\"の列\"{column}\"のNULL値が非NULL制約に違反しています",
        "リレーション\"{table}\"の列\"{column}\"にNULL値があります",
        "ნულოვანი მნიშვნელობა სვეტში \"{column}\" ურთიერთობისთვის \"{table}\" "
          + "არანულოვან შეზღუდვას არღვევს",
        "ურთიერთობის {table} სვეტი {column} ნულოვან მნიშვნელობებს შეიცავს",
        "\"{column}\" 칼럼(해당 릴레이션 \"{table}\")의 null 값이 not null 제약조건을 위반했습니다.",
        "\"{column}\" 열(해당 릴레이션 \"{table}\")의 자료 가운데 null 값이 있습니다",
        "значение NULL в столбце \"{column}\" отношения \"{table}\" нарушает "
          + "ограничение NOT NULL",
        "столбец \"{column}\" отношения \"{table}\" содержит значения NULL",
        "null-värde i kolumn \"{column}\" i relation \"{table}\" bryter mot "
          + "not-null-villkoret",
        "kolumn \"{column}\" i relation \"{table}\" innehåller null-värden",
        "null значення в стовпці \"{column}\" відношення \"{table}\" порушує "
          + "not-null обмеження",
        "стовпець \"{column}\" відношення \"{table}\" містить null значення",
      ])
    + Message.translations(
      .check, code: "23514",
      [
        "neue Zeile für Relation »{table}« verletzt Check-Constraint »{constraint}«",
        "neue Zeile für Relation „{table}“ verletzt Check-Constraint „{constraint}“",
        "Check-Constraint »{constraint}« von Relation »{table}« wird von "
          + "irgendeiner Zeile verletzt",
        "Check-Constraint „{constraint}“ von Relation „{table}“ wird von "
          + "irgendeiner Zeile verletzt",
        "Wert für Domäne {domain} verletzt Check-Constraint »{constraint}«",
        "Wert für Domäne {domain} verletzt Check-Constraint „{constraint}“",
        "keine Partition von Relation »{table}« für die Zeile gefunden",
        "keine Partition von Relation „{table}“ für die Zeile gefunden",
        "el nuevo registro para la relación «{table}» viola la restricción «check» "
          + "«{constraint}»",
        "la restricción check «{constraint}» de la relación «{table}» es violada "
          + "por alguna fila",
        "el valor para el dominio {domain} viola la restricción «check» «{constraint}»",
        "no se encontró una partición de «{table}» para el registro",
        "la nouvelle ligne de la relation « {table} » viole la contrainte de "
          + "vérification « {constraint} »",
        "la contrainte de vérification « {constraint} » de la relation « {table} » "
          + "est violée par une ligne",
        "la valeur pour le domaine {domain} viole la contrainte de vérification « "
          + "{constraint} »",
        "aucune partition de la relation « {table} » trouvée pour la ligne",
        "la nuova riga per la relazione \"{table}\" viola il vincolo di controllo "
          + "\"{constraint}\"",
        "controlla il vincolo \"{constraint}\" della relazione \"{table}\" è "
          + "violato da qualche riga",
        "il valore per il DOMAIN {domain} viola il vincolo di controllo \"{constraint}\"",
        "nessuna partizione della relazione \"{table}\" trovata per la riga",
        "リレーション\"{table}\"の新しい行は検査制約\"{constraint}\"に違反しています",
        "一部の行がリレーション\"{table}\"の検査制約\"{constraint}\"に違反してます",
        "ドメイン{domain}の値が検査制約\"{constraint}\"に違反しています",
        "行に対応するパーティションがリレーション\"{table}\"に見つかりません",
        "ახალი მწკრივი ურთიერთობისთვის \"{table}\" არღვევს შემოწმების შეზღუდვას "
          + "\"{constraint}\"",
        "ურთიერთობის (\"{table}\") შემოწმების შეზღუდვა \"{constraint}\" რომელიღაც "
          + "მწკრივის მიერ ირღვევა",
        "მნიშვნელობა დომენისთვის {domain} არღვევს შემოწმების შეზღუდვას \"{constraint}\"",
        "მწკრივისთვის ურთიერთობის \"{table}\" დანაყოფი ვერ ვიპოვე",
        "새 자료가 \"{table}\" 릴레이션의 \"{constraint}\" 체크 제약 조건을 위반했습니다",
        "\"{constraint}\" 체크 제약 조건(해당 릴레이션 \"{table}\")을 위반하는 몇몇 자료가 있습니다",
        "{domain} 도메인용 값이 \"{constraint}\" 체크 제약 조건을 위반했습니다",
        "해당 로우를 위한 \"{table}\" 릴레이션용 파티션이 없음",
        "новая строка в отношении \"{table}\" нарушает ограничение-проверку \"{constraint}\"",
        "ограничение-проверку \"{constraint}\" отношения \"{table}\" нарушает "
          + "некоторая строка",
        "значение домена {domain} нарушает ограничение-проверку \"{constraint}\"",
        "для строки не найдена секция в отношении \"{table}\"",
        "ny rad för relation \"{table}\" bryter mot check-villkor \"{constraint}\"",
        "check-villkor \"{constraint}\" i relation \"{table}\" bryts av någon rad",
        "värde för domän {domain} bryter mot check-villkoret \"{constraint}\"",
        "ingen partition av relation \"{table}\" kunde hittas för raden",
        "новий рядок для відношення \"{table}\" порушує перевірне обмеження "
          + "перевірку \"{constraint}\"",
        "перевірка обмеження \"{constraint}\" відношення \"{table}\" порушується "
          + "деяким рядком",
        "значення домену {domain} порушує перевірочнео бмеження \"{constraint}\"",
        "для рядка не знайдено секції у відношенні \"{table}\"",
        "关系 \"{table}\" 的新列违反了检查约束 \"{constraint}\"",
        "域 {domain} 的值违反了检查约束 \"{constraint}\"",
        "没有为行找到关系\"{table}\"的分区",
      ])
    + Message.translations(
      .exclusion, code: "23P01",
      [
        "kollidierender Schlüsselwert verletzt Exclusion-Constraint »{constraint}«",
        "kollidierender Schlüsselwert verletzt Exclusion-Constraint „{constraint}“",
        "llave en conflicto viola la restricción de exclusión «{constraint}»",
        "la valeur d'une clé en conflit rompt la contrainte d'exclusion « {constraint} »",
        "le chiavi in conflitto violano il vincolo di esclusione \"{constraint}\"",
        "重複キーの値が排除制約\"{constraint}\"に違反しています",
        "კონფლიქტის მქონე გასაღების მნიშვნელობა არღვევს უნიკალურ შეზღუდვას \"{constraint}\"",
        "\"{constraint}\" exclusion 제약 조건에 따라 키 값 충돌이 발생했습니다.",
        "конфликтующее значение ключа нарушает ограничение-исключение \"{constraint}\"",
        "konfliktande nyckelvärde bryter mot uteslutningsvillkor \"{constraint}\"",
        "конфліктуюче значення ключа порушує обмеження-виключення \"{constraint}\"",
        "互相冲突的键值违反排他约束\"{constraint}\"",
      ])
    + Message.translations(
      .noUniqueForOnConflict, code: "42P10",
      [
        "es gibt keinen Unique-Constraint oder Exclusion-Constraint, der auf die "
          + "ON-CONFLICT-Angabe passt",
        "no hay restricción única o de exclusión que coincida con la "
          + "especificación ON CONFLICT",
        "il n'existe aucune contrainte unique ou contrainte d'exclusion "
          + "correspondant à la spécification ON CONFLICT",
        "non c'è alcun vincolo di unicità o esclusione che combaci con la "
          + "specifica ON CONFLICT",
        "ON CONFLICT 指定に合致するユニーク制約または排除制約がありません",
        "უნიკალური ან გამორიცხვის შეზღუდვა, რომელიც ON CONFLICT-ის აღწერას "
          + "ემთხვევა, არ არსებობს",
        "ON CONFLICT 절을 사용하는 경우, unique 나 exclude 제약 조건이 있어야 함",
        "нет уникального ограничения или ограничения-исключения, соответствующего "
          + "указанию ON CONFLICT",
        "finns inget unik eller uteslutningsvillkor som matchar ON CONFLICT-specifikationen",
        "немає унікального обмеження або обмеження-виключення відповідного "
          + "специфікації ON CONFLICT",
        "没有匹配ON CONFLICT说明的唯一或者排除约束",
      ])
    + Message.translations(
      .transactionAborted, code: "25P02",
      [
        "aktuelle Transaktion wurde abgebrochen, Befehle werden bis zum Ende der "
          + "Transaktion ignoriert",
        "transacción abortada, las órdenes serán ignoradas hasta el fin de bloque "
          + "de transacción",
        "la transaction est annulée, les commandes sont ignorées jusqu'à la fin du "
          + "bloc\nde la transaction",
        "la transazione corrente è interrotta, i comandi saranno ignorati fino "
          + "alla fine del blocco della transazione",
        "現在のトランザクションがアボートしました。トランザクションブロックが終わるまでコマンドは無視されます",
        "현재 트랜잭션은 중지되어 있습니다. 이 트랜잭션을 종료하기 전까지는 모든 명령이 무시될 것입니다",
        "текущая транзакция прервана, команды до конца блока транзакции игнорируются",
        "aktuella transaktionen har avbrutits, alla kommandon ignoreras tills "
          + "slutet på transaktionen",
        "поточна транзакція перервана, команди до кінця блока транзакції пропускаються",
        "当前事务被终止, 事务块结束之前的查询被忽略",
      ])
    + Message.translations(
      .serializationFailure, code: "40001",
      [
        "konnte Zugriff nicht serialisieren wegen gleichzeitiger Aktualisierung",
        "konnte Zugriff nicht serialisieren wegen Lese-/Schreib-Abhängigkeiten "
          + "zwischen Transaktionen",
        "no se pudo serializar el acceso debido a un update concurrente",
        "no se pudo serializar el acceso debido a dependencias read/write entre transacciones",
        "n'a pas pu sérialiser un accès à cause d'une mise à jour en parallèle",
        "n'a pas pu sérialiser un accès à cause des dépendances de "
          + "lecture/écriture\nparmi les transactions",
        "serializzazione dell'accesso fallita a causa di modifiche concorrenti",
        "serializzazione dell'accesso fallita a causa di dipendenze di "
          + "lettura/scrittura tra le transazioni",
        "更新が同時に行われたためアクセスの直列化ができませんでした",
        "トランザクション間で read/write の依存性があったため、アクセスの直列化ができませんでした",
        "ერთდროული განახლების გამო წვდომის სერიალიზაცია შეუძლებელია",
        "동시 업데이트 때문에 순차적 액세스가 불가능합니다",
        "트랜잭션간 읽기/쓰기 의존성 때문에 serialize 접근을 할 수 없음",
        "не удалось сериализовать доступ из-за параллельного изменения",
        "не удалось сериализовать доступ из-за зависимостей чтения/записи между транзакциями",
        "kunde inte serialisera åtkomst på grund av samtidig uppdatering",
        "kunde inte serialisera åtkomst på grund av läs/skriv-beroenden bland transaktionerna",
        "не вдалося серіалізувати доступ через паралельне оновлення",
        "не вдалося серіалізувати доступ через залежність читання/запису серед транзакцій",
        "由于同步更新而无法串行访问",
        "由于多个事务间的读/写依赖而无法串行访问",
      ])
    + Message.translations(
      .deadlock, code: "40P01",
      [
        "Verklemmung (Deadlock) entdeckt",
        "se ha detectado un deadlock",
        "interblocage (deadlock) détecté",
        "rilevato deadlock",
        "デッドロックを検出しました",
        "ნაპოვნია ურთიერთბლოკირება",
        "deadlock 발생했음",
        "обнаружена взаимоблокировка",
        "deadlock upptäckt",
        "виявлено взаємне блокування",
        "检测到死锁",
      ])
    + Message.translations(
      .lockTimeout, code: "55P03",
      [
        "storniere Anfrage wegen Zeitüberschreitung einer Sperre",
        "cancelando la sentencia debido a que se agotó el tiempo de espera de "
          + "candados (locks)",
        "annulation de la requête à cause du délai écoulé pour l'obtention des verrous",
        "annullamento dell'istruzione a causa di timeout di lock",
        "ロックのタイムアウトのためステートメントをキャンセルしています",
        "გამოსახულება გაუქმდება ბლოკის მოლოდინის ვადის ამოწურვის გამო",
        "잠금 대기 시간 초과로 작업을 취소합니다.",
        "выполнение оператора отменено из-за тайм-аута блокировки",
        "avbryter sats på grund av lås-timeout",
        "виконання оператора скасовано через тайм-аут блокування",
        "由于锁超时，取消语句操作",
      ])
    + Message.translations(
      .length, code: "22001",
      [
        "Wert zu lang für Typ character varying({number})",
        "el valor es demasiado largo para el tipo character varying({number})",
        "valeur trop longue pour le type character varying({number})",
        "il valore è troppo lungo per il tipo character varying({number})",
        "値は型character varying({number})としては長すぎます",
        "character varying({number}) 자료형에 너무 긴 자료를 담으려고 합니다.",
        "значение не умещается в тип character varying({number})",
        "värdet för långt för typen character varying({number})",
        "значення занадто довге для типу character varying({number})",
        "对于可变字符类型来说，值太长了({number})",
      ])
    + Message.translations(
      .outOfRange, code: "22003",
      [
        "integer ist außerhalb des gültigen Bereichs",
        "entero fuera de rango",
        "entier en dehors des limites",
        "intero fuori dall'intervallo",
        "integerの範囲外です",
        "მთელი მნიშვნელობა დიაპაზონს გარეთაა",
        "정수 범위를 벗어남",
        "целое вне диапазона",
        "heltal utanför giltigt intervall",
        "ціле число поза діапазоном",
        "整数超出范围",
      ])
    + Message.translations(
      .invalidValue, code: "22P02",
      [
        "ungültiger Eingabewert für Enum {domain}: »{value}«",
        "ungültiger Eingabewert für Enum {domain}: „{value}“",
        "ungültige Eingabesyntax für Typ {type}: »{value}«",
        "ungültige Eingabesyntax für Typ {type}: „{value}“",
        "la sintaxis de entrada no es válida para el enum {domain}: «{value}»",
        "la sintaxis de entrada no es válida para tipo {type}: «{value}»",
        "valeur en entrée invalide pour le enum {domain} : « {value} »",
        "syntaxe en entrée invalide pour le type {type} : « {value} »",
        "la sintassi per l'enumerazione {domain} non è valida: \"{value}\"",
        "sintassi di input non valida per il tipo {type}: \"{value}\"",
        "列挙型{domain}の不正な入力構文: \"{value}\"",
        "\"{type}\"型の入力構文が不正です: \"{value}\"",
        "არასწორი შეყვანილი მნიშვნელობა ჩამონათვალისთვის {domain}: \"{value}\"",
        "არასწორი შეყვანის სინტაქსი ტიპისთვის {type}: \"{value}\"",
        "{domain} 열거형의 입력 값이 잘못됨: \"{value}\"",
        "{type} 자료형 대한 잘못된 입력: \"{value}\"",
        "неверное значение для перечисления {domain}: \"{value}\"",
        "неверный синтаксис для типа {type}: \"{value}\"",
        "ogiltigt indata-värde för enum {domain}: \"{value}\"",
        "ogiltig indatasyntax för type {type}: \"{value}\"",
        "неприпустиме вхідне значення для переліку {domain}: \"{value}\"",
        "неприпустимий синтаксис для типу {type}: \"{value}\"",
        "对于枚举{domain}的输入值无效: \"{value}\"",
        "无效的类型 {type} 输入语法: \"{value}\"",
      ])

  /// The same for the lines behind the message.
  static let translatedDetails: [Message] =
    Message.translations(
      .unique,
      [
        "Schlüssel »({columns})=({values})« existiert bereits.",
        "Schlüssel ({columns})=({values}) ist doppelt vorhanden.",
        "Ya existe la llave ({columns})=({values}).",
        "La llave ({columns})=({values}) está duplicada.",
        "La clé « ({columns})=({values}) » existe déjà.",
        "La clé ({columns})=({values}) est dupliquée.",
        "La chiave ({columns})=({values}) esiste già.",
        "La chiave ({columns})=({values}) è duplicata.",
        "キー ({columns})=({values}) はすでに存在します。",
        "キー({columns})=({values})は重複しています。",
        "გასაღები უკვე არსებობს: ({columns})=({values}).",
        "გასაღები ({columns})=({values}) დუბლირებულია.",
        "({columns})=({values}) 키가 이미 있습니다.",
        "({columns})=({values}) 키가 중복됨",
        "Ключ \"({columns})=({values})\" уже существует.",
        "Ключ ({columns})=({values}) дублируется.",
        "Nyckeln ({columns})=({values}) existerar redan.",
        "Nyckeln ({columns})=({values}) är duplicerad.",
        "Ключ ({columns})=({values}) вже існує.",
        "Ключ ({columns})=({values}) дублюється.",
        "键值\"({columns})=({values})\" 已经存在",
        "键值({columns})=({values})重复了",
        "Chave ({columns})=({values}) já existe.",
        "Klucz ({columns})=({values}) już istnieje.",
        "({columns})=({values}) anahtarı zaten mevcut.",
        "Schlüssel ({columns})=({values}) existiert bereits.",
        "Ключ ({columns})=({values}) уже существует.",
        "La clé ({columns})=({values}) existe déjà.",
      ])
    + Message.translations(
      .exclusion,
      [
        "Schlüssel ({columns})=({values}) kollidiert mit vorhandenem Schlüssel "
          + "({_})=({rest}).",
        "La llave ({columns})=({values}) está en conflicto con la llave existente "
          + "({_})=({rest}).",
        "La clé ({columns})=({values}) est en conflit avec la clé existante ({_})=({rest}).",
        "La chiave ({columns})=({values}) è in conflitto con la chiave esistente "
          + "({_})=({rest}).",
        "キー ({columns})=({values}) が既存のキー ({_})=({rest}) と競合しています",
        "გასაღები ({columns})=({values}) კონფლიქტობს არსებულ გასაღებ ({_})=({rest})-სთან.",
        "({columns})=({values}) 키가 이미 있는 ({_})=({rest}) 키와 충돌합니다.",
        "Ключ ({columns})=({values}) конфликтует с существующим ключом ({_})=({rest}).",
        "Nyckel ({columns})=({values}) står i konflilkt med existerande nyckel "
          + "({_})=({rest}).",
        "Ключ ({columns})=({values}) конфліктує з існуючим ключем ({_})=({rest}).",
        "键({columns})=({values})与已存在的键({_})=({rest})冲突",
      ])
    + Message.translations(
      .foreignKey,
      [
        "Schlüssel ({columns})=({values}) ist nicht in Tabelle »{parent}« vorhanden.",
        "Schlüssel ({columns})=({values}) ist nicht in Tabelle „{parent}“ vorhanden.",
        "Auf Schlüssel ({parent columns})=({values}) wird noch aus Tabelle »{_}« verwiesen.",
        "Auf Schlüssel ({parent columns})=({values}) wird noch aus Tabelle „{_}“ verwiesen.",
        "La llave ({columns})=({values}) no está presente en la tabla «{parent}».",
        "La llave ({parent columns})=({values}) todavía es referida desde la tabla «{_}».",
        "La clé ({columns})=({values}) n'est pas présente dans la table « {parent} ».",
        "La clé ({parent columns})=({values}) est toujours référencée à partir de "
          + "la table « {_} ».",
        "La chiave ({columns})=({values}) non è presente nella tabella \"{parent}\".",
        "La chiave ({parent columns})=({values}) è ancora referenziata dalla tabella \"{_}\".",
        "テーブル\"{parent}\"にキー({columns})=({values})がありません",
        "キー({parent columns})=({values})はまだテーブル\"{_}\"から参照されています",
        "({columns})=({values}) 키가 \"{parent}\" 테이블에 없습니다.",
        "({parent columns})=({values}) 키가 \"{_}\" 테이블에서 여전히 참조됩니다.",
        "Ключ ({columns})=({values}) отсутствует в таблице \"{parent}\".",
        "На ключ ({parent columns})=({values}) всё ещё есть ссылки в таблице \"{_}\".",
        "Nyckel ({columns})=({values}) finns inte i tabellen \"{parent}\".",
        "Nyckeln ({parent columns})=({values}) refereras fortfarande till från "
          + "tabell \"{_}\".",
        "Ключ ({columns})=({values}) не присутній в таблиці \"{parent}\".",
        "На ключ ({parent columns})=({values}) все ще є посилання в таблиці \"{_}\".",
        "键值对({columns})=({values})没有在表\"{parent}\"中出现.",
        "键值对({parent columns})=({values})仍然是从表\"{_}\"引用的.",
      ])

}

extension Dialect {
  /// What Derby says of values and of locks in the languages of its `derbyLocale` archives, 10.14.
  static let translatedDerbyValues: [Message] =
    Message.translations(
      .length, code: "22001",
      [
        "Byla zjištěna chyba oseknutí při pokusu o zmenšení {type} '{value}' na délku "
          + "{number}.",
        "Beim Versuch, {type} '{value}' auf die Länge {number} zu kürzen, wurde ein "
          + "Truncation-Fehler festgestellt.",
        "Se ha producido un error de truncamiento al intentar reducir {type} '{value}' a una "
          + "longitud de {number}.",
        "Une erreur de troncature a été détectée lors de la tentative de réduction de {type} "
          + "'{value}' à une longueur de {number}.",
        "Csonkítási hiba történt a(z) {type} '{value}' {number} hosszúságúra összehúzására "
          + "tett kísérlet során.",
        "È stato riscontrato un errore di interruzione durante il tentativo di abbassare "
          + "{type} '{value}' alla lunghezza di {number}.",
        "VARCHAR '{value}'の長さを{number}に縮小しようとして、切捨てエラーが発生しました。",
        "CHAR '{value}'の長さを{number}に縮小しようとして、切捨てエラーが発生しました。",
        "VARCHAR '{value}'을(를) {number} 길이로 단축하려는 중 절단 오류가 발견되었습니다.",
        "CHAR '{value}'을(를) {number} 길이로 단축하려는 중 절단 오류가 발견되었습니다.",
        "Podczas próby zmniejszenia {type} '{value}' do długości {number} wystąpił błąd "
          + "obcinania.",
        "Foi encontrado um erro de truncamento ao tentar reduzir {type} '{value}' para o "
          + "comprimento {number}.",
        "Обнаружена ошибка усечения при попытке сократить {type} '{value}' до длины, равной "
          + "{number}.",
        "尝试将 {type}“{value}”缩短为长度 {number} 时遇到截断错误。",
        "嘗試將 {type} '{value}' 縮減成長度為 {number} 時，發現截斷錯誤。",
      ])
    + Message.translations(
      .outOfRange, code: "22003",
      [
        "Výsledná hodnota je mimo rozsah pro datový typ {type}.",
        "Der resultierende Wert liegt außerhalb des Bereichs für den Datentyp {type}.",
        "El valor resultante queda fuera del rango para el tipo de dato {type}.",
        "La valeur résultante se situe hors de la plage autorisée pour le type de données "
          + "{type}.",
        "Az eredményül kapott érték kívül esik a(z) {type} adattípus tartományán.",
        "Il valore risultante non è compreso nell'intervallo per il tipo di dati {type}.",
        "結果値は、データ型{type}の範囲外です。",
        "결과 값이 데이터 유형 {type}의 범위를 벗어났습니다.",
        "Wartość wynikowa jest spoza zakresu dla typu danych {type}.",
        "O valor resultante está fora da faixa para o tipo de dado {type}.",
        "Полученное в результате значение находится вне допустимого диапазона для типа "
          + "данных {type}.",
        "产生的值超出了数据类型 {type} 的范围。",
        "產生的值超出資料類型 {type} 的範圍。",
      ])
    + Message.translations(
      .invalidValue, code: "22018",
      [
        "Neplatný formát řetězce znaků pro typ {type}.",
        "Ungültiges Zeichenfolgenformat für den Typ {type}",
        "Formato de cadena de caracteres no válido para el tipo {type}.",
        "Le format de la chaîne de caractères n'est pas valide pour le type {type}.",
        "Érvénytelen karaktersorozat-formátum a következő típushoz: {type}.",
        "Formato stringa di caratteri non valido per il tipo {type}.",
        "型{type}に対して無効な文字列フォーマットです。",
        "{type} 유형에 대한 부적합한 문자열 형식입니다.",
        "Niepoprawny format łańcucha znaków dla typu {type}.",
        "Formato de cadeia de caracteres inválido para o tipo {type}.",
        "Недопустимый формат символьной строки для типа {type}.",
        "类型 {type} 的字符串格式无效。",
        "類型 {type} 的字元字串格式無效。",
      ])
    + Message.translations(
      .invalidValue, code: "22007",
      [
        "Syntaxe znázornění řetězce hodnoty data/času je nesprávná.",
        "Die Syntax der Zeichenfolgendarstellung eines Datum-/Uhrzeitwertes ist fehlerhaft.",
        "La sintaxis de la representación de cadena de un valor de fecha y hora es "
          + "incorrecta.",
        "La syntaxe de la représentation de chaîne d'une valeur date/heure n'est pas "
          + "correcte.",
        "A dátum/időpont érték karaktersorozat ábrázolásának szintaxisa helytelen.",
        "La sintassi della rappresentazione della stringa di un valore data/ora non è "
          + "corretta.",
        "日時値の文字列表記の構文が正しくありません。",
        "날짜/시간 값의 문자열 표시 구문이 잘못되었습니다.",
        "Składnia reprezentacji łańcucha wartości data-godzina jest niepoprawna.",
        "A sintaxe da representação cadeia de caracteres do valor DATETIME está incorreta.",
        "Неправильный синтаксис строчного представления значение даты и времени.",
        "日期/时间值的字符串表示的语法不正确。",
        "日期/時間值之字串表示法的語法不正確。",
        "Znázornění řetězce hodnoty data/času je mimo rozsah.",
        "Die Zeichenfolgendarstellung eines Datum-/Uhrzeitwertes liegt außerhalb des "
          + "Bereichs.",
        "La representación de cadena de un valor de fecha y hora queda fuera de rango.",
        "La représentation de chaîne d'une valeur date/heure se situe hors de la plage "
          + "autorisée.",
        "A dátum/időpont érték karaktersorozat ábrázolása kívül esik az értelmezési "
          + "tartományon.",
        "La rappresentazione della stringa di un valore data/ora non è compresa "
          + "nell'intervallo.",
        "日時値の文字列表記が範囲外です。",
        "날짜/시간 값의 문자열 표시가 범위를 벗어났습니다.",
        "Reprezentacja łańcucha wartości data-godzina jest spoza zakresu.",
        "A representação cadeia de caracteres do valor DATETIME está fora da faixa.",
        "Строчное представление значение даты и времени находится вне допустимого диапазона.",
        "字符串表示的日期/时间值超出范围。",
        "日期/時間值的字串表示法超出範圍。",
      ])
    + Message.translations(
      .deadlock, code: "40001",
      [
        "Uzamčení nebylo získáno kvůli uváznutí; cyklus uzamčení a čekajících je:{rest}. "
          + "Vybraná oběť je XID: {_}.",
        "Eine Sperre konnte aufgrund eines Deadlocks nicht angefordert werden. Zyklus der "
          + "Sperren und beantragten Sperren:{rest}. Die ausgewählte Opfertransaktion ist XID: "
          + "{_}.",
        "No se ha podido obtener un bloqueo debido a un interbloqueo, el ciclo de bloqueos y "
          + "esperas es:{rest}. El objetivo seleccionado es XID : {_}.",
        "Impossible d'obtenir un verrou en raison d'un interblocage. Le cycle de verrous et "
          + "de processus en attente est :{rest}. La victime sélectionnée est le XID : {_}.",
        "Holtpont miatt nem foganatosítható zárolás, a zárak és várakozók ciklusa:  {rest}. "
          + "A kijelölt áldozat XID azonosítója: {_}.",
        "Impossibile ottenere un blocco a causa di un deadlock, il ciclo di blocchi e waiter "
          + "è:{rest}. La vittima selezionata è XID: {_}.",
        "デッドロックが原因でロックを獲得できませんでした。ロックと待機のサイクル:{rest}。選択された文のXID: {_}。",
        "교착 상태로 인해 잠금을 확보할 수 없습니다. 잠금 및 대기자 주기:{rest}. 선택된 대상은 XID임 : {_}.",
        "Nie można uzyskać blokady z powodu zakleszczenia, cykl blokad i oczekiwań:{rest}. "
          + "Wybrana ofiara to XID: {_}.",
        "Não foi possível obter o bloqueio devido a um impasse, o ciclo de bloqueios e "
          + "aguardos é:{rest}. A vítima selecionada foi XID: {_}.",
        "Не удалось получить блокировку из-за тупиковой ситуации; цикл блокировок и "
          + "ожиданий:{rest}. XID оператора, выбранного механизмом базы данных для "
          + "аннулирования: {_}.",
        "由于死锁导致无法获取锁，锁定和等待器的周期为：{rest}。选定的终止对象为 XID：{_}。",
        "因死鎖而無法取得鎖定，鎖定和等待者的循環是：{rest}. XID：{_}。",
      ])
    + Message.translations(
      .lockTimeout, code: "40XL1",
      [
        "Uzamčení nebylo získáno v požadovaném čase",
        "Eine Sperre konnte innerhalb der vorgegebenen Zeit nicht angefordert werden.",
        "No se ha podido obtener un bloqueo en el tiempo solicitado",
        "Impossible d'obtenir un verrou dans le délai demandé",
        "A kért időn belül nem foganatosítható zárolás",
        "Impossibile ottenere un blocco nel tempo richiesto",
        "要求時間内にロックを獲得できませんでした",
        "요청된 시간 내에 잠금을 확보할 수 없습니다.",
        "Nie można uzyskać blokady w czasie jej żądania",
        "Não foi possível obter o bloqueio dentro do tempo requerido.",
        "Не удалось получить блокировку в течение затребованного времени",
        "请求的时间内无法获取锁",
        "無法在要求的時間內取得鎖定",
        "Uzamčení nebylo získáno v požadovaném čase. Výpis lockTable je: {rest}",
        "Eine Sperre konnte innerhalb der vorgegebenen Zeit nicht angefordert werden. "
          + "Speicherauszug von lockTable: {rest}",
        "No se ha podido obtener un bloqueo en el tiempo solicitado. El vaciado de lockTable "
          + "es: {rest}",
        "Impossible d'obtenir un verrou dans le délai demandé. Vidage lockTable : {rest}",
        "A kért időn belül nem foganatosítható zárolás.  A lockTable kiíratása: {rest}",
        "Impossibile ottenere un blocco nel tempo richiesto. Il dump lockTable è: {rest}",
        "要求時間内にロックを獲得できませんでした。lockTableダンプ: {rest}",
        "요청된 시간 내에 잠금을 확보할 수 없습니다. lockTable 덤프는 {rest}입니다.",
        "Nie można uzyskać blokady w czasie jej żądania  Zrzut tabeli blokad: {rest}",
        "Não foi possível obter o bloqueio dentro do tempo requerido. O dump de lockTable é: "
          + "{rest}",
        "Не удалось получить блокировку в течение затребованного времени.  Дамп lockTable: "
          + "{rest}",
        "请求的时间内无法获取锁。lockTable 转储为：{rest}",
        "無法在要求的時間內取得鎖定。lockTable 傾印如下：{rest}",
      ])
}

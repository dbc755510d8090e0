extension Translation {
  /// PostgreSQL in Polish; written by `fixtures/record/postgresql_wordings.py`.
  static let polish = Translation(
    language: "pl",
    """
    duplicate key value violates unique constraint "{constraint}"
      podwójna wartość klucza narusza ograniczenie unikalności "{constraint}"
    could not create unique index "{constraint}"
      nie można utworzyć unikalnego indeksu "{constraint}"
    insert or update on table "{table}" violates foreign key constraint "{constraint}"
      wstawianie lub modyfikacja na tabeli "{table}" narusza klucz obcy "{constraint}"
    update or delete on table "{parent}" violates foreign key constraint "{constraint}" on \
    table "{table}"
      modyfikacja lub usunięcie na tabeli "{parent}" narusza klucz obcy "{constraint}" tabeli \
    "{table}"
    null value in column "{column}" of relation "{table}" violates not-null constraint
      pusta wartość w kolumnie "{column}" relacji "{table}" narusza ograniczenie wymaganej \
    wartości
    null value in column "{column}" violates not-null constraint
      pusta wartość w kolumnie "{column}" narusza ograniczenie wymaganej wartości
    domain {domain} does not allow null values
      domena {domain} nie zezwala na puste wartości
    new row for relation "{table}" violates check constraint "{constraint}"
      nowy rekord dla relacji "{table}" narusza ograniczenie sprawdzające "{constraint}"
    new row for relation "{table}" violates partition constraint
      nowy rekord relacji "{table}" narusza ograniczenie partycji
    value for domain {domain} violates check constraint "{constraint}"
      wartość dla domeny {domain} narusza ograniczenie sprawdzające "{constraint}"
    new row violates check option for view "{table}"
      nowy wiersz narusza opcję sprawdzającą widoku "{table}"
    conflicting key value violates exclusion constraint "{constraint}"
      sprzeczna wartość klucza narusza ograniczenie wykluczające "{constraint}"
    could not create exclusion constraint "{constraint}"
      nie można utworzyć ograniczenia wykluczającego "{constraint}"
    ON CONFLICT DO UPDATE command cannot affect row a second time
      polecenie ON CONFLICT DO UPDATE nie może działać drugi raz na wierszu
    value too long for type {type}
      wartość zbyt długa dla typu znakowego zmiennego ({number})
    value "{value}" is out of range for type {type}
      wartość "{value}" jest poza zakresem dla typu {type}
    numeric field overflow
      przepełnienie pola liczbowego
    invalid input syntax for type {type}: "{value}"
      nieprawidłowa składnia wejścia dla {type}: "{value}"
    Key ({columns})=({values}) already exists.
      Klucz ({columns})=({values}) już istnieje.
    Key ({columns})=({values}) is duplicated.
      Klucz ({columns})=({values}) jest zdublowany.
    Key ({columns})=({values}) is not present in table "{parent}".
      Klucz ({columns})=({values}) nie występuje w tabeli "{parent}".
    Key is not present in table "{parent}".
      Klucz nie występuje w tabeli "{parent}".
    Key ({parent columns})=({values}) is still referenced from table "{table}".
      Klucz ({parent columns})=({values}) ma wciąż odwołanie w tabeli "{table}".
    Key is still referenced from table "{table}".
      Klucz ma wciąż odwołania w tabeli "{table}".
    Key ({columns})=({values}) conflicts with existing key ({_})=({rest}).
      Klucz ({columns})=({values}) jest sprzeczny z istniejącym kluczem ({_})=({rest}).
    Key ({columns})=({values}) conflicts with key ({_})=({rest}).
      Klucz ({columns})=({values}) jest sprzeczny z kluczem ({_})=({rest}).
    SQL statement "{statement}"
      wyrażenie SQL "{statement}"
    ERROR
      BŁĄD
    FATAL
      KATASTROFALNY
    DETAIL:
      SZCZEGÓŁY:
    HINT:
      PODPOWIEDŹ:
    CONTEXT:
      KONTEKST:
    STATEMENT:
      WYRAŻENIE:
      ZAPYTANIE:
    LINE:
      LINIA:
    """)
}

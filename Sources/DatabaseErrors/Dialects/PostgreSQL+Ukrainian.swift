extension Translation {
  /// PostgreSQL in Ukrainian; written by `fixtures/record/postgresql_wordings.py`.
  static let ukrainian = Translation(
    language: "uk",
    """
    duplicate key value violates unique constraint "{constraint}"
      повторювані значення ключа порушують обмеження унікальності "{constraint}"
    could not create unique index "{constraint}"
      не вдалося створити унікальний індекс "{constraint}"
    insert or update on table "{table}" violates foreign key constraint "{constraint}"
      insert або update в таблиці "{table}" порушує обмеження зовнішнього ключа "{constraint}"
    update or delete on table "{parent}" violates foreign key constraint "{constraint}" on \
    table "{table}"
      update або delete в таблиці "{parent}" порушує обмеження зовнішнього ключа "{constraint}" \
    таблиці "{table}"
    removing partition "{_}" violates foreign key constraint "{constraint}"
      видалення секції "{_}" порушує обмеження зовнішнього ключа "{constraint}
    null value in column "{column}" of relation "{table}" violates not-null constraint
      null значення в стовпці "{column}" відношення "{table}" порушує not-null обмеження
    null value in column "{column}" violates not-null constraint
      нульове значення в стовпці "{column}" порушує обмеження not-null
    column "{column}" of relation "{table}" contains null values
      стовпець "{column}" відношення "{table}" містить null значення
    column "{column}" of table "{table}" contains null values
      стовпець "{column}" таблиці "{table}" містить значення NULL
    domain {domain} does not allow null values
      домен {domain} не допускає значення null
    new row for relation "{table}" violates check constraint "{constraint}"
      новий рядок для відношення "{table}" порушує перевірне обмеження перевірку "{constraint}"
    new row for relation "{table}" violates partition constraint
      новий рядок для відношення "{table}" порушує обмеження секції
    value for domain {domain} violates check constraint "{constraint}"
      значення домену {domain} порушує перевірочнео бмеження "{constraint}"
    check constraint "{constraint}" of relation "{table}" is violated by some row
      перевірка обмеження "{constraint}" відношення "{table}" порушується деяким рядком
    partition constraint of relation "{table}" is violated by some row
      обмеження секції відношення "{table}" порушується деяким рядком
    updated partition constraint for default partition "{table}" would be violated by some row
      оновлене обмеження секції для секції за замовчуванням "{table}" буде порушено деякими \
    рядками
    column "{column}" of table "{table}" contains values that violate the new constraint
      стовпець "{column}" таблиці "{table}" містить значення, які порушують нове обмеження
    no partition of relation "{table}" found for row
      для рядка не знайдено секції у відношенні "{table}"
    new row violates check option for view "{table}"
      новий рядок порушує параметр перевірки для подання "{table}"
    conflicting key value violates exclusion constraint "{constraint}"
      конфліктуюче значення ключа порушує обмеження-виключення "{constraint}"
    could not create exclusion constraint "{constraint}"
      не вдалося створити обмеження-виключення "{constraint}"
    there is no unique or exclusion constraint matching the ON CONFLICT specification
      немає унікального обмеження або обмеження-виключення відповідного специфікації ON CONFLICT
    ON CONFLICT DO UPDATE command cannot affect row a second time
      команда ON CONFLICT DO UPDATE не може вплинути на рядок вдруге
    current transaction is aborted, commands ignored until end of transaction block
      поточна транзакція перервана, команди до кінця блока транзакції пропускаються
    could not serialize access due to concurrent update
      не вдалося серіалізувати доступ через паралельне оновлення
    could not serialize access due to concurrent delete
      не вдалося серіалізувати доступ через паралельне видалення
    could not serialize access due to read/write dependencies among transactions
      не вдалося серіалізувати доступ через залежність читання/запису серед транзакцій
    deadlock detected
      виявлено взаємне блокування
    canceling statement due to lock timeout
      виконання оператора скасовано через тайм-аут блокування
    could not obtain lock on row in relation "{table}"
      не вдалося отримати блокування у рядку стосовно "{table}"
    could not obtain lock on relation "{table}"
      не вдалося отримати блокування зв'язку "{table}"
    value too long for type {type}
      значення занадто довге для типу character varying({number})
      значення занадто довге для типу character({number})
    integer out of range
      ціле число поза діапазоном
    bigint out of range
      bigint поза діапазоном
    smallint out of range
      двобайтове ціле поза діапазоном
    value "{value}" is out of range for type {type}
      значення "{value}" поза діапазоном для типу {type}
    numeric field overflow
      надлишок поля numeric
    date/time field value out of range: "{value}"
      значення поля типу дата/час поза діапазоном: "{value}"
    reached maximum value of sequence "{_}" ({_})
      досягнено максимального значення послідовності "{_}" ({_})
    invalid input value for enum {domain}: "{value}"
      неприпустиме вхідне значення для переліку {domain}: "{value}"
    invalid input syntax for type {type}: "{value}"
      неприпустимий синтаксис для типу {type}: "{value}"
    invalid input syntax for type {type}
      неприпустимий вхідний синтаксис для типу {type}
    at character {number}
      символ {number}
    Key ({columns})=({values}) already exists.
      Ключ ({columns})=({values}) вже існує.
    Key ({columns})=({values}) is duplicated.
      Ключ ({columns})=({values}) дублюється.
    Key ({columns})=({values}) is not present in table "{parent}".
      Ключ ({columns})=({values}) не присутній в таблиці "{parent}".
    Key is not present in table "{parent}".
      Ключ не присутній в таблиці "{parent}".
    Key ({parent columns})=({values}) is still referenced from table "{table}".
      На ключ ({parent columns})=({values}) все ще є посилання в таблиці "{table}".
    Key is still referenced from table "{table}".
      На ключ все ще є посилання в таблиці "{table}".
    Key ({columns})=({values}) conflicts with existing key ({_})=({rest}).
      Ключ ({columns})=({values}) конфліктує з існуючим ключем ({_})=({rest}).
    Key ({columns})=({values}) conflicts with key ({_})=({rest}).
      Ключ ({columns})=({values}) конфліктує з ключем ({_})=({rest}).
    Partition key of the failing row contains ({columns}) = ({values}).
      Ключ секціонування для невідповідного рядка містить ({columns}) = ({values}).
    COPY {table}, line {number}
      COPY {table}, рядок {number}
    COPY {table}, line {number}: "{rest}"
      COPY {table}, рядок {number}: "{rest}"
    COPY {table}, line {number}, column {column}: "{rest}"
      COPY {table}, рядок {number}, стовпець {column}: "{rest}"
    COPY {table}, line {number}, column {column}: null input
      COPY {table}, рядок {number}, стовпець {column}: null введення
    while updating tuple {_} in relation "{table}"
      при оновленні кортежу ({number},{number}) в зв'язку "{table}"
    while deleting tuple {_} in relation "{table}"
      при видаленні кортежу ({number},{number}) в зв'язку "{table}"
    while locking tuple {_} in relation "{table}"
      при блокуванні кортежу ({number},{number}) в зв'язку "{table}"
    SQL statement "{statement}"
      SQL-оператор "{statement}"
    ERROR
      ПОМИЛКА
    FATAL
      ФАТАЛЬНО
    PANIC
      ПАНІКА
    DETAIL:
      ВІДОМОСТІ:
      ДЕТАЛІ:
    HINT:
      УКАЗІВКА:
      ПІДКАЗКА:
    CONTEXT:
      КОНТЕКСТ:
    STATEMENT:
      ІНСТРУКЦІЯ:
    QUERY:
      ЗАПИТ:
    LOCATION:
      РОЗТАШУВАННЯ:
    SCHEMA NAME:
      ІМ'Я СХЕМИ:
    TABLE NAME:
      ІМ'Я ТАБЛИЦІ:
    COLUMN NAME:
      ІМ'Я СТОВПЦЯ:
    DATATYPE NAME:
      ІМ'Я ТИПУ ДАНИХ:
    CONSTRAINT NAME:
      ІМ'Я ОБМЕЖЕННЯ:
    LINE:
      РЯДОК:
    """)
}

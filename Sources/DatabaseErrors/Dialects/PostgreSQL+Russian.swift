extension Translation {
  /// PostgreSQL in Russian; written by `fixtures/record/postgresql_wordings.py`.
  static let russian = Translation(
    language: "ru",
    """
    duplicate key value violates unique constraint "{constraint}"
      повторяющееся значение ключа нарушает ограничение уникальности "{constraint}"
    could not create unique index "{constraint}"
      создать уникальный индекс "{constraint}" не удалось
    insert or update on table "{table}" violates foreign key constraint "{constraint}"
      INSERT или UPDATE в таблице "{table}" нарушает ограничение внешнего ключа "{constraint}"
    update or delete on table "{parent}" violates foreign key constraint "{constraint}" on \
    table "{table}"
      UPDATE или DELETE в таблице "{parent}" нарушает ограничение внешнего ключа "{constraint}" \
    таблицы "{table}"
    removing partition "{_}" violates foreign key constraint "{constraint}"
      при удалении секции "{_}" нарушается ограничение внешнего ключа "{constraint}"
    null value in column "{column}" of relation "{table}" violates not-null constraint
      значение NULL в столбце "{column}" отношения "{table}" нарушает ограничение NOT NULL
      нулевое значение в столбце "{column}" отношения "{table}" нарушает ограничение NOT NULL
    null value in column "{column}" violates not-null constraint
      нулевое значение в столбце "{column}" нарушает ограничение NOT NULL
      значение NULL в столбце "{column}" нарушает ограничение NOT NULL
    column "{column}" of relation "{table}" contains null values
      столбец "{column}" отношения "{table}" содержит значения NULL
    column "{column}" of table "{table}" contains null values
      столбец "{column}" таблицы "{table}" содержит значения NULL
    domain {domain} does not allow null values
      домен {domain} не допускает значения null
    new row for relation "{table}" violates check constraint "{constraint}"
      новая строка в отношении "{table}" нарушает ограничение-проверку "{constraint}"
    new row for relation "{table}" violates partition constraint
      новая строка в отношении "{table}" нарушает ограничение секции
    value for domain {domain} violates check constraint "{constraint}"
      значение домена {domain} нарушает ограничение-проверку "{constraint}"
    check constraint "{constraint}" of relation "{table}" is violated by some row
      ограничение-проверку "{constraint}" отношения "{table}" нарушает некоторая строка
    partition constraint of relation "{table}" is violated by some row
      ограничение секции отношения "{table}" нарушает некоторая строка
    updated partition constraint for default partition "{table}" would be violated by some row
      изменённое ограничение секции для секции по умолчанию "{table}" будет нарушено некоторыми \
    строками
    column "{column}" of table "{table}" contains values that violate the new constraint
      столбец "{column}" таблицы "{table}" содержит значения, нарушающие новое ограничение
    no partition of relation "{table}" found for row
      для строки не найдена секция в отношении "{table}"
    new row violates check option for view "{table}"
      новая строка нарушает ограничение-проверку для представления "{table}"
    conflicting key value violates exclusion constraint "{constraint}"
      конфликтующее значение ключа нарушает ограничение-исключение "{constraint}"
    could not create exclusion constraint "{constraint}"
      не удалось создать ограничение-исключение "{constraint}"
    there is no unique or exclusion constraint matching the ON CONFLICT specification
      нет уникального ограничения или ограничения-исключения, соответствующего указанию ON \
    CONFLICT
    ON CONFLICT DO UPDATE command cannot affect row a second time
      команда ON CONFLICT DO UPDATE не может подействовать на строку дважды
    current transaction is aborted, commands ignored until end of transaction block
      текущая транзакция прервана, команды до конца блока транзакции игнорируются
    could not serialize access due to concurrent update
      не удалось сериализовать доступ из-за параллельного изменения
    could not serialize access due to concurrent delete
      не удалось сериализовать доступ из-за параллельного удаления
    could not serialize access due to read/write dependencies among transactions
      не удалось сериализовать доступ из-за зависимостей чтения/записи между транзакциями
    deadlock detected
      обнаружена взаимоблокировка
    canceling statement due to lock timeout
      выполнение оператора отменено из-за тайм-аута блокировки
    could not obtain lock on row in relation "{table}"
      не удалось получить блокировку строки в таблице "{table}"
    could not obtain lock on relation "{table}"
      не удалось получить блокировку таблицы "{table}"
    value too long for type {type}
      значение не умещается в тип character varying({number})
      значение не умещается в тип character({number})
    integer out of range
      целое вне диапазона
    bigint out of range
      bigint вне диапазона
    smallint out of range
      smallint вне диапазона
    value "{value}" is out of range for type {type}
      значение "{value}" вне диапазона для типа {type}
    numeric field overflow
      переполнение поля numeric
    date/time field value out of range: "{value}"
      значение поля типа date/time вне диапазона: "{value}"
    reached maximum value of sequence "{_}" ({_})
      функция nextval достигла максимума для последовательности "{_}" ({_})
    invalid input value for enum {domain}: "{value}"
      неверное значение для перечисления {domain}: "{value}"
    invalid input syntax for type {type}: "{value}"
      неверный синтаксис для типа {type}: "{value}"
    invalid input syntax for type {type}
      неверный синтаксис для типа {type}
    at character {number}
      (символ {number})
    Key ({columns})=({values}) already exists.
      Ключ "({columns})=({values})" уже существует.
    Key ({columns})=({values}) is duplicated.
      Ключ ({columns})=({values}) дублируется.
    Key ({columns})=({values}) is not present in table "{parent}".
      Ключ ({columns})=({values}) отсутствует в таблице "{parent}".
    Key is not present in table "{parent}".
      Ключ отсутствует в таблице "{parent}".
    Key ({parent columns})=({values}) is still referenced from table "{table}".
      На ключ ({parent columns})=({values}) всё ещё есть ссылки в таблице "{table}".
    Key is still referenced from table "{table}".
      На ключ всё ещё есть ссылки в таблице "{table}".
    Key ({columns})=({values}) conflicts with existing key ({_})=({rest}).
      Ключ ({columns})=({values}) конфликтует с существующим ключом ({_})=({rest}).
    Key ({columns})=({values}) conflicts with key ({_})=({rest}).
      Ключ ({columns})=({values}) конфликтует с ключом ({_})=({rest}).
    Partition key of the failing row contains ({columns}) = ({values}).
      Ключ секционирования для неподходящей строки содержит ({columns}) = ({values}).
    COPY {table}, line {number}
      COPY {table}, строка {number}
    COPY {table}, line {number}: "{rest}"
      COPY {table}, строка {number}: "{rest}"
    COPY {table}, line {number}, column {column}: "{rest}"
      COPY {table}, строка {number}, столбец {column}: "{rest}"
    COPY {table}, line {number}, column {column}: null input
      COPY {table}, строка {number}, столбец {column}: значение NULL
    while updating tuple {_} in relation "{table}"
      при изменении кортежа ({number},{number}) в отношении "{table}"
    while deleting tuple {_} in relation "{table}"
      при удалении кортежа ({number},{number}) в отношении "{table}"
    while locking tuple {_} in relation "{table}"
      при блокировке кортежа ({number},{number}) в отношении "{table}"
    SQL statement "{statement}"
      SQL-оператор: "{statement}"
    ERROR
      ОШИБКА
    FATAL
      ВАЖНО
    PANIC
      ПАНИКА
    DETAIL:
      ПОДРОБНОСТИ:
    HINT:
      ПОДСКАЗКА:
    CONTEXT:
      КОНТЕКСТ:
    STATEMENT:
      ОПЕРАТОР:
    QUERY:
      ЗАПРОС:
    LOCATION:
      ПОЛОЖЕНИЕ:
    SCHEMA NAME:
      СХЕМА:
    TABLE NAME:
      ТАБЛИЦА:
    COLUMN NAME:
      СТОЛБЕЦ:
    DATATYPE NAME:
      ТИП ДАННЫХ:
    CONSTRAINT NAME:
      ОГРАНИЧЕНИЕ:
    LINE:
      СТРОКА:
    """)
}

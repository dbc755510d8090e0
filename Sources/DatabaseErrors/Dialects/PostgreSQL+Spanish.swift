extension Translation {
  /// PostgreSQL in Spanish; written by `fixtures/record/postgresql_wordings.py`.
  static let spanish = Translation(
    language: "es",
    """
    duplicate key value violates unique constraint "{constraint}"
      llave duplicada viola restricción de unicidad «{constraint}»
    could not create unique index "{constraint}"
      no se pudo crear el índice único «{constraint}»
    insert or update on table "{table}" violates foreign key constraint "{constraint}"
      inserción o actualización en la tabla «{table}» viola la llave foránea «{constraint}»
    update or delete on table "{parent}" violates foreign key constraint "{constraint}" on \
    table "{table}"
      update o delete en «{parent}» viola la llave foránea «{constraint}» en la tabla «{table}»
    removing partition "{_}" violates foreign key constraint "{constraint}"
      eliminar la partición «{_}» viola la llave foránea «{constraint}»
    null value in column "{column}" of relation "{table}" violates not-null constraint
      el valor nulo en la columna «{column}» de la relación «{table}» viola la restricción de \
    no nulo
      el valor {_} en la columna «{column}» de la relación «{table}» viola la restricción {_}
    null value in column "{column}" violates not-null constraint
      el valor {_} en la columna «{column}» viola la restricción {_}
      el valor null para la columna «{column}» viola la restricción not null
    column "{column}" of relation "{table}" contains null values
      la columna «{column}» de la relación «{table}» contiene valores null
    column "{column}" of table "{table}" contains null values
      la columna «{column}» de la tabla «{table}» contiene valores null
    domain {domain} does not allow null values
      el dominio {domain} no permite valores null
    new row for relation "{table}" violates check constraint "{constraint}"
      el nuevo registro para la relación «{table}» viola la restricción «check» «{constraint}»
    new row for relation "{table}" violates partition constraint
      el nuevo registro para la relación «{table}» viola la restricción de partición
    value for domain {domain} violates check constraint "{constraint}"
      el valor para el dominio {domain} viola la restricción «check» «{constraint}»
    check constraint "{constraint}" of relation "{table}" is violated by some row
      la restricción check «{constraint}» de la relación «{table}» es violada por alguna fila
    partition constraint of relation "{table}" is violated by some row
      la restricción de partición de la relación «{table}» es violada por alguna fila
    updated partition constraint for default partition "{table}" would be violated by some row
      la restricción de partición actualizada para la partición default «{table}» sería violada \
    por alguna fila
    column "{column}" of table "{table}" contains values that violate the new constraint
      la columna «{column}» de la relación «{table}» contiene valores que violan la nueva \
    restricción
    no partition of relation "{table}" found for row
      no se encontró una partición de «{table}» para el registro
    new row violates check option for view "{table}"
      el nuevo registro para la vista «{table}» viola la opción check
    conflicting key value violates exclusion constraint "{constraint}"
      llave en conflicto viola la restricción de exclusión «{constraint}»
    could not create exclusion constraint "{constraint}"
      no se pudo crear la restricción de exclusión «{constraint}»
    there is no unique or exclusion constraint matching the ON CONFLICT specification
      no hay restricción única o de exclusión que coincida con la especificación ON CONFLICT
    ON CONFLICT DO UPDATE command cannot affect row a second time
      la orden ON CONFLICT DO UPDATE no puede afectar una fila por segunda vez
    current transaction is aborted, commands ignored until end of transaction block
      transacción abortada, las órdenes serán ignoradas hasta el fin de bloque de transacción
    could not serialize access due to concurrent update
      no se pudo serializar el acceso debido a un update concurrente
    could not serialize access due to concurrent delete
      no se pudo serializar el acceso debido a un delete concurrente
    could not serialize access due to read/write dependencies among transactions
      no se pudo serializar el acceso debido a dependencias read/write entre transacciones
    deadlock detected
      se ha detectado un deadlock
    canceling statement due to lock timeout
      cancelando la sentencia debido a que se agotó el tiempo de espera de candados (locks)
    could not obtain lock on row in relation "{table}"
      no se pudo bloquear un candado en la fila de la relación «{table}»
    could not obtain lock on relation "{table}"
      no se pudo bloquear un candado en la relación «{table}»
    value too long for type {type}
      el valor es demasiado largo para el tipo character varying({number})
      el valor es demasiado largo para el tipo character({number})
    integer out of range
      entero fuera de rango
    bigint out of range
      bigint fuera de rango
    smallint out of range
      smallint fuera de rango
    value "{value}" is out of range for type {type}
      el valor «{value}» está fuera de rango para el tipo {type}
    numeric field overflow
      desbordamiento de campo numeric
    date/time field value out of range: "{value}"
      valor de hora/fecha fuera de rango: «{value}»
    reached maximum value of sequence "{_}" ({_})
      se alcanzó el máximo valor de la secuencia «{_}» ({_})
    invalid input value for enum {domain}: "{value}"
      la sintaxis de entrada no es válida para el enum {domain}: «{value}»
    invalid input syntax for type {type}: "{value}"
      la sintaxis de entrada no es válida para tipo {type}: «{value}»
    invalid input syntax for type {type}
      sintaxis de entrada no válida para tipo {type}
    at character {number}
      en carácter {number}
    Key ({columns})=({values}) already exists.
      Ya existe la llave ({columns})=({values}).
    Key ({columns})=({values}) is duplicated.
      La llave ({columns})=({values}) está duplicada.
    Key ({columns})=({values}) is not present in table "{parent}".
      La llave ({columns})=({values}) no está presente en la tabla «{parent}».
    Key is not present in table "{parent}".
      La llave no está presente en la tabla «{parent}».
    Key ({parent columns})=({values}) is still referenced from table "{table}".
      La llave ({parent columns})=({values}) todavía es referida desde la tabla «{table}».
    Key is still referenced from table "{table}".
      La llave todavía es referida desde la tabla «{table}».
    Key ({columns})=({values}) conflicts with existing key ({_})=({rest}).
      La llave ({columns})=({values}) está en conflicto con la llave existente ({_})=({rest}).
    Key ({columns})=({values}) conflicts with key ({_})=({rest}).
      La llave ({columns})=({values}) está en conflicto con la llave ({_})=({rest}).
    Partition key of the failing row contains ({columns}) = ({values}).
      La llave de particionamiento de la fila que falla contiene ({columns}) = ({values}).
    COPY {table}, line {number}
      COPY {table}, línea {number}
    COPY {table}, line {number}: "{rest}"
      COPY {table}, línea {number}: «{rest}»
    COPY {table}, line {number}, column {column}: "{rest}"
      COPY {table}, línea {number}, columna {column}: «{rest}»
    COPY {table}, line {number}, column {column}: null input
      COPY {table}, línea {number}, columna {column}: entrada nula
    while updating tuple {_} in relation "{table}"
      mientras se actualizaba la tupla ({number},{number}) en la relación «{table}»
    while deleting tuple {_} in relation "{table}"
      mientras se borraba la tupla ({number},{number}) en la relación «{table}»
    while locking tuple {_} in relation "{table}"
      mientras se bloqueaba la tupla ({number},{number}) de la relación «{table}»
    SQL statement "{statement}"
      sentencia SQL: «{statement}»
    DETAIL:
      DETALLE:
    HINT:
      SUGERENCIA:
    CONTEXT:
      CONTEXTO:
    STATEMENT:
      SENTENCIA:
    QUERY:
      CONSULTA:
    LOCATION:
      UBICACIÓN:
    SCHEMA NAME:
      NOMBRE DE ESQUEMA:
    TABLE NAME:
      NOMBRE DE TABLA:
    COLUMN NAME:
      NOMBRE DE COLUMNA:
    DATATYPE NAME:
      NOMBRE TIPO DE DATO:
    CONSTRAINT NAME:
      NOMBRE DE RESTRICCIÓN:
    LINE:
      LÍNEA:
    """)
}

extension Translation {
  /// PostgreSQL in Swedish; written by `fixtures/record/postgresql_wordings.py`.
  static let swedish = Translation(
    language: "sv",
    """
    duplicate key value violates unique constraint "{constraint}"
      duplicerat nyckelvärde bryter mot unik-villkor "{constraint}"
    could not create unique index "{constraint}"
      kunde inte skapa unikt index "{constraint}"
    insert or update on table "{table}" violates foreign key constraint "{constraint}"
      insert eller update på tabell "{table}" bryter mot främmande nyckel-villkoret \
    "{constraint}"
    update or delete on table "{parent}" violates foreign key constraint "{constraint}" on \
    table "{table}"
      update eller delete på tabell "{parent}" bryter mot främmande nyckel-villkoret \
    "{constraint}" för tabell "{table}"
    removing partition "{_}" violates foreign key constraint "{constraint}"
      borttagning av partition "{_}" bryter mot främmande nyckel-villkoret "{constraint}"
    null value in column "{column}" of relation "{table}" violates not-null constraint
      null-värde i kolumn "{column}" i relation "{table}" bryter mot not-null-villkoret
    null value in column "{column}" violates not-null constraint
      null-värde i kolumn "{column}" bryter mot not-null-villkoret
    column "{column}" of relation "{table}" contains null values
      kolumn "{column}" i relation "{table}" innehåller null-värden
    column "{column}" of table "{table}" contains null values
      kolumn "{column}" i tabell "{table}" innehåller null-värden
    domain {domain} does not allow null values
      domäm {domain} tillåter inte null-värden
    new row for relation "{table}" violates check constraint "{constraint}"
      ny rad för relation "{table}" bryter mot check-villkor "{constraint}"
    new row for relation "{table}" violates partition constraint
      ny rad för relation "{table}" bryter mot partitionesvillkoret
    value for domain {domain} violates check constraint "{constraint}"
      värde för domän {domain} bryter mot check-villkoret "{constraint}"
    check constraint "{constraint}" of relation "{table}" is violated by some row
      check-villkor "{constraint}" i relation "{table}" bryts av någon rad
    partition constraint of relation "{table}" is violated by some row
      partitionsvillkor i relation "{table}" bryts mot av någon rad
    updated partition constraint for default partition "{table}" would be violated by some row
      uppdaterat partitionsintegritetsvillkor för standardpartition "{table}" skulle brytas mot \
    av någon rad
    column "{column}" of table "{table}" contains values that violate the new constraint
      kolumnen "{column}" i tabell "{table}" innehåller värden som bryter mot det nya villkortet
    no partition of relation "{table}" found for row
      ingen partition av relation "{table}" kunde hittas för raden
    new row violates check option for view "{table}"
      ny rad bryter mot check-villkor för vy "{table}"
    conflicting key value violates exclusion constraint "{constraint}"
      konfliktande nyckelvärde bryter mot uteslutningsvillkor "{constraint}"
    could not create exclusion constraint "{constraint}"
      kunde inte skapa uteslutningsvillkor "{constraint}"
    there is no unique or exclusion constraint matching the ON CONFLICT specification
      finns inget unik eller uteslutningsvillkor som matchar ON CONFLICT-specifikationen
    ON CONFLICT DO UPDATE command cannot affect row a second time
      ON CONFLICT DO UPDATE-kommandot kan inte påverka raden en andra gång
    current transaction is aborted, commands ignored until end of transaction block
      aktuella transaktionen har avbrutits, alla kommandon ignoreras tills slutet på \
    transaktionen
    could not serialize access due to concurrent update
      kunde inte serialisera åtkomst på grund av samtidig uppdatering
    could not serialize access due to concurrent delete
      kunde inte serialisera åtkomst på grund av samtidig borttagning
    could not serialize access due to read/write dependencies among transactions
      kunde inte serialisera åtkomst på grund av läs/skriv-beroenden bland transaktionerna
    deadlock detected
      deadlock upptäckt
    canceling statement due to lock timeout
      avbryter sats på grund av lås-timeout
    could not obtain lock on row in relation "{table}"
      kunde inte låsa rad i relationen "{table}"
    could not obtain lock on relation "{table}"
      kunde inte ta lås på relationen "{table}"
    value too long for type {type}
      värdet för långt för typen character varying({number})
      värdet för långt för typen character ({number})
    integer out of range
      heltal utanför giltigt intervall
    bigint out of range
      bigint utanför sitt intervall
    smallint out of range
      smallint utanför sitt intervall
    value "{value}" is out of range for type {type}
      värdet "{value}" är utanför giltigt intervall för typen {type}
    numeric field overflow
      overflow i numeric-fält
    date/time field value out of range: "{value}"
      datum/tid-värde utanför giltigt område: "{value}"
    reached maximum value of sequence "{_}" ({_})
      har nått det maximala värdet för sekvensen "{_}" ({_})
    invalid input value for enum {domain}: "{value}"
      ogiltigt indata-värde för enum {domain}: "{value}"
    invalid input syntax for type {type}: "{value}"
      ogiltig indatasyntax för type {type}: "{value}"
    invalid input syntax for type {type}
      ogiltig indatassyntax för typen {type}
    at character {number}
      vid tecken {number}
    Key ({columns})=({values}) already exists.
      Nyckeln ({columns})=({values}) existerar redan.
    Key ({columns})=({values}) is duplicated.
      Nyckeln ({columns})=({values}) är duplicerad.
    Key ({columns})=({values}) is not present in table "{parent}".
      Nyckel ({columns})=({values}) finns inte i tabellen "{parent}".
    Key is not present in table "{parent}".
      Nyckeln finns inte i tabellen "{parent}".
    Key ({parent columns})=({values}) is still referenced from table "{table}".
      Nyckeln ({parent columns})=({values}) refereras fortfarande till från tabell "{table}".
    Key is still referenced from table "{table}".
      Nyckel refereras fortfarande till från tabell "{table}".
    Key ({columns})=({values}) conflicts with existing key ({_})=({rest}).
      Nyckel ({columns})=({values}) står i konflilkt med existerande nyckel ({_})=({rest}).
    Key ({columns})=({values}) conflicts with key ({_})=({rest}).
      Nyckel ({columns})=({values}) står i konflikt med nyckel ({_})=({rest}).
    Partition key of the failing row contains ({columns}) = ({values}).
      Partitioneringsnyckel för den trasiga raden innehåller ({columns}) = ({values}).
    COPY {table}, line {number}
      COPY {table}, rad {number}
    COPY {table}, line {number}: "{rest}"
      COPY {table}, rad {number}: "{rest}"
    COPY {table}, line {number}, column {column}: "{rest}"
      COPY {table}, rad {number}, kolumn {column}: "{rest}"
    COPY {table}, line {number}, column {column}: null input
      COPY {table}, rad {number}, kolumn {column}: null-indata
    while updating tuple {_} in relation "{table}"
      vid uppdatering av tupel ({number},{number}) i relation "{table}"
    while deleting tuple {_} in relation "{table}"
      vid borttagning av tupel ({number},{number}) i relation "{table}"
    while locking tuple {_} in relation "{table}"
      vid låsning av tupel ({number},{number}) i relation "{table}"
    SQL statement "{statement}"
      SQL-sats: "{statement}"
    ERROR
      FEL
    FATAL
      FATALT
    PANIC
      PANIK
    DETAIL:
      DETALJ:
    HINT:
      TIPS:
    CONTEXT:
      KONTEXT:
    STATEMENT:
      SATS:
    QUERY:
      FRÅGA:
    LOCATION:
      PLATS:
    SCHEMA NAME:
      SCHEMANAMN:
    TABLE NAME:
      TABELLNAMN:
    COLUMN NAME:
      KOLUMNNAMN:
    DATATYPE NAME:
      DATATYPNAMN:
    CONSTRAINT NAME:
      VILLKORSNAMN:
    LINE:
      RAD:
    """)
}

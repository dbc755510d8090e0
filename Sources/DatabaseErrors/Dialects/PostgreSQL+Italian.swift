extension Translation {
  /// PostgreSQL in Italian; written by `fixtures/record/postgresql_wordings.py`.
  static let italian = Translation(
    language: "it",
    """
    duplicate key value violates unique constraint "{constraint}"
      un valore chiave duplicato viola il vincolo univoco "{constraint}"
    could not create unique index "{constraint}"
      creazione dell'indice univoco "{constraint}" fallita
    insert or update on table "{table}" violates foreign key constraint "{constraint}"
      la INSERT o l'UPDATE sulla tabella "{table}" viola il vincolo di chiave esterna \
    "{constraint}"
    update or delete on table "{parent}" violates foreign key constraint "{constraint}" on \
    table "{table}"
      l'istruzione UPDATE o DELETE sulla tabella "{parent}" viola il vincolo di chiave esterna \
    "{constraint}" sulla tabella "{table}"
    removing partition "{_}" violates foreign key constraint "{constraint}"
      la rimozione della partizione "{_}" viola il vincolo di chiave esterna "{constraint}"
    null value in column "{column}" of relation "{table}" violates not-null constraint
      il valore nullo nella colonna "{column}" della relazione "{table}" viola il vincolo non \
    nullo
    null value in column "{column}" violates not-null constraint
      valori null nella colonna "{column}" violano il vincolo {_}
      valore null nella colonna "{column}" viola il vincolo {_}
      il valore nullo nella colonna "{column}" viola il vincolo {_}
    column "{column}" of relation "{table}" contains null values
      la colonna "{column}" della relazione "{table}" contiene valori null
    column "{column}" of table "{table}" contains null values
      la colonna "{column}" della tabella "{table}" contiene valori null
    domain {domain} does not allow null values
      il DOMAIN {domain} non consente valori nulli
    new row for relation "{table}" violates check constraint "{constraint}"
      la nuova riga per la relazione "{table}" viola il vincolo di controllo "{constraint}"
    new row for relation "{table}" violates partition constraint
      la nuova riga per la partizione "{table}" viola il vincolo di partizione
    value for domain {domain} violates check constraint "{constraint}"
      il valore per il DOMAIN {domain} viola il vincolo di controllo "{constraint}"
    check constraint "{constraint}" of relation "{table}" is violated by some row
      controlla il vincolo "{constraint}" della relazione "{table}" è violato da qualche riga
    partition constraint of relation "{table}" is violated by some row
      il vincolo di partizione della relazione "{table}" è violato da alcune righe
    updated partition constraint for default partition "{table}" would be violated by some row
      il nuovo vincolo di partizione per la partizione di default "{table}" verrebbe violato da \
    alcune righe
    column "{column}" of table "{table}" contains values that violate the new constraint
      la colonna "{column}" della tabella "{table}" contiene valori che violano il nuovo vincolo
    no partition of relation "{table}" found for row
      nessuna partizione della relazione "{table}" trovata per la riga
    new row violates check option for view "{table}"
      la nuova riga viola l'opzione di controllo della vista "{table}"
    conflicting key value violates exclusion constraint "{constraint}"
      le chiavi in conflitto violano il vincolo di esclusione "{constraint}"
    could not create exclusion constraint "{constraint}"
      creazione del vincolo di esclusione "{constraint}" fallita
    there is no unique or exclusion constraint matching the ON CONFLICT specification
      non c'è alcun vincolo di unicità o esclusione che combaci con la specifica ON CONFLICT
    ON CONFLICT DO UPDATE command cannot affect row a second time
      Il comando ON CONFLICT DO UPDATE non può influenzare la riga una seconda volta
    current transaction is aborted, commands ignored until end of transaction block
      la transazione corrente è interrotta, i comandi saranno ignorati fino alla fine del \
    blocco della transazione
    could not serialize access due to concurrent update
      serializzazione dell'accesso fallita a causa di modifiche concorrenti
    could not serialize access due to concurrent delete
      impossibile serializzare l'accesso a causa dell'eliminazione simultanea
    could not serialize access due to read/write dependencies among transactions
      serializzazione dell'accesso fallita a causa di dipendenze di lettura/scrittura tra le \
    transazioni
    deadlock detected
      rilevato deadlock
    canceling statement due to lock timeout
      annullamento dell'istruzione a causa di timeout di lock
    could not obtain lock on row in relation "{table}"
      lock di riga nella relazione "{table}" fallito
    could not obtain lock on relation "{table}"
      lock della relazione "{table}" fallito
    value too long for type {type}
      il valore è troppo lungo per il tipo character varying({number})
      il valore è troppo lungo per il tipo character({number})
    integer out of range
      intero fuori dall'intervallo
    bigint out of range
      bigint fuori dall'intervallo consentito
    smallint out of range
      il valore è fuori dall'intervallo consentito per il tipo smallint
    value "{value}" is out of range for type {type}
      valore "{value}" fuori dall'intervallo consentito per il tipo {type}
    numeric field overflow
      il campo numeric causa un overflow
    date/time field value out of range: "{value}"
      valore del campo date/time fuori dall'intervallo consentito: "{value}"
    reached maximum value of sequence "{_}" ({_})
      raggiunto il valore massimo della sequenza "{_}" ({_})
    invalid input value for enum {domain}: "{value}"
      la sintassi per l'enumerazione {domain} non è valida: "{value}"
    invalid input syntax for type {type}: "{value}"
      sintassi di input non valida per il tipo {type}: "{value}"
    invalid input syntax for type {type}
      sintassi di input non valida per il tipo {type}
    at character {number}
      al carattere {number}
    Key ({columns})=({values}) already exists.
      La chiave ({columns})=({values}) esiste già.
    Key ({columns})=({values}) is duplicated.
      La chiave ({columns})=({values}) è duplicata.
    Key ({columns})=({values}) is not present in table "{parent}".
      La chiave ({columns})=({values}) non è presente nella tabella "{parent}".
    Key is not present in table "{parent}".
      La chiave non è presente nella tabella "{parent}".
    Key ({parent columns})=({values}) is still referenced from table "{table}".
      La chiave ({parent columns})=({values}) è ancora referenziata dalla tabella "{table}".
    Key is still referenced from table "{table}".
      La chiave è ancora referenziata dalla tabella "{table}".
    Key ({columns})=({values}) conflicts with existing key ({_})=({rest}).
      La chiave ({columns})=({values}) è in conflitto con la chiave esistente ({_})=({rest}).
    Key ({columns})=({values}) conflicts with key ({_})=({rest}).
      La chiave ({columns})=({values}) è in conflitto con la chiave ({_})=({rest}).
    Partition key of the failing row contains ({columns}) = ({values}).
      La chiave di partizione della riga sbagliata contiene ({columns}) = ({values}).
    COPY {table}, line {number}
      COPY {table}, riga {number}
    COPY {table}, line {number}: "{rest}"
      COPY {table}, riga {number}: "{rest}"
    COPY {table}, line {number}, column {column}: "{rest}"
      COPY {table}, riga {number}, colonna {column}: "{rest}"
    COPY {table}, line {number}, column {column}: null input
      COPY {table}, riga {number}, colonna {column}: input nullo
    while updating tuple {_} in relation "{table}"
      durante la modifica della tupla ({number},{number}) nella relazione "{table}"
    while deleting tuple {_} in relation "{table}"
      durante l'eliminazione della tupla ({number},{number}) nella relazione "{table}"
    while locking tuple {_} in relation "{table}"
      durante il blocco della tupla ({number},{number}) nella relazione "{table}"
    SQL statement "{statement}"
      istruzione SQL "{statement}"
    ERROR
      ERRORE
    FATAL
      FATALE
    PANIC
      PANICO
    DETAIL:
      DETTAGLI:
    HINT:
      SUGGERIMENTO:
      NOTA:
    CONTEXT:
      CONTESTO:
    STATEMENT:
      ISTRUZIONE:
    LOCATION:
      POSIZIONE:
    SCHEMA NAME:
      NOME SCHEMA:
    TABLE NAME:
      NOME TABELLA:
    COLUMN NAME:
      NOME COLONNA:
    DATATYPE NAME:
      NOME TIPO DATI:
    CONSTRAINT NAME:
      NOME VINCOLO:
    LINE:
      RIGA:
    """)
}

extension Translation {
  /// PostgreSQL in German; written by `fixtures/record/postgresql_wordings.py`.
  static let german = Translation(
    language: "de",
    """
    duplicate key value violates unique constraint "{constraint}"
      doppelter Schlüsselwert verletzt Unique-Constraint »{constraint}«
    could not create unique index "{constraint}"
      konnte Unique Index »{constraint}« nicht erstellen
    insert or update on table "{table}" violates foreign key constraint "{constraint}"
      Einfügen oder Aktualisieren in Tabelle »{table}« verletzt Fremdschlüssel-Constraint \
    »{constraint}«
    update or delete on table "{parent}" violates foreign key constraint "{constraint}" on \
    table "{table}"
      Aktualisieren oder Löschen in Tabelle »{parent}« verletzt Fremdschlüssel-Constraint \
    »{constraint}« von Tabelle »{table}«
    removing partition "{_}" violates foreign key constraint "{constraint}"
      Entfernen der Partition »{_}« verletzt Fremdschlüssel-Constraint »{constraint}«
    null value in column "{column}" of relation "{table}" violates not-null constraint
      NULL-Wert in Spalte »{column}« von Relation »{table}« verletzt Not-Null-Constraint
    null value in column "{column}" violates not-null constraint
      NULL-Wert in Spalte »{column}« verletzt Not-Null-Constraint
    column "{column}" of relation "{table}" contains null values
      Spalte »{column}« von Relation »{table}« enthält NULL-Werte
    column "{column}" of table "{table}" contains null values
      Spalte »{column}« von Tabelle »{table}« enthält NULL-Werte
    domain {domain} does not allow null values
      Domäne {domain} erlaubt keine NULL-Werte
    new row for relation "{table}" violates check constraint "{constraint}"
      neue Zeile für Relation »{table}« verletzt Check-Constraint »{constraint}«
    new row for relation "{table}" violates partition constraint
      neue Zeile für Relation »{table}« verletzt Partitions-Constraint
    value for domain {domain} violates check constraint "{constraint}"
      Wert für Domäne {domain} verletzt Check-Constraint »{constraint}«
    check constraint "{constraint}" of relation "{table}" is violated by some row
      Check-Constraint »{constraint}« von Relation »{table}« wird von irgendeiner Zeile verletzt
    partition constraint of relation "{table}" is violated by some row
      Partitions-Constraint von Relation »{table}« wird von irgendeiner Zeile verletzt
    updated partition constraint for default partition "{table}" would be violated by some row
      aktualisierter Partitions-Constraint der Standardpartition »{table}« würde von \
    irgendeiner Zeile verletzt werden
    column "{column}" of table "{table}" contains values that violate the new constraint
      Spalte »{column}« von Tabelle »{table}« enthält Werte, die den neuen Constraint verletzen
    no partition of relation "{table}" found for row
      keine Partition von Relation »{table}« für die Zeile gefunden
    new row violates check option for view "{table}"
      neue Zeile verletzt Check-Option für Sicht »{table}«
    conflicting key value violates exclusion constraint "{constraint}"
      kollidierender Schlüsselwert verletzt Exclusion-Constraint »{constraint}«
    could not create exclusion constraint "{constraint}"
      konnte Exclusion-Constraint »{constraint}« nicht erzeugen
    there is no unique or exclusion constraint matching the ON CONFLICT specification
      es gibt keinen Unique-Constraint oder Exclusion-Constraint, der auf die \
    ON-CONFLICT-Angabe passt
    ON CONFLICT DO UPDATE command cannot affect row a second time
      Befehl in ON CONFLICT DO UPDATE kann eine Zeile nicht ein zweites Mal ändern
    current transaction is aborted, commands ignored until end of transaction block
      aktuelle Transaktion wurde abgebrochen, Befehle werden bis zum Ende der Transaktion \
    ignoriert
    could not serialize access due to concurrent update
      konnte Zugriff nicht serialisieren wegen gleichzeitiger Aktualisierung
    could not serialize access due to concurrent delete
      konnte Zugriff nicht serialisieren wegen gleichzeitigem Löschen
    could not serialize access due to read/write dependencies among transactions
      konnte Zugriff nicht serialisieren wegen Lese-/Schreib-Abhängigkeiten zwischen \
    Transaktionen
    deadlock detected
      Verklemmung (Deadlock) entdeckt
    canceling statement due to lock timeout
      storniere Anfrage wegen Zeitüberschreitung einer Sperre
    could not obtain lock on row in relation "{table}"
      konnte Sperre für Zeile in Relation »{table}« nicht setzen
    could not obtain lock on relation "{table}"
      konnte Sperre für Relation »{table}« nicht setzen
    value too long for type {type}
      Wert zu lang für Typ character varying({number})
      Wert zu lang für Typ character({number})
    integer out of range
      integer ist außerhalb des gültigen Bereichs
    bigint out of range
      bigint ist außerhalb des gültigen Bereichs
    smallint out of range
      smallint ist außerhalb des gültigen Bereichs
    value "{value}" is out of range for type {type}
      Wert »{value}« ist außerhalb des gültigen Bereichs für Typ {type}
    numeric field overflow
      Feldüberlauf bei Typ »numeric«
    date/time field value out of range: "{value}"
      Datum/Zeit-Feldwert ist außerhalb des gültigen Bereichs: »{value}«
    reached maximum value of sequence "{_}" ({_})
      Maximalwert von Sequenz »{_}« erreicht ({_})
    invalid input value for enum {domain}: "{value}"
      ungültiger Eingabewert für Enum {domain}: »{value}«
    invalid input syntax for type {type}: "{value}"
      ungültige Eingabesyntax für Typ {type}: »{value}«
    invalid input syntax for type {type}
      ungültige Eingabesyntax für Typ {type}
    at character {number}
      bei Zeichen {number}
    Key ({columns})=({values}) already exists.
      Schlüssel »({columns})=({values})« existiert bereits.
      Schlüssel ({columns})=({values}) existiert bereits.
    Key ({columns})=({values}) is duplicated.
      Schlüssel ({columns})=({values}) ist doppelt vorhanden.
    Key ({columns})=({values}) is not present in table "{parent}".
      Schlüssel ({columns})=({values}) ist nicht in Tabelle »{parent}« vorhanden.
    Key is not present in table "{parent}".
      Der Schlüssel ist nicht in Tabelle »{parent}« vorhanden.
    Key ({parent columns})=({values}) is still referenced from table "{table}".
      Auf Schlüssel ({parent columns})=({values}) wird noch aus Tabelle »{table}« verwiesen.
    Key is still referenced from table "{table}".
      Auf den Schlüssel wird noch aus Tabelle »{table}« verwiesen.
    Key ({columns})=({values}) conflicts with existing key ({_})=({rest}).
      Schlüssel ({columns})=({values}) kollidiert mit vorhandenem Schlüssel ({_})=({rest}).
    Key ({columns})=({values}) conflicts with key ({_})=({rest}).
      Schlüssel ({columns})=({values}) kollidiert mit Schlüssel ({_})=({rest}).
    Partition key of the failing row contains ({columns}) = ({values}).
      Partitionierungsschlüssel der fehlgeschlagenen Zeile enthält ({columns}) = ({values}).
    COPY {table}, line {number}
      COPY {table}, Zeile {number}
    COPY {table}, line {number}: "{rest}"
      COPY {table}, Zeile {number}: »{rest}«
    COPY {table}, line {number}, column {column}: "{rest}"
      COPY {table}, Zeile {number}, Spalte {column}: »{rest}«
    COPY {table}, line {number}, column {column}: null input
      COPY {table}, Zeile {number}, Spalte {column}: NULL Eingabe
    while updating tuple {_} in relation "{table}"
      beim Aktualisieren von Tupel ({number},{number}) in Relation »{table}«
    while deleting tuple {_} in relation "{table}"
      beim Löschen von Tupel ({number},{number}) in Relation »{table}«
    while locking tuple {_} in relation "{table}"
      beim Sperren von Tupel ({number},{number}) in Relation »{table}«
    SQL statement "{statement}"
      SQL-Anweisung »{statement}«
    ERROR
      FEHLER
    PANIC
      PANIK
    HINT:
      TIPP:
      TIP:
    CONTEXT:
      ZUSAMMENHANG:
      KONTEXT:
    STATEMENT:
      ANWEISUNG:
    QUERY:
      ANFRAGE:
    LOCATION:
      ORT:
    SCHEMA NAME:
      SCHEMANAME:
    TABLE NAME:
      TABELLENNAME:
    COLUMN NAME:
      SPALTENNAME:
    DATATYPE NAME:
      DATENTYPNAME:
    CONSTRAINT NAME:
      CONSTRAINT-NAME:
    LINE:
      ZEILE:
    """)
}

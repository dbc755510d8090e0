extension Translation {
  /// PostgreSQL in French; written by `fixtures/record/postgresql_wordings.py`.
  static let french = Translation(
    language: "fr",
    """
    duplicate key value violates unique constraint "{constraint}"
      la valeur d'une clé dupliquée rompt la contrainte unique « {constraint} »
    could not create unique index "{constraint}"
      n'a pas pu créer l'index unique « {constraint} »
    insert or update on table "{table}" violates foreign key constraint "{constraint}"
      une instruction insert ou update sur la table « {table} » viole la contrainte de clé \
    étrangère « {constraint} »
    update or delete on table "{parent}" violates foreign key constraint "{constraint}" on \
    table "{table}"
      UPDATE ou DELETE sur la table « {parent} » viole la contrainte de clé étrangère « \
    {constraint} » de la table « {table} »
    removing partition "{_}" violates foreign key constraint "{constraint}"
      la suppression de la partition « {_} » viole la contrainte de clé étrangère « \
    {constraint} »
    null value in column "{column}" of relation "{table}" violates not-null constraint
      une valeur NULL viole la contrainte NOT NULL de la colonne « {column} » dans la relation \
    « {table} »
    null value in column "{column}" violates not-null constraint
      une valeur NULL viole la contrainte NOT NULL de la colonne « {column} »
    column "{column}" of relation "{table}" contains null values
      la colonne « {column} » de la table « {table} » contient des valeurs NULL
    column "{column}" of table "{table}" contains null values
      la colonne « {column} » de la table « {table} » contient des valeurs NULL
    domain {domain} does not allow null values
      le domaine {domain} n'autorise pas les valeurs NULL
    new row for relation "{table}" violates check constraint "{constraint}"
      la nouvelle ligne de la relation « {table} » viole la contrainte de vérification « \
    {constraint} »
    new row for relation "{table}" violates partition constraint
      la nouvelle ligne de la relation « {table} » viole la contrainte de partitionnement
    value for domain {domain} violates check constraint "{constraint}"
      la valeur pour le domaine {domain} viole la contrainte de vérification « {constraint} »
    check constraint "{constraint}" of relation "{table}" is violated by some row
      la contrainte de vérification « {constraint} » de la relation « {table} » est violée par \
    une ligne
    partition constraint of relation "{table}" is violated by some row
      la contrainte de partition de la relation « {table} » est violée par une ligne
    updated partition constraint for default partition "{table}" would be violated by some row
      la contrainte de partition mise à jour pour la partition par défaut « {table} » serait \
    transgressée par des lignes
    column "{column}" of table "{table}" contains values that violate the new constraint
      la colonne « {column} » de la table « {table} » contient des valeurs violant la nouvelle \
    contrainte
    no partition of relation "{table}" found for row
      aucune partition de la relation « {table} » trouvée pour la ligne
    new row violates check option for view "{table}"
      la nouvelle ligne viole la contrainte de vérification pour la vue « {table} »
    conflicting key value violates exclusion constraint "{constraint}"
      la valeur d'une clé en conflit rompt la contrainte d'exclusion « {constraint} »
    could not create exclusion constraint "{constraint}"
      n'a pas pu créer la contrainte d'exclusion « {constraint} »
    there is no unique or exclusion constraint matching the ON CONFLICT specification
      il n'existe aucune contrainte unique ou contrainte d'exclusion correspondant à la \
    spécification ON CONFLICT
    current transaction is aborted, commands ignored until end of transaction block
      la transaction est annulée, les commandes sont ignorées jusqu'à la fin du bloc de la \
    transaction
    could not serialize access due to concurrent update
      n'a pas pu sérialiser un accès à cause d'une mise à jour en parallèle
    could not serialize access due to concurrent delete
      n'a pas pu sérialiser un accès à cause d'une suppression en parallèle
    could not serialize access due to read/write dependencies among transactions
      n'a pas pu sérialiser un accès à cause des dépendances de lecture/écriture parmi les \
    transactions
    deadlock detected
      interblocage (deadlock) détecté
    canceling statement due to lock timeout
      annulation de la requête à cause du délai écoulé pour l'obtention des verrous
    could not obtain lock on row in relation "{table}"
      n'a pas pu obtenir un verrou sur la relation « {table} »
    could not obtain lock on relation "{table}"
      n'a pas pu obtenir un verrou sur la relation « {table} »
    value too long for type {type}
      valeur trop longue pour le type character varying({number})
      valeur trop longue pour le type character({number})
    integer out of range
      entier en dehors des limites
    bigint out of range
      bigint en dehors des limites
    smallint out of range
      smallint en dehors des limites
    value "{value}" is out of range for type {type}
      la valeur « {value} » est en dehors des limites pour le type {type}
    numeric field overflow
      champ numérique en dehors des limites
    date/time field value out of range: "{value}"
      valeur du champ date/time en dehors des limites : « {value} »
    invalid input value for enum {domain}: "{value}"
      valeur en entrée invalide pour le enum {domain} : « {value} »
    invalid input syntax for type {type}: "{value}"
      syntaxe en entrée invalide pour le type {type} : « {value} »
    invalid input syntax for type {type}
      syntaxe en entrée invalide pour le type {type}
    at character {number}
      au caractère {number}
    Key ({columns})=({values}) already exists.
      La clé « ({columns})=({values}) » existe déjà.
      La clé ({columns})=({values}) existe déjà.
    Key ({columns})=({values}) is duplicated.
      La clé ({columns})=({values}) est dupliquée.
    Key ({columns})=({values}) is not present in table "{parent}".
      La clé ({columns})=({values}) n'est pas présente dans la table « {parent} ».
    Key is not present in table "{parent}".
      La clé n'est pas présente dans la table « {parent} ».
    Key ({parent columns})=({values}) is still referenced from table "{table}".
      La clé ({parent columns})=({values}) est toujours référencée à partir de la table « \
    {table} ».
    Key is still referenced from table "{table}".
      La clé est toujours référencée à partir de la table « {table} ».
    Key ({columns})=({values}) conflicts with existing key ({_})=({rest}).
      La clé ({columns})=({values}) est en conflit avec la clé existante ({_})=({rest}).
    Key ({columns})=({values}) conflicts with key ({_})=({rest}).
      La clé ({columns})=({values}) est en conflit avec la clé ({_})=({rest}).
    Partition key of the failing row contains ({columns}) = ({values}).
      La clé de partitionnement de la ligne en échec contient ({columns}) = ({values}).
    COPY {table}, line {number}
      COPY {table}, ligne {number}
    COPY {table}, line {number}: "{rest}"
      COPY {table}, ligne {number} : « {rest} »
    COPY {table}, line {number}, column {column}: "{rest}"
      COPY {table}, ligne {number}, colonne {column} : « {rest} »
    COPY {table}, line {number}, column {column}: null input
      COPY {table}, ligne {number}, colonne {column} : NULL en entrée
    while updating tuple {_} in relation "{table}"
      lors de la mise à jour de la ligne ({number},{number}) dans la relation « {table} »
    while deleting tuple {_} in relation "{table}"
      lors de la suppression de la ligne ({number},{number}) dans la relation « {table} »
    while locking tuple {_} in relation "{table}"
      lors du verrouillage de la ligne ({number},{number}) dans la relation « {table} »
    SQL statement "{statement}"
      instruction SQL « {statement} »
    ERROR
      ERREUR
    DETAIL:
      DÉTAIL:
    HINT:
      ASTUCE:
    CONTEXT:
      CONTEXTE:
    STATEMENT:
      INSTRUCTION:
    QUERY:
      REQUÊTE:
    LOCATION:
      EMPLACEMENT:
    SCHEMA NAME:
      NOM DE SCHÉMA:
    TABLE NAME:
      NOM DE TABLE:
    COLUMN NAME:
      NOM DE COLONNE:
    DATATYPE NAME:
      NOM DU TYPE DE DONNÉES:
    CONSTRAINT NAME:
      NOM DE CONTRAINTE:
    LINE:
      LIGNE:
    """)
}

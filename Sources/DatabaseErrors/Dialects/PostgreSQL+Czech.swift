extension Translation {
  /// PostgreSQL in Czech; written by `fixtures/record/postgresql_wordings.py`.
  static let czech = Translation(
    language: "cs",
    """
    HINT:
      DOPORUČENÍ:
    CONTEXT:
      KONTEXT:
    LOCATION:
      UMÍSTĚNÍ:
    SCHEMA NAME:
      NÁZEV SCHÉMATU:
    TABLE NAME:
      NÁZEV TABULKY:
    COLUMN NAME:
      NÁZEV SLOUPCE:
    DATATYPE NAME:
      NÁZEV DATOVÉHO TYPU:
    CONSTRAINT NAME:
      NÁZEV OMEZENÍ:
    LINE:
      ŘÁDKA:
    ERROR
      CHYBA
    """)
}

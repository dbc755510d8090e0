extension Translation {
  /// PostgreSQL in Greek; written by `fixtures/record/postgresql_wordings.py`.
  static let greek = Translation(
    language: "el",
    """
    LINE:
      ΓΡΑΜΜΗ:
    """)
}

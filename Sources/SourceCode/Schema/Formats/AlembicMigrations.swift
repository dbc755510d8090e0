extension SchemaFormat {
  /// Alembic's migrations, Flask-Migrate's too.
  public static let alembic = SchemaFormat(
    name: "Alembic migrations",
    recognises: { file in
      file.text.contains("revision")
        && ["op.create_", "op.add_", "op.alter_", "op.drop_", "batch_alter_table("].contains {
          file.text.contains($0)
        }
    },
    reads: { file in
      var reader = AlembicReader()
      reader.read([file])
      return reader.schema
    },
    examples: [
      Example(
        """
        revision = "3f2a"
        down_revision = None

        def upgrade():
            op.create_table(
                "boats",
                sa.Column("id", sa.Integer(), primary_key=True),
                sa.Column("name", sa.String(30), nullable=False),
                sa.Column("pier_id", sa.Integer(), sa.ForeignKey("piers.id", ondelete="CASCADE")),
                sa.Column("sold_at", sa.DateTime()),
                sa.UniqueConstraint("pier_id", "name", name="one_name"),
            )
            op.create_index(
                op.f("ix_boats_name"), "boats", ["name"], unique=True,
                postgresql_where=sa.text("sold_at IS NULL"),
            )
            op.create_check_constraint("named", "boats", "name <> ''")

        def downgrade():
            op.drop_table("boats")
        """,
        declares: [
          "boats (id, name, pier_id?, sold_at?)", "primaryKey (id)", "foreignKey (pier_id) → piers",
          "unique one_name (pier_id, name)", "unique ix_boats_name (name)", "check named (name)",
        ]),
      Example(
        """
        revision: str = "77aa"
        down_revision: str | None = "3f2a"

        def upgrade() -> None:
            op.create_table("berths", sa.Column("code", sa.Text(), nullable=False))
            with op.batch_alter_table("berths") as batch:
                batch.add_column(sa.Column("depth", sa.Integer(), nullable=True))
                batch.create_unique_constraint("uq_berths_code", ["code"])
        """,
        declares: ["berths (code, depth?)", "unique uq_berths_code (code)"]),
      Example.rejects(
        "revision = wiki.last()\nprint(revision.text)"),
      Example.rejects("op.create_table(rows)"),
    ])
}

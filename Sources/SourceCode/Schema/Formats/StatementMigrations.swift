extension SchemaFormat {
  /// Migrations in an application's language whose calls are given definitions in SQL: those of
  /// TypeORM, Doctrine, MikroORM, Sequelize's raw ones.
  public static let statements = SchemaFormat(
    name: "Migrations with SQL in code",
    recognises: { $0.text.runsDefinitions },
    reads: { file in
      var reader = StatementMigrationReader()
      reader.read(file)
      return reader.schema
    },
    examples: [
      Example(
        """
        export class Boats1717000000000 implements MigrationInterface {
          public async up(queryRunner: QueryRunner): Promise<void> {
            await queryRunner.query(
              `CREATE TABLE "boats" ("id" SERIAL NOT NULL, "name" character varying NOT NULL,
                CONSTRAINT "UQ_8c2f" UNIQUE ("name"), CONSTRAINT "PK_1" PRIMARY KEY ("id"))`);
            await queryRunner.query(`CREATE UNIQUE INDEX "IDX_77" ON "boats" ("name", "id")`);
          }

          public async down(queryRunner: QueryRunner): Promise<void> {
            await queryRunner.query(`DROP TABLE "boats"`);
          }
        }
        """,
        declares: [
          "boats (id, name)", "unique UQ_8c2f (name)", "primaryKey PK_1 (id)",
          "unique IDX_77 (name, id)",
        ]),
      Example(
        """
        <?php
        final class Version20260101101010 extends AbstractMigration
        {
            public function up(Schema $schema): void
            {
                $this->addSql('CREATE TABLE berth (id INT NOT NULL, pier_id INT NOT NULL)');
                $this->addSql('CREATE UNIQUE INDEX uniq_6f ON berth (pier_id)');
            }

            public function down(Schema $schema): void
            {
                $this->addSql('DROP TABLE berth');
            }
        }
        """,
        declares: ["berth (id, pier_id)", "unique uniq_6f (pier_id)"]),
      .rejects("await queryRunner.query(`UPDATE boats SET name = 'create table x'`);"),
      .rejects("$this->addSql('INSERT INTO berth (id) VALUES (1)');"),
    ])
}

extension String {
  /// Whether a call is given a text that declares a table or an index.
  fileprivate var runsDefinitions: Bool {
    ["(", "`", "'", "\""].contains { mark in
      ["CREATE TABLE", "CREATE UNIQUE", "ALTER TABLE", "create table"].contains {
        contains(mark + $0)
      }
    } && StatementMigrationReader.runners.contains { contains(".\($0)(") || contains("->\($0)(") }
  }
}

/// Reads the definitions that calls of migrations are given as texts.
struct StatementMigrationReader {
  private var reader = DefinitionReader()
  var schema: Schema { reader.finished() }

  /// Calls that run a statement.
  static let runners: Set<String> = ["query", "addSql", "execute", "raw", "runSql"]

  mutating func read(_ file: SourceFile) {
    guard let language = CodeLanguage.of(path: file.path) ?? Self.language(of: file.text) else {
      return
    }
    let code = CodeFile(parsing: file.text, language: language, firstLine: file.firstLine)
    let undoing = file.lineOfUndoing ?? .max
    // The statements on the lines where they stand, so that places are of the file.
    var text = ""
    var line = file.firstLine
    for call in code.calls.sorted(by: { $0.span.start < $1.span.start })
    where Self.runners.contains(call.name) && call.span.firstLine < undoing {
      guard let value = call.arguments.first?.value, let statement = value.text,
        Self.verbs.contains(where: { statement.drop { $0.isWhitespace }.uppercased().hasPrefix($0) }
        )
      else { continue }
      while line < value.span.firstLine {
        text += "\n"
        line += 1
      }
      text += statement + ";"
      line += statement.count { $0.isNewline }
    }
    guard !text.isEmpty else { return }
    reader.read(SourceFile(path: file.path, text: text, firstLine: file.firstLine))
  }

  private static let verbs = ["CREATE", "ALTER", "DROP"]

  private static func language(of text: String) -> CodeLanguage? {
    text.hasPrefix("<?php") ? .php : .javaScript
  }
}

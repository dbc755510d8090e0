import DatabaseErrors
import Fixes

/// Migrations of TypeORM: the entity says the key as well, so that a generated migration does not
/// take it away again.
extension RecipeBook {
  static let typeORMMigrations: [CodeRecipe] = [
    CodeRecipe(
      .addConstraint, "Add a unique index over «columns» to `«model»`",
      // A migration may stay out of transactions only where each has one of its own.
      needs: [
        .databases([.postgreSQL]), .not(.file("@mikro-orm")),
        .any([
          .tree("migrationsTransactionMode: 'each'"), .tree("migrationsTransactionMode: 'none'"),
        ]),
      ],
      steps: [
        declaration,
        .migration(
          typeORMMigration(
            """
              // The table stays writable meanwhile, which is not possible in a transaction.
              transaction = false;

              public async up(queryRunner: QueryRunner): Promise<void> {
                // One that failed at repeated rows leaves an invalid index.
                await queryRunner.query('DROP INDEX CONCURRENTLY IF EXISTS "«index»"');
                await queryRunner.query(
                  'CREATE UNIQUE INDEX CONCURRENTLY "«index»" ON "«plain table»" («quoted columns»)',
                );
              }

              public async down(queryRunner: QueryRunner): Promise<void> {
                await queryRunner.query('DROP INDEX CONCURRENTLY IF EXISTS "«index»"');
              }
            """)),
      ],
      because: typeORMKey),
    CodeRecipe(
      .addConstraint, "Add a unique index over «columns» to `«model»`",
      needs: [.not(.file("@mikro-orm"))],
      steps: [
        declaration,
        .migration(
          typeORMMigration(
            """
              public async up(queryRunner: QueryRunner): Promise<void> {
                await queryRunner.createIndex(
                  '«plain table»',
                  new TableIndex({ name: '«index»', columnNames: [«names»], isUnique: true }),
                );
              }

              public async down(queryRunner: QueryRunner): Promise<void> {
                await queryRunner.dropIndex('«plain table»', '«index»');
              }
            """, imports: ", TableIndex")),
      ],
      because: typeORMKey,
      examples: [
        .becomes(
          "src/boats/boats.service.ts", typeORMService,
          """
          import { MigrationInterface, QueryRunner, TableIndex } from 'typeorm';

          // Fails while rows repeat the key. This finds them:
          //   SELECT pier, sail, count(*) FROM boats
          //   GROUP BY pier, sail HAVING count(*) > 1
          // Which of them stays is for people to decide. Nothing runs this, which keeps the first:
          //   DELETE FROM boats WHERE EXISTS (SELECT 1 FROM boats AS kept
          //     WHERE kept.pier = boats.pier AND kept.sail = boats.sail AND kept.id < boats.id)
          export class UniqueBoats1706700000001 implements MigrationInterface {
            public async up(queryRunner: QueryRunner): Promise<void> {
              await queryRunner.createIndex(
                'boats',
                new TableIndex({ name: 'boats_pier_sail_key', columnNames: ['pier', 'sail'], isUnique: true }),
              );
            }

            public async down(queryRunner: QueryRunner): Promise<void> {
              await queryRunner.dropIndex('boats', 'boats_pier_sail_key');
            }
          }
          """,
          at: "src/migrations/1706700000001-UniqueBoats.ts",
          violates: .key("boats", ["pier", "sail"]), files: typeORMFiles),
        .becomes(
          "src/boats/boats.service.ts", typeORMService,
          """
          import { Column, Entity, PrimaryGeneratedColumn, Index } from 'typeorm';

          @Entity('boats')
          @Index('boats_pier_sail_key', ['pier', 'sail'], { unique: true })
          export class Boat {
            @PrimaryGeneratedColumn() id: number;
            @Column() pier: string;
            @Column() sail: string;
          }
          """,
          at: "src/boats/boat.entity.ts", violates: .key("boats", ["pier", "sail"]),
          files: typeORMFiles),
        .stays(
          "src/boats/boats.service.ts", typeORMService, violates: .key("boats", ["pier", "sail"]),
          files: [typeORMFiles[0]]),
      ]),
  ]

  private static let declaration = RecipeStep.aboveModel(
    "@Index('«index»', [«fields»], { unique: true })", CodeImport("Index", from: "typeorm"))

  private static let typeORMKey: CodeTemplate = """
    Only the database sees all writers at once. The migration fails while rows repeat the key; the \
    query in it finds them, and which of them stays is for people to decide. Writers have to handle \
    the refusal. A large table of PostgreSQL wants CONCURRENTLY, which needs \
    `migrationsTransactionMode: 'each'`.
    """

  private static func typeORMMigration(_ body: String, imports: String = "") -> MigrationForm {
    MigrationForm(
      folder: "", digits: 13...14, separator: "-", suffix: ".ts",
      mark: "implements MigrationInterface", name: "Unique«class of table»",
      text: CodeTemplate(
        stringLiteral: """
          import { MigrationInterface, QueryRunner\(imports) } from 'typeorm';

          \(repeatedRows(comment: "//"))
          export class Unique«class of table»«number» implements MigrationInterface {
          \(body)
          }
          """))
  }

  private static let typeORMService = """
    import { Repository } from 'typeorm';
    import { Boat } from './boat.entity';

    export class BoatsService {
      constructor(private readonly boats: Repository<Boat>) {}

      async enlist(pier: string, sail: string): Promise<void> {
    ↓    await this.boats.upsert({ pier, sail }, ['pier', 'sail']);
      }
    }
    """

  private static let typeORMFiles: [(path: String, text: String)] = [
    (
      "src/boats/boat.entity.ts",
      """
      import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

      @Entity('boats')
      export class Boat {
        @PrimaryGeneratedColumn() id: number;
        @Column() pier: string;
        @Column() sail: string;
      }

      """
    ),
    (
      "src/migrations/1706700000000-Boats.ts",
      """
      import { MigrationInterface, QueryRunner } from 'typeorm';

      export class Boats1706700000000 implements MigrationInterface {
        public async up(queryRunner: QueryRunner): Promise<void> {}
        public async down(queryRunner: QueryRunner): Promise<void> {}
      }

      """
    ),
  ]
}

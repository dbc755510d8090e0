import DatabaseErrors
import Fixes

extension RecipeBook {
  static let prisma = node(
    prismaRequests + prismaWrites
      + nodeGuidance(
        "error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'")
  )

  private static let prismaHandler: CodeTemplate = """
    } catch (error) {
      if (
        error instanceof Prisma.PrismaClientKnownRequestError &&
        error.code === 'P2002' &&
        String(error.meta?.target ?? '«field»').includes('«field»')
      ) {
        «refusal»
      }
      throw error;
    }
    """

  private static let prismaImport = [CodeImport("Prisma", from: "@prisma/client")]

  private static let prismaRequests: [CodeRecipe] = [
    CodeRecipe(
      .validateOnPath, "Look for a taken «words» in `«function»`, and answer the violation",
      needs: catches + [
        .noLook, .noTransaction, .newRow, .tree("@prisma/client"), .unused("taken"),
      ],
      steps: [
        .before(
          """
          const taken = await «receiver».findFirst({ where: { «where» } });
          if (taken) {
            «refusal»
          }
          """),
        .wrap(opening: "try {", closing: prismaHandler),
      ],
      imports: prismaImport, because: nodeLook,
      examples: [
        .becomes(
          "src/boats/boats.service.ts",
          """
          import { Injectable } from '@nestjs/common';
          import { PrismaService } from '../prisma.service';
          import { EnlistDto } from './enlist.dto';

          @Injectable()
          export class BoatsService {
            constructor(private readonly prisma: PrismaService) {}

            async enlist(dto: EnlistDto) {
          ↓    const boat = await this.prisma.boat.create({ data: { sail: dto.sail, name: dto.name } });
              return boat;
            }
          }
          """,
          """
          import { Injectable, ConflictException } from '@nestjs/common';
          import { PrismaService } from '../prisma.service';
          import { EnlistDto } from './enlist.dto';
          import { Prisma } from '@prisma/client';

          @Injectable()
          export class BoatsService {
            constructor(private readonly prisma: PrismaService) {}

            async enlist(dto: EnlistDto) {
              const taken = await this.prisma.boat.findFirst({ where: { sail: dto.sail } });
              if (taken) {
                throw new ConflictException('This sail is already taken.');
              }
              let boat;
              try {
                boat = await this.prisma.boat.create({ data: { sail: dto.sail, name: dto.name } });
              } catch (error) {
                if (
                  error instanceof Prisma.PrismaClientKnownRequestError &&
                  error.code === 'P2002' &&
                  String(error.meta?.target ?? 'sail').includes('sail')
                ) {
                  throw new ConflictException('This sail is already taken.');
                }
                throw error;
              }
              return boat;
            }
          }
          """, violates: .key("Boat", ["sail"]),
          files: [
            (
              "src/prisma.service.ts",
              "import { PrismaClient } from '@prisma/client';\nexport class PrismaService extends PrismaClient {}\n"
            )
          ]),
        .stays(
          "src/boats.ts",
          """
          import { PrismaClient } from '@prisma/client';
          const prisma = new PrismaClient();

          export function enlist(sail) {
          ↓  return prisma.boat.create({ data: { sail } });
          }
          """, violates: .key("Boat", ["sail"])),
      ]),
    CodeRecipe(
      .translateViolation, "Answer a taken «words» in `«function»`",
      needs: catches + [.noTransaction, .tree("@prisma/client")],
      steps: [.wrap(opening: "try {", closing: prismaHandler)],
      imports: prismaImport, because: nodeTaken,
      examples: [
        .becomes(
          "src/routes/guests.ts",
          """
          import { PrismaClient } from "@prisma/client"
          const prisma = new PrismaClient()

          router.post("/guests", async (req, res) => {
              const { email } = req.body
              const existing = await prisma.guest.findUnique({ where: { email } })
              if (existing) {
                  return res.status(409).json({ error: "taken" })
              }
          ↓    const guest = await prisma.guest.create({ data: { email, room: 7 } })
              res.json(guest)
          })
          """,
          """
          import { PrismaClient, Prisma } from "@prisma/client"
          const prisma = new PrismaClient()

          router.post("/guests", async (req, res) => {
              const { email } = req.body
              const existing = await prisma.guest.findUnique({ where: { email } })
              if (existing) {
                  return res.status(409).json({ error: "taken" })
              }
              let guest
              try {
                  guest = await prisma.guest.create({ data: { email, room: 7 } })
              } catch (error) {
                  if (
                      error instanceof Prisma.PrismaClientKnownRequestError &&
                      error.code === "P2002" &&
                      String(error.meta?.target ?? "email").includes("email")
                  ) {
                      return res.status(409).json({ error: "taken" })
                  }
                  throw error
              }
              res.json(guest)
          })
          """, violates: .key("Guest", ["email"])),
        .stays(
          "src/guests.ts",
          """
          import { PrismaClient } from '@prisma/client';
          const prisma = new PrismaClient();

          export async function add(email) {
            await prisma.$transaction(async (tx) => {
          ↓    await tx.guest.create({ data: { email } });
            });
          }
          """, violates: .key("Guest", ["email"])),
      ]),
  ]

  private static let prismaWrites: [CodeRecipe] = [
    .guidance(
      .insertOrRead, "Insert or take the row that is there, in one call",
      needs: [.kinds([.unique])],
      """
      await «receiver».upsert({
        where: { «where» },
        update: {},
        create: { «where» /* and the other values of a new row */ },
      });
      """,
      because: """
        With the key alone in `where` the call is one statement of the database. With relations or \
        further conditions it is a look-up and an insert, which fails with P2002 as before: try it \
        once more then.
        """),
    .guidance(
      .correctConflictTarget, "Look up by the key: «words»", needs: [.kinds([.unique])],
      """
      where: { «where» },  // of a key over several fields: { the_key_s_name: { «where» } }
      """,
      because: """
        The look-up has to ask what the key asks: these fields and no others. What else was compared \
        is a value to be written.
        """),
    .guidance(
      .serializeAccess, "Look and write in one serializable transaction",
      needs: [.kinds([.unique, .primaryKey, .check])],
      """
      await prisma.$transaction(
        async (tx) => {
          // look, then write
        },
        { isolationLevel: Prisma.TransactionIsolationLevel.Serializable },
      );
      // P2034: in conflict with another one. Run it once more.
      """,
      because: """
        The database stops one of two that meet, and that one has to be run again as a whole. It \
        helps only when all writers of the key do so.
        """),
    CodeRecipe(
      .addConstraint, "Make «words» unique in `«model»`",
      needs: [.databases([.postgreSQL, .cockroachDB, .sqlite])],
      steps: [
        .inBlock(
          files: ".prisma", opening: "model «model» {", "@@unique([«bare fields»])"),
        .migration(
          MigrationForm(
            folder: "prisma/migrations/", digits: 14...14, separator: "_", suffix: "",
            fileInFolder: "migration.sql", mark: "", name: "unique_«plain table»",
            text: """
              -- Fails while rows repeat the key. This finds them:
              --   SELECT «quoted columns», count(*) FROM "«plain table»"
              --   GROUP BY «quoted columns» HAVING count(*) > 1
              -- Which of them stays is for people to decide. A large table wants the index first, by
              -- hand and CONCURRENTLY under this name; then `prisma migrate resolve --applied`.
              CREATE UNIQUE INDEX "«plain table»_«joined»_key" ON "«plain table»"(«quoted columns»);
              """)),
      ],
      because: """
        Only the database sees all writers at once. The migration fails while rows repeat the key; the \
        query in it finds them, and which of them stays is for people to decide. Writers have to \
        handle P2002.
        """,
      examples: [
        .becomes(
          "src/boats.ts",
          """
          import { PrismaClient } from '@prisma/client';
          const prisma = new PrismaClient();

          export async function enlist(pierId: number, sail: string) {
          ↓  await prisma.boat.create({ data: { pierId, sail } });
          }
          """,
          """
          model Boat {
            id     Int    @id @default(autoincrement())
            pierId Int
            sail   String
            @@unique([pierId, sail])
          }
          """,
          at: "prisma/schema.prisma", violates: .postgreSQLKey("Boat", ["pierId", "sail"]),
          files: [
            (
              "prisma/schema.prisma",
              """
              model Boat {
                id     Int    @id @default(autoincrement())
                pierId Int
                sail   String
              }
              """
            ),
            (
              "prisma/migrations/20240131120000_boats/migration.sql",
              "CREATE TABLE \"Boat\" (\"id\" SERIAL PRIMARY KEY);"
            ),
          ])
      ]),
  ]
}

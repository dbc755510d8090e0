import DatabaseErrors
import Fixes

extension RecipeBook {
  static let drizzle = node(
    [
      CodeRecipe(
        .translateViolation, "Answer a taken «words» in `«function»`",
        needs: catches + [.noTransaction],
        steps: [
          .wrap(
            opening: "try {",
            closing: """
              } catch (error) {
                if (error instanceof Error && [«marks»].some((name) => String(error.cause ?? error).includes(name))) {
                  «refusal»
                }
                throw error;
              }
              """)
        ],
        because: nodeTaken,
        examples: [
          .becomes(
            "src/boats.ts",
            """
            import { eq } from 'drizzle-orm';
            import { db } from './db';
            import { boats } from './schema';

            export async function enlist(sail: string) {
              const known = await db.select().from(boats).where(eq(boats.sail, sail));
              if (known.length > 0) {
                throw new SailTaken(sail);
              }
            ↓  await db.insert(boats).values({ sail });
            }
            """,
            """
            import { eq } from 'drizzle-orm';
            import { db } from './db';
            import { boats } from './schema';

            export async function enlist(sail: string) {
              const known = await db.select().from(boats).where(eq(boats.sail, sail));
              if (known.length > 0) {
                throw new SailTaken(sail);
              }
              try {
                await db.insert(boats).values({ sail });
              } catch (error) {
                if (error instanceof Error && ['one_sail', 'UNIQUE constraint failed: boats.sail'].some((name) => String(error.cause ?? error).includes(name))) {
                  throw new SailTaken(sail);
                }
                throw error;
              }
            }
            """, violates: .key("boats", ["sail"], named: "one_sail"))
        ])
    ] + nodeGuidance("[«marks»].some((name) => String(error.cause ?? error).includes(name))"))
}

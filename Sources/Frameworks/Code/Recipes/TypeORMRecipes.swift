import DatabaseErrors
import Fixes

extension RecipeBook {
  static let typeORM = node(
    typeORMRequests + typeORMWrites + typeORMMigrations
      + nodeGuidance(
        "error instanceof QueryFailedError && [«marks»].some((name) => error.message.includes(name))"
      )
  )

  private static let typeORMHandler: CodeTemplate = """
    } catch (error) {
      if (error instanceof QueryFailedError && [«marks»].some((name) => error.message.includes(name))) {
        «refusal»
      }
      throw error;
    }
    """

  private static let typeORMImport = [CodeImport("QueryFailedError", from: "typeorm")]

  private static let typeORMRequests: [CodeRecipe] = [
    CodeRecipe(
      .validateOnPath, "Look for a taken «words» in `«function»`, and answer the violation",
      needs: catches + [.noLook, .newRow, .unused("taken"), .not(.file("@mikro-orm"))],
      steps: [
        .before(
          """
          const taken = await «receiver».findOne({ where: { «where» } });
          if (taken) {
            «refusal»
          }
          """),
        .wrap(opening: "try {", closing: typeORMHandler),
      ],
      imports: typeORMImport, because: nodeLook,
      examples: [
        .becomes(
          "src/boats/boats.service.ts",
          """
          import { Injectable } from '@nestjs/common';
          import { InjectRepository } from '@nestjs/typeorm';
          import { Repository } from 'typeorm';
          import { Boat } from './boat.entity';

          @Injectable()
          export class BoatsService {
            constructor(@InjectRepository(Boat) private readonly boats: Repository<Boat>) {}

            async enlist(dto: EnlistDto): Promise<Boat> {
              const boat = this.boats.create({ sail: dto.sail, name: dto.name });
          ↓    return await this.boats.save(boat);
            }
          }
          """,
          """
          import { Injectable, ConflictException } from '@nestjs/common';
          import { InjectRepository } from '@nestjs/typeorm';
          import { Repository, QueryFailedError } from 'typeorm';
          import { Boat } from './boat.entity';

          @Injectable()
          export class BoatsService {
            constructor(@InjectRepository(Boat) private readonly boats: Repository<Boat>) {}

            async enlist(dto: EnlistDto): Promise<Boat> {
              const boat = this.boats.create({ sail: dto.sail, name: dto.name });
              const taken = await this.boats.findOne({ where: { sail: dto.sail } });
              if (taken) {
                throw new ConflictException('This sail is already taken.');
              }
              try {
                return await this.boats.save(boat);
              } catch (error) {
                if (error instanceof QueryFailedError && ['UQ_sail', 'UNIQUE constraint failed: boat.sail'].some((name) => error.message.includes(name))) {
                  throw new ConflictException('This sail is already taken.');
                }
                throw error;
              }
            }
          }
          """, violates: .key("boat", ["sail"], named: "UQ_sail"))
      ]),
    CodeRecipe(
      .translateViolation, "Answer a taken «words» in `«function»`",
      needs: catches + [.not(.file("@mikro-orm"))],
      steps: [.wrap(opening: "try {", closing: typeORMHandler)],
      imports: typeORMImport, because: nodeTaken,
      examples: [
        .stays(
          "src/boats/boats.service.ts",
          """
          import { Repository } from 'typeorm';
          export class BoatsService {
            constructor(private boatRepository: Repository<Boat>) {}
            async enlist(sail: string) {
          ↓    await this.boatRepository.insert({ sail });
            }
          }
          """, violates: .key("boat", ["sail"]))
      ]),
  ]

  private static let typeORMWrites: [CodeRecipe] = [
    .guidance(
      .insertOrRead, "Insert or take the row that is there, in one statement",
      needs: [.kinds([.unique])],
      "await «receiver».upsert({ «where» /* and the other values */ }, [«fields»]);",
      because: """
        The database decides who was first, in one statement. The list has to be the key: these \
        fields and no others.
        """),
    .guidance(
      .correctConflictTarget, "Name the refused key as the target: «words»",
      needs: [.kinds([.unique])],
      "await «receiver».upsert(the_values, [«fields»]);",
      because: """
        The conflict that is taken care of has to be the one of the refused key: these fields and no \
        others.
        """),
    .guidance(
      .serializeAccess, "Look and write under one lock",
      needs: [.kinds([.unique, .primaryKey, .check])],
      """
      await dataSource.transaction(async (manager) => {
        // the parent, which every writer of this key reads first
        await manager.findOneOrFail(TheParent, { where: { id }, lock: { mode: 'pessimistic_write' } });
        // look, then write through the manager
      });
      """,
      because: """
        Writers of one parent wait for each other. It helps only when all of them take the lock, a row \
        that is not there locks nothing, and the key in the database stays the net.
        """),
  ]
}

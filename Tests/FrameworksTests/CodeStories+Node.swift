import DatabaseErrors

extension CodeCase {
  static let node: [CodeCase] = [
    CodeCase(
      "prisma: looks, then creates", "prisma", "src/routes/guests.ts",
      """
      import { PrismaClient } from '@prisma/client';
      const prisma = new PrismaClient();

      router.post('/guests', async (req, res) => {
        const { email } = req.body;
        const existing = await prisma.guest.findUnique({ where: { email } });
        if (existing) {
          return res.status(409).json({ error: 'taken' });
        }
      ↓  const guest = await prisma.guest.create({ data: { email, room: 7 } });
        res.json(guest);
      });
      """, table: "Guest", ["email"], facts: ["create", "check email guards"],
      also: ["email client", "room constant", "whole"]),
    CodeCase(
      "prisma: nobody looks", "prisma", "src/guests/guest.service.ts",
      """
      @Injectable()
      export class GuestService {
        constructor(private readonly prisma: PrismaService) {}

        async add(dto: CreateGuestDto) {
      ↓    return this.prisma.guest.create({ data: { email: dto.email } });
        }
      }
      """, table: "Guest", ["email"], facts: ["create"], also: ["email client", "whole"]),
    CodeCase(
      "prisma: looks for less than the key", "prisma", "src/seats.ts",
      """
      import prisma from './prisma';
      export const take = async (showId: string, seat: string, row: string) => {
        const taken = await prisma.seat.findFirst({ where: { showId, seat, cancelledAt: null } });
        if (!taken) {
      ↓    await prisma.seat.create({ data: { showId, seat, row } });
        }
      };
      prisma.$connect();
      """, table: "Seat", ["showId", "seat", "row"],
      facts: ["create", "check showId,seat {cancelledAt IS NULL} guards"]),
    CodeCase(
      "prisma: upsert by another column", "prisma", "src/sync.ts",
      """
      import { prisma } from './client';
      export async function sync(rows: Row[]) {
        for (const row of rows) {
      ↓    await prisma.guest.upsert({
            where: { externalId: row.id },
            create: { externalId: row.id, email: row.email },
            update: { email: row.email },
          });
        }
      }
      prisma.$disconnect();
      """, table: "Guest", ["email"],
      facts: ["upsert", "upsert upsert(externalId)", "writesMany"]),
    CodeCase(
      "prisma: caught by its code", "prisma", "src/guests.ts",
      """
      import { Prisma, PrismaClient } from "@prisma/client";
      export async function add(email: string) {
        try {
      ↓    return await prisma.guest.create({ data: { email: email.toLowerCase() } });
        } catch (error) {
          if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
            return null;
          }
          throw error;
        }
      }
      """, table: "Guest", ["email"],
      facts: ["create", "handler", "expectsViolation", "foldsBeforeWrite"]),
    CodeCase(
      "typeorm: looks, waits, saves", "typeorm", "src/boats/boats.service.ts",
      """
      import { InjectRepository } from '@nestjs/typeorm';

      @Injectable()
      export class BoatsService {
        constructor(@InjectRepository(Boat) private readonly boats: Repository<Boat>) {}

        async enlist(dto: EnlistDto): Promise<Boat> {
          const known = await this.boats.findOne({ where: { sail: dto.sail } });
          if (known) {
            throw new ConflictException();
          }
          const owner = await axios.get(`https://registry.example/${dto.owner}`);
          const boat = this.boats.create({ sail: dto.sail, owner: owner.data.name });
      ↓    return this.boats.save(boat);
        }
      }
      """, table: "boat", ["sail"],
      facts: ["save", "check sail guards", "slowStepBeforeWrite"],
      also: ["sail client", "key sail"],
      files: [
        (
          "src/boats/boat.entity.ts",
          """
          @Entity('boat')
          export class Boat {
            @PrimaryGeneratedColumn() id: number;
            @Column({ unique: true }) sail: string;
            @Column({ name: 'owner_name', nullable: true }) owner: string;
          }
          """
        )
      ]),
    CodeCase(
      "typeorm: hidden rows", "typeorm", "src/boats/boats.service.ts",
      """
      import { Repository } from 'typeorm';
      export class BoatsService {
        constructor(private boatRepository: Repository<Boat>) {}
        async enlist(sail: string) {
          if (await this.boatRepository.findOneBy({ sail })) return;
      ↓    await this.boatRepository.insert({ sail });
        }
      }
      """, table: "boats", ["sail"],
      facts: ["create", "check sail guards", "hidesRows"],
      files: [
        (
          "src/boats/boat.entity.ts",
          """
          @Entity({ name: 'boats' })
          @Unique(['sail'])
          export class Boat {
            @PrimaryColumn() id: string;
            @Column() sail: string;
            @DeleteDateColumn() deletedAt?: Date;
          }
          """
        )
      ]),
    CodeCase(
      "typeorm: folds on one side", "typeorm", "src/members.ts",
      """
      import { getRepository } from 'typeorm';
      export async function join(email: string) {
        const repository = getRepository(Member);
        const found = await repository.findOne({ where: { email: ILike(email) } });
        if (!found) {
      ↓    await repository.save({ email });
        }
      }
      """, table: "member", ["email"], facts: ["save", "check email folds guards"]),
    CodeCase(
      "sequelize: helper by too many columns", "sequelize", "services/tags.js",
      """
      const { Tag } = require('../models'); // sequelize
      exports.ensure = async function ensure(name, colour) {
      ↓  const [tag] = await Tag.findOrCreate({ where: { name, colour }, defaults: { uses: 0 } });
        return tag;
      };
      """, table: "Tags", ["name"], facts: ["upsert", "upsert findOrCreate(name,colour)"]),
    CodeCase(
      "sequelize: a stock that is counted down", "sequelize", "services/stock.js",
      """
      const { Item } = require('../models'); // sequelize
      async function take(req, res) {
        const item = await Item.findByPk(req.params.id);
        item.stock = item.stock - req.body.count;
      ↓  await item.save();
        res.json(item);
      }
      """, table: "Items", ["stock"], kind: .check,
      facts: ["save", "check id", "readsThenSaves"]),
    CodeCase(
      "knex: looks, then inserts in a transaction", "knex", "src/codes.js",
      """
      const knex = require('knex')(config);
      async function add(code) {
        return knex.transaction(async (trx) => {
          const row = await trx('codes').where({ code }).first();
          if (row) return row.id;
      ↓    const [id] = await trx('codes').insert({ code, made_at: trx.fn.now() });
          return id;
        });
      }
      """, table: "codes", ["code"], facts: ["create", "check code guards", "inTransaction"]),
    CodeCase(
      "knex: conflict on another column", "knex", "src/codes.js",
      """
      const db = require('knex')(config);
      async function put(rows) {
      ↓  await db('codes').insert(rows).onConflict('id').merge();
      }
      """, table: "codes", ["code"], facts: ["upsert", "upsert insert(id)"]),
    CodeCase(
      "drizzle: looks, then inserts", "drizzle", "src/server/lists.ts",
      """
      import { eq, and } from 'drizzle-orm';
      export async function add(userId: string, title: string) {
        const rows = await db.select().from(lists).where(and(eq(lists.userId, userId), eq(lists.title, title)));
        if (rows.length > 0) throw new Error('exists');
      ↓  await db.insert(lists).values({ userId, title, slug: slugify(title) });
      }
      """, table: "lists", ["user_id", "title"],
      facts: ["create", "check user_id,title guards"], also: ["slug generator"],
      files: [
        (
          "src/server/schema.ts",
          """
          export const lists = pgTable('lists', {
            userId: text('user_id').notNull(),
            title: text('title').notNull(),
            slug: text('slug').unique(),
          });
          """
        )
      ]),
    CodeCase(
      "mongoose: looks, then saves", "mongoose", "models/users.js",
      """
      const mongoose = require('mongoose');
      exports.register = async (req, res) => {
        const user = await User.findOne({ email: req.body.email });
        if (user) return res.status(400).send('used');
        const fresh = new User({ email: req.body.email.trim(), name: req.body.name });
      ↓  await fresh.save();
        res.send(fresh);
      };
      """, table: "users", ["email"],
      facts: ["save", "check email guards", "foldsBeforeWrite"], also: ["email client"]),
    CodeCase(
      "pg: plain statements with callbacks of a worker", nil, "workers/mail.worker.js",
      """
      const { Pool } = require('pg');
      queue.process(async (job) => {
        const client = await pool.connect();
        await client.query('BEGIN');
        try {
      ↓    await client.query('INSERT INTO sent (message_id) VALUES ($1)', [job.data.id]);
        } catch (err) {
          if (err.code !== '23505') throw err;
        }
        await client.query('COMMIT');
      });
      """, table: "sent", ["message_id"],
      facts: [
        "create", "handler without savepoint", "catchesWithoutSavepoint", "expectsViolation",
        "inTransaction", "in worker",
      ], also: ["message_id external"]),
    CodeCase(
      "mysql2: upsert in SQL", nil, "src/db.ts",
      """
      import mysql from 'mysql2/promise';
      export const put = (code: string, label: string) =>
      ↓  pool.execute('INSERT INTO codes (code, label) VALUES (?, ?) ON DUPLICATE KEY UPDATE label = VALUES(label)', [code, label]);
      """, table: "codes", ["label"], facts: ["upsert"], also: ["whole"]),
    CodeCase(
      "better-sqlite3: prepared before", nil, "src/keys.js",
      """
      const Database = require('better-sqlite3');
      function add(key) {
        const row = db.prepare('SELECT id FROM keys WHERE lower(key) = ?').get(key.toLowerCase());
        if (!row) {
      ↓    db.prepare('INSERT INTO keys (key) VALUES (?)').run(key);
        }
      }
      """, table: "keys", ["key"], facts: ["create", "check key folds guards", "foldsBeforeLook"]),
    CodeCase(
      "node: the check stands in a function of its own", nil, "src/lots.ts",
      """
      import { Pool } from 'pg';
      class Lots {
        async add(code: string) {
          await this.assertFree(code);
      ↓    await this.pool.query(`INSERT INTO lots (code) VALUES ($1)`, [code]);
        }

        private async assertFree(code: string) {
          const { rows } = await this.pool.query(`SELECT 1 FROM lots WHERE code = $1`, [code]);
          if (rows.length) throw new Error('taken');
        }
      }
      """, table: "lots", ["code"], facts: ["create", "check code guards"]),
    CodeCase(
      "node: a look-up that decides nothing", nil, "src/lots.ts",
      """
      import { Pool } from 'pg';
      export async function add(code: string) {
        const seen = await pool.query('SELECT * FROM lots WHERE code = $1', [code]);
        logger.info('seen', seen.rowCount);
      ↓  await pool.query('INSERT INTO lots (code) VALUES ($1)', [code]);
      }
      """, table: "lots", ["code"], facts: ["create", "check code"]),
    CodeCase(
      "node: an excerpt without its head", nil, "src/lots.js",
      """
          if (existing.rows.length > 0) {
            return callback(new Error('exists'));
          }
      ↓    client.query('INSERT INTO lots (code) VALUES ($1)', [code], callback);
        });
      }
      """, table: "lots", ["code"], facts: ["create"], also: ["excerpt"], isExcerpt: true),
  ]
}

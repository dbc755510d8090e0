import DatabaseErrors

/// Requests, and languages of services.
extension EchoStory {
  static let nest = EchoStory(
    name: "nest", framework: "prisma", culprit: ("src/boats/boats.service.ts", 9),
    violation: ConstraintViolation(kind: .unique, table: "Boat", columns: ["sail"]),
    files: [
      "src/boats/boats.service.ts": """
      import { Injectable } from '@nestjs/common';
      import { PrismaService } from '../prisma.service';

      @Injectable()
      export class BoatsService {
        constructor(private readonly prisma: PrismaService) {}

        async create(dto: CreateBoatDto) {
          return await this.prisma.boat.create({ data: { sail: dto.sail, name: dto.name } });
        }
      }

      """,
      "src/prisma.service.ts": "import { PrismaClient } from '@prisma/client';\n",
      "src/boats/boats.service.spec.ts": """
      import { BoatsService } from './boats.service';

      describe('BoatsService', () => {
        let service: BoatsService;

        beforeEach(async () => {
          service = new BoatsService(await connect());
        });

        describe('create', () => {
          it('stores a boat', async () => {
            const boat = await service.create({ sail: 'GER 7', name: 'Ida' });
            expect(boat.id).toBeDefined();
          });
        });
      });

      """,
    ],
    path: "src/boats/boats-taken-sail.service.spec.ts",
    code: """
      import { BoatsService } from './boats.service';

      describe('BoatsService', () => {
        let service: BoatsService;

        beforeEach(async () => {
          service = new BoatsService(await connect());
        });

        describe('create', () => {
          it('refuses a taken sail', async () => {
            await service.create({ sail: 'GER 7', name: 'Ida' });

            await expect(service.create({ sail: 'GER 7', name: 'Ida' })).rejects.toThrow('This sail is already taken.');
            await service.create({ sail: 'GER 8', name: 'Ida' });
          });

          it('refuses a taken sail of callers at once', async () => {
            const callers = Array.from({ length: 4 }, () => service.create({ sail: 'GER 7', name: 'Ida' }));
            const outcomes = await Promise.allSettled(callers);
            const refusals = outcomes.flatMap((outcome) =>
              outcome.status === 'rejected' ? [outcome.reason.message] : [],
            );
            expect(refusals).toEqual(Array(3).fill('This sail is already taken.'));
            await service.create({ sail: 'GER 8', name: 'Ida' });
          });
        });
      });

      """)

  static let express = EchoStory(
    name: "express", framework: "javascript", culprit: ("src/routes/guests.js", 5),
    violation: ConstraintViolation(
      kind: .unique, dbms: .postgreSQL, constraint: "guests_email_key", table: "guests",
      columns: ["email"]),
    files: [
      "src/routes/guests.js": """
      const router = require('express').Router();
      const { pool } = require('../pool');

      router.post('/', async (req, res) => {
        await pool.query('INSERT INTO guests (email) VALUES ($1)', [req.body.email]);
        res.status(201).json({});
      });

      """,
      "tests/api.test.js": """
      const request = require('supertest');
      const app = require('../src/app');

      describe('guests', () => {
        it('adds one', async () => {
          await request(app).post('/api/guests').send({ email: 'ada@example.org' }).expect(201);
        });

        it('lists them', async () => {
          expect((await request(app).get('/api/guests')).status).toBe(200);
        });
      });

      """,
    ],
    path: "tests/api-taken-email.test.js",
    code: """
      const request = require('supertest');
      const app = require('../src/app');

      describe('guests', () => {
        it('refuses a taken email', async () => {
          for (const status of [201, 409]) {
            await request(app).post('/api/guests').send({ email: 'ada@example.org' }).expect(status);
          }
        });
      });

      """)

  static let phoenix = EchoStory(
    name: "exunit", framework: "ecto", culprit: ("lib/garden/beds.ex", 5),
    violation: ConstraintViolation(kind: .unique, table: "beds", columns: ["label"]),
    files: [
      "lib/garden/beds.ex": """
      defmodule Garden.Beds do
        alias Garden.{Bed, Repo}

        def claim(attrs) do
          Repo.insert(Bed.changeset(%Bed{}, attrs))
        end
      end

      """,
      "lib/garden/bed.ex": """
      defmodule Garden.Bed do
        use Ecto.Schema
        import Ecto.Changeset

        schema "beds" do
          field :label, :string
        end

        def changeset(bed, attrs) do
          bed
          |> cast(attrs, [:label])
          |> validate_required([:label])
        end
      end

      """,
      "test/garden/beds_test.exs": """
      defmodule Garden.BedsTest do
        use Garden.DataCase, async: true

        alias Garden.Beds

        test "claims a bed" do
          assert {:ok, bed} = Beds.claim(%{label: "A7"})
          assert bed.label == "A7"
        end
      end

      """,
    ],
    path: "test/garden/beds_taken_label_test.exs",
    code: """
      defmodule Garden.BedsTakenLabelTest do
        use Garden.DataCase, async: true

        alias Garden.Beds

        test "refuses a taken label" do
          assert {:ok, bed} = Beds.claim(%{label: "A7"})

          assert {:error, %Ecto.Changeset{} = refused} = Beds.claim(%{label: "A7"})
          assert Keyword.has_key?(refused.errors, :label)
        end
      end

      """)
}

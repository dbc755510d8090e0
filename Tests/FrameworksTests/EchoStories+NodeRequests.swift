import DatabaseErrors
import Fixes

/// Requests to applications of Node.js whose route, rules and rows are modules of their own.
extension EchoStory {
  private static let app: [String: String] = [
    "src/routes/berths.js": """
    const { Router } = require('express');
    const berths = require('../services/berths');

    const router = Router();

    router.post('/', wrap(async (req, res) => {
      res.status(201).json(await berths.add(req.body));
    }));

    module.exports = router;

    """,
    "src/services/berths.js": """
    const berthRows = require('../berthRows');
    const { InvalidError, TakenError } = require('../errors');

    async function add({ pier, number, length }) {
      if (!pier) {
        throw new InvalidError('A berth is on a pier.');
      }
      if (await berthRows.find(pier, number)) {
        throw new TakenError('This berth is taken.');
      }
      return berthRows.insert({ pier, number, length });
    }

    module.exports = { add };

    """,
    "src/berthRows.js": """
    const { Pool } = require('pg');
    const pool = new Pool();

    async function find(pier, number) {
      const known = 'SELECT 1 FROM berths WHERE pier = $1 AND number = $2';
      return (await pool.query(known, [pier, number])).rows[0];
    }

    async function insert({ pier, number, length }) {
      const row = 'INSERT INTO berths (pier, number, length) VALUES ($1, $2, $3)';
      await pool.query(row, [pier, number, length]);
    }

    module.exports = { find, insert };

    """,
    "src/errors.js": """
    class HttpError extends Error {
      constructor(status, message) {
        super(message);
        this.status = status;
      }
    }

    class TakenError extends HttpError {
      constructor(message) {
        super(409, message);
      }
    }

    class InvalidError extends HttpError {
      constructor(message) {
        super(422, message);
      }
    }

    module.exports = { HttpError, TakenError, InvalidError };

    """,
    "db/schema.sql": """
    CREATE TABLE berths (
      pier text NOT NULL, number integer NOT NULL,
      length integer NOT NULL CONSTRAINT berth_has_length CHECK (length > 0),
      CONSTRAINT one_berth UNIQUE (pier, number)
    );

    """,
    "tests/berths.test.js": """
    const request = require('supertest');
    const app = require('../src/app');
    const { pool } = require('../src/pool');

    beforeEach(() => pool.query('TRUNCATE berths'));

    test('adds a berth', async () => {
      const response = await request(app)
        .post('/berths')
        .send({ pier: 'A', number: 12, length: 9 });

      expect(response.status).toBe(201);
      expect(response.body.pier).toBe('A');
    });

    """,
  ]

  static let nodeRace = EchoStory(
    name: "requests of Express", framework: "javascript", culprit: ("src/berthRows.js", 11),
    violation: ConstraintViolation(
      kind: .unique, dbms: .postgreSQL, constraint: "one_berth", table: "berths",
      columns: ["pier", "number"]),
    files: app, path: "tests/berths-taken-key-at-once.test.js",
    code: """
        await gate.query('LOCK TABLE berths IN SHARE MODE');
        const sending = Promise.all(Array.from({ length: 4 }, () => request(app)
          .post('/berths')
          .send({ pier: 'A', number: 12, length: 9 })));
        expect(statuses).toEqual([201, 409, 409, 409].sort());
      """)

  /// A value that a check refuses, in the request of the neighbour.
  static let nodeLimit = EchoStory(
    name: "a request with a wrong number", framework: "javascript",
    culprit: ("src/berthRows.js", 11),
    violation: ConstraintViolation(
      kind: .check, dbms: .postgreSQL, constraint: "berth_has_length", table: "berths",
      columns: ["length"]),
    files: app, path: "tests/berths-wrong-length.test.js",
    code: """
      test('refuses a wrong length', async () => {
          .send({ pier: 'A', number: 12, length: 0 });
        expect(response.status).toBe(422);
      """, remedies: [.limitInput])
}

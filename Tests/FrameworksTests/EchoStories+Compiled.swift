import DatabaseErrors

/// Callers that need what they call for themselves, and rows that must not be made.
extension EchoStory {
  static let compiled: [EchoStory] = [
    dotNet, sharedContext, kotlin, transaction, furtherKey, named,
  ]

  private static let key = ConstraintViolation(
    kind: .unique, dbms: .postgreSQL, constraint: "IX_Boats_Sail", table: "Boats",
    columns: ["Sail"])

  private static let service = """
    using Microsoft.EntityFrameworkCore;

    namespace Harbour;

    public class BoatService
    {
        private readonly HarbourContext _context;

        public BoatService(HarbourContext context) { _context = context; }

        public async Task<Boat> EnlistAsync(string sail)
        {
            if (await _context.Boats.AnyAsync(b => b.Sail == sail))
            {
                throw new SailTakenException(sail);
            }
            var boat = new Boat { Sail = sail };
            _context.Boats.Add(boat);
            await _context.SaveChangesAsync();
            return boat;
        }
    }

    """

  private static func dotNetTest(_ head: String, _ body: String) -> String {
    """
    using Harbour;
    using Microsoft.EntityFrameworkCore;
    using Xunit;

    public class BoatServiceTests : IClassFixture<PostgresFixture>
    {
        private readonly PostgresFixture _database;
    \(head)
        [Fact]
        public async Task EnlistsABoat()
        {
    \(body)
            var boat = await service.EnlistAsync("GER 7");
            Assert.Equal("GER 7", boat.Sail);
        }
    }

    """
  }

  private static let dotNet = EchoStory(
    name: "xunit", framework: "ef-core", culprit: ("src/BoatService.cs", 19), violation: key,
    files: [
      "src/BoatService.cs": service,
      "tests/BoatServiceTests.cs": dotNetTest(
        "",
        """
                await using var context = _database.CreateContext();
                var service = new BoatService(context);
        """),
    ],
    path: "tests/BoatServiceTakenSailTests.cs",
    code: """
      using Harbour;
      using Microsoft.EntityFrameworkCore;
      using Xunit;

      public class BoatServiceTakenSailTests : IClassFixture<PostgresFixture>
      {
          private readonly PostgresFixture _database;

          [Fact]
          public async Task RefusesATakenSail()
          {
              await using var context = _database.CreateContext();
              var service = new BoatService(context);
              await service.EnlistAsync("GER 7");

              var refusal = await Assert.ThrowsAnyAsync<System.Exception>(() => service.EnlistAsync("GER 7"));
              Assert.Equal("SailTakenException", refusal.GetType().Name);
              await service.EnlistAsync("GER 8");
          }

          [Fact]
          public async Task RefusesATakenSailOfCallersAtOnce()
          {
              await using var gate = _database.CreateContext();
              await using var closed = await gate.Database.BeginTransactionAsync();
              await gate.Database.ExecuteSqlRawAsync("LOCK TABLE \\"Boats\\" IN SHARE MODE");
              async System.Threading.Tasks.Task<string> Caller()
              {
                  await using var context = _database.CreateContext();
                  var service = new BoatService(context);
                  try
                  {
                      await service.EnlistAsync("GER 7");
                      return "";
                  }
                  catch (System.Exception refusal)
                  {
                      return refusal.GetType().Name;
                  }
              }
              var callers = System.Threading.Tasks.Task.WhenAll(Caller(), Caller(), Caller(), Caller());
              await System.Threading.Tasks.Task.Delay(500);
              await closed.CommitAsync();
              var outcomes = await callers;
              System.Array.Sort(outcomes);
              Assert.Equal(new[] { "", "SailTakenException", "SailTakenException", "SailTakenException" }, outcomes);
          }
      }

      """)

  /// One context of a field: callers at once would break it, not the database.
  private static let sharedContext = EchoStory(
    name: "xunit with one context", framework: "ef-core", culprit: ("src/BoatService.cs", 19),
    violation: key,
    files: [
      "src/BoatService.cs": service,
      "tests/BoatServiceTests.cs": dotNetTest(
        "    private readonly HarbourContext _context;",
        "        var service = new BoatService(_context);"),
    ])

  private static let kotlin = EchoStory(
    name: "kotlin", framework: "spring", culprit: ("src/main/kotlin/harbour/BoatService.kt", 11),
    violation: ConstraintViolation(
      kind: .unique, dbms: .postgreSQL, constraint: "one_sail", table: "boats", columns: ["sail"]),
    files: [
      "src/main/kotlin/harbour/BoatService.kt": """
      package harbour

      import org.springframework.stereotype.Service

      @Service
      class BoatService(private val boats: BoatRepository) {
          fun enlist(sail: String): Boat {
              if (boats.existsBySail(sail)) {
                  throw SailTakenException(sail)
              }
              return boats.saveAndFlush(Boat(sail = sail))
          }
      }

      """,
      "src/test/kotlin/harbour/BoatServiceTest.kt": """
      package harbour

      import org.junit.jupiter.api.Assertions.assertEquals
      import org.junit.jupiter.api.Test

      class BoatServiceTest {
          private val service = BoatService(Database.repository())

          @Test
          fun enlistsABoat() {
              val boat = service.enlist("GER 7")
              assertEquals("GER 7", boat.sail)
          }
      }

      """,
    ],
    path: "src/test/kotlin/harbour/BoatServiceTakenSailTest.kt",
    code: """
      package harbour

      import org.junit.jupiter.api.Assertions.assertEquals
      import org.junit.jupiter.api.Test
      import org.junit.jupiter.api.assertThrows

      class BoatServiceTakenSailTest {
          private val service = BoatService(Database.repository())

          @Test
          fun refusesATakenSail() {
              service.enlist("GER 7")

              val refusal = assertThrows<Exception> { service.enlist("GER 7") }
              assertEquals("SailTakenException", refusal.javaClass.simpleName)
              service.enlist("GER 8")
          }

          @Test
          fun refusesATakenSailOfCallersAtOnce() {
              val start = java.util.concurrent.CountDownLatch(1)
              val refusals = java.util.concurrent.ConcurrentLinkedQueue<String>()
              val callers = List(4) {
                  kotlin.concurrent.thread {
                      start.await()
                      try {
                          service.enlist("GER 7")
                      } catch (refusal: Exception) {
                          refusals.add(refusal.javaClass.simpleName)
                      }
                  }
              }
              start.countDown()
              callers.forEach { it.join() }
              assertEquals(List(3) { "SailTakenException" }, refusals.toList())
              service.enlist("GER 8")
          }
      }

      """)

  private static let harbour = """
    const { pool } = require('./db');

    async function enlist({ sail, name }) {
      const known = await pool.query('SELECT 1 FROM boats WHERE sail = $1', [sail]);
      if (known.rowCount) throw new Error('sail taken');
      await pool.query('INSERT INTO boats (sail, name) VALUES ($1, $2)', [sail, name]);
    }

    module.exports = { enlist };

    """

  private static func mochaTest(_ head: String, _ call: String) -> String {
    """
    const { expect } = require('chai');
    const { pool } = require('../src/db');
    const { enlist } = require('../src/harbour');
    \(head)
    describe('harbour', () => {
      it('enlists a boat', async () => {
        \(call)
        expect((await pool.query('SELECT * FROM boats')).rowCount).to.equal(1);
      });
    });

    """
  }

  private static func mocha(
    _ name: String, _ head: String, _ call: String, schema: String = "", code: String? = nil
  ) -> EchoStory {
    EchoStory(
      name: name, framework: "javascript", culprit: ("src/harbour.js", 6),
      violation: ConstraintViolation(
        kind: .unique, dbms: .postgreSQL, constraint: "boats_sail_key", table: "boats",
        columns: ["sail"]),
      files: [
        "src/harbour.js": harbour, "test/harbour.test.js": mochaTest(head, call),
        "db/schema.sql": schema,
      ], path: "test/harbour-taken-sail.test.js", code: code)
  }

  /// A refusal spoils a transaction of PostgreSQL: nothing more is asked of it.
  private static let transaction = mocha(
    "transaction", "beforeEach(() => pool.query('BEGIN'));",
    "await enlist({ sail: 'GER 7', name: 'Ida' });",
    code: """
      const { expect } = require('chai');
      const { pool } = require('../src/db');
      const { enlist } = require('../src/harbour');
      beforeEach(() => pool.query('BEGIN'));
      describe('harbour', () => {
        it('refuses a taken sail', async () => {
          await enlist({ sail: 'GER 7', name: 'Ida' });

          const refusal = await enlist({ sail: 'GER 7', name: 'Ida' }).then(() => null, (error) => error);
          expect(refusal).to.have.property('message', 'sail taken');
        });

        it('refuses a taken sail of callers at once', async () => {
          const gate = await pool.connect();
          await gate.query('BEGIN');
          await gate.query('LOCK TABLE boats IN SHARE MODE');
          const callers = Array.from({ length: 4 }, () => enlist({ sail: 'GER 7', name: 'Ida' }));
          const outcomes = await Promise.all([
            Promise.allSettled(callers),
            gate.query('SELECT pg_sleep(0.5)').then(() => gate.query('COMMIT')),
          ]).then(([settled]) => settled);
          gate.release();
          const refusals = outcomes.flatMap((outcome) =>
            outcome.status === 'rejected' ? [outcome.reason.message] : [],
          );
          expect(refusals).to.deep.equal(Array(3).fill('sail taken'));
        });
      });

      """)

  /// Another sail with the same name meets the other key.
  private static let furtherKey = mocha(
    "further key", "", "await enlist({ sail: 'GER 7', name: 'Ida' });",
    schema: """
      CREATE TABLE boats (id serial PRIMARY KEY, sail text UNIQUE, name text UNIQUE);
      """,
    code: """
      const { expect } = require('chai');
      const { pool } = require('../src/db');
      const { enlist } = require('../src/harbour');

      describe('harbour', () => {
        it('refuses a taken sail', async () => {
          await enlist({ sail: 'GER 7', name: 'Ida' });

          const refusal = await enlist({ sail: 'GER 7', name: 'Ida' }).then(() => null, (error) => error);
          expect(refusal).to.have.property('message', 'sail taken');
        });

        it('refuses a taken sail of callers at once', async () => {
          const gate = await pool.connect();
          await gate.query('BEGIN');
          await gate.query('LOCK TABLE boats IN SHARE MODE');
          const callers = Array.from({ length: 4 }, () => enlist({ sail: 'GER 7', name: 'Ida' }));
          const outcomes = await Promise.all([
            Promise.allSettled(callers),
            gate.query('SELECT pg_sleep(0.5)').then(() => gate.query('COMMIT')),
          ]).then(([settled]) => settled);
          gate.release();
          const refusals = outcomes.flatMap((outcome) =>
            outcome.status === 'rejected' ? [outcome.reason.message] : [],
          );
          expect(refusals).to.deep.equal(Array(3).fill('sail taken'));
        });
      });

      """)

  private static let named = mocha(
    "mocha", "", "await enlist({ sail: 'GER 7', name: 'Ida' });",
    schema: "CREATE TABLE boats (id serial PRIMARY KEY, sail text UNIQUE, name text);",
    code: """
      const { expect } = require('chai');
      const { pool } = require('../src/db');
      const { enlist } = require('../src/harbour');

      describe('harbour', () => {
        it('refuses a taken sail', async () => {
          await enlist({ sail: 'GER 7', name: 'Ida' });

          const refusal = await enlist({ sail: 'GER 7', name: 'Ida' }).then(() => null, (error) => error);
          expect(refusal).to.have.property('message', 'sail taken');
          await enlist({ sail: 'GER 8', name: 'Ida' });
        });

        it('refuses a taken sail of callers at once', async () => {
          const gate = await pool.connect();
          await gate.query('BEGIN');
          await gate.query('LOCK TABLE boats IN SHARE MODE');
          const callers = Array.from({ length: 4 }, () => enlist({ sail: 'GER 7', name: 'Ida' }));
          const outcomes = await Promise.all([
            Promise.allSettled(callers),
            gate.query('SELECT pg_sleep(0.5)').then(() => gate.query('COMMIT')),
          ]).then(([settled]) => settled);
          gate.release();
          const refusals = outcomes.flatMap((outcome) =>
            outcome.status === 'rejected' ? [outcome.reason.message] : [],
          );
          expect(refusals).to.deep.equal(Array(3).fill('sail taken'));
          await enlist({ sail: 'GER 8', name: 'Ida' });
        });
      });

      """)
}

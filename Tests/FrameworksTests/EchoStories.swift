import DatabaseErrors

extension EchoStory {
  static let all: [EchoStory] =
    [
      node, mocked, generated, another, sinatra, pest, go, java, nest, express, phoenix,
    ] + compiled + migrations + scripts

  private static let sail = ConstraintViolation(
    kind: .unique, dbms: .sqlite, table: "boats", columns: ["sail"])

  private static let harbour = """
    const { db } = require('./db');

    async function enlist(sail, name) {
      if (await db.get('SELECT 1 FROM boats WHERE sail = ?', [sail])) throw new Error('sail taken');
      await db.run('INSERT INTO boats (sail, name) VALUES (?, ?)', [sail, name]);
    }

    module.exports = { enlist };

    """

  private static func nodeTest(_ head: String, _ call: String) -> String {
    """
    const { test, beforeEach } = require('node:test');
    const assert = require('node:assert');
    const { enlist } = require('../src/harbour');
    \(head)
    beforeEach(() => clean());

    test('starts empty', () => {
      assert.equal(1, 1);
    });

    // The first one.
    test('enlists a boat', async () => {
      const boat = \(call);
      assert.ok(boat);
    });

    test('rejects nothing', async () => {
      await assert.rejects(enlist('', 'Ida'));
    });

    """
  }

  /// The look-up answers the second caller, so only callers at once show the failure.
  private static let node = EchoStory(
    name: "node", framework: "javascript", culprit: ("src/harbour.js", 5), violation: sail,
    files: [
      "src/harbour.js": harbour,
      "test/harbour.test.js": nodeTest("", "await enlist('GER 7', 'Ida')"),
    ],
    path: "test/harbour-taken-sail.test.js",
    code: """
      const { test, beforeEach } = require('node:test');
      const assert = require('node:assert');
      const { enlist } = require('../src/harbour');

      beforeEach(() => clean());

      test('refuses a taken sail', async () => {
        await enlist('GER 7', 'Ida');

        await assert.rejects(async () => enlist('GER 7', 'Ida'), { message: 'sail taken' });
        await enlist('GER 8', 'Ida');
      });

      test('refuses a taken sail of callers at once', async () => {
        const callers = Array.from({ length: 4 }, () => enlist('GER 7', 'Ida'));
        const outcomes = await Promise.allSettled(callers);
        const refusals = outcomes.flatMap((outcome) =>
          outcome.status === 'rejected' ? [outcome.reason.message] : [],
        );
        assert.deepEqual(refusals, Array(3).fill('sail taken'));
        await enlist('GER 8', 'Ida');
      });

      """)

  private static func silent(_ name: String, _ head: String, _ call: String) -> EchoStory {
    EchoStory(
      name: name, framework: "javascript", culprit: ("src/harbour.js", 5), violation: sail,
      files: ["src/harbour.js": harbour, "test/harbour.test.js": nodeTest(head, call)])
  }

  /// What stands in for the database refuses nothing.
  private static let mocked = silent(
    "mocked", "jest.mock('../src/db');", "await enlist('GER 7', 'Ida')")

  /// Another row each time.
  private static let generated = silent(
    "generated", "", "await enlist(faker.string.uuid(), 'Ida')")

  /// No test calls the function.
  private static let another = silent("another", "", "await list('GER 7')")

  private static let sinatra = EchoStory(
    name: "rspec", framework: "rails", culprit: ("app/services/reserve.rb", 3),
    violation: ConstraintViolation(kind: .unique, table: "moorings", columns: ["number"]),
    files: [
      "app/services/reserve.rb": """
      class Reserve
        def call(number)
          Mooring.create!(number: number)
        end
      end

      """,
      "spec/services/reserve_spec.rb": """
      require "rails_helper"

      RSpec.describe Reserve do
        let(:reserve) { Reserve.new }

        it "takes a number" do
          expect(reserve.call(7).number).to eq(7)
        end

        it "needs a number" do
          expect { reserve.call(nil) }.to raise_error(ActiveRecord::NotNullViolation)
        end
      end

      """,
    ],
    path: "spec/services/reserve_taken_number_spec.rb",
    code: """
      require "rails_helper"

      RSpec.describe Reserve do
        let(:reserve) { Reserve.new }

        it "refuses a taken number" do
          expect(reserve.call(7).number).to eq(7)

          expect { reserve.call(7) }.to raise_error(StandardError) { |error|
            expect(error.class.name).to end_with("RecordInvalid")
          }
          expect(Mooring.update_all("number = number")).to be_positive
        end
      end

      """)

  /// Two of the look-up's callers cannot meet in one process: there is nothing to be shown.
  private static let pest = EchoStory(
    name: "pest", framework: "php", culprit: ("src/Registry.php", 13),
    violation: ConstraintViolation(
      kind: .unique, constraint: "one_sail", table: "boats", columns: ["sail"]),
    files: [
      "src/Registry.php": """
      <?php
      namespace Harbour;
      class Registry
      {
          public function enlist(\\PDO $pdo, string $sail): void
          {
              $look = $pdo->prepare('SELECT 1 FROM boats WHERE sail = ?');
              $look->execute([$sail]);
              if ($look->fetch()) {
                  throw new SailTaken($sail);
              }
              $insert = $pdo->prepare('INSERT INTO boats (sail) VALUES (?)');
              $insert->execute([$sail]);
          }
      }

      """,
      "tests/RegistryTest.php": """
      <?php
      use Harbour\\Registry;

      it('enlists', function () {
          (new Registry())->enlist($this->pdo, 'GER 7');
          expect(true)->toBeTrue();
      });

      """,
    ])

  private static let go = EchoStory(
    name: "go", framework: "go-sql", culprit: ("store/boats.go", 11),
    violation: ConstraintViolation(
      kind: .unique, dbms: .postgreSQL, constraint: "boats_sail_key", table: "boats",
      columns: ["sail"]),
    files: [
      "store/boats.go": """
      package store

      import (
      	"database/sql"

      	"github.com/lib/pq"
      )

      var ErrTaken = errors.New("taken")

      func Enlist(db *sql.DB, sail string) (int64, error) { var id int64
      	err := db.QueryRow("INSERT INTO boats (sail) VALUES ($1) RETURNING id", sail).Scan(&id)
      	if err != nil {
      		return 0, err
      	}
      	return id, nil
      }

      """,
      "store/boats_test.go": """
      package store

      import (
      	"os"
      	"testing"
      )

      // open makes a database of its own.
      func open(t *testing.T) *sql.DB { return connect(os.Getenv("DATABASE_URL")) }

      // TestEnlist gives a number.
      func TestEnlist(t *testing.T) {
      	db := open(t)
      	id, err := Enlist(db, "GER 7")
      	if err != nil {
      		t.Fatal(err)
      	}
      	if id == 0 {
      		t.Fatal("no number")
      	}
      }

      """,
    ],
    path: "store/boats_taken_sail_test.go",
    code: """
      package store

      import (
      	"strings"
      	"testing"
      	"time"
      )

      func TestRefusesATakenSail(t *testing.T) {
      	db := open(t)
      	_, err := Enlist(db, "GER 7")
      	if err != nil {
      		t.Fatal(err)
      	}

      	if _, err := Enlist(db, "GER 7"); err == nil || !strings.Contains(err.Error(), "this sail is already taken") {
      		t.Fatalf("a taken sail gives %v", err)
      	}
      	if _, err := Enlist(db, "GER 8"); err != nil {
      		t.Fatalf("another sail gives %v", err)
      	}
      }

      func TestRefusesATakenSailOfCallersAtOnce(t *testing.T) {
      	db := open(t)
      	const callers = 4
      	gate, err := db.Begin()
      	if err != nil {
      		t.Fatal(err)
      	}
      	if _, err := gate.Exec("LOCK TABLE boats IN SHARE MODE"); err != nil {
      		t.Fatal(err)
      	}
      	start := make(chan struct{})
      	outcomes := make(chan error, callers)
      	for i := 0; i < callers; i++ {
      		go func() {
      			<-start
      			_, err := Enlist(db, "GER 7")
      			outcomes <- err
      		}()
      	}
      	close(start)
      	time.Sleep(500 * time.Millisecond)
      	if err := gate.Commit(); err != nil {
      		t.Fatal(err)
      	}
      	taken := 0
      	for i := 0; i < callers; i++ {
      		if err := <-outcomes; err != nil && strings.Contains(err.Error(), "this sail is already taken") {
      			taken++
      		} else if err != nil {
      			t.Errorf("a taken sail gives %v", err)
      		}
      	}
      	if taken != callers-1 {
      		t.Errorf("%d of %d callers were refused", taken, callers)
      	}
      	if _, err := Enlist(db, "GER 8"); err != nil {
      		t.Fatalf("another sail gives %v", err)
      	}
      }

      """)

  private static let java = EchoStory(
    name: "java", framework: "java", culprit: ("src/main/java/harbour/Boats.java", 15),
    violation: ConstraintViolation(
      kind: .unique, constraint: "one_sail", table: "boats", columns: ["sail"]),
    files: [
      "src/main/java/harbour/Boats.java": """
      package harbour;

      import java.sql.Connection;
      import java.sql.SQLException;

      public class Boats {
          public void enlist(Connection connection, String sail) throws SQLException {
              var look = connection.prepareStatement("SELECT 1 FROM boats WHERE sail = ?");
              look.setString(1, sail);
              if (look.executeQuery().next()) {
                  throw new SailTakenException(sail);
              }
              var insert = connection.prepareStatement("INSERT INTO boats (sail) VALUES (?)");
              insert.setString(1, sail);
              insert.executeUpdate();
          }
      }

      """,
      "src/test/java/harbour/BoatsTest.java": """
      package harbour;

      import org.junit.jupiter.api.Test;

      class BoatsTest {
          private final Database database = new Database();

          @Test
          void enlists() throws Exception {
              new Boats().enlist(database.open(), "GER 7");
          }
      }

      """,
    ])
}

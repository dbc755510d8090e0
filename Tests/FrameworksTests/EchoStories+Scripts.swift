import DatabaseErrors

/// Callers at once in Ruby and PHP, and suites in which they cannot meet.
extension EchoStory {
  static let scripts: [EchoStory] = [
    records, rolledBack, otherDatabase, transaction, processes, sharedConnection,
  ]

  private static let number = ConstraintViolation(
    kind: .unique, dbms: .postgreSQL, constraint: "index_moorings_on_number", table: "moorings",
    columns: ["number"])

  private static let service = """
    class Reserve
      def call(number)
        raise NumberTaken, "mooring is reserved" if Mooring.exists?(number: number)

        Mooring.create!(number: number)
      end
    end

    """

  private static func reserve(
    _ name: String, _ spec: String, helper: String = "", path: String? = nil, code: String? = nil
  ) -> EchoStory {
    EchoStory(
      name: name, framework: "rails", culprit: ("app/services/reserve.rb", 5), violation: number,
      files: [
        "app/services/reserve.rb": service,
        "app/models/mooring.rb": "class Mooring < ApplicationRecord\nend\n",
        "spec/rails_helper.rb": helper, "spec/services/reserve_spec.rb": spec,
      ], path: path, code: code)
  }

  private static func spec(_ hook: String) -> String {
    """
    RSpec.describe Reserve do
    \(hook)  it "takes a number" do
        expect(Reserve.new.call(7).number).to eq(7)
      end
    end

    """
  }

  private static let records = reserve(
    "records", spec("  before { Mooring.delete_all }\n\n"),
    path: "spec/services/reserve_taken_number_spec.rb",
    code: """
      RSpec.describe Reserve do
        before { Mooring.delete_all }

        it "refuses a taken number" do
          expect(Reserve.new.call(7).number).to eq(7)

          expect { Reserve.new.call(7) }.to raise_error(StandardError, a_string_including("mooring is reserved"))
          expect(Mooring.update_all("number = number")).to be_positive
        end

        it "refuses a taken number of callers at once" do
          skip "Only PostgreSQL has this lock" unless ActiveRecord::Base.connection.adapter_name == "PostgreSQL"
          callers = []
          ActiveRecord::Base.transaction do
            ActiveRecord::Base.connection.execute("LOCK TABLE moorings IN SHARE MODE")
            callers = Array.new(3) do
              Thread.new do
                ActiveRecord::Base.connection_pool.with_connection { Reserve.new.call(7) }
              rescue StandardError => error
                error
              end
            end
            waiting = "SELECT count(*) FROM pg_locks WHERE relation = 'moorings'::regclass AND NOT granted"
            200.times { sleep 0.05 if ActiveRecord::Base.connection.select_value(waiting).to_i < 3 }
          end
          refusals = callers.map(&:value).grep(StandardError).map(&:message)
          expect(refusals).to contain_exactly(*[a_string_including("mooring is reserved")] * 2)
        end
      end

      """)

  /// A second file leaves the suite's transaction, so that threads see each other's rows.
  private static let rolledBack = reserve(
    "rolled back", spec(""),
    helper: "RSpec.configure { |config| config.use_transactional_fixtures = true }\n",
    path: "spec/services/reserve_taken_number_spec.rb",
    code: """
      RSpec.describe Reserve do
        it "refuses a taken number" do
          expect(Reserve.new.call(7).number).to eq(7)

          expect { Reserve.new.call(7) }.to raise_error(StandardError, a_string_including("mooring is reserved"))
          expect(Mooring.update_all("number = number")).to be_positive
        end
      end

      """)

  /// The lock is one of PostgreSQL alone.
  private static let otherDatabase = reserve(
    "other database", spec("  before { Mooring.delete_all }\n\n"),
    helper: "ActiveRecord::Base.establish_connection(adapter: \"sqlite3\", database: \"test.db\")\n"
  )

  /// Somebody else's transaction cannot be left.
  private static let transaction = reserve(
    "transaction",
    spec(
      """
        around do |example|
          ActiveRecord::Base.transaction { example.run; raise ActiveRecord::Rollback }
        end


      """))

  private static func registry(
    _ name: String, _ connection: String, path: String? = nil, code: String? = nil
  ) -> EchoStory {
    EchoStory(
      name: name, framework: "php", culprit: ("src/Registry.php", 17),
      violation: ConstraintViolation(
        kind: .unique, dbms: .postgreSQL, constraint: "one_sail", table: "boats",
        columns: ["sail"]),
      files: [
        "src/Registry.php": """
        <?php
        namespace Harbour;
        class Registry
        {
            private \\PDO $pdo;
            public function __construct(\\PDO $pdo) { $this->pdo = $pdo; }
            public function enlist(string $sail): void
            {
                $look = $this->pdo->prepare('SELECT 1 FROM boats WHERE sail = ?');
                $look->execute([$sail]);
                if ($look->fetch()) {
                    throw new SailTaken($sail);
                }
                $insert = $this->pdo->prepare(
                    'INSERT INTO boats (sail) VALUES (?)'
                );
                $insert->execute([$sail]);
            }
        }

        """,
        "tests/RegistryTest.php": """
        <?php
        use Harbour\\Registry;
        class RegistryTest extends TestCase
        {
            protected function setUp(): void
            {
                $this->pdo = \(connection);
                $this->pdo->exec('DELETE FROM boats');
                $this->registry = new Registry($this->pdo);
            }

            public function testEnlists(): void
            {
                $this->registry->enlist('GER 7');
                $this->assertTrue(true);
            }
        }

        """,
      ], path: path, code: code)
  }

  /// One connection for all processes would mix up their answers.
  private static let sharedConnection = registry("shared connection", "Database::shared()")

  private static let processes = registry(
    "processes", "new \\PDO('pgsql:dbname=boats')", path: "tests/RegistryTakenSailTest.php",
    code: #"""
      <?php
      use Harbour\Registry;
      class RegistryTakenSailTest extends TestCase
      {
          protected function setUp(): void
          {
              $this->pdo = new \PDO('pgsql:dbname=boats');
              $this->pdo->exec('DELETE FROM boats');
              $this->registry = new Registry($this->pdo);
          }

          public function testRefusesATakenSail(): void
          {
              $this->registry->enlist('GER 7');

              $refusal = null;
              try {
                  $this->registry->enlist('GER 7');
              } catch (\Throwable $caught) {
                  $refusal = $caught;
              }
              $this->assertInstanceOf(\Harbour\SailTaken::class, $refusal);
              $this->assertGreaterThan(0, $this->pdo->exec('UPDATE boats SET sail = sail'));
          }

          public function testRefusesATakenSailOfCallersAtOnce(): void
          {
              if (!\function_exists('pcntl_fork')) {
                  $this->markTestSkipped('The callers are processes, which pcntl makes.');
              }
              $inherited = [get_object_vars($this), get_defined_vars()];
              $callers = [];
              for ($index = 0; $index < 3; $index++) {
                  [$ours, $theirs] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
                  if (pcntl_fork() === 0) {
                      $outcome = '';
                      try {
                          $this->pdo = new \PDO('pgsql:dbname=boats');
                          $this->registry = new Registry($this->pdo);
                          fread($theirs, 1);
                          $this->registry->enlist('GER 7');
                      } catch (\Throwable $refusal) {
                          $outcome = get_class($refusal);
                      }
                      fwrite($theirs, $outcome);
                      posix_kill(getmypid(), SIGKILL);
                  }
                  fclose($theirs);
                  $callers[] = $ours;
              }
              $this->pdo->beginTransaction();
              $this->pdo->exec('LOCK TABLE boats IN SHARE MODE');
              foreach ($callers as $caller) {
                  fwrite($caller, '.');
              }
              $waiting = "SELECT count(*) FROM pg_locks WHERE relation = 'boats'::regclass AND NOT granted";
              for ($tries = 0; $tries < 200 && $this->pdo->query($waiting)->fetchColumn() < 3; $tries++) {
                  usleep(50000);
              }
              $this->pdo->commit();
              $refusals = array_values(array_filter(array_map('stream_get_contents', $callers)));
              $this->assertCount(2, $refusals);
              foreach ($refusals as $refusal) {
                  $this->assertSame(\Harbour\SailTaken::class, $refusal);
              }
          }
      }

      """#)
}

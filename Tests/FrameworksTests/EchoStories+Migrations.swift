import DatabaseErrors
import Fixes

/// Migrations of SQL from the state before them.
extension EchoStory {
  static let migrations: [EchoStory] = [
    flyway(
      "JUnit 4", junit4, made: "src/test/java/quay/BerthRepositoryTakenBerthKeyTest.java",
      code: """
        package quay;

        import java.sql.Connection;
        import org.junit.Before;
        import org.junit.Test;
        import static org.junit.Assert.assertThrows;
        import static org.junit.Assert.assertEquals;

        public class BerthRepositoryTakenBerthKeyTest {
            private final Database source = new Database();

            @Before
            public void prepare() throws Exception {
                try (Connection connection = source.getConnection()) {
                    connection.createStatement().execute("DELETE FROM berths");
                }
            }

            @Test
            public void letsTheKeyInOnceAlone() throws Exception {
                var folder = java.nio.file.Path.of("src/main/resources/db/migration");
                var migration = folder.resolve("V3__unique_berths.sql");
                assertEquals(true, java.nio.file.Files.exists(migration));
                String insert = "INSERT INTO berths (pier_id, label, length_m) VALUES (1, 'label 1', 1)";
                try (var connection = source.getConnection(); var statement = connection.createStatement()) {
                    String home = connection.getSchema();
                    statement.execute("DROP SCHEMA IF EXISTS \\"berths_key_test\\" CASCADE");
                    statement.execute("CREATE SCHEMA \\"berths_key_test\\"");
                    try {
                        connection.setSchema("berths_key_test");
                        for (String name : new String[] {"V1__piers.sql", "V2__berths.sql"}) {
                            statement.execute(java.nio.file.Files.readString(folder.resolve(name)));
                        }
                        for (String parent : new String[] {"INSERT INTO piers (name) VALUES ('name 1')"}) {
                            statement.execute(parent);
                        }
                        statement.execute(insert);
                        statement.execute("INSERT INTO berths (pier_id, label, length_m) VALUES (1, 'label 1', 2)");
                        String key = java.nio.file.Files.readString(migration);
                        assertThrows(java.sql.SQLException.class, () -> statement.execute(key));
                        assertEquals(2, statement.executeUpdate("DELETE FROM berths"));
                        statement.execute(insert);
                        statement.execute(key);
                        assertThrows(java.sql.SQLException.class, () -> statement.execute("INSERT INTO berths (pier_id, label, length_m) VALUES (1, 'label 1', 2)"));
                    } finally {
                        connection.setSchema(home);
                        statement.execute("DROP SCHEMA \\"berths_key_test\\" CASCADE");
                    }
                }
            }
        }

        """),
    flyway(
      "Spring", spring, made: "src/test/java/quay/BerthRepositoryTakenBerthKeyIT.java",
      code: """
        package quay;

        import org.junit.jupiter.api.Test;
        import org.springframework.boot.test.context.SpringBootTest;
        import static org.junit.jupiter.api.Assertions.assertThrows;
        import static org.junit.jupiter.api.Assertions.assertEquals;

        @SpringBootTest
        class BerthRepositoryTakenBerthKeyIT {
            @Test
            void letsTheKeyInOnceAlone(@org.springframework.beans.factory.annotation.Autowired javax.sql.DataSource dataSource) throws Exception {
                var folder = java.nio.file.Path.of("src/main/resources/db/migration");
                var migration = folder.resolve("V3__unique_berths.sql");
                assertEquals(true, java.nio.file.Files.exists(migration));
                String insert = "INSERT INTO berths (pier_id, label, length_m) VALUES (1, 'label 1', 1)";
                try (var connection = dataSource.getConnection(); var statement = connection.createStatement()) {
                    String home = connection.getSchema();
                    statement.execute("DROP SCHEMA IF EXISTS \\"berths_key_test\\" CASCADE");
                    statement.execute("CREATE SCHEMA \\"berths_key_test\\"");
                    try {
                        connection.setSchema("berths_key_test");
                        for (String name : new String[] {"V1__piers.sql", "V2__berths.sql"}) {
                            statement.execute(java.nio.file.Files.readString(folder.resolve(name)));
                        }
                        for (String parent : new String[] {"INSERT INTO piers (name) VALUES ('name 1')"}) {
                            statement.execute(parent);
                        }
                        statement.execute(insert);
                        statement.execute("INSERT INTO berths (pier_id, label, length_m) VALUES (1, 'label 1', 2)");
                        String key = java.nio.file.Files.readString(migration);
                        assertThrows(java.sql.SQLException.class, () -> statement.execute(key));
                        assertEquals(2, statement.executeUpdate("DELETE FROM berths"));
                        statement.execute(insert);
                        statement.execute(key);
                        assertThrows(java.sql.SQLException.class, () -> statement.execute("INSERT INTO berths (pier_id, label, length_m) VALUES (1, 'label 1', 2)"));
                    } finally {
                        connection.setSchema(home);
                        statement.execute("DROP SCHEMA \\"berths_key_test\\" CASCADE");
                    }
                }
            }
        }

        """),
    flyway(
      "Kotlin", kotlinSpring, made: "src/test/kotlin/quay/BerthRepositoryTakenBerthKeyTest.kt",
      code: """
        package quay

        import org.junit.jupiter.api.Test
        import org.springframework.boot.test.context.SpringBootTest
        import org.junit.jupiter.api.assertThrows
        import org.junit.jupiter.api.Assertions.assertEquals

        @SpringBootTest
        class BerthRepositoryTakenBerthKeyTest {
            @Test
            fun letsTheKeyInOnceAlone(@org.springframework.beans.factory.annotation.Autowired dataSource: javax.sql.DataSource) {
                val folder = java.nio.file.Path.of("src/main/resources/db/migration")
                val migration = folder.resolve("V3__unique_berths.sql")
                assertEquals(true, java.nio.file.Files.exists(migration))
                val insert = "INSERT INTO berths (pier_id, label, length_m) VALUES (1, 'label 1', 1)"
                dataSource.connection.use { connection ->
                    val statement = connection.createStatement()
                    val home = connection.schema
                    statement.execute("DROP SCHEMA IF EXISTS \\"berths_key_test\\" CASCADE")
                    statement.execute("CREATE SCHEMA \\"berths_key_test\\"")
                    try {
                        connection.schema = "berths_key_test"
                        for (name in listOf<String>("V1__piers.sql", "V2__berths.sql")) {
                            statement.execute(java.nio.file.Files.readString(folder.resolve(name)))
                        }
                        for (parent in listOf<String>("INSERT INTO piers (name) VALUES ('name 1')")) {
                            statement.execute(parent)
                        }
                        statement.execute(insert)
                        statement.execute("INSERT INTO berths (pier_id, label, length_m) VALUES (1, 'label 1', 2)")
                        val key = java.nio.file.Files.readString(migration)
                        assertThrows<Exception> { statement.execute(key) }
                        assertEquals(2, statement.executeUpdate("DELETE FROM berths"))
                        statement.execute(insert)
                        statement.execute(key)
                        assertThrows<Exception> { statement.execute("INSERT INTO berths (pier_id, label, length_m) VALUES (1, 'label 1', 2)") }
                    } finally {
                        connection.schema = home
                        statement.execute("DROP SCHEMA \\"berths_key_test\\" CASCADE")
                    }
                }
            }
        }

        """),
    flyway("a schema by its name", junit4, ddl: "CREATE TABLE public.audits (id INT);"),
    flyway("a check of the values", junit4, rule: ", CHECK (length_m > 20)"),
    flyway("another database", junit4, rule: ") ENGINE=InnoDB; CREATE TABLE audits (id INT"),
    flyway("no connection in sight", withoutConnection),
  ]

  private static func flyway(
    _ name: String, _ test: (path: String, text: String), ddl: String = "", rule: String = "",
    made path: String? = nil, code: String? = nil
  ) -> EchoStory {
    let folder = "src/main/resources/db/migration"
    return EchoStory(
      name: name, framework: "spring", culprit: ("src/main/java/quay/BerthRepository.java", 14),
      violation: ConstraintViolation(
        kind: .multipleObjectsReturned, table: "berths", columns: ["pier_id", "label"]),
      files: [
        "src/main/java/quay/BerthRepository.java": """
        package quay;

        import org.springframework.jdbc.core.JdbcTemplate;

        public class BerthRepository {
            private final JdbcTemplate jdbc;

            public BerthRepository(JdbcTemplate jdbc) {
                this.jdbc = jdbc;
            }

            public int lengthOf(long pierId, String label) {
                return jdbc.queryForObject(
                    "SELECT length_m FROM berths WHERE pier_id = ? AND label = ?", Integer.class, pierId, label);
            }
        }

        """,
        "\(folder)/V1__piers.sql": """
        CREATE TABLE piers (
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name VARCHAR(40) NOT NULL UNIQUE
        );
        \(ddl)

        """,
        "\(folder)/V2__berths.sql": """
        CREATE TABLE berths (
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            pier_id BIGINT NOT NULL REFERENCES piers (id),
            label VARCHAR(9) NOT NULL,
            length_m INTEGER NOT NULL,
            note TEXT\(rule)
        );

        """,
        test.path: test.text,
      ], path: path, code: code, remedies: [.addConstraint])
  }

  private static let junit4 = (
    path: "src/test/java/quay/BerthRepositoryTest.java",
    text: """
    package quay;

    import java.sql.Connection;
    import org.junit.Before;
    import org.junit.Test;

    public class BerthRepositoryTest {
        private final Database source = new Database();

        @Before
        public void prepare() throws Exception {
            try (Connection connection = source.getConnection()) {
                connection.createStatement().execute("DELETE FROM berths");
            }
        }

        @Test
        public void knowsTheLengthOfABerth() {
            var berths = new BerthRepository(source.template());
            berths.lengthOf(1, "A7");
        }
    }

    """
  )

  private static let withoutConnection = (
    path: junit4.path,
    text: junit4.text.replacing("source.getConnection()", with: "Database.open()")
  )

  private static let spring = (
    path: "src/test/java/quay/BerthRepositoryIT.java",
    text: """
    package quay;

    import org.junit.jupiter.api.Test;
    import org.springframework.boot.test.context.SpringBootTest;

    @SpringBootTest
    class BerthRepositoryIT {
        @Test
        void startsUp() {
            int one = 1;
        }
    }

    """
  )

  private static let kotlinSpring = (
    path: "src/test/kotlin/quay/BerthRepositoryTest.kt",
    text: """
    package quay

    import org.junit.jupiter.api.Test
    import org.springframework.boot.test.context.SpringBootTest

    @SpringBootTest
    class BerthRepositoryTest {
        @Test
        fun startsUp() {
            val one = 1
        }
    }

    """
  )
}

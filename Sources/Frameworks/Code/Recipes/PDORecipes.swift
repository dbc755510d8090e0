import DatabaseErrors
import Fixes

extension RecipeBook {
  /// PHP with PDO and SQL.
  static let plainPHP = RecipeBook(recipes: [
    pdoAsLook, pdo, pdoRequirement, pdoLimit, pdoBounds(.limitInput),
    pdoBounds(.validateOnPath), sqlConflict, sqlMigration,
  ])

  private static let pdoHandler = RecipeStep.wrap(
    opening: "try {",
    closing: """
      } catch (\\PDOException $exception) {
        if (strpos($exception->getMessage(), '«mark»') === false) {
          throw $exception;
        }
        «refusal»
      }
      """)

  private static let pdoAsLook = CodeRecipe(
    .translateViolation, "Answer a taken «words» as the look-up does, in `«function»`",
    needs: driverNeeds + [.tree("PDO"), .ownRefusal], steps: [pdoHandler],
    because: driverTaken,
    examples: [
      .becomes(
        "src/Harbour.php",
        """
        <?php

        class Harbour
        {
            public function __construct(private PDO $pdo)
            {
            }

            public function enlist(string $sail): void
            {
                $look = $this->pdo->prepare('SELECT 1 FROM boats WHERE sail = ?');
                $look->execute([$sail]);
                if ($look->fetch()) {
                    throw new SailTaken();
                }
                $statement = $this->pdo->prepare('INSERT INTO boats (sail) VALUES (?)');
        ↓        $statement->execute([$sail]);
            }
        }
        """,
        """
        <?php

        class Harbour
        {
            public function __construct(private PDO $pdo)
            {
            }

            public function enlist(string $sail): void
            {
                $look = $this->pdo->prepare('SELECT 1 FROM boats WHERE sail = ?');
                $look->execute([$sail]);
                if ($look->fetch()) {
                    throw new SailTaken();
                }
                $statement = $this->pdo->prepare('INSERT INTO boats (sail) VALUES (?)');
                try {
                    $statement->execute([$sail]);
                } catch (\\PDOException $exception) {
                    if (strpos($exception->getMessage(), 'one_sail') === false) {
                        throw $exception;
                    }
                    throw new SailTaken();
                }
            }
        }
        """, violates: .key("boats", ["sail"], named: "one_sail"))
    ])

  private static let pdo = CodeRecipe(
    .translateViolation, "Answer a taken «words» in `«function»`",
    needs: driverNeeds + [.tree("PDO"), .request], steps: [pdoHandler],
    because: """
      Only the database can tell who was first. Its refusal of this key becomes the answer that the \
      value is taken, in the code's own words for refusals; every other error goes on as before.
      """,
    examples: [
      .becomes(
        "src/Harbour.php",
        """
        <?php

        class Harbour
        {
            public function __construct(private PDO $pdo)
            {
            }

            public function enlist(string $sail): void
            {
                if (trim($sail) === '') {
                    throw new Declined('A boat has a sail.');
                }
                $statement = $this->pdo->prepare('INSERT INTO boats (sail) VALUES (?)');
        ↓        $statement->execute([$sail]);
            }
        }
        """,
        """
        <?php

        class Harbour
        {
            public function __construct(private PDO $pdo)
            {
            }

            public function enlist(string $sail): void
            {
                if (trim($sail) === '') {
                    throw new Declined('A boat has a sail.');
                }
                $statement = $this->pdo->prepare('INSERT INTO boats (sail) VALUES (?)');
                try {
                    $statement->execute([$sail]);
                } catch (\\PDOException $exception) {
                    if (strpos($exception->getMessage(), 'one_sail') === false) {
                        throw $exception;
                    }
                    throw new Declined('This sail is already taken.');
                }
            }
        }
        """, violates: .key("boats", ["sail"], named: "one_sail"),
        files: [("src/Declined.php", "<?php\n\nclass Declined extends RuntimeException {}\n")]),
      .stays(
        "src/Harbour.php",
        """
        <?php

        class Harbour
        {
            public function __construct(private PDO $pdo)
            {
            }

            public function enlist(string $sail, int $pier): void
            {
                if (!$this->knows($pier)) {
                    throw new PierNotFound('There is no such pier.');
                }
                $statement = $this->pdo->prepare('INSERT INTO boats (sail) VALUES (?)');
        ↓        $statement->execute([$sail]);
            }
        }
        """, violates: .key("boats", ["sail"], named: "one_sail"),
        files: [
          ("src/PierNotFound.php", "<?php\n\nclass PierNotFound extends RuntimeException {}\n")
        ]),
    ])

  /// A value that is asked for before the row is written.
  private static let pdoRequirement = CodeRecipe(
    .requireValue, "Demand «words» in `«function»` before the row is written",
    needs: [.kinds([.notNull]), .columns(1...1), .oneRow, .request, .newRow],
    steps: [
      .before(
        """
        if («value» === null) {
          «refusal»
        }
        """)
    ],
    because: """
      Whoever leaves the value out reads so, and nothing is written. A value that stands for all rows \
      is better a default of the column.
      """,
    examples: [
      .becomes(
        "src/Harbour.php",
        """
        <?php

        class Harbour
        {
            public function __construct(private PDO $pdo)
            {
            }

            public function enlist(string $sail, ?string $berth): void
            {
                if (trim($sail) === '') {
                    throw new Declined('A boat has a sail.', 422);
                }
                $statement = $this->pdo->prepare('INSERT INTO boats (sail, berth) VALUES (?, ?)');
        ↓        $statement->execute([$sail, $berth]);
            }
        }
        """,
        """
        <?php

        class Harbour
        {
            public function __construct(private PDO $pdo)
            {
            }

            public function enlist(string $sail, ?string $berth): void
            {
                if (trim($sail) === '') {
                    throw new Declined('A boat has a sail.', 422);
                }
                $statement = $this->pdo->prepare('INSERT INTO boats (sail, berth) VALUES (?, ?)');
                if ($berth === null) {
                    throw new Declined('The berth is required.', 422);
                }
                $statement->execute([$sail, $berth]);
            }
        }
        """, violates: .missing("boats", "berth"),
        files: [("src/Declined.php", "<?php\n\nclass Declined extends RuntimeException {}\n")])
    ])

  private static let pdoLimit = CodeRecipe(
    .limitInput, "Limit «words» in `«function»` to what the column takes",
    needs: [.kinds([.length])] + limits,
    steps: [
      .before(
        """
        if (iconv_strlen((string) «value», 'UTF-8') > «limit») {
          «refusal»
        }
        """)
    ],
    because: limitedInput,
    examples: [
      .becomes(
        "src/Harbour.php", harbour(""),
        harbour(
          """
                  if (iconv_strlen((string) $berth, 'UTF-8') > 8) {
                      throw new Declined('This berth is too long.', 422);
                  }

          """),
        violates: ConstraintViolation(kind: .length, table: "boats", columns: ["berth"]),
        files: declined + [("db/schema.sql", "CREATE TABLE boats (sail text, berth varchar(8));\n")]
      ),
      .stays(
        "src/Harbour.php", harbour(""),
        violates: ConstraintViolation(kind: .length, table: "boats", columns: ["berth"]),
        files: declined + [("db/schema.sql", "CREATE TABLE boats (sail text, berth text);\n")]),
    ])

  private static func pdoBounds(_ remedy: Remedy.Kind) -> CodeRecipe {
    bounds(
      remedy,
      examples: [
        .becomes(
          "src/Harbour.php", harbour(""),
          harbour(
            """
                    if ($berth <= 0) {
                        throw new Declined('The berth must be greater than 0.', 422);
                    }

            """),
          violates: .outside("boats", "berth"),
          files: declined + [
            (
              "db/schema.sql",
              "CREATE TABLE boats (sail text, berth int NOT NULL CHECK (berth > 0));\n"
            )
          ]),
        .stays(
          "src/Harbour.php", harbour(""), violates: .outside("boats", "berth"),
          files: declined + [
            ("db/schema.sql", "CREATE TABLE boats (sail text, berth int CHECK (odd(berth) > 0));\n")
          ]),
      ])
  }

  private static let declined = [
    ("src/Declined.php", "<?php\n\nclass Declined extends RuntimeException {}\n")
  ]

  /// - Parameter check: Before the statement that fails, which a source without it marks.
  private static func harbour(_ check: String) -> String {
    let mark = check.isEmpty ? "↓" : ""
    return """
      <?php

      class Harbour
      {
          public function __construct(private PDO $pdo)
          {
          }

          public function enlist(string $sail, $berth): void
          {
              if (trim($sail) === '') {
                  throw new Declined('A boat has a sail.', 422);
              }
              $statement = $this->pdo->prepare('INSERT INTO boats (sail, berth) VALUES (?, ?)');
      \(check)\(mark)        $statement->execute([$sail, $berth]);
          }
      }
      """
  }
}

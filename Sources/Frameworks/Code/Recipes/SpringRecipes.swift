import DatabaseErrors
import Fixes

extension RecipeBook {
  /// Spring with repositories and templates, in Java and Kotlin.
  static let spring = RecipeBook(
    rowValue: "«row».«field»", field: { camelCased($0) },
    refusals: springRefusals,
    binding: ["java": .hoistedWithType, "kotlin": .value],
    recipes: springTranslations + springLooks + [flyway])

  /// `berth_id` is `berthId`.
  private static func camelCased(_ column: String) -> String {
    let words = column.split(separator: "_").map { String($0).lowercased() }
    return (words.first ?? "") + words.dropFirst().map(\.capitalizedFirst).joined()
  }

  private static let conflict = [
    CodeImport("HttpStatus", from: "org.springframework.http"),
    CodeImport("ResponseStatusException", from: "org.springframework.web.server"),
  ]

  /// Spring has the exception since its fifth version, which a build file without Spring Boot does
  /// not tell.
  private static let knowsStatus = RecipeNeed.any([
    .not(.path("pom.xml")), .tree("spring-boot"), .tree("ResponseStatusException"),
  ])

  private static let springRefusals: [RefusalForm] = [
    RefusalForm(
      "throw new ResponseStatusException(HttpStatus.CONFLICT, \"«sentence»\", exception);",
      needs: [.languages(["java"]), .tree("org.springframework.web"), knowsStatus],
      imports: conflict),
    RefusalForm(
      "throw ResponseStatusException(HttpStatus.CONFLICT, \"«sentence»\", exception)",
      needs: [.languages(["kotlin"]), .tree("org.springframework.web"), knowsStatus],
      imports: conflict),
  ]

  private static let springTaken: CodeTemplate = """
    Only the database can tell who was first. Its refusal of this key becomes the answer 409 that says \
    what is taken; every other error goes on as before. The flush brings the refusal to this place \
    and not to the end of the transaction, which is rolled back either way.
    """

  private static let javaHandler: CodeTemplate = """
    } catch (DataIntegrityViolationException exception) {
      if (!String.valueOf(exception.getMostSpecificCause().getMessage()).contains("«constraint»")) {
        throw exception;
      }
      «refusal»
    }
    """

  private static let kotlinHandler: CodeTemplate = """
    } catch (exception: DataIntegrityViolationException) {
      if (exception.mostSpecificCause.message?.contains("«constraint»") != true) {
        throw exception
      }
      «refusal»
    }
    """

  private static let integrity = [
    CodeImport("DataIntegrityViolationException", from: "org.springframework.dao")
  ]

  private static let springNeeds: [RecipeNeed] = [
    .kinds([.unique]), .noHandler, .oneRow, .request,
  ]

  private static let springTranslations: [CodeRecipe] = [
    CodeRecipe(
      .translateViolation, "Answer a taken «words» with 409, in `«function»`",
      needs: springNeeds + [
        .languages(["java"]), .calls(["save"]), .tree("JpaRepository<«model»"),
      ],
      steps: [.wrap(opening: "try {", closing: javaHandler, renaming: "saveAndFlush")],
      imports: integrity, because: springTaken,
      examples: [
        .becomes(
          "src/main/java/harbour/BoatService.java",
          """
          package harbour;

          import org.springframework.stereotype.Service;
          import org.springframework.transaction.annotation.Transactional;

          @Service
          public class BoatService {
              private final BoatRepository boats;

              public BoatService(BoatRepository boats) {
                  this.boats = boats;
              }

              @Transactional
              public Boat enlist(String sail) {
                  if (boats.existsBySail(sail)) {
                      throw new SailTakenException(sail);
                  }
          ↓        Boat boat = boats.save(new Boat(sail));
                  return boat;
              }
          }
          """,
          """
          package harbour;

          import org.springframework.stereotype.Service;
          import org.springframework.transaction.annotation.Transactional;
          import org.springframework.dao.DataIntegrityViolationException;

          @Service
          public class BoatService {
              private final BoatRepository boats;

              public BoatService(BoatRepository boats) {
                  this.boats = boats;
              }

              @Transactional
              public Boat enlist(String sail) {
                  if (boats.existsBySail(sail)) {
                      throw new SailTakenException(sail);
                  }
                  Boat boat;
                  try {
                      boat = boats.saveAndFlush(new Boat(sail));
                  } catch (DataIntegrityViolationException exception) {
                      if (!String.valueOf(exception.getMostSpecificCause().getMessage()).contains("one_sail")) {
                          throw exception;
                      }
                      throw new SailTakenException(sail);
                  }
                  return boat;
              }
          }
          """, violates: .key("boat", ["sail"], named: "one_sail"),
          files: [
            (
              "src/main/java/harbour/BoatRepository.java",
              """
              package harbour;

              import org.springframework.data.jpa.repository.JpaRepository;

              public interface BoatRepository extends JpaRepository<Boat, Long> {
                  boolean existsBySail(String sail);
              }
              """
            )
          ]),
        .stays(
          "src/main/java/harbour/BoatService.java",
          """
          package harbour;

          import org.springframework.stereotype.Service;

          @Service
          public class BoatService {
              private final BoatRepository boats;

              public Boat enlist(String sail) {
          ↓        return boats.save(new Boat(sail));
              }
          }
          """, violates: .key("boat", ["sail"])),
      ]),
    CodeRecipe(
      .translateViolation, "Answer a taken «words» with 409, in `«function»`",
      needs: springNeeds + [
        .languages(["kotlin"]), .calls(["save"]), .tree("JpaRepository<«model»"),
      ],
      steps: [.wrap(opening: "try {", closing: kotlinHandler, renaming: "saveAndFlush")],
      imports: integrity, because: springTaken,
      examples: [
        .becomes(
          "src/main/kotlin/harbour/BoatController.kt",
          """
          package harbour

          import org.springframework.web.bind.annotation.PostMapping
          import org.springframework.web.bind.annotation.RequestParam
          import org.springframework.web.bind.annotation.RestController

          @RestController
          class BoatController(private val boats: BoatRepository) {
              @PostMapping("/boats")
              fun enlist(@RequestParam sail: String): Long {
          ↓        val boat = boats.save(Boat(sail = sail))
                  return boat.id
              }
          }
          """,
          """
          package harbour

          import org.springframework.web.bind.annotation.PostMapping
          import org.springframework.web.bind.annotation.RequestParam
          import org.springframework.web.bind.annotation.RestController
          import org.springframework.dao.DataIntegrityViolationException
          import org.springframework.http.HttpStatus
          import org.springframework.web.server.ResponseStatusException

          @RestController
          class BoatController(private val boats: BoatRepository) {
              @PostMapping("/boats")
              fun enlist(@RequestParam sail: String): Long {
                  val boat = try {
                      boats.saveAndFlush(Boat(sail = sail))
                  } catch (exception: DataIntegrityViolationException) {
                      if (exception.mostSpecificCause.message?.contains("one_sail") != true) {
                          throw exception
                      }
                      throw ResponseStatusException(HttpStatus.CONFLICT, "This sail is already taken.", exception)
                  }
                  return boat.id
              }
          }
          """, violates: .key("boat", ["sail"], named: "one_sail"),
          files: [
            (
              "src/main/kotlin/harbour/BoatRepository.kt",
              "package harbour\n\ninterface BoatRepository : JpaRepository<Boat, Long>\n"
            )
          ])
      ]),
    CodeRecipe(
      .translateViolation, "Answer a taken «words» with 409, in `«function»`",
      needs: springNeeds + [.languages(["java"]), translated],
      steps: [.wrap(opening: "try {", closing: javaHandler)],
      imports: integrity, because: springTaken),
    CodeRecipe(
      .translateViolation, "Answer a taken «words» with 409, in `«function»`",
      needs: springNeeds + [.languages(["kotlin"]), translated],
      steps: [.wrap(opening: "try {", closing: kotlinHandler)],
      imports: integrity, because: springTaken),
    .guidance(
      .translateViolation, "Answer a taken «words» with 409",
      needs: [.kinds([.unique]), .noHandler],
      """
      @ExceptionHandler(DataIntegrityViolationException.class)
      ResponseEntity<String> taken(DataIntegrityViolationException exception) {
        if (!String.valueOf(exception.getMostSpecificCause().getMessage()).contains("«index»")) {
          throw exception;
        }
        return ResponseEntity.status(HttpStatus.CONFLICT).body("«sentence»");
      }
      """,
      because: """
        The refusal comes with the flush, at the latest when the transaction commits: a handler in a \
        controller advice sees it in any case. Only this key is answered; every other error goes on \
        as before.
        """),
  ]

  /// Calls that send the row at once and whose errors Spring translates.
  private static let translated = RecipeNeed.any([
    .calls(["saveAndFlush"]), .file("JdbcTemplate"), .file("JdbcClient"),
  ])

  private static let springLooks: [CodeRecipe] = [
    .guidance(
      .validateOnPath, "Look for a taken «words» before the write", needs: [.kinds([.unique])],
      """
      // in the repository: boolean existsBy…(…) with the key's properties: «words»
      if (repository.existsBy…(…)) {
        throw new ResponseStatusException(HttpStatus.CONFLICT, "«sentence»");
      }
      """,
      because: """
        Whoever repeats a value reads why it is refused. Two requests at once can still both pass the \
        look-up: the violation has to be handled as well.
        """),
    .guidance(
      .requireValue, "Demand «words» in the request", needs: [.kinds([.notNull])],
      """
      @NotNull  // with @Valid at the parameter
      «field»
      """,
      because: """
        Whoever leaves the value out reads so. A value that stands for all rows is better a default of \
        the column.
        """),
    .guidance(
      .limitInput, "Limit «words» in the request to what the column takes",
      needs: [.kinds([.length, .outOfRange, .check, .invalidValue])],
      """
      @Size(max = LIMIT_OF_THE_COLUMN)  // with @Valid at the parameter
      «field»
      """,
      because: """
        The request has to know the column's limit, so that whoever exceeds it reads so. A wider \
        column only moves the limit.
        """),
    .guidance(
      .enqueueOnCommit, "Hand the message over when its transaction has committed",
      """
      @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
      void send(RowWritten event) {
        // queue.send(event.id())
      }
      """,
      because: """
        Before the commit the worker does not see the row. If the process dies in between, the message \
        is lost: one that is stored in the same transaction is not.
        """),
    .guidance(
      .serializeAccess, "Look and write under one lock",
      needs: [.kinds([.unique, .primaryKey, .check])],
      """
      @Lock(LockModeType.PESSIMISTIC_WRITE)
      Optional<TheParent> findWithLockById(Long id);  // in the transaction, before the look-up
      """,
      because: """
        Writers of one parent wait for each other. It helps only when all of them take the lock, a row \
        that is not there locks nothing, and the key in the database stays the net.
        """),
  ]

  private static let flyway = CodeRecipe(
    .addConstraint, "Add a unique index over «columns» to `«plain table»`",
    steps: [
      .migration(
        MigrationForm(
          folder: "db/migration/", prefix: "V", digits: 1...14, separator: "__", suffix: ".sql",
          mark: "", name: "unique_«plain table»",
          text: """
            -- Fails while rows repeat the key. This finds them:
            --   SELECT «columns», count(*) FROM «plain table»
            --   GROUP BY «columns» HAVING count(*) > 1
            -- Which of them stays is for people to decide. Nothing runs this, which keeps the first:
            --   DELETE FROM «plain table» WHERE EXISTS (SELECT 1 FROM «plain table» AS kept
            --     WHERE «same as kept» AND kept.id < «plain table».id)
            CREATE UNIQUE INDEX «plain table»_«joined»_key ON «plain table» («columns»);
            """))
    ],
    because: """
      Only the database sees all writers at once. The migration fails while rows repeat the key; the \
      query in it finds them, and which of them stays is for people to decide. A large table of \
      PostgreSQL wants CONCURRENTLY, in a migration of its own outside of a transaction.
      """)
}

import DatabaseErrors
import Fixes

extension RecipeBook {
  /// database/sql, sqlx and pgx.
  static let goSQL = go([sqlConflict] + goLooks)

  static let gorm = go(gormWrites + goLooks)

  private static func go(_ recipes: [CodeRecipe]) -> RecipeBook {
    RecipeBook(
      lists: ["equal": ListForm("«column» = ?", " AND "), "values": ListForm("«value»")],
      rowValue: "«row».«field»", refusals: goRefusals,
      recipes: goTranslations + recipes + goMigrations)
  }

  /// Of net/http, gin, echo and fiber, else an error of the package itself.
  private static let goRefusals: [RefusalForm] = [
    RefusalForm(
      """
      http.Error(«parameter:ResponseWriter», "«sentence»", http.StatusConflict)
      return
      """, needs: [.parameter("ResponseWriter")]),
    RefusalForm(
      """
      «parameter:Context».JSON(http.StatusConflict, gin.H{"error": "«sentence»"})
      return
      """, needs: [.parameter("Context"), .file("gin-gonic/gin")],
      imports: [CodeImport("http", from: "net/http")]),
    RefusalForm(
      "return echo.NewHTTPError(http.StatusConflict, \"«sentence»\")",
      needs: [.parameter("Context"), .file("labstack/echo")],
      imports: [CodeImport("http", from: "net/http")]),
    RefusalForm(
      "return fiber.NewError(fiber.StatusConflict, \"«sentence»\")",
      needs: [.parameter("Ctx"), .file("gofiber/fiber")]),
    RefusalForm(
      "«failed return»Err«model»Taken", needs: [.unusedInTree("Err«model»Taken")],
      imports: [CodeImport("errors", from: "errors")],
      declaration: """
        // Err«model»Taken says that the «words» is another one's.
        var Err«model»Taken = errors.New("«plain sentence»")
        """),
  ]

  private static let goTaken: CodeTemplate = """
    Only the database can tell who was first. Its refusal of this key becomes an answer that says what \
    is taken; every other error goes on as before.
    """

  private static let goNeeds: [RecipeNeed] = [.kinds([.unique]), .noHandler]

  private static let goTranslations: [CodeRecipe] = [
    CodeRecipe(
      .translateViolation, "Answer a taken «words» in `«function»`",
      needs: goNeeds + [
        .any([
          .file("lib/pq"), .exception("pq.Error"),
          .all([.tree("\"github.com/lib/pq\""), .not(.tree("jackc/pg")), .databases([.postgreSQL])]
          ),
        ])
      ],
      steps: [
        .inErrorBranch(
          """
          var violation *pq.Error
          if errors.As(«error», &violation) && violation.Code == "23505" && violation.Constraint == "«constraint»" {
            «refusal»
          }
          """)
      ],
      imports: [CodeImport("errors", from: "errors"), CodeImport("pq", from: "github.com/lib/pq")],
      because: goTaken,
      examples: [
        .becomes(
          "store/boats.go",
          """
          package store

          import (
          	"context"
          	"database/sql"

          	"github.com/lib/pq"
          )

          type Store struct{ db *sql.DB }

          var _ = pq.Array

          // Enlist stores a boat.
          func (s *Store) Enlist(ctx context.Context, sail string) (int64, error) {
          	var id int64
          ↓	err := s.db.QueryRowContext(ctx, "INSERT INTO boats (sail) VALUES ($1) RETURNING id", sail).Scan(&id)
          	if err != nil {
          		return 0, err
          	}
          	return id, nil
          }
          """,
          """
          package store

          import (
          	"context"
          	"database/sql"
          	"errors"

          	"github.com/lib/pq"
          )

          type Store struct{ db *sql.DB }

          var _ = pq.Array

          // ErrBoatTaken says that the sail is another one's.
          var ErrBoatTaken = errors.New("this sail is already taken")

          // Enlist stores a boat.
          func (s *Store) Enlist(ctx context.Context, sail string) (int64, error) {
          	var id int64
          	err := s.db.QueryRowContext(ctx, "INSERT INTO boats (sail) VALUES ($1) RETURNING id", sail).Scan(&id)
          	if err != nil {
          		var violation *pq.Error
          		if errors.As(err, &violation) && violation.Code == "23505" && violation.Constraint == "boats_sail_key" {
          			return 0, ErrBoatTaken
          		}
          		return 0, err
          	}
          	return id, nil
          }
          """, violates: .postgreSQLKey("boats", ["sail"], named: "boats_sail_key")),
        .stays(
          "store/boats.go",
          """
          package store

          import "github.com/lib/pq"

          func (s *Store) Enlist(sail string) {
          ↓	s.db.Exec("INSERT INTO boats (sail) VALUES ($1)", sail)
          }
          """, violates: .postgreSQLKey("boats", ["sail"], named: "boats_sail_key")),
      ]),
    goPGX(
      "github.com/jackc/pgx/v5/pgconn", needs: [.any([.tree("jackc/pgx/v5")])],
      examples: [
        .becomes(
          "web/boats.go",
          """
          package web

          import (
          	"net/http"

          	"github.com/jackc/pgx/v5/pgxpool"
          )

          func (s *Server) create(w http.ResponseWriter, r *http.Request) {
          	sail := r.FormValue("sail")
          ↓	if _, err := s.pool.Exec(r.Context(), "INSERT INTO boats (sail) VALUES ($1)", sail); err != nil {
          		http.Error(w, "internal error", http.StatusInternalServerError)
          		return
          	}
          	w.WriteHeader(http.StatusCreated)
          }

          var _ *pgxpool.Pool
          """,
          """
          package web

          import (
          	"errors"
          	"net/http"

          	"github.com/jackc/pgx/v5/pgconn"
          	"github.com/jackc/pgx/v5/pgxpool"
          )

          func (s *Server) create(w http.ResponseWriter, r *http.Request) {
          	sail := r.FormValue("sail")
          	if _, err := s.pool.Exec(r.Context(), "INSERT INTO boats (sail) VALUES ($1)", sail); err != nil {
          		var violation *pgconn.PgError
          		if errors.As(err, &violation) && violation.Code == "23505" && violation.ConstraintName == "boats_sail_key" {
          			http.Error(w, "This sail is already taken.", http.StatusConflict)
          			return
          		}
          		http.Error(w, "internal error", http.StatusInternalServerError)
          		return
          	}
          	w.WriteHeader(http.StatusCreated)
          }

          var _ *pgxpool.Pool
          """, violates: .postgreSQLKey("boats", ["sail"], named: "boats_sail_key"))
      ]),
    goPGX(
      "github.com/jackc/pgconn", needs: [.any([.tree("jackc/pgconn"), .tree("jackc/pgx/v4")])],
      examples: []),
    CodeRecipe(
      .translateViolation, "Answer a taken «words» in `«function»`",
      needs: goNeeds + [.tree("gorm.io/gorm"), .tree("TranslateError: true")],
      steps: [
        .inErrorBranch(
          """
          if errors.Is(«error», gorm.ErrDuplicatedKey) {
            «refusal»
          }
          """)
      ],
      imports: [CodeImport("errors", from: "errors"), CodeImport("gorm", from: "gorm.io/gorm")],
      because: goTaken),
    CodeRecipe(
      .translateViolation, "Answer a taken «words» in `«function»`",
      needs: goNeeds + [.any([.tree("go-sql-driver/mysql"), .exception("mysql.MySQLError")])],
      steps: [
        .inErrorBranch(
          """
          var violation *mysql.MySQLError
          if errors.As(«error», &violation) && violation.Number == 1062 && strings.Contains(violation.Message, "«constraint»") {
            «refusal»
          }
          """)
      ],
      imports: [
        CodeImport("errors", from: "errors"), CodeImport("strings", from: "strings"),
        CodeImport("mysql", from: "github.com/go-sql-driver/mysql"),
      ],
      because: goTaken),
    CodeRecipe(
      .translateViolation, "Answer a taken «words» in `«function»`",
      needs: goNeeds + [.any([.tree("mattn/go-sqlite3"), .exception("sqlite3.Error")])],
      steps: [
        .inErrorBranch(
          """
          var violation sqlite3.Error
          if errors.As(«error», &violation) && violation.ExtendedCode == sqlite3.ErrConstraintUnique && strings.Contains(violation.Error(), "«dotted»") {
            «refusal»
          }
          """)
      ],
      imports: [
        CodeImport("errors", from: "errors"), CodeImport("strings", from: "strings"),
        CodeImport("sqlite3", from: "github.com/mattn/go-sqlite3"),
      ],
      because: goTaken),
    .guidance(
      .translateViolation, "Answer a taken «words» where the row is written", needs: goNeeds,
      """
      var violation *pgconn.PgError
      if errors.As(err, &violation) && violation.Code == "23505" && violation.ConstraintName == "«index»" {
        return ErrTaken
      }
      """,
      because: goTaken),
  ]

  private static func goPGX(
    _ package: String, needs: [RecipeNeed], examples: [RecipeExample]
  ) -> CodeRecipe {
    CodeRecipe(
      .translateViolation, "Answer a taken «words» in `«function»`", needs: goNeeds + needs,
      steps: [
        .inErrorBranch(
          """
          var violation *pgconn.PgError
          if errors.As(«error», &violation) && violation.Code == "23505" && violation.ConstraintName == "«constraint»" {
            «refusal»
          }
          """)
      ],
      imports: [CodeImport("errors", from: "errors"), CodeImport("pgconn", from: package)],
      because: goTaken, examples: examples)
  }

  private static let goLooks: [CodeRecipe] = [
    .guidance(
      .validateOnPath, "Look for a taken «words» before the write", needs: [.kinds([.unique])],
      """
      var taken bool
      err := db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM «plain table» WHERE «equal»)", «values»).Scan(&taken)
      """,
      because: """
        Whoever repeats a value reads why it is refused. Two requests at once can still both pass the \
        look-up: the violation has to be handled as well.
        """),
    .guidance(
      .requireValue, "Demand «words» before the row is written", needs: [.kinds([.notNull])],
      """
      if «field» == "" {
        return errors.New("«words» is required")
      }
      """,
      because: """
        Whoever leaves the value out reads so. A value that stands for all rows is better a default of \
        the column.
        """),
  ]

  private static let gormWrites: [CodeRecipe] = [
    .guidance(
      .insertOrRead, "Insert or take the row that is there", needs: [.kinds([.unique])],
      """
      result := db.Clauses(clause.OnConflict{
        Columns:   []clause.Column{{Name: "«column»"}},
        DoNothing: true,
      }).Create(&row)
      if result.RowsAffected == 0 {
        // somebody else was first: read that row
      }
      """,
      because: """
        The database decides who was first, in one statement. FirstOrCreate is a look-up and an \
        insert, and another request fits between them.
        """),
    .guidance(
      .correctConflictTarget, "Name the refused key as the target: «words»",
      needs: [.kinds([.unique])],
      """
      db.Clauses(clause.OnConflict{
        Columns:   []clause.Column{{Name: "«column»"}},
        DoUpdates: clause.AssignmentColumns(columnsToUpdate),
      }).Create(&row)
      """,
      because: """
        The conflict that is taken care of has to be the one of the refused key: these columns and no \
        others.
        """),
    .guidance(
      .serializeAccess, "Look and write under one lock",
      needs: [.kinds([.unique, .primaryKey, .check])],
      """
      err := db.Transaction(func(tx *gorm.DB) error {
        // the parent, which every writer of this key reads first
        tx.Clauses(clause.Locking{Strength: "UPDATE"}).First(&parent, id)
        // look, then write through tx
        return nil
      })
      """,
      because: """
        Writers of one parent wait for each other. It helps only when all of them take the lock, a row \
        that is not there locks nothing, and the key in the database stays the net.
        """),
  ]
}

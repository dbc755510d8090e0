import EventSchema

extension Runtime {
  /// Go's panics with their goroutines, and the stacks that errors of pkg/errors, cockroachdb's and
  /// go-errors print, that zap logs and that gin shows when it recovers.
  public static let go = Runtime(
    name: "Go", platforms: ["go"],
    marks: ["goroutine ", ".go:"],
    read: { lines in
      var reader = GoTraceReader(lines)
      return reader.readAll()
    }, foreign: .go,
    examples: [
      TraceExample(
        """
        panic: pq: duplicate key value violates unique constraint "uq"

        goroutine 1 [running]:
        github.com/ada/harbour/boats.(*Store).Register(0xc0000b2000, {0x4b1c20, 0x4})
        \t/srv/harbour/boats/store.go:12 +0x1d
        main.main()
        \t/srv/harbour/main.go:5 +0x20
        exit status 2
        """,
        exceptions: ["panic: pq: duplicate key value violates unique constraint \"uq\""],
        frames: ["main.go:5 main", "boats/store.go:12 (*Store).Register"]),
      TraceExample(
        """
        pq: duplicate key value violates unique constraint "uq"
        insert boat
        main.insert
        \t/srv/harbour/boats.go:12
        main.main
        \t/srv/harbour/main.go:5
        runtime.main
        \t/usr/local/go/src/runtime/proc.go:250
        """,
        exceptions: ["insert boat: pq: duplicate key value violates unique constraint \"uq\""],
        frames: [
          "runtime/proc.go:250 main", "main.go:5 main", "boats.go:12 insert",
        ]),
    ])
}

extension ForeignCode {
  /// The module cache, vendored packages, the toolchain; packages between an application and its
  /// database or those that call it; code that ent, sqlc and protoc generate.
  static let go = ForeignCode(
    folders: [
      "/pkg/mod/", "/vendor/", "/usr/local/go/src/", "/usr/lib/go", "/usr/share/go", "/snap/go/",
      "/hostedtoolcache/go/", "/libexec/src/", "/gocode/src/", "/sdk/go1", "@v", "/ent/",
    ],
    pathPrefixes: ["_cgo_", "_testmain.go"],
    pathSuffixes: [".s", ".sql.go", ".pb.go"],
    modules: [
      "runtime", "database.sql", "net", "testing", "reflect", "sync", "context", "os", "encoding",
      "internal", "bufio", "io", "log", "fmt", "errors", "html", "syscall",
      "gorm.io", "entgo.io", "xorm.io", "modernc.org", "go.uber.org", "google.golang.org",
      "golang.org", "go.mongodb.org", "github.com.lib.pq", "github.com.jackc",
      "github.com.jinzhu", "github.com.mattn", "github.com.getsentry", "github.com.gin-gonic",
      "github.com.labstack", "github.com.gofiber", "github.com.go-chi", "github.com.gorilla",
      "github.com.pkg.errors", "github.com.jmoiron", "github.com.Masterminds",
      "github.com.uptrace.bun", "github.com.go-sql-driver", "github.com.golang-migrate",
      "github.com.pressly.goose", "github.com.sirupsen", "github.com.beego",
      "github.com.denisenkom", "github.com.microsoft.go-mssqldb", "github.com.godror",
      "github.com.cockroachdb.errors", "github.com.rs.zerolog", "github.com.stretchr",
      "github.com.urfave", "github.com.spf13", "github.com.valyala",
    ],
    trustsModules: true)
}

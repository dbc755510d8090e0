import EventSchema
import StackTraces
import Testing

@Suite struct InAppTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var platform = "python"
    var filename: String?
    var path: String?
    var module: String?
    var package: String?
    var inApp: Bool?
    var isApplication: Bool
    var display: String?

    var testDescription: String { "\(platform) \(path ?? filename ?? module ?? "?")" }
  }

  static let cases = [
    Case(
      filename: "boats/views.py", path: "/srv/harbour/boats/views.py", module: "boats.views",
      inApp: true, isApplication: true, display: "boats/views.py"),
    Case(
      filename: "django/db/utils.py",
      path: "/srv/venv/lib/python3.11/site-packages/django/db/utils.py",
      module: "django.db.utils", inApp: true, isApplication: false, display: "django/db/utils.py"),
    // The SDK leaves the standard library open.
    Case(
      filename: "socket.py", path: "/usr/lib/python3/socket.py", module: "socket",
      isApplication: false, display: "socket.py"),
    Case(
      filename: "threading.py", path: "/usr/local/lib/python3.13/threading.py",
      module: "threading", isApplication: false, display: "threading.py"),
    Case(filename: "<frozen importlib._bootstrap>", inApp: true, isApplication: false),
    Case(filename: "<string>", path: "/srv/harbour/<string>", inApp: true, isApplication: false),
    // A compiled extension reports a relative path, which looks like the application's.
    Case(
      filename: "psycopg_binary/_psycopg/cursor.pyx", module: "psycopg_binary._psycopg",
      inApp: true, isApplication: false),
    Case(
      filename: "django/db/models/query.py", module: "django.db.models.query", inApp: true,
      isApplication: false, display: "django/db/models/query.py"),
    Case(
      filename: "C:\\harbour\\boats\\views.py", path: "C:\\harbour\\boats\\views.py",
      module: "boats.views", isApplication: true, display: "boats/views.py"),
    Case(
      filename: "C:\\harbour\\.venv\\Lib\\site-packages\\django\\db\\utils.py",
      isApplication: false,
      display: "django/db/utils.py"),
    Case(
      filename: "boats/__init__.py", path: "/opt/x/y/boats/__init__.py", module: "boats",
      isApplication: true, display: "boats/__init__.py"),
    Case(path: "/app/boats/views.py", isApplication: true, display: "boats/views.py"),
    Case(path: "/home/ada/harbour/manage.py", isApplication: true, display: "manage.py"),
    Case(
      path: "/builds/sailing/harbour/boats/a.py", isApplication: true,
      display: "boats/a.py"),
    Case(
      filename: "boats/forms.py", path: "/srv/harbour/boats/forms.py", module: "boats.forms",
      inApp: false, isApplication: false, display: "boats/forms.py"),
    Case(
      platform: "swift", path: "/src/Sources/Harbour/Boats.swift", package: "Harbour",
      isApplication: true, display: "Sources/Harbour/Boats.swift"),
    Case(
      platform: "swift", path: "/src/.build/checkouts/GRDB.swift/GRDB/Core/Statement.swift",
      package: "Harbour", inApp: true, isApplication: false,
      display: "GRDB.swift/GRDB/Core/Statement.swift"),
    Case(
      platform: "swift", package: "libswiftCore.so", inApp: true, isApplication: false,
      display: nil),
    Case(
      platform: "swift", path: "//<compiler-generated>", package: "Harbour", isApplication: false,
      display: "<compiler-generated>"),
    Case(platform: "python", module: "boats.views", isApplication: false, display: nil),
    Case(
      platform: "ruby", path: "/rails/app/models/harbour/boat.rb", isApplication: true,
      display: "app/models/harbour/boat.rb"),
    Case(
      platform: "ruby", path: "/var/www/harbour/releases/20310501101010/app/models/boat.rb",
      isApplication: true, display: "app/models/boat.rb"),
    Case(
      platform: "ruby", path: "/home/deploy/harbour/current/app/models/boat.rb",
      isApplication: true, display: "app/models/boat.rb"),
    Case(
      platform: "node", path: "/vercel/path0/src/app/api/boats/route.ts", isApplication: true,
      display: "src/app/api/boats/route.ts"),
    Case(
      platform: "node", path: "/home/ada/harbour/src/driver/mysql/MysqlQueryRunner.ts",
      inApp: true, isApplication: false),
    Case(
      platform: "ruby", path: "/harbour/lib/boats.rb", isApplication: true,
      display: "lib/boats.rb"),
    Case(
      platform: "go", filename: "boats.go", path: "/app/internal/store/boats.go",
      module: "example.com/harbour/internal/store", inApp: true, isApplication: true,
      display: "internal/store/boats.go"),
  ]

  @Test(arguments: cases)
  func judges(_ each: Case) {
    var frame = Frame(
      filename: each.filename, absolutePath: each.path, module: each.module, inApp: each.inApp)
    frame.package = each.package
    #expect(frame.isApplication(platform: each.platform) == each.isApplication)
    if let display = each.display { #expect(frame.displayPath == display) }
  }

  @Test(arguments: cases)
  func neverShowsAnAbsolutePath(_ each: Case) {
    let frame = Frame(filename: each.filename, absolutePath: each.path)
    #expect(frame.displayPath?.hasPrefix("/") != true)
    #expect(frame.displayPath?.contains(":\\") != true)
  }
}

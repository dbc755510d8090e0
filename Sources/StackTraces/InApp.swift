public import EventSchema

extension Frame {
  /// Whether the frame is the application's own code, judged by path, module and package.
  ///
  /// Trusted in this order:
  /// 1. a path that no application has: an installed package, the standard library, generated code;
  /// 2. without an absolute path, the module of a known driver, framework or standard library,
  ///    since
  ///    a relative `django/db/models/query.py` looks like the application's;
  /// 3. what the SDK said (`inApp`): it knows the application's folder and its settings;
  /// 4. a frame with a file is the application's, one without a file is not.
  ///
  /// SDKs take compiled extensions and frames without a path for the application's, and leave the
  /// standard library open, so that their word comes third.
  public func isApplication(platform: String?) -> Bool {
    let paths = [absolutePath, filename].compactMap(\.self).map { $0.withForwardSlashes }
    if paths.contains(where: Self.isForeign) { return false }
    if let package, isForeignImage(package, platform) { return false }
    if absolutePath?.isAbsolutePath != true, isForeignModule(platform) { return false }
    if let inApp { return inApp }
    return !paths.isEmpty
  }

  private static func isForeign(_ path: String) -> Bool {
    if path.isEmpty || path.utf8.first == UInt8(ascii: "<") || path.hasPrefix("//<") { return true }
    if foreignExtensions.contains(where: path.hasSuffix) { return true }
    if foreignPrefixes.contains(where: path.hasPrefix) { return true }
    // A folder may stand at the start of a relative path.
    let rooted = path.utf8.first == UInt8(ascii: "/") ? path : "/" + path
    return foreignFolders.contains { rooted[...].split(around: $0) != nil }
  }

  /// Folders into which package managers and installers put what others wrote.
  private static let foreignFolders = [
    // Python.
    "/site-packages/", "/dist-packages/", "/lib/python2", "/lib/python3", "/lib64/python3",
    "/python3.zip/", "/Python.framework/", "/.pyenv/versions/", "/pypy3",
    // Swift.
    "/.build/checkouts/", "/SourcePackages/checkouts/", "/usr/lib/swift/", "/swift-corelibs-",
    // Others.
    "/node_modules/", "/gems/", "/lib/ruby/", "/vendor/bundle/", "/vendor/composer/",
    "/vendor/laravel/", "/vendor/symfony/", "/vendor/doctrine/", "/pkg/mod/", "/.cargo/registry/",
    "/rustc/", "/usr/local/go/src/", "/usr/lib/go",
  ]

  private static let foreignPrefixes = [
    "node:", "internal/", "Swift/", "/usr/include/", "webpack/runtime", "jdk.internal.",
  ]

  /// Compiled extensions, which report the path of a machine that built them.
  private static let foreignExtensions = [".pyx", ".pxd", ".pxi", ".so", ".c", ".cpp", ".dylib"]

  /// A library of the system or of the toolchain, as Swift's backtrace names it.
  private func isForeignImage(_ image: String, _ platform: String?) -> Bool {
    guard platform == "swift" || platform == "native" || platform == nil else { return false }
    let name = image.split(separator: "/").last.map { String($0) } ?? image
    return name.hasPrefix("lib")
      && (name[...].split(around: ".so") != nil || name.hasSuffix(".dylib"))
  }

  private func isForeignModule(_ platform: String?) -> Bool {
    guard platform == "python" || platform == nil else { return false }
    let name = module ?? filename.map { Self.moduleName(ofPath: $0) } ?? ""
    let top = name.split(separator: ".").first.map { String($0) } ?? ""
    return pythonPackages.contains(top) || (module != nil && pythonStandardLibrary.contains(top))
  }

  private static func moduleName(ofPath path: String) -> String {
    path.withForwardSlashes.split(separator: "/").joined(separator: ".")
  }
}

/// Packages between an application and its database, and those that call the application.
private let pythonPackages: Set<String> = [
  "django", "rest_framework", "psycopg", "psycopg2", "psycopg_binary", "psycopg_pool", "psycopg_c",
  "asyncpg", "MySQLdb", "pymysql", "mysql", "mariadb", "aiomysql", "asyncmy", "aiosqlite",
  "sqlalchemy", "alembic", "flask", "flask_sqlalchemy", "werkzeug", "starlette", "fastapi",
  "uvicorn", "gunicorn", "hypercorn", "uwsgidecorators", "celery", "kombu", "billiard", "rq",
  "dramatiq", "huey", "sentry_sdk", "asgiref", "anyio", "gevent", "greenlet", "eventlet", "peewee",
  "tortoise", "pony", "pydantic", "pydantic_core", "wagtail", "_pytest", "pytest", "pluggy",
  "pytest_django", "whitenoise", "debug_toolbar", "waitress", "tornado", "aiohttp", "oracledb",
  "cx_Oracle", "pyodbc", "sqlmodel", "ninja", "graphene", "graphene_django", "strawberry",
  "channels", "daphne", "newrelic", "ddtrace", "opentelemetry", "elasticapm",
]

private let pythonStandardLibrary: Set<String> = [
  "asyncio", "threading", "concurrent", "socket", "socketserver", "ssl", "http", "urllib", "json",
  "logging", "importlib", "contextlib", "functools", "unittest", "runpy", "multiprocessing",
  "selectors", "sqlite3", "wsgiref", "xmlrpc", "email", "encodings", "collections", "inspect",
  "queue", "sched", "subprocess", "tempfile", "traceback", "typing", "zipfile", "pickle", "codecs",
  "dataclasses", "decimal", "ctypes", "csv", "copy", "ast", "code", "cmd", "pdb", "cProfile",
]

extension String {
  var withForwardSlashes: String {
    utf8.contains(UInt8(ascii: "\\")) ? String(map { $0 == "\\" ? "/" : $0 }) : self
  }

  /// `/srv/app/x.py`, `C:\app\x.py` or `file:///srv/app/x.js`.
  var isAbsolutePath: Bool {
    let bytes = Array(utf8.prefix(3))
    guard let first = bytes.first else { return false }
    if first == UInt8(ascii: "/") || first == UInt8(ascii: "\\") { return true }
    return (bytes.count == 3 && bytes[1] == UInt8(ascii: ":")) || hasPrefix("file://")
  }
}

import Fixes
import SourceCode

/// Additions to the import block of a file, in their sorted places.
struct PythonImports {
  let file: PythonFile

  /// The edit that makes names of a module known; `nil` when they are.
  func adding(_ names: [String], from module: String) -> Edit? {
    let known = file.imports
    let missing = names.filter { known[$0] == nil }
    guard !missing.isEmpty else { return nil }
    return merged(missing, module) ?? inserted(missing, module)
  }

  private var topLevel: [PythonStatement] {
    file.module.statements.filter {
      switch $0.kind {
      case .import, .importFrom: true
      default: false
      }
    }
  }

  private static func name(of statement: PythonStatement) -> String? {
    switch statement.kind {
    case .importFrom(let module, let level, _): String(repeating: ".", count: level) + module
    case .import(let names): names.first?.name
    default: nil
    }
  }

  /// Into an import of the same module.
  private func merged(_ names: [String], _ module: String) -> Edit? {
    for statement in topLevel {
      guard case .importFrom(_, _, let imported) = statement.kind,
        Self.name(of: statement) == module, !imported.contains(where: { $0.name == "*" })
      else { continue }
      let source = file.source(of: statement)
      // A comment would get lost.
      guard !source.utf8.contains(UInt8(ascii: "#")) else { continue }
      let old = imported.map { name in name.alias.map { "\(name.name) as \($0)" } ?? name.name }
      let isMultiline = source.utf8.contains(UInt8(ascii: "\n"))
      return Edit(
        statement.span.start..<statement.span.end,
        with: text(old + names, module, isMultiline: isMultiline).replacing(
          "\n", by: file.style.newline))
    }
    return nil
  }

  private func text(_ names: [String], _ module: String, isMultiline: Bool = false) -> String {
    let sorted = names.sorted { Self.order($0) < Self.order($1) }
    let line = "from \(module) import \(sorted.joined(separator: ", "))"
    if !isMultiline, line.count <= file.style.lineLength { return line }
    let inner = sorted.map { "\(file.style.indent)\($0),\n" }.joined()
    return "from \(module) import (\n\(inner))"
  }

  /// Constants, classes, then the rest, each by the alphabet: the order of isort.
  private static func order(_ name: String) -> (Int, String) {
    let isConstant =
      name.count > 1 && name.allSatisfy { $0.isUppercase || $0 == "_" || $0.isNumber }
    let isClass = name.first?.isUppercase == true
    return (isConstant ? 0 : isClass ? 1 : 2, name.lowercased())
  }

  /// A line of its own: beside imports of the same group, sorted by module.
  private func inserted(_ names: [String], _ module: String) -> Edit {
    let line = text(names, module)
    let wanted = Self.group(of: module)
    var group = topLevel.filter { Self.group(of: Self.name(of: $0) ?? "") == wanted }
    // Beside other installed packages: what is neither the language's nor the project's own.
    if group.isEmpty, wanted == "installed" { group = topLevel.filter(isOfOthers) }
    if let before = group.last(where: { Self.sortsBefore($0, module) }) {
      return insertion("\(line)\n", at: file.lineEnd(of: before.span.end - 1))
    }
    if let after = group.first {
      return insertion("\(line)\n", at: file.lineStart(of: after.span.start))
    }
    // A new group: the language's own come first, relative imports last.
    if Self.group(of: module) == "standard", let first = topLevel.first(where: { !$0.isFuture }) {
      return insertion("\(line)\n\n", at: file.lineStart(of: first.span.start))
    }
    if module.hasPrefix(".") || topLevel.isEmpty {
      if let last = topLevel.last {
        return insertion("\n\(line)\n", at: file.lineEnd(of: last.span.end - 1))
      }
      return insertion("\(line)\n\n\n", at: startOfCode)
    }
    if let relative = topLevel.first(where: { Self.name(of: $0)?.hasPrefix(".") == true }) {
      return insertion("\(line)\n\n", at: file.lineStart(of: relative.span.start))
    }
    let last = topLevel[topLevel.count - 1]
    return insertion("\n\(line)\n", at: file.lineEnd(of: last.span.end - 1))
  }

  /// Whether an import is of a package that is installed; the file's own lies in a folder of that
  /// name.
  private func isOfOthers(_ statement: PythonStatement) -> Bool {
    guard let name = Self.name(of: statement), !name.hasPrefix("."), !statement.isFuture else {
      return false
    }
    let package = name.prefix { $0 != "." }
    return Self.group(of: name) == String(package)
      && !file.source.path.split(separator: "/").contains(package)
  }

  private func insertion(_ text: String, at offset: Int) -> Edit {
    .insert(text.replacing("\n", by: file.style.newline), at: offset)
  }

  /// `.` for the file's own package, one group for the language's own modules, one for Django and
  /// what builds on it, one for Flask, FastAPI and SQLAlchemy with theirs, else the first name of
  /// the package.
  private static func group(of module: String) -> String {
    if module.hasPrefix(".") { return "." }
    let package = String(module.prefix { $0 != "." })
    if [
      "functools", "json", "datetime", "contextlib", "collections", "re", "os", "csv", "io",
      "logging", "uuid", "decimal", "time", "typing", "itertools", "hashlib", "secrets", "random",
      "sqlite3", "abc", "asyncio", "base64", "calendar", "concurrent", "copy", "dataclasses",
      "email", "enum", "hmac", "http", "inspect", "math", "operator", "pathlib", "queue", "shutil",
      "statistics", "string", "struct", "subprocess", "sys", "tempfile", "textwrap", "threading",
      "traceback", "types", "unicodedata", "urllib", "warnings", "zoneinfo",
    ].contains(package) {
      return "standard"
    }
    let isDjango = package.hasPrefix("django") || ["rest_framework", "asgiref"].contains(package)
    if isDjango { return "django" }
    return installed.contains(package) || package.hasPrefix("flask_") ? "installed" : package
  }

  private static let installed: Set<String> = [
    "flask", "fastapi", "sqlalchemy", "sqlmodel", "pydantic", "starlette", "werkzeug", "wtforms",
    "alembic", "marshmallow", "psycopg", "psycopg2", "asyncpg", "pymysql", "MySQLdb",
  ]

  /// Plain imports stand before `from` imports; these are in the order of their modules.
  private static func sortsBefore(_ statement: PythonStatement, _ module: String) -> Bool {
    if case .import = statement.kind { return true }
    guard let name = name(of: statement) else { return false }
    // `..parent` stands before `.sibling`.
    let (one, other) = (name.prefix { $0 == "." }.count, module.prefix { $0 == "." }.count)
    return one == other ? name.lowercased() < module.lowercased() : one > other
  }

  /// After the module's docstring.
  private var startOfCode: Int {
    guard let first = file.module.statements.first, case .expression(let value) = first.kind,
      case .string = value.kind
    else { return 0 }
    return file.lineEnd(of: first.span.end - 1)
  }
}

extension PythonStatement {
  /// `from __future__ import annotations`, which stands before all others.
  fileprivate var isFuture: Bool {
    if case .importFrom(let module, _, _) = kind { module == "__future__" } else { false }
  }
}

import EventSchema
import SourceCode

/// A management command with invented arguments.
struct DjangoCommand {
  /// `enter_member`
  let name: String
  /// As Python: `["\"Sample1\""]`.
  private(set) var arguments: [String] = []
  /// Rows of a file that it reads.
  private(set) var table: (rows: DjangoTable, kind: DjangoTable.Rows)?
  private var fixtures: DjangoFixtures

  /// `nil` when the failure is in no command, or when it wants something that cannot be invented,
  /// such as a file in a format of its own.
  init?(_ reading: DjangoReading) {
    guard let site = reading.sites.first(where: { $0.entry == .command }),
      site.function?.name == "handle", let type = site.type,
      let module = site.file.source.path.split(separator: "/").last
    else { return nil }
    name = String(module.dropLast(3))
    fixtures = DjangoFixtures(reading.source)
    guard fixtures.needRows(ofLoopsAround: reading) else { return nil }
    let fields = Self.fields(ofOptionsIn: site, reading)
    for call in type.method("add_arguments")?.function.body.flatMap(\.calls) ?? []
    where call.name == "add_argument" {
      guard let flag = call.positional.first?.stringValue else { return nil }
      let isNeeded = call.argument("required")?.kind == .true || !flag.hasPrefix("-")
      let key = flag.hasPrefix("--") ? flag.dropFirst(2).replacing("-", by: "_") : flag
      if site.demands(option: key) { arguments.append("\(key)=True") }
      guard isNeeded else { continue }
      let isFile = Self.isOutside(key) || site.opens(option: key)
      let value =
        isFile
        ? file(of: key, call, reading)
        : rowLookedUp(by: key, at: site, reading) ?? Self.value(of: key, call, fields)
      guard let value else { return nil }
      arguments.append(flag.hasPrefix("-") ? "\(key)=\(value)" : value)
    }
  }

  /// The path of a file with rows, for one such argument.
  private mutating func file(
    of key: String, _ call: PythonCall, _ reading: DjangoReading
  ) -> String? {
    guard table == nil, call.argument("nargs") == nil,
      let model = reading.model,
      let scope = reading.site?.scope, let kind = DjangoTable.Rows(readBy: scope),
      let rows = DjangoTable(reading, of: model, rows: kind, &fixtures), rows.tellsKey
    else { return nil }
    table = (rows, kind)
    return "self.file"
  }

  /// `self.pier.code` for an option that the command looks a row up by, unless it is the row that
  /// is written: `Pier.objects.get(code=options["pier"])`.
  private mutating func rowLookedUp(
    by key: String, at site: PythonSite, _ reading: DjangoReading
  ) -> String? {
    var found: (model: DjangoModel, field: String)?
    for statement in site.scope {
      statement.visitExpressions { expression in
        guard found == nil else { return false }
        guard let query = DjangoQuery(expression, in: site.file), let name = query.model,
          ["get", "get_object_or_404"].contains(query.terminal),
          let lookup = query.lookups.first(where: {
            $0.path.count == 1 && $0.comparison == "exact" && $0.value.isOption(key)
          }), let model = reading.source.model(name, in: site.file),
          model.table != reading.model?.table, let field = model.field(named: lookup.path[0]),
          !field.isRelation
        else { return true }
        found = (model, field.isPrimaryKey ? "pk" : field.name)
        return false
      }
    }
    guard let found else { return nil }
    return fixtures.row(of: found.model).map { "\($0).\(found.field)" }
  }

  private static func isOutside(_ key: String) -> Bool {
    ["file", "path", "folder", "directory", "url", "csv"].contains(where: key.mentions)
  }

  private static func value(
    of key: String, _ call: PythonCall, _ fields: [String: DjangoModel.Field]
  ) -> String? {
    guard call.argument("nargs") == nil else { return nil }
    switch call.argument("type")?.dottedName?.lastName {
    case "int": return "7"
    case "fromisoformat", "parse_date": return "\"2031-05-14\""
    case "float", "Decimal": return "\"1.5\""
    case "str", nil: break
    default: return nil
    }
    guard call.argument("type") == nil || call.argument("type")?.dottedName == "str" else {
      return nil
    }
    guard let field = fields[key] else { return "\"sample\"" }
    return field.isRelation ? nil : DjangoSample.value(of: field, shape: nil)
  }

  /// The fields that options end in: `number=options["number"]`.
  private static func fields(
    ofOptionsIn site: PythonSite, _ reading: DjangoReading
  ) -> [String: DjangoModel.Field] {
    var result: [String: DjangoModel.Field] = [:]
    for (statement, _) in site.scope.flattened {
      let bindings = site.bindings(before: statement.span.start)
      for call in statement.expressions.flatMap(\.calls) {
        guard let write = DjangoWrite(call, statement, at: site, bindings),
          let model = DjangoReading.model(of: write, at: site, reading.source)
        else { continue }
        for value in write.values {
          guard case .subscripted(let base, let indices) = value.expression.kind,
            base.dottedName == "options", let key = indices.first?.stringValue
          else { continue }
          result[key] = model.field(named: value.field)
        }
      }
    }
    return result
  }

  /// `EnterMember` for `enter_member`.
  var subject: String { name.camelCased }

  /// The lines of `setUp`: rows, and the file.
  var setUp: [String] { fixtures.lines + (table.map { $0.rows.file($0.kind) } ?? []) }

  /// Imports what the lines and the call take.
  func need(in file: inout DjangoTestFile) {
    file.need("call_command", from: "django.core.management")
    file.need(fixtures)
    guard let table else { return }
    file.importStandard("tempfile")
    if table.kind == .objects { file.importStandard("json") }
  }

  /// The lines of `setUp` without the file.
  var rowsBefore: [String] { fixtures.lines }

  /// `call_command("enter_member", "Sample1")`
  var text: String {
    let named = arguments.filter { $0.contains("=True") }
    let all = ["\"\(name)\""] + arguments.filter { !named.contains($0) } + named
    return "call_command(\(all.joined(separator: ", ")))"
  }

  /// The same with one more option.
  func text(with option: String) -> String { text.dropLast() + ", \(option))" }

  /// Whether an expression is what an option was given, as far as its name tells.
  static func option(_ expression: PythonExpression) -> String? {
    switch expression.kind {
    case .name(let name): name
    case .subscripted(let base, let indices):
      base.dottedName == "options" ? indices.first?.stringValue : nil
    default: nil
    }
  }

  /// Whether the command has an option of this name that may be left out.
  func hasFlag(_ name: String, in reading: DjangoReading) -> Bool {
    let site = reading.sites.first { $0.entry == .command }
    let calls = site?.type?.method("add_arguments")?.function.body.flatMap(\.calls) ?? []
    return calls.contains { call in
      call.name == "add_argument"
        && call.positional.first?.stringValue == "--" + name.replacing("_", by: "-")
    }
  }

  /// The same with the path of another file.
  func text(reading path: String) -> String { text.replacing("self.file", by: path) }
}

extension PythonSite {
  /// Whether the way to the failing line leads through an `if` of an option that is on or off.
  fileprivate func demands(option key: String) -> Bool {
    location.enclosingBlocks.contains { statement, block in
      guard case .if = statement.kind, let condition = block.condition else { return false }
      return condition.isOption(key)
    }
  }

  /// Whether the function opens the file that an option names.
  fileprivate func opens(option key: String) -> Bool {
    scope.flatMap(\.calls).contains { call in
      ["open", "Path"].contains(call.name) && call.positional.first?.isOption(key) == true
    }
  }
}

extension PythonExpression {
  /// `options["path"]`, or `path` as a parameter of `handle`.
  fileprivate func isOption(_ key: String) -> Bool {
    switch kind {
    case .name(key): true
    case .subscripted(let base, let indices):
      base.dottedName == "options" && indices.first?.stringValue == key
    default: false
    }
  }
}

extension Substring {
  fileprivate func replacing(_ piece: String, by other: String) -> String {
    String(self).replacing(piece, by: other)
  }
}

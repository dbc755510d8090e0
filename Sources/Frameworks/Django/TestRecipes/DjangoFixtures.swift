import EventSchema
import SourceCode

/// Rows that a test needs before it begins, created through the models.
struct DjangoFixtures {
  private let source: PythonSource
  /// Python lines of `setUp`, without indentation.
  private(set) var lines: [String] = []
  /// Module to names.
  private(set) var imports: [String: Set<String>] = [:]
  private var made: [String: String] = [:]
  /// Literals for fields, by table and name, where the code asks for more than the column does.
  private var preferred: [String: String] = [:]
  /// Fields that a row could do without and must have here.
  private var demanded: Set<String> = []
  /// How requests are signed.
  private(set) var signature: PythonSignature?

  init(_ source: PythonSource) {
    self.source = source
  }

  mutating func need(_ name: String, from module: String) {
    imports[module, default: []].insert(name)
  }

  mutating func need(_ model: DjangoModel) {
    need(model.name, from: Self.module(of: model))
  }

  /// Lets rows have this value in a field.
  mutating func prefer(_ literal: String, for field: DjangoModel.Field, of model: DjangoModel) {
    preferred["\(model.table).\(field.name)"] = literal
  }

  /// Lets rows have this value in a field that they could do without.
  mutating func demand(_ literal: String, for field: DjangoModel.Field, of model: DjangoModel) {
    prefer(literal, for: field, of: model)
    demanded.insert("\(model.table).\(field.name)")
  }

  mutating func sign(by signature: PythonSignature) {
    self.signature = signature
    if let (name, module) = signature.imported { need(name, from: module) }
  }

  static func module(of model: DjangoModel) -> String {
    var parts = model.file.source.path.split(separator: "/").map(String.init)
    if let last = parts.last { parts[parts.count - 1] = String(last.dropLast(3)) }
    if parts.last == "__init__" { parts.removeLast() }
    if parts.first == "src" || parts.first == "backend" { parts.removeFirst() }
    return parts.joined(separator: ".")
  }

  /// `self.book`, after a line that creates it; `nil` for what cannot be created blindly.
  mutating func row(of model: DjangoModel, depth: Int = 4) -> String? {
    if let name = made[model.table] { return name }
    guard depth > 0 else { return nil }
    if model.table == source.userModel?.table { return user() }
    if let name = rowOfHandler(model, depth: depth) { return name }
    guard let arguments = arguments(for: model, leavingOut: [], depth: depth - 1) else {
      return nil
    }
    let name = "self.\(model.name.snakeCased)"
    need(model)
    lines += Self.call("\(model.name).objects.create", arguments, prefix: "\(name) = ")
    made[model.table] = name
    return name
  }

  /// `self.profile`, where saving its member makes it already.
  private mutating func rowOfHandler(_ model: DjangoModel, depth: Int) -> String? {
    guard let (owner, field) = source.ownerWhoseHandlerMakes(model),
      let row = row(of: owner, depth: depth - 1)
    else { return nil }
    let name = "self.\(model.name.snakeCased)"
    need(model)
    lines += Self.call("\(model.name).objects.get", ["\(field.name)=\(row)"], prefix: "\(name) = ")
    made[model.table] = name
    return name
  }

  /// Whether a row of the model is made before the test.
  func holdsRow(of model: DjangoModel) -> Bool { made[model.table] != nil }

  /// Whether a second row of the model is made before the test.
  func holdsOtherRow(of model: DjangoModel) -> Bool { made["other \(model.table)"] != nil }

  /// A call on one line of a method, or with one argument on each line when it is too long.
  static func call(_ callee: String, _ arguments: [String], prefix: String = "") -> [String] {
    PythonStyle().call(callee, arguments, prefix: prefix, margin: "        ")
      .components(separatedBy: "\n").map { $0.hasPrefix("        ") ? String($0.dropFirst(8)) : $0 }
  }

  /// A user of whatever model the project has; with all rights if asked for.
  mutating func user(mayAll: Bool = false) -> String? {
    if let name = made["user"] { return name }
    let rights = mayAll ? ["is_staff=True", "is_superuser=True"] : []
    var call = ("create_user", ["username=\"someone\""] + rights)
    if let model = source.userModel, model.file.source.path != DjangoLibrary.path {
      let known = rights.filter { right in
        model.fields.contains { right.hasPrefix($0.name + "=") }
      }
      made["user"] = "self.user"
      guard let arguments = arguments(for: model, leavingOut: []) else { return nil }
      call = ("create", arguments + known)
    }
    need("get_user_model", from: "django.contrib.auth")
    lines += Self.call(
      "get_user_model().objects.\(call.0)", call.1, prefix: "self.user = ")
    made["user"] = "self.user"
    return "self.user"
  }

  /// Keyword arguments for the fields that a row cannot do without.
  mutating func arguments(
    for model: DjangoModel, leavingOut given: Set<String>, depth: Int = 4
  ) -> [String]? {
    var arguments: [String] = []
    for field in model.fields where !given.contains(field.name) {
      let isDemanded = demanded.contains("\(model.table).\(field.name)")
      if isDemanded, field.isRelation { _ = user() }
      guard isDemanded || !field.isOptional else { continue }
      guard let value = value(of: field, in: model, depth: depth) else { return nil }
      arguments.append("\(field.name)=\(value)")
    }
    return arguments
  }

  /// The same for a second row, which shares nothing that is unique by itself; `nil` where that
  /// cannot be told.
  ///
  /// - Parameter shared: Fields that both rows have alike, which the caller gives.
  mutating func otherArguments(
    for model: DjangoModel, leavingOut given: Set<String>, sharing shared: Set<String> = [],
    depth: Int = 4
  ) -> [String]? {
    let differing = Self.differing(of: model, beside: given, sharing: shared)
    guard
      var arguments = arguments(
        for: model, leavingOut: given.union(shared).union(differing.map(\.name)), depth: depth)
    else { return nil }
    for field in differing {
      guard let value = otherValue(of: field, in: model, depth: depth) else { return nil }
      arguments.append("\(field.name)=\(value)")
    }
    return arguments
  }

  /// The fields in which two rows must differ: those that are unique, and one of each other key.
  private static func differing(
    of model: DjangoModel, beside given: Set<String>, sharing shared: Set<String>
  ) -> [DjangoModel.Field] {
    var fields = model.fields.filter { field in
      field.isUnique && !given.contains(field.name) && !shared.contains(field.name)
        && !field.isOptional
    }
    for constraint in model.constraints where constraint.kind == .unique {
      let names = constraint.fields + constraint.computedFields
      guard !names.isEmpty, !shared.isSuperset(of: names),
        !names.contains(where: { name in
          given.contains(name) || fields.contains { $0.name == name }
        })
      else { continue }
      let ofKey = names.compactMap(model.field(named:)).filter { field in
        !field.isNullable && !shared.contains(field.name)
      }
      let plain = ofKey.first { DjangoSample.otherValue(of: $0) != nil }
      if let field = plain ?? ofKey.last { fields.append(field) }
    }
    return fields
  }

  /// Another value than the one that `value(of:in:)` gives: another row for a relation.
  private mutating func otherValue(
    of field: DjangoModel.Field, in model: DjangoModel, depth: Int
  ) -> String? {
    guard field.isRelation else { return DjangoSample.otherValue(of: field) }
    guard let target = model.target(of: field, in: source) else { return nil }
    return otherRow(of: target, depth: depth)
  }

  /// `self.other_book`, after a line that creates a second row of the model.
  mutating func otherRow(of model: DjangoModel, depth: Int = 4) -> String? {
    let key = "other \(model.table)"
    if let name = made[key] { return name }
    let isUser = model.table == source.userModel?.table
    guard depth > 0 else { return nil }
    var call = ("\(model.name).objects.create", [String]())
    if isUser, model.file.source.path == DjangoLibrary.path {
      call = ("get_user_model().objects.create_user", ["username=\"someone_else\""])
    } else {
      guard let arguments = otherArguments(for: model, leavingOut: [], depth: depth - 1) else {
        return nil
      }
      call.1 = arguments
      if isUser { call.0 = "get_user_model().objects.create" }
    }
    if isUser {
      need("get_user_model", from: "django.contrib.auth")
    } else {
      need(model)
    }
    let name = "self.other_\(isUser ? "user" : model.name.snakeCased)"
    lines += Self.call(call.0, call.1, prefix: "\(name) = ")
    made[key] = name
    return name
  }

  /// A value for a field: a row for a relation, a literal for the rest.
  mutating func value(
    of field: DjangoModel.Field, in model: DjangoModel, shape: String? = nil, depth: Int = 4
  ) -> String? {
    if let literal = preferred["\(model.table).\(field.name)"] { return literal }
    guard field.isRelation else {
      return source.firstChoice(of: field, in: model) ?? DjangoSample.value(of: field, shape: shape)
    }
    if let target = model.target(of: field, in: source) { return row(of: target, depth: depth) }
    return field.target == "User" ? user() : nil
  }
}

extension PythonSource {
  /// The first of the choices that a class of their own holds: `choices=Colour.choices`.
  func firstChoice(of field: DjangoModel.Field, in model: DjangoModel) -> String? {
    guard let choices = field.call?.argument("choices")?.dottedName else { return nil }
    let names = choices.split(separator: ".").map(String.init).filter { $0 != "choices" }
    let inner = names.last.flatMap(model.type.inner)
    let listed = names.last.flatMap { model.type.value($0) } ?? list(names, in: model.file)
    if let first = listed?.elements.first {
      return (first.elements.first ?? first).literal
    }
    let type =
      inner ?? definition(of: names.joined(separator: "."), in: model.file)?.type
    for statement in type?.body ?? [] {
      guard let (_, value) = statement.simpleAssignment else { continue }
      return (value.elements.first ?? value).literal
    }
    return nil
  }

  /// A list that the file itself gives a name.
  private func list(_ names: [String], in file: PythonFile) -> PythonExpression? {
    guard names.count == 1 else { return nil }
    return file.module.statements.lazy.compactMap(\.simpleAssignment)
      .first { $0.name == names[0] }?.value
  }
}

extension PythonExpression {
  /// A text or number as Python writes it.
  fileprivate var literal: String? {
    if let stringValue { return "\"\(stringValue)\"" }
    if case .number(let digits) = kind { return digits }
    return nil
  }
}

extension DjangoModel.Field {
  /// Whether a row can be created without it.
  var isOptional: Bool {
    isPrimaryKey && hasDefault || hasDefault || isNullable || type == "ManyToManyField"
      || (call?.argument("blank")?.kind == .true && (type == "CharField" || type == "TextField"))
  }
}

extension String {
  /// `RoomShift` becomes `room_shift`.
  var snakeCased: String { wordsOfCamelCase.replacing(" ", by: "_") }
}

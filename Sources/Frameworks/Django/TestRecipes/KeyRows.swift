import SourceCode

/// Rows of a model that share one key and differ in all others, for the tests of a constraint.
struct KeyRows {
  let model: DjangoModel
  private let source: PythonSource
  var fixtures: DjangoFixtures
  /// Of every row.
  private var same: [(name: String, value: String)] = []
  /// Fields that must differ from row to row.
  private var varied: [DjangoModel.Field] = []

  /// - Parameter replacing: The columns of a key that gives way to this one.
  ///
  /// `nil` when no such rows can be invented.
  init?(_ key: MissingKey, _ source: PythonSource, replacing: [String] = []) {
    self.init(
      key.model, sharing: Set(key.fields.map(\.name)), source,
      replacing: Set(key.model.fieldNames(for: replacing)))
  }

  /// Rows that share nothing that is unique.
  init?(_ model: DjangoModel, _ source: PythonSource) {
    self.init(model, sharing: [], source, replacing: [])
  }

  private init?(
    _ model: DjangoModel, sharing names: Set<String>, _ source: PythonSource,
    replacing old: Set<String>
  ) {
    self.model = model
    self.source = source
    fixtures = DjangoFixtures(source)
    fixtures.need(model)
    for field in model.fields where !field.isPrimaryKey || !field.hasDefault {
      let isOfKey = names.contains(field.name)
      if field.isUnique, names != [field.name], old != [field.name] {
        if field.isOptional { continue }
        guard Self.variant(of: field, 1) != nil else { return nil }
        varied.append(field)
      } else if isOfKey || !field.isOptional {
        guard let value = fixtures.value(of: field, in: model) else { return nil }
        same.append((field.name, value))
      }
    }
    guard variesOtherKeys(than: names, old) else { return nil }
  }

  /// Lets a field of each other key differ from row to row, since rows with equal values in all of
  /// them would be refused for it.
  private mutating func variesOtherKeys(than names: Set<String>, _ old: Set<String>) -> Bool {
    for constraint in model.constraints where constraint.kind == .unique {
      let fields = Set(constraint.fields + constraint.computedFields)
      guard !fields.isEmpty, fields != names, fields != old,
        fields.isSubset(of: same.map(\.name) + varied.map(\.name)),
        fields.isDisjoint(with: varied.map(\.name))
      else { continue }
      let free = model.fields.first { field in
        fields.contains(field.name) && !names.contains(field.name) && !field.isRelation
          && Self.variant(of: field, 1) != nil
      }
      guard let free else { return false }
      same.removeAll { $0.name == free.name }
      varied.append(free)
    }
    return true
  }

  /// All of them, past managers that hide some.
  var all: String { "\(model.name)._base_manager.all()" }

  /// The lines that make one row.
  func create(_ number: Int, with others: [String: String] = [:], prefix: String = "") -> [String] {
    let values =
      same.filter { others[$0.name] == nil }.map { "\($0.name)=\($0.value)" }
      + varied.compactMap { field in
        Self.variant(of: field, number).map { "\(field.name)=\($0)" }
      } + others.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return DjangoFixtures.call(
      "\(model.name)._base_manager.create", values, prefix: prefix)
  }

  /// A value of a field for each number; `nil` for types that none can be invented for.
  static func variant(of field: DjangoModel.Field, _ number: Int) -> String? {
    guard field.call?.argument("choices") == nil else { return nil }
    switch field.type {
    case "CharField", "SlugField", "TextField":
      let length = field.lengthMax ?? 20
      return length < 2 ? nil : "\"\(String("row".prefix(max(1, length - 1))))\(number)\""
    case "EmailField": return "\"someone\(number)@example.org\""
    case let type where type.hasSuffix("IntegerField"): return "\(number)"
    case "UUIDField": return "\"7d444840-9dc0-41d1-b245-5ffdce74fa0\(number)\""
    case "DateField": return "\"2031-05-1\(number)\""
    case "DateTimeField": return "\"2031-05-1\(number)T09:00:00Z\""
    case "TimeField": return "\"1\(number):00\""
    case "URLField": return "\"https://example.org/\(number)\""
    default: return nil
    }
  }

  /// Another value than the one that every row has in a field.
  mutating func otherValue(of field: DjangoModel.Field) -> String? {
    guard field.isRelation else { return Self.variant(of: field, 9) }
    guard let target = model.target(of: field, in: source) else { return nil }
    var arguments: [String] = []
    for part in target.fields where !part.isOptional && !(part.isPrimaryKey && part.hasDefault) {
      let value =
        part.isUnique ? Self.variant(of: part, 9) : fixtures.value(of: part, in: target)
      guard let value else { return nil }
      arguments.append("\(part.name)=\(value)")
    }
    fixtures.need(target)
    return "\(target.name).objects.create(\(arguments.joined(separator: ", ")))"
  }
}

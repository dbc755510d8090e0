import EventSchema
import SourceCode

extension DjangoScenario {
  /// `self.harbour.code` for `SlugRelatedField("code", queryset=Harbour.objects.all())`.
  mutating func slug(
    _ call: PythonCall, _ name: String, in validator: DjangoValidator
  ) -> String? {
    let own = model.field(named: name) ?? validator.model?.field(named: name)
    let asked = call.argument("queryset").flatMap { $0.chain.first?.name }
    let file = validator.definition?.file ?? model.file
    let target =
      asked.flatMap { reading.source.model($0, in: file) }
      ?? own.flatMap { model.target(of: $0, in: reading.source) }
    guard let attribute = (call.argument("slug_field") ?? call.positional.first)?.stringValue,
      let target, let row = fixtures.row(of: target)
    else { return nil }
    let value = "\(row).\(attribute)"
    return call.argument("many")?.kind == .true ? "[\(value)]" : value
  }

  /// `self.artist.pk` for a member of the payload that code on the way hands over as the key of
  /// another row: `artist_id=request.data["artist"]`.
  mutating func rowPointed(to key: String) -> String? {
    for (index, site) in reading.sites.enumerated() {
      for call in site.scope.flatMap(\.calls) {
        for argument in call.arguments {
          guard let name = argument.name, name.hasSuffix("_id"),
            case .payload(key)? = reading.origin(of: argument.value, at: index),
            let target = reading.source.target(ofRelation: String(name.dropLast(3)))
          else { continue }
          return fixtures.row(of: target).map { $0 + ".pk" }
        }
      }
    }
    return nil
  }
}

extension DjangoScenario {
  /// Lines that give the next request other values where the last one has made rows of other
  /// models by them: `number=request.data["number"]` where a number is unique.
  var linesForOtherRows: [String] {
    var lines: [String] = []
    var told: Set<String> = []
    for (index, site) in reading.sites.enumerated() {
      for call in site.scope.flatMap(\.calls) {
        for argument in call.arguments {
          guard let name = argument.name, model.field(named: name) == nil,
            case .payload(let key)? = reading.origin(of: argument.value, at: index),
            payload.contains(where: { $0.key == key }), !told.contains(key),
            let field = reading.source.uniqueField(named: name),
            let other = DjangoSample.otherValue(of: field)
          else { continue }
          told.insert(key)
          lines.append("self.data[\"\(key)\"] = \(other)")
        }
      }
    }
    return lines
  }
}

extension PythonSource {
  /// A field of a model that is unique by itself, where all fields of the name are.
  fileprivate func uniqueField(named name: String) -> DjangoModel.Field? {
    var found: DjangoModel.Field?
    for file in files(mentioning: name) {
      for (_, type) in file.classes where type.value(name) != nil {
        guard let definition = file.definition(named: type.name),
          let model = DjangoModel(definition, in: self), let field = model.field(named: name)
        else { continue }
        guard field.isUnique, !field.isRelation else { return nil }
        found = field
      }
    }
    return found
  }

  /// The model that all relations with a name point to; `nil` where they differ.
  func target(ofRelation name: String) -> DjangoModel? {
    var found: DjangoModel?
    for file in files(mentioning: name) {
      for (_, type) in file.classes where type.value(name) != nil {
        guard let definition = file.definition(named: type.name),
          let model = DjangoModel(definition, in: self), let field = model.field(named: name),
          field.isRelation, let target = model.target(of: field, in: self)
        else { continue }
        guard found == nil || found?.table == target.table else { return nil }
        found = target
      }
    }
    return found
  }
}

extension PythonCall {
  /// `ListField(child=…)`, `PrimaryKeyRelatedField(queryset=…, many=True)`
  var isOfMany: Bool {
    name == "ListField" || name == "PrimaryKeyRelatedField" && argument("many")?.kind == .true
  }
}

extension PythonExpression {
  /// `request.headers.get("X-Owner", "nobody")`: the same for each request of a test.
  var isOfHeaders: Bool {
    guard let call = asCall, call.name == "get", call.positional.count == 2 else { return false }
    return ["headers", "META"].contains { name in
      call.callee.dottedName?.hasSuffix("request.\(name).get") == true
    }
  }
}

import EventSchema
import SourceCode

extension PythonSource {
  /// The model of a table, by the names that Django gives tables.
  func model(table: String) -> DjangoModel? {
    let lowercased = table.lowercased()
    for file in modelFiles {
      let mayDeclare = declares(file) { lowercased.hasSuffix($0.lowercased()) }
      guard mayDeclare || file.source.mentions(table) else { continue }
      for (statement, type) in file.classes {
        let isNamed = lowercased.hasSuffix(type.name.lowercased())
        guard isNamed || file.source.mentions(table) else { continue }
        let definition = PythonDefinition(file: file, statement: statement, kind: .class(type))
        if let model = DjangoModel(definition, in: self), !model.isAbstract,
          model.table.lowercased() == lowercased
        {
          return model
        }
      }
    }
    return DjangoLibrary.name(ofTable: lowercased).flatMap(DjangoLibrary.definition)
      .flatMap { DjangoModel($0, in: self) }
  }

  /// The model that gives a constraint its name; `nil` when several do.
  func model(constraint name: String) -> DjangoModel? {
    let named = modelFiles.filter { $0.source.mentions(name) }.flatMap { file in
      file.classes.map { statement, type in
        PythonDefinition(file: file, statement: statement, kind: .class(type))
      }
    }
    let found = named.compactMap { DjangoModel($0, in: self) }.filter { model in
      !model.isAbstract && model.constraints.contains { $0.name == name }
    }
    return found.count == 1 ? found[0] : nil
  }

  /// The model of the project's users: what `AUTH_USER_MODEL` names, else Django's own.
  var userModel: DjangoModel? {
    for file in files(mentioning: "AUTH_USER_MODEL") {
      for statement in file.module.statements {
        guard let (name, value) = statement.simpleAssignment, name == "AUTH_USER_MODEL",
          let model = value.modelName.flatMap(model(declaredAs:))
        else { continue }
        return model
      }
    }
    return model(declaredAs: "User")
      ?? DjangoLibrary.definition(of: "User").flatMap { DjangoModel($0, in: self) }
  }

  /// The model of that class name; the first one by path when several apps have one. `User` is the
  /// project's users, whatever their class is called.
  func model(named name: String) -> DjangoModel? {
    name == "User" ? userModel : model(declaredAs: name)
  }

  private func model(declaredAs name: String) -> DjangoModel? {
    for file in modelFiles where declares(file, where: { $0 == name }) {
      for (statement, type) in file.classes where type.name == name {
        let definition = PythonDefinition(file: file, statement: statement, kind: .class(type))
        if let model = DjangoModel(definition, in: self) { return model }
      }
    }
    return nil
  }

  /// What a model's name in a file means: what it is imported as, else any model of the name.
  func model(_ name: String, in file: PythonFile) -> DjangoModel? {
    if let definition = definition(of: name, in: file),
      let model = DjangoModel(definition, in: self)
    {
      return model
    }
    return model(named: name)
  }

  /// The model behind `device.loan_set` and the relation that leads back.
  func model(relatedManager: String) -> (model: DjangoModel, relation: DjangoModel.Field)? {
    for file in modelFiles {
      let mayLead =
        file.source.mentions(relatedManager)
        || declares(file) { $0.lowercased() + "_set" == relatedManager }
      guard mayLead else { continue }
      for (statement, type) in file.classes {
        let definition = PythonDefinition(file: file, statement: statement, kind: .class(type))
        guard let model = DjangoModel(definition, in: self) else { continue }
        let back = model.fields.first { field in
          field.isRelation
            && (field.relatedName == relatedManager
              || (field.relatedName == nil && type.name.lowercased() + "_set" == relatedManager))
        }
        if let back { return (model, back) }
      }
    }
    return nil
  }

  /// Files that declare models.
  private var modelFiles: [PythonFile] {
    files(mentioning: "models.").filter {
      $0.source.mentions("Field(") || $0.source.mentions("ForeignKey(")
        || $0.source.mentions(".Model")
    }
  }
}

import SourceCode

extension SQLAlchemyReading {
  /// The function that gives the endpoint its session: `get_db` of `Depends(get_db)`, also by way
  /// of a name for the annotation, of a class that is made for the request, or of a function.
  func sessionDependency(
    _ endpoint: PythonEndpoint
  ) -> (module: String, name: String, isAsync: Bool)? {
    sessionDependency(of: endpoint.function.parameters, in: endpoint.site.file, depth: 4)
  }

  private func sessionDependency(
    of parameters: [PythonParameter], in file: PythonFile, depth: Int
  ) -> (module: String, name: String, isAsync: Bool)? {
    guard depth > 0 else { return nil }
    for (needed, home) in parameters.flatMap({ dependencies(of: $0, in: file) }) {
      guard let definition = source.definition(of: needed, in: home) else { continue }
      if let function = definition.function {
        if function.parameters.isEmpty, function.yields {
          return (dotted(definition.file.source.path), function.name, function.isAsync)
        }
        if let found = sessionDependency(
          of: function.parameters, in: definition.file, depth: depth - 1)
        {
          return found
        }
      } else if let type = definition.type,
        let maker = source.method("__init__", of: definition, type)?.function,
        let found = sessionDependency(of: maker.parameters, in: definition.file, depth: depth - 1)
      {
        return found
      }
    }
    return nil
  }

  /// What a parameter is filled by, each with the file that names it.
  func dependencies(
    of parameter: PythonParameter, in file: PythonFile
  ) -> [(name: String, file: PythonFile)] {
    var given = [(parameter.annotation, file), (parameter.defaultValue, file)]
    if let alias = parameter.annotation?.dottedName, let home = source.home(of: alias, in: file) {
      given.append((home.file.module.globalValue(of: home.name), home.file))
    }
    return given.flatMap { value, file in
      (value?.calls ?? []).filter { ["Depends", "Security"].contains($0.name) }.compactMap { call in
        // `Annotated[Boats, Depends()]` makes what the annotation names.
        let name =
          call.positional.first?.dottedName
          ?? (call.arguments.isEmpty
            ? value?.annotatedType ?? parameter.annotation?.annotatedType : nil)
        return name.map { ($0, file) }
      }
    }
  }
}

extension PythonFunction {
  /// Whether it gives its value and goes on afterwards.
  fileprivate var yields: Bool {
    body.flattened.contains { statement, _ in
      statement.expressions.contains { value in
        var isYield = false
        value.visit { part in
          if case .yield = part.kind { isYield = true }
          return !isYield
        }
        return isYield
      }
    }
  }
}

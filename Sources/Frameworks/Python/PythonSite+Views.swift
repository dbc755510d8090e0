import SourceCode

extension PythonSite {
  /// Whether the function runs in an event loop, where a blocking call is an error.
  var isAsync: Bool { function?.isAsync ?? false }

  /// Whether Django REST framework renders what the function returns: a function under `@api_view`,
  /// a method of an `APIView` or a view set, or of a class that the source derives from one.
  func isRestView(in source: PythonSource) -> Bool {
    let decorators = function?.decorators ?? []
    if decorators.contains(where: { $0.mentionsName("api_view") || $0.mentionsName("action") }) {
      return true
    }
    return type.map { Self.isRestView($0, in: file, source, depth: 4) } ?? false
  }

  private static func isRestView(
    _ type: PythonClass, in file: PythonFile, _ source: PythonSource, depth: Int
  ) -> Bool {
    type.bases.contains { base in
      if ["APIView", "ViewSet", "ViewSetMixin", "ModelMixin"].contains(where: base.hasSuffix) {
        return true
      }
      guard depth > 0, let parent = source.definition(of: base, in: file), let type = parent.type
      else { return false }
      return isRestView(type, in: parent.file, source, depth: depth - 1)
    }
  }

  /// The classes and functions whose results the function itself returns, in the order of the
  /// source.
  var returnedCalls: [String] {
    var names: [String] = []
    for statement in scope {
      statement.visit { inner in
        if case .return(let value?) = inner.kind, let name = value.asCall?.name {
          names.append(name)
        }
        return true
      }
    }
    return names
  }

  /// The statements that run after the line's own, to the end of the function, as far as no block
  /// around it keeps them from running.
  var followingStatements: [PythonStatement] {
    location.stepsInFunction.reversed().flatMap { step in
      step.block.statements.dropFirst(step.index + 1)
    }
  }
}

extension [PythonStatement] {
  /// Whether what is at the first place has run whenever the second is reached: no branch holds the
  /// first alone.
  func always(_ first: CodeSpan, before second: CodeSpan) -> Bool {
    guard let outer = self.first(where: { $0.span.holds(first) }) else { return false }
    guard let block = outer.blocks.first(where: { $0.statements.holds(first) }) else { return true }
    let isPlain = if case .with = outer.kind { true } else { false }
    guard isPlain || block.statements.holds(second) else { return false }
    return block.statements.always(first, before: second)
  }
}

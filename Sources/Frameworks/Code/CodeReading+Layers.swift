import EventSchema
import SourceCode

/// Code in layers: what handles a request calls what knows the rules, and that what writes.
extension CodeReading {
  /// The functions on the way to the failing statement, the culprit's first.
  static func sites(_ failure: Failure, _ source: CodeSource) -> [CodeSite] {
    guard let culprit = failure.culpritIndex, failure.frames.indices.contains(culprit) else {
      return []
    }
    var sites: [CodeSite] = []
    for index in [culprit] + failure.callers.prefix(8) {
      let frame = failure.frames[index]
      guard let path = frame.filename ?? frame.absolutePath,
        let site = CodeSite(
          path: path, line: frame.lineNumber, function: frame.function, in: source)
      else {
        if index == culprit { return [] }
        continue
      }
      // A frame of the same function again, for a block inside of it.
      let isKnown = sites.contains {
        $0.file.source.path == site.file.source.path
          && $0.function.span == site.function.span
      }
      guard !isKnown else { continue }
      if let inner = sites.last, let between = between(inner, site, source) {
        sites.append(between)
      }
      sites.append(site)
    }
    return sites
  }

  /// The function between two frames that handed on a promise without waiting for it, which leaves
  /// no frame: `return rentals.insert(bike)`.
  static func between(_ inner: CodeSite, _ outer: CodeSite, _ source: CodeSource) -> CodeSite? {
    guard let name = inner.name, let line = outer.line,
      outer.file.parsed.language.name == "javascript"
    else { return nil }
    let here = outer.walk.uses.filter { $0.span.contains(line: line) }
    guard !here.contains(where: { $0.calls(name) }) else { return nil }
    for use in here {
      guard let found = source.moduleFunction(use, in: outer.file) else { continue }
      let site = CodeSite(
        found.file, line: nil, path: found.blocks, named: use.links.last?.name, source.vocabulary)
      let calls = site.walk.uses.filter { call in
        call.calls(name) && call.statement.kind == .result
          && source.moduleFunction(call, in: site.file).map { $0.file === inner.file } ?? true
      }
      guard calls.count == 1, let call = calls.first else { continue }
      return CodeSite(
        found.file, line: call.span.firstLine, path: found.blocks, named: site.name,
        source.vocabulary)
    }
    return nil
  }

  /// The same failure as the function sees it that calls the culprit's: its call is the write.
  /// `nil` where the call is one of many or stands in a function of its own.
  var seenByCaller: CodeReading? {
    guard let write, write.isOwn, let site = callers.first, let call = calling(site),
      sites.first.flatMap(\.name).map(call.calls) ?? false,
      !call.enclosures.contains(where: { $0.block.kind == .lambda || isLoop($0) })
    else { return nil }
    return CodeReading(self, write.query, call, callers)
  }

  /// What is written as the call gives it: a parameter's value is that of its argument.
  func values(givenBy call: CodeUse) -> [(field: String, value: CodeExpression?)] {
    guard let function = sites.first?.function, let arguments = call.links.last?.arguments else {
      return []
    }
    let parameters = function.parameters.map(\.name.withoutSigil)
    return writtenValues.map { field, value in
      guard let name = value?.plainName?.withoutSigil, let index = parameters.firstIndex(of: name)
      else { return (field, nil) }
      let member = arguments.flatMap(\.value.members).first { $0.key == name }
      if let member { return (field, member.value) }
      guard arguments.count == parameters.count else { return (field, nil) }
      let named = arguments.first { $0.key == name }
      return (field, named?.value ?? (arguments[index].key == nil ? arguments[index].value : nil))
    }
  }
}

extension CodeUse {
  /// Whether the chain ends with a call of the name.
  func calls(_ name: String) -> Bool {
    links.last.map { $0.name == name && $0.arguments != nil } ?? false
  }
}

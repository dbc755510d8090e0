import EventSchema
import SourceCode

extension SQLAlchemyStory {
  /// The lines of a test whose requests are calls of a job, which has no answer: that it ends
  /// without an error is all there is to see. `nil` where the lines ask for more.
  mutating func asCalls(_ body: [String]) -> [String]? {
    guard endpoint.library == .job else { return body }
    let function = endpoint.function.name
    let start = " = \(harness.awaiting)\(function)("
    var lines: [String] = []
    if let factory = reading.sessionFactory(of: endpoint), harness.opening == nil {
      lines.append("monkeypatch.setattr(\"\(factory)\", lambda: \(harness.session))")
    }
    for line in body {
      let isAboutAnswer = line.hasPrefix("assert ") && line.mentions("status_code")
      if isAboutAnswer, !line.mentions("\(function)("),
        line.hasSuffix(" < 400") || line.hasSuffix(" < 500")
      {
        continue
      }
      if line == "assert again.text == first.text" { continue }
      guard !isAboutAnswer, !line.mentions("answer.") else { return nil }
      guard let call = line.components(separatedBy: start).last, call != line else {
        lines.append(line)
        continue
      }
      lines += inDatabase(["\(harness.awaiting)\(function)(\(call)"])
    }
    need(function, from: reading.dotted(endpoint.site.file.source.path))
    return lines
  }

  /// What a test of a job takes beside the database.
  var fixturesOfJob: [String] {
    harness.opening == nil && reading.sessionFactory(of: endpoint) != nil ? ["monkeypatch"] : []
  }
}

extension SQLAlchemyHarness {
  /// A job that opens a session of its own is given that of the project's fixture.
  static func job(
    _ reading: SQLAlchemyReading, _ endpoint: PythonEndpoint, _ project: PytestProject
  ) -> Found? {
    guard reading.sessionFactory(of: endpoint) != nil,
      let session = project.session(isAsync: endpoint.isAsync)
    else { return nil }
    return Found(
      client: "client", database: [session.name], session: session.name,
      awaitedBy: endpoint.isAsync ? project.awaitedMark(reading.source.tree) ?? "" : nil)
  }
}

extension SQLAlchemyReading {
  /// What a job makes its session with, as a patch names it: `office.tasks.SessionLocal` of
  /// `with SessionLocal() as session:`.
  func sessionFactory(of job: PythonEndpoint) -> String? {
    for (statement, _) in job.site.scope.flattened {
      var opened = [statement.simpleAssignment?.value].compactMap(\.self)
      if case .with(let items, _) = statement.kind { opened += items.map(\.context) }
      for call in opened.compactMap(\.asCall) {
        guard call.arguments.isEmpty, let name = call.callee.dottedName, !name.contains("."),
          name.lowercased().mentions("session"), !name.lowercased().hasSuffix("maker"),
          source.home(of: name, in: job.site.file) != nil
        else { continue }
        return "\(dotted(job.site.file.source.path)).\(name)"
      }
    }
    return nil
  }
}

extension SQLAlchemyScenario {
  /// `record_payment(order_id, payload)`
  func call(_ body: String) -> String {
    let given = endpoint.function.parameters.compactMap { parameter -> String? in
      if parameter.name == endpoint.heldBody { return body }
      return endpoint.parameters.contains(parameter.name) ? pathValues[parameter.name] : nil
    }
    return "\(endpoint.function.name)(\(given.joined(separator: ", ")))"
  }
}

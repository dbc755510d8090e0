import EventSchema
import SourceCode

extension SQLAlchemyStory {
  /// The lines of a test whose requests are calls of a job, which has no answer: that it ends
  /// without an error is all there is to see. `nil` where the lines ask for more.
  mutating func asCalls(_ body: [String]) -> [String]? {
    guard endpoint.library == .job else { return body }
    let function = endpoint.function.name
    var lines: [String] = []
    for line in body {
      let isAboutAnswer = line.hasPrefix("assert ") && line.mentions("status_code")
      if isAboutAnswer, line.hasSuffix(" < 400") || line.hasSuffix(" < 500") { continue }
      if line == "assert again.text == first.text" { continue }
      guard !isAboutAnswer, !line.mentions("answer.") else { return nil }
      guard let call = line.components(separatedBy: " = \(function)(").last, call != line else {
        lines.append(line)
        continue
      }
      lines += inDatabase(["\(function)(\(call)"])
    }
    need(function, from: reading.dotted(endpoint.site.file.source.path))
    return lines
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

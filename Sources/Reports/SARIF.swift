import DatabaseErrors
import Diagnosis
import EventSchema
import Fixes

/// The report as a static analysis log, which code hosts show beside the line (SARIF 2.1.0, OASIS).
///
/// The first result is the conclusion; its rule is the cause. The other failures of a text that
/// reports several follow as notes. What is no constraint failure gives a log without results.
func sarif(_ report: Report, _ options: RenderOptions) -> JSON {
  let diagnosis = report.diagnosis
  var rules = diagnosis.conclusion.map { [rule($0.cause)] } ?? []
  var results = diagnosis.conclusion.map { [result($0, report, options)] } ?? []
  let others = furtherViolations(diagnosis)
  if !others.isEmpty {
    results += others.map { note($0, ruleIndex: rules.count) }
    rules.append(furtherViolationRule)
  }
  return [
    "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
    "version": "2.1.0",
    "runs": [
      [
        "tool": ["driver": ["name": "Triage", "rules": .array(rules)]],
        "originalUriBaseIds": ["SRCROOT": ["description": ["text": "The application's root"]]],
        "columnKind": "unicodeCodePoints",
        "results": .array(results),
      ]
    ],
  ]
}

/// The violations of a text with several that the conclusion is not about.
private func furtherViolations(_ diagnosis: Diagnosis) -> [FoundViolation] {
  guard diagnosis.violations.count > 1 else { return [] }
  guard diagnosis.conclusion != nil, let diagnosed = diagnosis.violation else {
    return diagnosis.violations
  }
  return diagnosis.violations.filter { !$0.violation.isSame(as: diagnosed) }
}

private let furtherViolationRule: JSON = [
  "id": "further_violation", "name": "FurtherViolation",
  "shortDescription": ["text": "A constraint failure that the text reports as well"],
]

/// Its place is one of the text that was read, which is no file below the source root.
private func note(_ found: FoundViolation, ruleIndex: Int) -> JSON {
  let lines = found.lines
  let place =
    lines.count == 1
    ? "Line \(lines.lowerBound) of the text."
    : "Lines \(lines.lowerBound) to \(lines.upperBound) of the text."
  return [
    "ruleId": "further_violation", "ruleIndex": .integer(Int64(ruleIndex)), "level": "note",
    "message": ["text": .string(message("\(refusal(found.violation).plain) \(place)"))],
    "properties": [
      "kind": .string(found.violation.kind.rawValue),
      "firstLine": .integer(Int64(lines.lowerBound)),
      "lastLine": .integer(Int64(lines.upperBound)),
    ],
  ]
}

private func rule(_ cause: String) -> JSON {
  var members: [JSON.Member] = [
    .init("id", .string(cause)), .init("name", .string(pascalCase(cause))),
    .init("shortDescription", ["text": .string(message(causeTitle(cause)))]),
  ]
  if let rationale = causeRationale(cause) {
    let prose = Prose(sentence: rationale)
    members.append(.init("fullDescription", ["text": .string(message(prose.plain))]))
    members.append(
      .init(
        "help",
        [
          "text": .string(message(prose.plain)),
          "markdown": .string(braced(Markdown.inline(prose))),
        ]))
  }
  return .object(members)
}

private func result(
  _ conclusion: Conclusion, _ report: Report, _ options: RenderOptions
) -> JSON {
  let diagnosis = report.diagnosis
  var members: [JSON.Member] = [
    .init("ruleId", .string(conclusion.cause)), .init("ruleIndex", 0),
    .init("level", conclusion.strength == .possible ? "warning" : "error"),
    .init("message", resultMessage(conclusion, diagnosis)),
    .init("partialFingerprints", ["triage/v1": .string(diagnosis.fingerprint)]),
    .init(
      "properties",
      [
        "strength": .string(conclusion.strength.rawValue),
        "title": .string(diagnosis.title),
      ]),
  ]
  if let culprit = diagnosis.culprit {
    members.append(.init("locations", [location(culprit)]))
  }
  let related = relatedLocations(conclusion)
  if !related.isEmpty { members.append(.init("relatedLocations", .array(related))) }
  if let stack = stack(diagnosis) { members.append(.init("stacks", [stack])) }
  let fixes = diagnosis.fixes.compactMap(fix)
  if !fixes.isEmpty { members.append(.init("fixes", .array(fixes))) }
  if let issue = report.issue {
    members.append(.init("occurrenceCount", .integer(Int64(max(1, issue.count)))))
  }
  return .object(members)
}

/// The verdict with its grounds.
private func resultMessage(_ conclusion: Conclusion, _ diagnosis: Diagnosis) -> JSON {
  let refused = diagnosis.violation.map(refusal) ?? ""
  let verdict = "\(causeTitle(conclusion.cause)) (\(conclusion.strength.rawValue))."
  let grounds = conclusion.leadingFinding?.grounds.map(\.sentence) ?? conclusion.missingEvidence
  let text = ([refused.plain, verdict] + grounds.map { Prose(sentence: $0).plain })
    .filter { !$0.isEmpty }.joined(separator: " ")
  let section = rootCause(diagnosis)
  let markdown =
    [Markdown.inline(refused), ""] + (section.map { Markdown.lines($0.blocks) } ?? [])
  return [
    "text": .string(message(text)),
    "markdown": .string(braced(markdown.joined(separator: "\n"))),
  ]
}

private func location(_ culprit: Diagnosis.Culprit) -> JSON {
  var members = [
    JSON.Member("physicalLocation", physicalLocation(culprit.path, culprit.line))
  ]
  if let function = culprit.function {
    members.append(
      .init("logicalLocations", [["name": .string(function), "kind": "function"]]))
  }
  return .object(members)
}

private func physicalLocation(_ path: String, _ line: Int?) -> JSON {
  var members = [JSON.Member("artifactLocation", artifactLocation(path))]
  if let line, line > 0 {
    members.append(.init("region", ["startLine": .integer(Int64(line))]))
  }
  return .object(members)
}

private func artifactLocation(_ path: String) -> JSON {
  ["uri": .string(relativeURI(path)), "uriBaseId": "SRCROOT"]
}

/// The facts that stand at `path:line`, in the order of the report.
private func relatedLocations(_ conclusion: Conclusion) -> [JSON] {
  let facts = conclusion.findings.flatMap { $0.grounds + $0.against }
  var seen: Set<Fact> = []
  var locations: [JSON] = []
  for fact in facts where seen.insert(fact).inserted {
    guard let place = fact.place, let colon = place.lastIndex(of: ":"),
      let line = Int(place[place.index(after: colon)...]), line > 0
    else { continue }
    locations.append([
      "id": .integer(Int64(locations.count)),
      "physicalLocation": physicalLocation(String(place[..<colon]), line),
      "message": ["text": .string(message(Prose(sentence: fact.sentence).plain))],
    ])
  }
  return locations
}

/// SARIF lists the innermost frame first.
private func stack(_ diagnosis: Diagnosis) -> JSON? {
  let frames = diagnosis.frames.reversed().compactMap { frame -> JSON? in
    guard let path = frame.path else { return nil }
    var location = [JSON.Member("physicalLocation", physicalLocation(path, frame.line))]
    if let function = frame.function {
      location.append(
        .init("logicalLocations", [["name": .string(function), "kind": "function"]]))
    }
    var members = [JSON.Member("location", .object(location))]
    if let module = frame.module { members.append(.init("module", .string(module))) }
    return .object(members)
  }
  return frames.isEmpty ? nil : ["frames": .array(frames)]
}

private func fix(_ fix: Fix) -> JSON? {
  guard let changes = fileChanges(ofDiff: fix.diff), !changes.isEmpty else { return nil }
  return [
    "description": ["text": .string(message(Prose(sentence: fix.title).plain))],
    "artifactChanges": .array(
      changes.map { change in
        [
          "artifactLocation": artifactLocation(change.path),
          "replacements": .array(change.replacements.map(replacement)),
        ]
      }),
  ]
}

private func replacement(_ replacement: FileChange.Replacement) -> JSON {
  [
    "deletedRegion": [
      "startLine": .integer(Int64(replacement.startLine)), "startColumn": 1,
      "endLine": .integer(Int64(replacement.startLine + replacement.deletedLines)),
      "endColumn": 1,
    ],
    "insertedContent": ["text": .string(replacement.insertedText)],
  ]
}

/// Plain text of a message: brackets would be a link and braces a placeholder.
private func message(_ text: String) -> String {
  var escaped = ""
  for scalar in visibleLine(text).unicodeScalars {
    switch scalar {
    case "\\", "[", "]": escaped += "\\\(scalar)"
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return braced(escaped)
}

/// In a message, plain or Markdown, a single brace begins a placeholder.
private func braced(_ text: String) -> String {
  var escaped = ""
  for character in text.unicodeScalars {
    escaped.unicodeScalars.append(character)
    if character == "{" || character == "}" { escaped.unicodeScalars.append(character) }
  }
  return escaped
}

/// A path as a URI reference below the source root, whatever it looks like: no scheme, no leading
/// slash, no way up.
func relativeURI(_ path: String) -> String {
  let separated = path.split { $0 == "/" || $0 == "\\" }
  let parts = separated.filter { $0 != "." && $0 != ".." }
  return parts.map { percentEncoded(String($0)) }.joined(separator: "/")
}

private func percentEncoded(_ segment: String) -> String {
  var encoded = ""
  for byte in segment.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      encoded.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      encoded += (digits.count == 1 ? "%0" : "%") + digits
    }
  }
  return encoded
}

/// `missing_check` is the rule `MissingCheck`.
private func pascalCase(_ cause: String) -> String {
  cause.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
}

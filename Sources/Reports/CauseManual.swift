public import Diagnosis
import EventSchema

/// Writes the manual of some causes: what each means, and examples of what is and is not taken for
/// it. `nil` for a format that has no words for it (SARIF).
public func renderManual(
  of causes: [Cause], as format: ReportFormat, _ options: RenderOptions = RenderOptions()
) -> String? {
  let document = Document(manualOf: causes)
  switch format {
  case .text: return Terminal.render(document, options)
  case .markdown: return Markdown.render(document)
  case .html: return HTML.render(document)
  case .json: return JSON.array(causes.map(json)).prettyPrinted + "\n"
  case .sarif: return nil
  }
}

extension Document {
  /// One cause fills the document; several get a section each.
  init(manualOf causes: [Cause]) {
    if causes.count == 1, let cause = causes.first {
      title = Prose(sentence: cause.title)
      summary = "\(code: cause.id)"
      sections = [
        Section("What it is", anchor: "rationale", [.paragraph(Prose(sentence: cause.rationale))]),
        Section("Taken for it", anchor: "matches", examples(cause, matching: true)),
        Section("Not taken for it", anchor: "rejects", examples(cause, matching: false)),
      ].compactMap { $0 }
    } else {
      title = "Causes of constraint failures"
      summary = "In the order of trial; at equal strength the earlier one is concluded."
      sections = causes.compactMap { cause in
        Section(cause.id, anchor: cause.id, entry(cause))
      }
    }
  }
}

private func entry(_ cause: Cause) -> [Document.Block] {
  [
    .paragraph("\(strong: cause.title + ".") \(sentence: cause.rationale)"),
    .heading("Taken for it"),
  ] + examples(cause, matching: true) + [.heading("Not taken for it")]
    + examples(cause, matching: false)
}

private func examples(_ cause: Cause, matching: Bool) -> [Document.Block] {
  let examples = cause.examples.filter { $0.matches == matching }
  guard !examples.isEmpty else { return [] }
  return [.list(examples.map { Document.Item("\($0.title):", story($0)) }, .dot)]
}

private func story(_ example: Cause.Example) -> [Document.Block] {
  var blocks: [Document.Block] = []
  let (source, statements) = (example.story.source, example.story.statements)
  if !source.isEmpty { blocks.append(.code(source, language: "")) }
  if !statements.isEmpty {
    blocks.append(.code(statements.joined(separator: "\n"), language: "sql"))
  }
  return blocks + [.code("\(example.exception): \(example.message)", language: "")]
}

private func json(_ cause: Cause) -> JSON {
  [
    "id": .string(cause.id), "title": .string(cause.title), "rationale": .string(cause.rationale),
    "examples": .array(
      cause.examples.map { example in
        [
          "title": .string(example.title), "exception": .string(example.exception),
          "message": .string(example.message),
          "statements": .array(example.story.statements.map(JSON.string)),
          "source": .string(example.story.source), "matches": .bool(example.matches),
        ]
      }),
  ]
}

import EventSchema
import Fixes
import SourceCode

/// A type of errors with a name for each: an enum, or a struct with static properties.
struct SwiftErrorEnum {
  var name: String
  var file: SwiftSourceFile
  var isEnum: Bool
  var hasSentences: Bool
  var isExtensible: Bool
  /// The statements `case …` (of a struct `static let …`) and the names in them.
  var cases: [(statement: SwiftStatement, names: [String])]

  /// A case without a payload that says what is to be said.
  func caseName(for reason: SwiftAnswer.Reason) -> String? {
    let subject = reason.subject.plainLowercased
    let names = cases.flatMap(\.names)
    let own = names.first { name in
      let plain = name.plainLowercased
      return plain.mentions(subject) && reason.words.contains { plain.mentions($0) }
    }
    if let own { return own }
    // A case that says nothing of a subject speaks of all of them.
    return names.first { name in reason.words.contains(name.plainLowercased) }
  }

  /// A case whose payload names what it is about: `invalid(field: "voice")`.
  func payloadCase(for reason: SwiftAnswer.Reason) -> String? {
    for (statement, _) in cases where isEnum {
      let text = file.parsed.source(of: statement.span)
      guard let (head, payload) = text.dropFirst("case ".count).description.halved(at: "("),
        reason.words.contains(head.trimmed.plainLowercased),
        let (label, type) = payload.halved(at: ":"), type.trimmed == "String)",
        ["field", "column", "property", "attribute"].contains(label.trimmed)
      else { continue }
      return "\(head.trimmed)(\(label.trimmed): \"\(reason.subject.swiftIdentifier)\")"
    }
    return nil
  }

  /// A new case behind the last one, and in each `switch` that lists all of them; `nil` where such
  /// a `switch` has nothing that says something alike.
  func adding(_ reason: SwiftAnswer.Reason, in source: SwiftSource) -> [Edit]? {
    guard isEnum else { return addingProperty(reason, in: source) }
    let value = hasSentences ? " = \"\(reason.sentence)\"" : ""
    guard let edit = addingCase(reason.caseName, value),
      let arms = addingArms(for: reason, named: reason.caseName, in: source)
    else { return nil }
    return [edit] + arms
  }

  /// Beside others of a line, or on a line of its own.
  private func addingCase(_ name: String, _ value: String) -> Edit? {
    guard isExtensible, let (last, names) = cases.last, file.source.isWhole,
      !cases.flatMap(\.names).contains(name)
    else { return nil }
    let width = last.span.end - file.source.lineStart(of: last.span.start)
    if names.count > 1, value.isEmpty, width + name.count < 98 {
      return .insert(", \(name)", at: last.span.end)
    }
    guard let margin = file.source.margin(at: last.span.start) else { return nil }
    return .insert(
      "\(margin)case \(name)\(value)\n",
      at: file.source.lineEnd(of: max(last.span.end - 1, 0)))
  }

  /// A new property behind one that says something alike, made in the same way:
  /// `static let emailTaken = Refusal(.taken, "…")`.
  private func addingProperty(_ reason: SwiftAnswer.Reason, in source: SwiftSource) -> [Edit]? {
    let alike = cases.first { _, names in
      names.contains { name in reason.words.contains { name.plainLowercased.mentions($0) } }
    }
    guard isExtensible, file.source.isWhole, let (statement, names) = alike ?? cases.last,
      let name = names.first, statement.strings.count <= 1,
      !cases.flatMap(\.names).contains(reason.caseName),
      let margin = file.source.margin(at: statement.span.start),
      let (head, value) = file.parsed.source(of: statement.span).halved(at: "=")
    else { return nil }
    var made = value
    if let sentence = statement.strings.first {
      made = made.replacing(
        file.parsed.source(of: sentence.span), with: "\"\(reason.sentence)\"")
    }
    var edits: [Edit] = []
    if alike == nil {
      // The code beside the sentence has to say the same.
      for word in value.split(whereSeparator: { !$0.isLetter && $0 != "." })
      where word.hasPrefix(".") && word.count > 1 {
        guard let other = code(beside: String(word.dropFirst()), saying: reason, in: source) else {
          return nil
        }
        made = made.replacing(word, with: ".\(other.name)")
        edits += other.edits
      }
    }
    let property = Edit.insert(
      "\(margin)\(head.replacing(name, with: reason.caseName))=\(made)\n",
      at: file.source.lineEnd(of: max(statement.span.end - 1, 0)))
    return edits + [property]
  }

  /// Of the enum that has a case, the one that says the same as the reason; else a new one, where
  /// the enum stands in this file: `invalid` beside `taken`.
  private func code(
    beside name: String, saying reason: SwiftAnswer.Reason, in source: SwiftSource
  ) -> (name: String, edits: [Edit])? {
    guard let codes = source.enumeration(with: name) else { return nil }
    let known = codes.cases.flatMap(\.names).first { reason.words.contains($0.plainLowercased) }
    if let known { return (known, []) }
    guard codes.file.source == file.source else { return nil }
    guard let edit = codes.addingCase(reason.codeName, ""),
      let arms = codes.addingArms(for: reason, named: reason.codeName, in: source)
    else { return nil }
    return (reason.codeName, [edit] + arms)
  }

  /// A place for a new case in each `switch` over the cases: beside one that says something alike,
  /// or behind it where each has a sentence of its own.
  private func addingArms(
    for reason: SwiftAnswer.Reason, named name: String, in source: SwiftSource
  ) -> [Edit]? {
    var edits: [Edit] = []
    for (file, arms) in switches(in: source) {
      let alike = arms.first { arm in
        let head = file.parsed.source(of: arm.head)
        let names = Self.names(head).map(\.plainLowercased)
        return !head.mentions("(")
          && names.contains { name in reason.kinWords.contains { name.mentions($0) } }
      }
      guard file.source == self.file.source, let alike,
        let statements = alike.blocks.first?.statements, statements.count == 1,
        case let head = file.parsed.source(of: alike.head),
        case let body = file.parsed.source(of: statements[0].span).trimmed
      else { return nil }
      if statements[0].strings.isEmpty, let end = head.halved(at: ":")?.0.utf8.count {
        edits.append(.insert(", .\(name)", at: alike.head.start + end))
      } else if body.hasPrefix("\""), body.hasSuffix("\""), statements[0].strings.count == 1,
        let margin = file.source.margin(at: alike.span.start)
      {
        edits.append(
          .insert(
            "\(margin)case .\(name): \"\(reason.sentence)\"\n",
            at: file.source.lineEnd(of: max(alike.span.end - 1, 0))))
      } else {
        return nil
      }
    }
    return edits
  }

  /// The cases that hold something: `invalid(field: String)`.
  private var namesWithPayload: [String] {
    cases.flatMap { statement, _ in
      file.parsed.source(of: statement.span).dropFirst("case ".count).description.parts(at: ",")
        .compactMap { $0.halved(at: "(")?.0.trimmed }
    }
  }

  /// The arms of each `switch` without a default that names cases of it.
  private func switches(in source: SwiftSource) -> [(SwiftSourceFile, [SwiftStatement])] {
    let names = Set(cases.flatMap(\.names)).union(namesWithPayload)
    var found: [(SwiftSourceFile, [SwiftStatement])] = []
    for file in source.files where file.source.mentions("switch ") {
      file.parsed.visit { statement in
        guard statement.kind == .switch else { return true }
        let arms = statement.blocks.flatMap(\.statements).filter { $0.kind == .switchCase }
        let heads = arms.map { file.parsed.source(of: $0.head) }
        let isOpen = heads.contains { $0.hasPrefix("default") || $0.hasPrefix("@unknown") }
        let named = heads.flatMap(Self.names)
        if !isOpen, !named.isEmpty, names.isSuperset(of: named) { found.append((file, arms)) }
        return true
      }
    }
    return found
  }

  /// `case .taken, Refusal.unknown:` has the names `taken` and `unknown`.
  private static func names(_ head: String) -> [String] {
    head.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }
      .filter { $0.contains(".") }.compactMap { $0.split(separator: ".").last.map(String.init) }
  }
}

extension SwiftSource {
  /// The enum that has a case. One that gives its cases values of their own gets no further ones.
  fileprivate func enumeration(with name: String) -> SwiftErrorEnum? {
    for file in files where file.source.mentions("enum ") {
      var found: SwiftErrorEnum?
      file.parsed.visit { statement in
        guard found == nil, case .type(let type) = statement.kind,
          let body = statement.blocks.first(where: { $0.role == .body })
        else { return found == nil }
        let cases = file.caseNames(in: body)
        if cases.flatMap(\.names).contains(name) {
          let hasValues =
            file.parsed.source(of: statement.head).mentionsWord("Int")
            || cases.contains { file.parsed.source(of: $0.statement.span).mentions("=") }
          found = SwiftErrorEnum(
            name: type, file: file, isEnum: true, hasSentences: false, isExtensible: !hasValues,
            cases: cases)
        }
        return found == nil
      }
      if let found { return found }
    }
    return nil
  }

  /// The types of errors that name each one, but for those that keep what a database said.
  func findErrorEnums() -> [SwiftErrorEnum] {
    var found: [SwiftErrorEnum] = []
    for file in files where file.source.mentions("Error") {
      file.parsed.visit { statement in
        guard case .type(let name) = statement.kind else { return true }
        let head = file.parsed.source(of: statement.head)
        let isError = ["Error", "LocalizedError", "AbortError", "HTTPResponseError"].contains {
          head.mentionsWord($0)
        }
        let isEnum = head.mentions("enum \(name)")
        guard isEnum || head.mentions("struct \(name)"), isError,
          let body = statement.blocks.first(where: { $0.role == .body })
        else { return true }
        let cases =
          isEnum ? file.caseNames(in: body) : file.instanceNames(in: body, of: name)
        guard isEnum || !cases.isEmpty else { return true }
        // Members that list the cases would have to know a new one.
        found.append(
          SwiftErrorEnum(
            name: name, file: file, isEnum: isEnum, hasSentences: head.mentionsWord("String"),
            isExtensible: !cases.isEmpty && !head.mentionsWord("Int"), cases: cases))
        return true
      }
    }
    return found
  }
}

extension SwiftSourceFile {
  /// The statements `case …` of an enum and the names in them.
  fileprivate func caseNames(
    in body: SwiftBlock
  ) -> [(statement: SwiftStatement, names: [String])] {
    body.statements.compactMap { member in
      let text = parsed.source(of: member.span)
      guard text.hasPrefix("case ") else { return nil }
      let names = text.dropFirst(5).description.parts(at: ",").compactMap { part -> String? in
        let name = part.parts(at: "=").first?.trimmed ?? ""
        return name.mentions("(") || name.isEmpty ? nil : name
      }
      return (member, names)
    }
  }

  /// The static properties that hold a value of the type itself, and their names.
  fileprivate func instanceNames(
    in body: SwiftBlock, of type: String
  ) -> [(statement: SwiftStatement, names: [String])] {
    body.statements.compactMap { member in
      guard case .binding(let name) = member.kind else { return nil }
      let text = parsed.source(of: member.span)
      let isMade = ["= \(type)(", "= .init(", "= Self("].contains { text.mentions($0) }
      return isMade && text.mentions("static let \(name)") ? (member, [name]) : nil
    }
  }
}

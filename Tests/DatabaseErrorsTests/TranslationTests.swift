import Testing

@testable import DatabaseErrors

/// What PostgreSQL says in other languages.
@Suite struct TranslationTests {
  static let all = Translation.postgreSQL
  static let originals =
    Dialect.postgreSQLMessages + Dialect.postgreSQLDetails + Dialect.postgreSQLContexts

  /// A name for each hole; none is like another.
  static let names: [Hole: String] = [
    .constraint: "boats_no_key", .table: "boats", .column: "sail_no", .parent: "piers",
    .domain: "sail_number", .type: "integer", .number: "12", .value: "K-17", .ignored: "other",
  ]

  @Test(arguments: all.map(\.language))
  func translatesKnownWordings(_ language: String) throws {
    let translation = try #require(Self.all.first { $0.language == language })
    let known = Set(Self.originals.map(\.template.pattern))
    for (original, words) in translation.entries {
      let isLabel = original.hasSuffix(":") || original == original.uppercased()
      #expect(isLabel || original.hasPrefix("at character") || known.contains(original))
      for word in words { #expect(MessageTemplate(word).unknownHoles.isEmpty, "\(word)") }
    }
  }

  /// Each message, with names in its holes, is read as what the English one means.
  @Test(arguments: all.map(\.language))
  func isReadAsTheOriginal(_ language: String) throws {
    let translation = try #require(Self.all.first { $0.language == language })
    for message in translation.messages(of: Dialect.postgreSQLMessages) {
      let text = message.template.filled(with: Self.names)
      let violation = readViolation(in: DriverError(message: text))
      #expect(violation?.kind == message.kind, "\(text)")
      let holes = message.template.holes
      #expect(violation?.constraint == (holes.contains(.constraint) ? "boats_no_key" : nil))
      #expect(violation?.table == (holes.contains(.table) ? "boats" : nil), "\(text)")
      #expect(violation?.columns == (holes.contains(.column) ? ["sail_no"] : []), "\(text)")
      #expect(violation?.side == message.side, "\(text)")
    }
  }

  /// The same with every character of more than one byte decoded wrongly.
  @Test(arguments: all.map(\.language), CodePage.all.map(\.name))
  func isReadThroughAWrongDecoding(_ language: String, _ page: String) throws {
    let translation = try #require(Self.all.first { $0.language == language })
    let page = try #require(CodePage.all.first { $0.name == page })
    for (original, words) in translation.entries {
      guard
        let message = Dialect.postgreSQLMessages.first(where: { $0.template.pattern == original })
      else { continue }
      for word in words {
        let text = MessageTemplate(word).filled(with: Self.names)
        let garbled = page.decoded(Array(text.utf8))
        let violation = readViolation(in: DriverError(message: garbled))
        #expect(violation?.kind == message.kind, "\(garbled)")
      }
    }
  }

  @Test(arguments: [
    ("ä", "Ã¤"), ("« boats »", "Â« boats Â»"), ("ключ", "РєР»СЋС‡"), ("キー", "ã‚­ãƒ¼"),
  ])
  func undoesUTF8ReadAsAnother(_ right: String, _ wrong: String) {
    #expect(Mojibake.repairs(of: wrong).contains(right))
    #expect(Mojibake.repairs(of: "boats").isEmpty)
  }
}

extension MessageTemplate {
  fileprivate var holes: [Hole] {
    segments.compactMap { if case .hole(let hole) = $0 { hole } else { nil } }
  }

  fileprivate func filled(with names: [Hole: String]) -> String {
    var text = ""
    for segment in segments {
      switch segment {
      case .words(let bytes): text += bytes.bytes[...].string
      case .hole(let hole): text += names[hole] ?? "?"
      }
    }
    return text
  }
}

import Diagnosis

/// What a report says, before it is told how to look: text, Markdown and HTML print the same one.
struct Document: Sendable, Hashable {
  var title: Prose
  /// The answer in one line.
  var summary: Prose
  var sections: [Section]

  /// A part with a heading. An empty one is never made.
  struct Section: Sendable, Hashable {
    /// The anchor in a page.
    var anchor: String
    var title: String
    var blocks: [Block]
  }

  indirect enum Block: Sendable, Hashable {
    case paragraph(Prose)
    case heading(Prose)
    case list([Item], Bullet)
    /// Names with what they stand for, aligned.
    case table([Row])
    case code(String, language: String)
    case diff(String)
    case excerpt(Excerpt)
    /// Longer material that a page may fold away.
    case fold(summary: Prose, [Block])
  }

  struct Item: Sendable, Hashable {
    var prose: Prose
    var blocks: [Block] = []

    init(_ prose: Prose, _ blocks: [Block] = []) {
      self.prose = prose
      self.blocks = blocks
    }
  }

  enum Bullet: Sendable, Hashable {
    case dot, number
    /// Evidence for a cause, and against it.
    case plus, minus
  }

  struct Row: Sendable, Hashable {
    var name: String
    var prose: Prose

    init(_ name: String, _ prose: Prose) {
      self.name = name
      self.prose = prose
    }
  }

  /// Source lines with their numbers and the one that counts.
  struct Excerpt: Sendable, Hashable {
    var lines: [Line]
    var language: String

    struct Line: Sendable, Hashable {
      var number: Int
      var text: String
      var isMarked: Bool
    }
  }
}

extension Document.Section {
  /// `nil` when there is nothing to say: empty sections are left out.
  init?(_ title: String, anchor: String, _ blocks: [Document.Block]) {
    guard !blocks.isEmpty else { return nil }
    self.anchor = anchor
    self.title = title
    self.blocks = blocks
  }
}

extension Document {
  /// The anatomy of a report: the same sections in every format.
  init(_ report: Report, _ options: RenderOptions) {
    title = Prose(sentence: report.diagnosis.title)
    summary = report.diagnosis.summary
    sections = [
      whatHappened(report, options),
      alsoInThisText(report.diagnosis),
      stackTraceReading(report.diagnosis),
      rootCause(report.diagnosis),
      proposedFix(report.diagnosis),
      testingTheFix(report.diagnosis),
      proofOfTheFix(report),
      shippingTheFix(report.diagnosis),
      seeingThatItWorked(report),
    ].compactMap { $0 }
  }
}

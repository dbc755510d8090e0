import SourceCode

/// One question to a live database: one statement that reads, and what its answer means.
struct Probe: Sendable {
  /// What is asked, for a sentence: "which row holds the key".
  var question: String
  /// The statement; `nil` when it does not apply, or cannot be asked for the reason given.
  var statement: @Sendable (ProbeSubject, ProbeLanguage, ProbeFacts) -> Statement
  var reads: @Sendable ([ProbeRow], ProbeSubject, inout ProbeFacts) -> Void

  enum Statement {
    case ask(String, [String] = [], isByTable: Bool = false)
    case doesNotApply
    /// It would apply, but something is not known.
    case lacks(String)
  }

  /// In the order in which they are asked.
  static let all: [Probe] = [
    .incumbent, .rowsWithoutIndex, .parent, .counter, .duplicates, .emptiness, .invalidIndexes,
    .staleCollations,
  ]
}

/// A row of an answer, read with care.
struct ProbeRow {
  var values: [String?]

  func text(_ index: Int) -> String? { values.indices.contains(index) ? values[index] : nil }

  func integer(_ index: Int) -> Int? { text(index).flatMap { Int($0) } }

  func number(_ index: Int) -> Double? {
    text(index).flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
  }

  func isTrue(_ index: Int) -> Bool { text(index) == "t" || text(index) == "1" }
}

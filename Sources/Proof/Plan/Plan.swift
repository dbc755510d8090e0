public import Diagnosis
public import Fixes

/// What `triage fix` does to a tree: the changes of a diagnosis one after the other, and its tests.
///
/// A value that is made of the files as they are, so nothing is written until all of it is known to
/// fit.
public struct Plan: Sendable {
  public enum State: String, Sendable, Hashable {
    case new
    /// The tree has it already.
    case present
  }

  public struct Change: Sendable {
    public var fix: Fix
    public var state: State
  }

  public struct Test: Sendable {
    public var test: TestCase
    public var state: State
  }

  /// A change that is not made, and why.
  public struct LeftOut: Sendable, Hashable {
    public var fix: Fix
    /// A sentence without a full stop.
    public var reason: String
  }

  /// One file before and after.
  public struct File: Sendable, Hashable {
    /// Relative to the source folder.
    public var path: String
    /// `nil` for a new file.
    public var before: [UInt8]?
    public var after: [UInt8]
  }

  /// In their order.
  public private(set) var changes: [Change] = []
  public private(set) var tests: [Test] = []
  public private(set) var leftOut: [LeftOut] = []
  /// Shown, never applied.
  public private(set) var guidance: [Fix] = []
  /// Stand in the place of one that is applied.
  public private(set) var alternatives: [Fix] = []
  /// What the changes make of the files, sorted by path; without the tests, and without files that
  /// stay as they are.
  public private(set) var files: [File] = []
  /// The test files that are not there yet, or are extended, sorted by path.
  public private(set) var testFiles: [File] = []

  private let request: Request

  /// What a plan is made of, beside the files.
  private struct Request: Sendable {
    var fixes: [Fix]
    var tests: [TestCase]
    var failing: Set<String>
    var protected: [String: String]
  }

  /// - Parameters:
  ///   - failing: Paths of the failing code: a migration that failed was not applied.
  ///   - protected: Files that are not to be changed, with the reason.
  /// - Throws: `ProofError` when a change does not fit or would not parse, or a test would take the
  ///   place of another file.
  public init(
    fixes: [Fix], tests: [TestCase], failing: Set<String> = [],
    protected: [String: String] = [:], source: FileSource
  ) throws(ProofError) {
    request = Request(fixes: fixes, tests: tests, failing: failing, protected: protected)
    var drafts = Drafts(source)
    for fix in fixes {
      if fix.isAlternative {
        alternatives.append(fix)
      } else if fix.applicability == .guidance || fix.diff.isEmpty {
        guidance.append(fix)
      } else if let reason = try drafts.reasonToLeaveOut(
        fix, culprits: failing, protected: protected)
      {
        leftOut.append(LeftOut(fix: fix, reason: reason))
      } else {
        changes.append(Change(fix: fix, state: try drafts.apply(fix)))
      }
    }
    files = drafts.files
    for test in tests { self.tests.append(Test(test: test, state: try drafts.add(test))) }
    testFiles = drafts.files.filter { file in !files.contains { $0.path == file.path } }
    for file in files + testFiles {
      if let complaint = syntaxComplaint(about: file) { throw ProofError(.change, complaint) }
    }
  }

  /// The plan of a diagnosis.
  public init(
    _ diagnosis: Diagnosis, protected: [String: String] = [:], source: FileSource
  ) throws(ProofError) {
    let paths = [diagnosis.frames.last(where: \.inApp)?.path, diagnosis.culprit?.path]
    try self.init(
      fixes: diagnosis.fixes, tests: diagnosis.tests, failing: Set(paths.compactMap { $0 }),
      protected: protected, source: source)
  }

  /// The same plan on other files.
  public func remade(on source: FileSource) throws(ProofError) -> Plan {
    try Plan(
      fixes: request.fixes, tests: request.tests, failing: request.failing,
      protected: request.protected, source: source)
  }

  /// Whether there is something to write.
  public var writesAnything: Bool { !files.isEmpty || !testFiles.isEmpty }

  /// Whether there is something to change or test, and the tree has all of it already.
  public var isPresent: Bool { !(changes.isEmpty && tests.isEmpty) && !writesAnything }

  /// Whether there are changes and the tree has all of them, with or without the tests.
  var changesArePresent: Bool { !changes.isEmpty && files.isEmpty }

  /// The paths that are written, sorted.
  public var paths: [String] { (files + testFiles).map(\.path).sorted() }

  /// Paths of the generated tests, sorted, each once.
  public var testPaths: [String] { Array(Set(tests.map(\.test.path))).sorted() }

  /// Everything as one diff, relative to the source folder.
  public var diff: String {
    UnifiedDiff(
      (files + testFiles).map { file in
        FileChange(
          path: file.path, before: file.before.map { String(decoding: $0, as: UTF8.self) },
          after: String(decoding: file.after, as: UTF8.self))
      }
    ).text
  }
}

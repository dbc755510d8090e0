import Fixes

/// The files of a plan while it is made.
struct Drafts {
  private struct Draft {
    var before: [UInt8]?
    var text: PatchedText
  }

  private let source: FileSource
  private var drafts: [String: Draft] = [:]

  init(_ source: FileSource) {
    self.source = source
  }

  /// Why a change is not to be made, or `nil`.
  mutating func reasonToLeaveOut(
    _ fix: Fix, culprits: Set<String>, protected: [String: String]
  ) throws(ProofError) -> String? {
    guard let patch = Patch(fix.diff) else {
      throw ProofError(.change, "“\(fix.title)” is no diff that can be applied")
    }
    let comesWithMigration = try addsMigration(patch)
    for file in patch.files {
      guard isInside(file.path) else { return "\(file.path) is outside of the source folder" }
      if let reason = protected[file.path] { return reason }
      let text = try text(at: file.path)
      let subject = Protection.Subject(
        path: file.path, text: text, hasFailed: culprits.contains(file.path),
        comesWithMigration: comesWithMigration)
      if let reason = Protection.reason(subject) { return reason }
    }
    return nil
  }

  private mutating func addsMigration(_ patch: Patch) throws(ProofError) -> Bool {
    for file in patch.files where isInside(file.path) {
      let subject = Protection.Subject(path: file.path, text: try text(at: file.path))
      if subject.isNewMigration { return true }
    }
    return false
  }

  /// - Throws: `ProofError` when a part of it does not fit; then the drafts are not to be used.
  mutating func apply(_ fix: Fix) throws(ProofError) -> Plan.State {
    guard let patch = Patch(fix.diff) else { return .present }
    var state = Plan.State.present
    for file in patch.files {
      _ = try text(at: file.path)
      switch drafts[file.path]?.text.apply(file) {
      case .applied?: state = .new
      case .present?, nil: break
      case .refused(let line)?: throw mismatch(fix, file, line: line)
      }
    }
    return state
  }

  private func mismatch(_ fix: Fix, _ file: FilePatch, line: Int) -> ProofError {
    guard drafts[file.path]?.before != nil else {
      return ProofError(
        .change,
        "\(file.path), which “\(fix.title)” changes, is not in the source folder; name the "
          + "application's checkout with --source")
    }
    return ProofError(
      .change,
      "“\(fix.title)” does not fit \(file.path) at line \(line); give the revision that failed, and "
        + "convert the file when it is not UTF-8")
  }

  /// A test is a file of its own; one that is there already may only be the same, or be extended.
  mutating func add(_ test: TestCase) throws(ProofError) -> Plan.State {
    guard isInside(test.path) else {
      throw ProofError(.change, "the test \(test.path) is outside of the source folder")
    }
    let code = Array(test.code.utf8)
    guard let known = try text(at: test.path) else {
      drafts[test.path]?.text = PatchedText(code)
      return .new
    }
    if known == code { return .present }
    guard extends(code, known) else {
      throw ProofError(
        .change,
        "the test \(test.path) would take the place of another file; rename or remove that first")
    }
    drafts[test.path]?.text = PatchedText(code)
    return .new
  }

  /// Those that change, sorted by path.
  var files: [Plan.File] {
    drafts.sorted { $0.key < $1.key }.compactMap { path, draft in
      guard let after = draft.text.bytes, after != draft.before else { return nil }
      return Plan.File(path: path, before: draft.before, after: after)
    }
  }

  private mutating func text(at path: String) throws(ProofError) -> [UInt8]? {
    if let draft = drafts[path] { return draft.text.bytes }
    let bytes = try source.read(path)
    drafts[path] = Draft(before: bytes, text: PatchedText(bytes))
    return bytes
  }
}

/// Whether every line of the old text is in the new one, in order.
private func extends(_ new: [UInt8], _ old: [UInt8]) -> Bool {
  let feed = UInt8(ascii: "\n")
  var rest = old.split(separator: feed)[...]
  for line in new.split(separator: feed) where line == rest.first { rest.removeFirst() }
  return rest.isEmpty
}

/// Whether a path stays below the folder that it is relative to, and out of git's own.
func isInside(_ path: String) -> Bool {
  let components = path.split(separator: "/", omittingEmptySubsequences: false)
  return !path.isEmpty && !path.utf8.contains(0)
    && components.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && $0.lowercased() != ".git" }
}

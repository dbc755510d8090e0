import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension SwiftReading {
  /// The changes that a remedy means in this application, the preferred one first.
  func fixes(for remedy: Remedy) -> [Fix] {
    guard !sites.isEmpty else { return [] }
    let found =
      switch remedy.kind {
      case .validateOnPath: [lookUpOnPath(key(of: remedy))].compactMap(\.self)
      case .translateViolation: translations(key(of: remedy))
      case .insertOrRead: redelivery(key(of: remedy))
      case .addConstraint: constraint(key(of: remedy))
      case .partialUniqueKey: [partialKey(remedy)].compactMap(\.self)
      case .conditionalUpdate: [conditionalUpdate].compactMap(\.self)
      case .correctConflictTarget: [conflictTarget(key(of: remedy))].compactMap(\.self)
      case .normalize: [folding(key(of: remedy))].compactMap(\.self)
      case .validateParent: [parentLookUp(key(of: remedy))].compactMap(\.self)
      case .decideChildren: [answeredDelete].compactMap(\.self)
      case .requireValue: [requiredValue(key(of: remedy))].compactMap(\.self)
      case .limitInput: [limitedInput(key(of: remedy))].compactMap(\.self)
      case .retryWithNewKey: [newKey(key(of: remedy))].compactMap(\.self)
      case .deduplicateBatch: [distinctBatch(key(of: remedy))].compactMap(\.self)
      default: [Fix]()
      }
    let refuses = checks.contains { $0.check.guardsWrite } && !findsOrCreates
    let isOpen = remedy.kind != .insertOrRead || !refuses
    let changes = found.isEmpty && isOpen ? [guidance(remedy)].compactMap(\.self) : found
    return changes + (carriesTests(remedy) ? [testTarget(for: remedy)].compactMap(\.self) : [])
  }

  /// Whether the tests' target comes with this remedy of those that one failure asks for, so that
  /// it comes once.
  private func carriesTests(_ remedy: Remedy) -> Bool {
    switch remedy.kind {
    case .translateViolation, .addConstraint, .requireValue, .limitInput, .retryWithNewKey,
      .deduplicateBatch:
      true
    // A race asks for a translation too.
    case .insertOrRead: !checks.contains { $0.check.guardsWrite }
    default: false
    }
  }

  func key(of remedy: Remedy) -> [String] {
    remedy.columns.isEmpty ? columns : remedy.columns
  }

  /// What a change has to tell from others.
  func violation(_ columns: [String]) -> SwiftViolation? {
    guard let table, let violation = failure.violation else { return nil }
    // A read that saw too many rows is cured by a key, whose violation is caught.
    let kind = violation.kind == .multipleObjectsReturned ? .unique : violation.kind
    let keys = declaredKeys.filter { $0.kind == .unique }
    let others = keys.filter { key in
      Set(key.columns.map { $0.lowercased() }) != Set(columns.map { $0.lowercased() })
    }
    let isOnly =
      switch kind {
      case .unique: declaration != nil && others.isEmpty
      case .primaryKey: true
      case .foreignKey:
        write?.operation == .delete || declaredKeys.count { $0.kind == .foreignKey } == 1
      case .check: declaredKeys.count { $0.kind == .check } == 1
      default: false
      }
    let isAlone =
      write?.operation == .delete
      || declaredKeys.count { $0.kind != .primaryKey } == (kind == .primaryKey ? 0 : 1)
    return SwiftViolation(
      kind: kind, table: table, columns: columns, constraint: violation.constraint,
      isOnly: isOnly, isAlone: isOnly && isAlone, isRestricted: isRestricted)
  }

  /// Whether a child of the deleted row's table keeps it by `RESTRICT`.
  private var isRestricted: Bool {
    guard failure.violation?.kind == .foreignKey, let deleted = deletedTable?.lowercased() else {
      return false
    }
    return source.tables.contains { child in
      child.table.columns.contains { $0.restricts && $0.references?.lowercased() == deleted }
    }
  }

  /// The edits by which a file comes to know the names of a pattern.
  func imports(for pattern: String, in file: SwiftSourceFile) -> [Edit] {
    guard pattern.mentions("PSQLError"), let module = library.module(file) else { return [] }
    return [file.importing(module)].compactMap(\.self)
  }

  func fix(
    _ changes: [(file: SwiftSourceFile, edits: [Edit])], _ title: String, because rationale: String
  ) -> Fix? {
    var files: [FileChange] = []
    var merged: [(file: SwiftSourceFile, edits: [Edit])] = []
    for change in changes {
      if let index = merged.firstIndex(where: { $0.file.source == change.file.source }) {
        merged[index].edits += change.edits
      } else {
        merged.append(change)
      }
    }
    for (file, edits) in merged {
      guard let after = file.source.applying(edits), after != file.source.text else { return nil }
      files.append(
        FileChange(
          path: file.source.path, before: file.source.text, after: after,
          firstLine: file.source.firstLine, isWhole: file.source.isWhole))
    }
    let diff = UnifiedDiff(files)
    guard !merged.isEmpty, merged.allSatisfy({ $0.file.source.isWhole }) else {
      return Fix(
        title: title, applicability: .guidance, rationale: rationale, files: diff.files,
        sketch: diff.text)
    }
    return Fix(
      title: title, applicability: .unsafe, rationale: rationale, files: diff.files,
      diff: diff.text)
  }
}

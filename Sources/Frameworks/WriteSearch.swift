import DatabaseErrors
import EventSchema
public import SourceCode

extension Failure {
  /// Where the source writes what was violated, if nothing else says where the failure happened and
  /// the source at hand has one place alone: a line of a pasted text says no place, and whoever
  /// pastes code beside it means this code.
  ///
  /// The number of lines and files that are looked at is bounded; beyond it there is no place.
  public func onlyWrite() -> SourcePlace? {
    guard let violation, violation.kind.isWrite, !tree.files.isEmpty, !hasSourceOfApplication
    else { return nil }
    var found: SourcePlace?
    var tries = 0
    for file in filesToSearch(for: violation) {
      for line in WriteSearch.lines(of: file) {
        tries += 1
        guard tries <= WriteSearch.linesMax else { return nil }
        guard let place = write(at: SourcePlace(path: file.path, line: line, text: ""), violation),
          place.path != found?.path || place.line != found?.line
        else { continue }
        guard found == nil else { return nil }
        found = place
      }
    }
    return found
  }

  /// The failure as it would be with a frame of the application at this place.
  public func failing(at place: SourcePlace) -> Failure {
    var failure = self
    failure.frames.append(Frame(filename: place.path, lineNumber: place.line, inApp: true))
    failure.inApp.append(true)
    failure.culpritIndex = failure.frames.count - 1
    return failure
  }

  private var hasSourceOfApplication: Bool {
    zip(frames, inApp).contains { frame, inApp in
      inApp
        && (frame.filename ?? frame.absolutePath).map {
          tree.file(at: $0, line: frame.lineNumber) != nil
        } ?? false
    }
  }

  /// Excerpts all, of a checkout only those that name the table or its model.
  private func filesToSearch(for violation: ConstraintViolation) -> [SourceFile] {
    let files = tree.files.filter { !WriteSearch.isBeside($0.path) }
    guard files.count > WriteSearch.filesMax else { return files }
    guard let table = violation.knownTable else { return [] }
    let words = Needles(
      [table, CodeNaming.singular(table)].flatMap { [$0, CodeNaming.camelCased($0)] })
    var (named, bytes): ([SourceFile], Int) = ([], 0)
    for file in files {
      bytes += file.text.utf8.count
      guard bytes <= WriteSearch.bytesMax else { return [] }
      guard words.stand(in: file.text) else { continue }
      named.append(file)
      guard named.count <= WriteSearch.filesMax else { return [] }
    }
    return named
  }

  /// The place of the write of the violated relation that the line makes, if it makes one.
  private func write(at place: SourcePlace, _ violation: ConstraintViolation) -> SourcePlace? {
    let failure = failing(at: place)
    guard let facts = Framework.recognised(in: failure)?.reading(of: failure).facts,
      let write = facts.write, facts.operation != .read,
      facts.operation != .delete || violation.side == .parent,
      // A model's own `save` runs for every write of it.
      !write.text.mentionsIgnoringCase("super")
    else { return nil }
    let key = Set(violation.knownColumns)
    let isOfTable =
      violation.knownTable.map { table in
        facts.relation.map { CodeNaming.bare($0.table) == CodeNaming.bare(table) } ?? false
      } ?? false
    let setsKey = !key.isEmpty && key.isSubset(of: facts.writtenColumns)
    return isOfTable || setsKey ? write : nil
  }
}

private enum WriteSearch {
  /// Lines that look like a write, over all files.
  static let linesMax = 200
  static let filesMax = 40
  /// Text that is looked through for the table's name; beyond it nothing is looked for.
  static let bytesMax = 64 << 20

  /// 1-based numbers of the lines in which something is called that may write.
  static func lines(of file: SourceFile) -> [Int] {
    var found: [Int] = []
    var number = file.firstLine
    for line in file.text.split(separator: "\n", omittingEmptySubsequences: false) {
      if words.stand(in: String(line)) { found.append(number) }
      number += 1
    }
    return found
  }

  /// Whether the file only tests, migrates or documents.
  static func isBeside(_ path: String) -> Bool {
    beside.stand(in: "/" + path.lowercased())
  }

  private static let words = Needles([
    "create", "Create", "save", "Save", "insert", "Insert", "INSERT", "add", "Add", "update",
    "Update", "UPDATE", "upsert", "Upsert", "commit", "exec", "Exec", "persist", "store", "append",
    "merge", "bulk", "put", "delete", "Delete", "DELETE", "destroy", "remove", "flush",
  ])
  private static let beside = Needles(["/test", "/spec", "migration", "/docs/", "/migrate/"])
}

extension ConstraintViolation.Kind {
  /// Whether a statement that writes breaks it.
  fileprivate var isWrite: Bool {
    switch self {
    case .unique, .primaryKey, .foreignKey, .notNull, .check, .exclusion, .length, .outOfRange,
      .invalidValue:
      true
    default: false
    }
  }
}

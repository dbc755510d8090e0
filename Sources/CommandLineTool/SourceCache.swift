import Foundation
import SourceCode
import Synchronization

/// The checkouts and schemas of one run, each read once.
///
/// Safe to use from several threads; the first one that asks for a folder reads it, the others
/// wait.
final class SourceCache: Sendable {
  private let folder: String?
  private let schema: String?
  private let trees = Mutex<[String: Result<SourceTree, CommandFailure>]>([:])
  private let schemas = Mutex<[String: Result<SourceFile, CommandFailure>]>([:])

  /// What `--source` and `--schema` said; both are read here, so that a wrong one is told at once.
  init(folder: String?, _ schema: String?) throws(CommandFailure) {
    self.folder = folder
    self.schema = schema
    if folder != nil || schema != nil { _ = try tree() }
  }

  /// The source of one input; its own folder and schema beat those of the run.
  func tree(
    folder: String? = nil, schema: String? = nil, excerpts: [SourceFile] = []
  ) throws(CommandFailure) -> SourceTree {
    let checkout = try (folder ?? self.folder).map { name throws(CommandFailure) in
      try trees.withLock { cache in remembered(name, in: &cache) { readCheckout(name) } }.get()
    }
    let definitions = try (schema ?? self.schema).map { text throws(CommandFailure) in
      try schemas.withLock { cache in remembered(text, in: &cache) { readSchema(text) } }.get()
    }
    let files = excerpts + (definitions.map { [$0] } ?? [])
    guard let checkout else { return SourceTree(files: files) }
    guard !files.isEmpty else { return checkout }
    return SourceTree(files: checkout.files + files, isComplete: checkout.isComplete)
  }
}

private func remembered<Value>(
  _ name: String, in cache: inout [String: Result<Value, CommandFailure>],
  _ read: () -> Result<Value, CommandFailure>
) -> Result<Value, CommandFailure> {
  if let known = cache[name] { return known }
  let result = read()
  cache[name] = result
  return result
}

private func readCheckout(_ folder: String) -> Result<SourceTree, CommandFailure> {
  do throws(SourceReadingError) {
    return .success(try SourceReader.read(folder: folder))
  } catch {
    return .failure(CommandFailure(error.description))
  }
}

/// The text of definitions itself, or the file that holds it.
private func readSchema(_ schema: String) -> Result<SourceFile, CommandFailure> {
  if isDefinition(schema) { return .success(schemaFile(schema)) }
  if schema.contains("://") {
    return .failure(
      CommandFailure(
        "a live database cannot be read yet; dump it (pg_dump --schema-only, mysqldump --no-data, "
          + "sqlite3 FILE .schema) and give the file"))
  }
  do throws(CommandFailure) {
    let bytes = try readFile(schema)
    guard !bytes.starts(with: "SQLite format 3".utf8) else {
      return .failure(
        CommandFailure(
          "\(quoted(schema)) is an SQLite database; give what sqlite3 \(schema) .schema prints"))
    }
    return .success(schemaFile(String(decoding: bytes, as: UTF8.self)))
  } catch {
    return .failure(error)
  }
}

/// A path has no parenthesis after a blank; a definition has one.
private func isDefinition(_ text: String) -> Bool {
  text.contains("(") && text.uppercased().contains("CREATE ")
}

private func schemaFile(_ text: String) -> SourceFile {
  SourceFile(path: "schema.sql", text: text)
}

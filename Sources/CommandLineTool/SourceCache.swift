import Foundation
import SourceCode
import Synchronization

/// The application's source and schema, as far as they are at hand.
struct Source: Sendable {
  var tree: SourceTree = .empty
  var schema: Schema = .empty
}

/// The checkouts and schemas of one run, each read once.
///
/// Safe to use from several threads; the first one that asks for a folder reads it, the others
/// wait.
final class SourceCache: Sendable {
  private let folder: String?
  private let schema: String?
  private let checkouts = Mutex<[String: Result<Source, CommandFailure>]>([:])
  private let schemas = Mutex<[String: Result<Schema, CommandFailure>]>([:])

  /// What `--source` and `--schema` said; both are read here, so that a wrong one is told at once.
  init(folder: String?, _ schema: String?) throws(CommandFailure) {
    self.folder = folder
    self.schema = schema
    if folder != nil || schema != nil { _ = try source() }
  }

  /// The source of one input; its own folder and schema beat those of the run. What a schema leaves
  /// out may be declared by the checkout or the excerpts.
  func source(
    folder: String? = nil, schema: String? = nil, excerpts: [SourceFile] = []
  ) throws(CommandFailure) -> Source {
    let checkout = try (folder ?? self.folder).map { name throws(CommandFailure) in
      try checkouts.withLock { cache in remembered(name, in: &cache) { readCheckout(name) } }.get()
    }
    let given = try (schema ?? self.schema).map { text throws(CommandFailure) in
      try schemas.withLock { cache in remembered(text, in: &cache) { readSchema(text) } }.get()
    }
    var source = checkout ?? Source()
    if !excerpts.isEmpty {
      source.tree = SourceTree(
        files: source.tree.files + excerpts, isComplete: source.tree.isComplete)
      let declared = Schema.declared(in: SourceTree(files: excerpts))
      source.schema = source.schema.adding(declared)
    }
    if let given { source.schema = given.adding(source.schema) }
    return source
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

private func readCheckout(_ folder: String) -> Result<Source, CommandFailure> {
  do throws(SourceReadingError) {
    let tree = try SourceReader.read(folder: folder)
    return .success(Source(tree: tree, schema: Schema.declared(in: tree)))
  } catch {
    return .failure(CommandFailure(error.description))
  }
}

import Foundation
import LiveDatabases
import SourceCode

/// Bytes of a file with definitions. Dumps with rows are larger, and their rows are not needed.
private let schemaBytesMax = 64 << 20

/// Reads what `--schema` names: a file, a folder of migrations, a live database, or the text of
/// definitions itself. A database that does not answer is no failure: the report tells it.
func readSchema(_ schema: String) -> Result<Schema, CommandFailure> {
  if isText(schema) { return .success(readSchema(schema, path: "schema")) }
  if schema.contains("://") || schema.hasPrefix("sqlite:") {
    return .success(readLiveSchema(schema))
  }
  do throws(CommandFailure) {
    if isFolder(schema) { return .success(try readSchemaFolder(schema)) }
    let bytes = try readFile(
      schema, bytesMax: schemaBytesMax, advice: "dump it without rows: pg_dump --schema-only")
    if bytes.starts(with: "SQLite format 3\0".utf8) { return .success(readLiveSchema(schema)) }
    guard !bytes.starts(with: "PGDMP".utf8) else {
      return .failure(
        CommandFailure(
          "\(quoted(schema)) is in pg_dump's own format; give what "
            + "pg_restore --schema-only --file=- \(schema) prints"))
    }
    return .success(readSchema(String(decoding: bytes, as: UTF8.self), path: schema))
  } catch {
    return .failure(error)
  }
}

/// A path has neither several lines nor a declaration in it.
private func isText(_ schema: String) -> Bool {
  schema.contains(where: \.isNewline)
    || schema.contains("(") && schema.uppercased().contains("CREATE ")
}

private func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

private func readSchemaFolder(_ folder: String) throws(CommandFailure) -> Schema {
  do throws(SourceReadingError) {
    let declared = Schema.declared(in: try SourceReader.read(folder: folder))
    return declared.isEmpty ? notRead(folder, "no file of it declares a table") : declared
  } catch {
    throw CommandFailure(error.description)
  }
}

private func readSchema(_ text: String, path: String) -> Schema {
  Schema.read(SourceFile(path: path, text: text))
    ?? notRead(path, "it is in no form of a schema that is known")
}

private func readLiveSchema(_ address: String) -> Schema {
  do throws(LiveDatabaseError) {
    return try openDatabase(address).schema()
  } catch {
    return notRead("the database of --schema", error.reason)
  }
}

/// A schema that says why there is none, for the report.
private func notRead(_ path: String, _ reason: String) -> Schema {
  let place = SourcePlace(path: path, line: 0, text: "")
  return Schema(skipped: [Schema.Skipped(place: place, reason: reason)])
}

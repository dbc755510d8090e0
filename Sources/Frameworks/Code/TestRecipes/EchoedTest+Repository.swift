import EventSchema
import SourceCode

/// The repository of Ecto that a test at hand reaches.
extension EchoedTest {
  /// Its whole name, where the application declares one and no more.
  var repository: String? {
    exemplar.file.parsed.language.name == "elixir" ? tree.ectoRepository : nil
  }

  /// The same, where callers can have connections of their own outside of the sandbox.
  var unboxedRepository: String? {
    guard holdsWriters, surroundings.rows == .rolledBack, !surroundings.preparesRows,
      writesOneTable
    else { return nil }
    return repository
  }
}

extension SourceTree {
  /// The whole name of the repository, where the application declares one and no more.
  var ectoRepository: String? {
    let names = files.filter { $0.mentions("use Ecto.Repo") }.flatMap { file in
      file.text.split(separator: "\n").compactMap { line -> String? in
        guard line.hasPrefix("defmodule "), line.hasSuffix(" do") else { return nil }
        return String(line.dropFirst("defmodule ".count).dropLast(" do".count)).trimmed
      }
    }
    return names.count == 1 ? names[0] : nil
  }
}

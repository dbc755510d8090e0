import DatabaseErrors
import Foundation

/// The recorded fixtures as the readers take them.
struct Corpus {
  var errors: [DriverError] = []
  var negatives: [String] = []
  /// By runtime, in the order of its name.
  var traces: [(runtime: String, texts: [String])] = []

  init(folder: URL) throws {
    let messages = folder.appending(path: "messages")
    for file in try Self.files(below: messages) where file.pathExtension == "jsonl" {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        errors.append(try JSONDecoder().decode(Record.self, from: Data(line.utf8)).error)
      }
    }
    let texts = try String(
      contentsOf: messages.appending(path: "negatives.txt"), encoding: .utf8)
    negatives = texts.split(separator: "\n").compactMap { line in
      line.split(separator: "\t").dropFirst().first.map { String($0) }
    }
    let runtimes = folder.appending(path: "traces")
    for runtime in try FileManager.default.contentsOfDirectory(atPath: runtimes.path()).sorted() {
      let files = try Self.files(below: runtimes.appending(path: runtime))
      let texts = try files.filter { $0.pathExtension == "txt" }
        .map { try String(contentsOf: $0, encoding: .utf8) }
      if !texts.isEmpty { traces.append((runtime, texts)) }
    }
  }

  private struct Record: Decodable {
    var type: String?
    var module: String?
    var message: String
    var fields: [String: String]?

    var error: DriverError {
      DriverError(
        type: type, module: module, message: message,
        fields: (fields ?? [:]).sorted { $0.key < $1.key }.map { .init($0.key, $0.value) })
    }
  }

  private static func files(below folder: URL) throws -> [URL] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
    return names.sorted().map { folder.appending(path: $0) }
  }

  /// A web server's log in which every fiftieth record is a recorded error.
  var log: String {
    errors.enumerated().map { number, error in
      Self.quietLines(number * 50, count: 50)
        + "2031-05-01 10:00:00,123 ERROR harbour.web: \(error.type ?? "Error"): \(error.message)\n"
    }.joined()
  }

  var quietLog: String { Self.quietLines(0, count: 50_000) }

  private static func quietLines(_ first: Int, count: Int) -> String {
    (first..<(first + count)).map { number in
      "2031-05-01 10:00:00,\(number % 1_000) INFO harbour.web: 10.0.0.\(number % 250) "
        + "\"GET /piers/\(number)/berths?page=2 HTTP/1.1\" 200 \(number * 7) \"Mozilla/5.0\"\n"
    }.joined()
  }
}

import EventSchema

/// Reads what an application gives to say where its events go.
enum Endpoint {
  static let addressDefault = "http://127.0.0.1:9090"
  static let projectDefault = "1"
  /// The environment variable with the collector's address, for a key without one.
  static let variable = "TRIAGE_ENDPOINT"

  /// Why a key or address is unusable, with the mend. Never holds the key.
  enum Problem: Error, Hashable, CustomStringConvertible {
    case empty
    case notAKey(length: Int)
    case notADSN
    case projectNotANumber
    case notAnAddress

    var description: String {
      let example = "http://KEY@127.0.0.1:9090/1"
      return switch self {
      case .empty: "the key is empty; give 32 hexadecimal digits or a DSN such as \(example)"
      case .notAKey(let length):
        "a key has 32 hexadecimal digits, and this one \(length) characters; "
          + "a DSN looks like \(example)"
      case .notADSN: "the DSN cannot be read; it looks like \(example)"
      case .projectNotANumber: "a DSN ends with the project's number, as \(example) does"
      case .notAnAddress:
        "\(Endpoint.variable) cannot be read; it looks like \(Endpoint.addressDefault)"
      }
    }
  }

  /// Reads a plain key or a whole DSN.
  static func read(_ text: String, environment: [String: String]) -> Result<DSN, Problem> {
    let text = String(text.drop(while: \.isWhitespace).prefix { !$0.isWhitespace })
    guard !text.isEmpty else { return .failure(.empty) }
    guard text.contains("://") else { return readKey(text, environment: environment) }
    guard var dsn = DSN(text) else { return .failure(.notADSN) }
    guard isKey(dsn.key) else { return .failure(.notAKey(length: dsn.key.count)) }
    guard dsn.project.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return .failure(.projectNotANumber)
    }
    dsn.key = dsn.key.lowercased()
    return .success(dsn)
  }

  private static func readKey(
    _ key: String, environment: [String: String]
  ) -> Result<DSN, Problem> {
    guard isKey(key) else { return .failure(.notAKey(length: key.count)) }
    let given = environment[variable] ?? ""
    var address = given.isEmpty ? addressDefault : given
    while address.last == "/" { address.removeLast() }
    guard let scheme = address.firstRange(of: "://") else { return .failure(.notAnAddress) }
    address.insert(contentsOf: "\(key.lowercased())@", at: scheme.upperBound)
    guard let dsn = DSN("\(address)/\(projectDefault)") else { return .failure(.notAnAddress) }
    return .success(dsn)
  }

  private static func isKey(_ text: String) -> Bool {
    text.utf8.count == 32 && text.allSatisfy { $0.isASCII && $0.isHexDigit }
  }
}

extension DSN {
  /// The address without the key, which is nobody's business in a log.
  var publicDescription: String {
    description.replacing("\(key)@", with: "")
  }
}

/// A request before its body: the line and the header fields.
struct HTTPRequestHead: Sendable {
  var method: String
  /// Decoded, from the first slash up to the query.
  var path: String
  var query: [HTTPField]
  var fields: [HTTPField]

  /// The first field of that name, which is given in lower case.
  func field(_ name: String) -> String? {
    fields.first { $0.name.isEqualIgnoringCase(to: name) }?.value
  }

  func parameter(_ name: String) -> String? {
    query.first { $0.name == name }?.value
  }
}

struct HTTPField: Sendable, Hashable {
  var name: String
  var value: String

  init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

struct HTTPResponse: Sendable {
  var status: Int
  var fields: [HTTPField]
  var body: [UInt8]

  init(status: Int, fields: [HTTPField] = [], body: [UInt8] = []) {
    self.status = status
    self.fields = fields
    self.body = body
  }
}

/// What answers requests. Called on the server's threads, several at a time.
protocol HTTPService: Sendable {
  /// Whether to read the body, once the head is known.
  func admit(_ head: HTTPRequestHead) -> HTTPAdmission

  /// Called once the body is there.
  func answer(_ head: HTTPRequestHead, body: [UInt8]) -> HTTPAnswer

  /// The answer to what the server itself refuses.
  func refusal(_ refusal: HTTPRefusal) -> HTTPResponse
}

enum HTTPAdmission: Sendable {
  /// Read the body, up to that many bytes.
  case body(bytesMax: Int)
  /// The body does not matter; this is the answer.
  case answered(HTTPResponse)
}

enum HTTPAnswer: Sendable {
  case now(HTTPResponse)
  /// The connection sleeps until `begin`'s argument is called, once, on any thread.
  case later(begin: @Sendable (@escaping @Sendable (HTTPResponse) -> Void) -> Void)
}

enum HTTPRefusal: Sendable, Hashable {
  case bodyTooLarge(bytesMax: Int)
  /// All bodies that are being read take too much memory together.
  case tooBusy
  case tooSlow(seconds: Int)
  case shuttingDown
}

extension String {
  /// For names of ASCII letters; `other` is in lower case.
  func isEqualIgnoringCase(to other: String) -> Bool {
    utf8.count == other.utf8.count
      && zip(utf8, other.utf8).allSatisfy { byte, expected in
        byte == expected
          || (byte | 0x20 == expected && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte))
      }
  }
}

import Monitor

/// A request as a web framework would hand it over.
struct Request: Sendable {
  var method: String
  var path: String
  var fields: [String: String] = [:]

  subscript(name: String) -> String { fields[name] ?? "" }

  /// What the monitor shows of it: never the fields, which hold passwords.
  var monitored: Monitor.Request {
    Monitor.Request(url: "http://signup.example\(path)", method: method)
  }
}

/// What goes back to the browser.
struct Response: Sendable, Hashable {
  var status: Int
  var text: String
  /// The event that the monitor sent about this request.
  var eventID: String?
}

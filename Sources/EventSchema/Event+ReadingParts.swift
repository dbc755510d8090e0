extension Exception {
  init?(from reader: inout JSONReader) {
    guard reader.enterObject() else { return nil }
    self.init()
    while let name = reader.nextName() {
      switch name {
      case "type": type = reader.string()
      case "module": module = reader.string()
      case "value": value = reader.anyText().map { trimmed($0, to: Limits.messageLengthMax) }
      case "mechanism": mechanism = Mechanism(from: &reader)
      case "stacktrace": frames = Frame.stack(from: &reader)
      default: reader.skip()
      }
    }
    if type == nil, value == nil, frames.isEmpty { return nil }
  }
}

extension Exception.Mechanism {
  fileprivate init?(from reader: inout JSONReader) {
    guard reader.enterObject() else { return nil }
    self.init()
    while let name = reader.nextName() {
      switch name {
      case "type": type = reader.string()
      case "handled": handled = reader.bool()
      case "exception_id": exceptionID = reader.integer()
      case "parent_id": parentID = reader.integer()
      case "source": source = reader.string()
      case "data": data = reader.object()
      case "meta": meta = reader.object()
      default: reader.skip()
      }
    }
  }
}

extension Frame {
  /// The frames of a `stacktrace` value; empty when it is `null`, `{}` or something else.
  static func stack(from reader: inout JSONReader) -> [Frame] {
    guard reader.enterObject() else { return [] }
    var frames = Ends<Frame>(limit: Limits.framesMax)
    while let name = reader.nextName() {
      switch name {
      case "frames":
        guard reader.enterArray() else { continue }
        while reader.nextElement() {
          if let frame = Frame(from: &reader) { frames.append(frame) }
        }
      default: reader.skip()
      }
    }
    return frames.elements
  }

  private init?(from reader: inout JSONReader) {
    guard reader.enterObject() else { return nil }
    self.init()
    var rawFunction: String?
    while let name = reader.nextName() {
      switch name {
      case "filename": filename = reader.string()
      case "abs_path": absolutePath = reader.string()
      case "module": module = reader.string()
      case "function": function = reader.string()
      case "raw_function": rawFunction = reader.string()
      case "lineno": lineNumber = reader.integer().flatMap { $0 > 0 ? $0 : nil }
      case "colno": columnNumber = reader.integer().flatMap { $0 > 0 ? $0 : nil }
      case "in_app": inApp = reader.bool()
      case "context_line": contextLine = reader.string()
      case "pre_context": preContext = reader.lines()
      case "post_context": postContext = reader.lines()
      case "vars": variables = reader.members()
      case "package": package = reader.string()
      default: reader.skip()
      }
    }
    function = function ?? rawFunction
  }
}

extension Breadcrumb {
  init?(from reader: inout JSONReader) {
    guard reader.enterObject() else { return nil }
    self.init()
    while let name = reader.nextName() {
      switch name {
      case "timestamp": timestamp = reader.timestamp()
      case "type": type = reader.string()
      case "category": category = reader.string()
      case "message": message = reader.string()
      case "level": level = reader.string()
      case "data": data = reader.object()
      default: reader.skip()
      }
    }
  }
}

extension Span {
  init?(from reader: inout JSONReader) {
    guard reader.enterObject() else { return nil }
    self.init()
    var name: String?
    while let field = reader.nextName() {
      switch field {
      case "op": operation = reader.string()
      case "description": summary = reader.string()
      case "name": name = reader.string()
      case "start_timestamp": start = reader.timestamp()
      case "timestamp", "end_timestamp": end = reader.timestamp()
      case "status": status = reader.scalarText()
      case "span_id": id = reader.string()
      case "parent_span_id": parentID = reader.string()
      case "data", "attributes": data = reader.object()
      default: reader.skip()
      }
    }
    summary = (summary ?? name).map { trimmed($0, to: Limits.messageLengthMax) }
    if operation == nil, summary == nil { return nil }
  }
}

extension User {
  init?(from reader: inout JSONReader) {
    guard reader.enterObject() else { return nil }
    self.init()
    while let name = reader.nextName() {
      switch name {
      case "id": id = reader.scalarText()
      case "username": username = reader.scalarText()
      case "email": email = reader.string()
      case "ip_address": ipAddress = reader.string()
      default: reader.skip()
      }
    }
  }
}

extension Request {
  init?(from reader: inout JSONReader) {
    guard reader.enterObject() else { return nil }
    self.init()
    while let name = reader.nextName() {
      switch name {
      case "url": url = reader.string()
      case "method": method = reader.string()
      case "query_string": queryString = reader.value()
      case "data": data = reader.value()
      case "headers": readHeaders(from: &reader)
      case "env": environment = reader.object()
      default: reader.skip()
      }
    }
  }

  private mutating func readHeaders(from reader: inout JSONReader) {
    reader.pairs { name, reader in
      guard reader.token() == UInt8(ascii: "[") else {
        if let value = reader.scalarText() { headers.append(Header(name, value)) }
        return
      }
      // PHP keeps every header as a list of its values.
      let values = reader.value().array.compactMap(\.string)
      headers.append(Header(name, values.joined(separator: ", ")))
    }
  }
}

extension Event {
  /// The payload as SDKs send it; what is unknown or empty is left out.
  public var json: JSON {
    var fields = Fields()
    fields.add("event_id", id.isEmpty ? nil : id)
    fields.add("timestamp", timestamp)
    fields.add("platform", platform)
    fields.add("level", level)
    fields.add("logger", logger)
    fields.add("transaction", transaction)
    fields.add("server_name", serverName)
    fields.add("release", release)
    fields.add("environment", environment)
    fields.add("logentry", message.map { ["formatted": .string($0)] })
    // Pairs keep a name that occurs twice.
    fields.add("tags", list: tags.map { [.string($0.name), .string($0.value)] })
    fields.add("user", user?.json)
    fields.add("request", request?.json)
    fields.add("exception", values: exceptions.map(\.json))
    fields.add("threads", values: threadFrames.isEmpty ? [] : [threadJSON])
    fields.add("breadcrumbs", values: breadcrumbs.map(\.json))
    fields.add("spans", list: spans.map(\.json))
    fields.add("contexts", object: contexts)
    fields.add("extra", object: extra)
    let versions = modules.sorted { $0.key < $1.key }
    fields.add("modules", object: .object(versions.map { JSON.Member($0.key, .string($0.value)) }))
    fields.add("sdk", sdk?.json)
    fields.add("fingerprint", list: fingerprint.map { .string($0) })
    return fields.json
  }

  private var threadJSON: JSON {
    ["current": true, "stacktrace": ["frames": .array(threadFrames.map(\.json))]]
  }
}

extension Event.SDK {
  var json: JSON {
    var fields = Fields()
    fields.add("name", name)
    fields.add("version", version)
    return fields.json
  }
}

extension User {
  fileprivate var json: JSON {
    var fields = Fields()
    fields.add("id", id)
    fields.add("username", username)
    fields.add("email", email)
    fields.add("ip_address", ipAddress)
    return fields.json
  }
}

extension Request {
  fileprivate var json: JSON {
    var fields = Fields()
    fields.add("url", url)
    fields.add("method", method)
    fields.add("query_string", queryString.isNull ? nil : queryString)
    fields.add("data", data.isNull ? nil : data)
    fields.add("headers", list: headers.map { [.string($0.name), .string($0.value)] })
    fields.add("env", object: environment)
    return fields.json
  }
}

extension Breadcrumb {
  fileprivate var json: JSON {
    var fields = Fields()
    fields.add("timestamp", timestamp)
    fields.add("type", type)
    fields.add("category", category)
    fields.add("message", message)
    fields.add("level", level)
    fields.add("data", object: data)
    return fields.json
  }
}

extension Span {
  fileprivate var json: JSON {
    var fields = Fields()
    fields.add("op", operation)
    fields.add("description", summary)
    fields.add("start_timestamp", start)
    fields.add("timestamp", end)
    fields.add("status", status)
    fields.add("span_id", id)
    fields.add("parent_span_id", parentID)
    fields.add("data", object: data)
    return fields.json
  }
}

extension Exception {
  fileprivate var json: JSON {
    var fields = Fields()
    fields.add("type", type)
    fields.add("module", module)
    fields.add("value", value)
    fields.add("mechanism", mechanism?.json)
    fields.add("stacktrace", frames.isEmpty ? nil : ["frames": .array(frames.map(\.json))])
    return fields.json
  }
}

extension Exception.Mechanism {
  fileprivate var json: JSON {
    var fields = Fields()
    fields.add("type", type)
    fields.add("handled", handled)
    fields.add("exception_id", exceptionID)
    fields.add("parent_id", parentID)
    fields.add("source", source)
    fields.add("data", object: data)
    fields.add("meta", object: meta)
    return fields.json
  }
}

extension Frame {
  fileprivate var json: JSON {
    var fields = Fields()
    fields.add("filename", filename)
    fields.add("abs_path", absolutePath)
    fields.add("module", module)
    fields.add("function", function)
    fields.add("lineno", lineNumber)
    fields.add("colno", columnNumber)
    fields.add("in_app", inApp)
    fields.add("context_line", contextLine)
    fields.add("pre_context", list: preContext.map { .string($0) })
    fields.add("post_context", list: postContext.map { .string($0) })
    fields.add("vars", object: .object(variables))
    fields.add("package", package)
    return fields.json
  }
}

/// Members of an object in the making, without those that have no value.
private struct Fields {
  private var members: [JSON.Member] = []

  var json: JSON { .object(members) }

  mutating func add(_ name: String, _ value: JSON?) {
    if let value { members.append(JSON.Member(name, value)) }
  }

  mutating func add(_ name: String, _ text: String?) {
    add(name, text.map { JSON.string($0) })
  }

  mutating func add(_ name: String, _ number: Double?) {
    add(name, number.map { JSON.number($0) })
  }

  mutating func add(_ name: String, _ integer: Int?) {
    add(name, integer.map { JSON.integer(Int64($0)) })
  }

  mutating func add(_ name: String, _ bool: Bool?) {
    add(name, bool.map { JSON.bool($0) })
  }

  mutating func add(_ name: String, list: [JSON]) {
    if !list.isEmpty { add(name, JSON.array(list)) }
  }

  mutating func add(_ name: String, values: [JSON]) {
    if !values.isEmpty { add(name, ["values": .array(values)] as JSON) }
  }

  mutating func add(_ name: String, object: JSON) {
    if !object.members.isEmpty { add(name, object) }
  }
}

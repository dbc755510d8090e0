import SourceCode

/// The signature that an endpoint asks of a request's body: an HMAC by a secret of the settings.
struct PythonSignature {
  /// The header that carries it: `X-Shop-Signature`.
  let header: String
  /// The secret as Python: `settings.SHOP_SECRET.encode()`.
  let key: String
  /// `hashlib.sha256`
  let digest: String
  /// What stands before the digits: `sha256=`.
  let prefix: String
  /// The name that the secret begins with, and the module that it comes from; `nil` for the
  /// application's own settings in Flask.
  let imported: (name: String, module: String)?

  /// `nil` where the body is not signed, or how it is signed is not unmistakable.
  init?(of site: PythonSite, _ source: PythonSource) {
    for reader in Self.readers(of: site, source) {
      guard let found = Self(reader, source) else { continue }
      self = found
      return
    }
    return nil
  }

  /// A function that may compare the signature, with what a call gives its parameters.
  struct Reader {
    var site: PythonSite
    var given: [String: (value: PythonExpression, site: PythonSite)] = [:]
  }

  static func readers(of site: PythonSite, _ source: PythonSource) -> [Reader] {
    var readers = [Reader(site: site)]
    for call in site.scope.flattened.flatMap(\.statement.calls).prefix(callsMax) {
      guard let callee = source.callee(of: call, at: site), let function = callee.function,
        let first = function.body.first
      else { continue }
      let inner = PythonSite(file: callee.file, line: first.span.firstLine)
      guard inner.function == function else { continue }
      var given: [String: (PythonExpression, PythonSite)] = [:]
      for parameter in function.parameters {
        if let value = function.argument(for: parameter.name, of: call, isMethod: inner.type != nil)
        {
          given[parameter.name] = (value, site)
        }
      }
      readers.append(Reader(site: inner, given: given))
    }
    return readers
  }

  private static let callsMax = 64

  private init?(_ reader: Reader, _ source: PythonSource) {
    let calls = reader.site.scope.flattened.flatMap(\.statement.calls)
    guard let made = calls.first(where: { $0.dottedCallee == "hmac.new" }),
      let secret = made.argument("key") ?? made.positional.first,
      let signed = made.argument("msg") ?? made.positional.dropFirst().first,
      let digest = made.argument("digestmod") ?? made.positional.dropFirst(2).first,
      reader.isBody(signed), digest.stringValue != nil || digest.dottedName != nil,
      let (key, root) = reader.secret(secret),
      let (prefix, header) = reader.comparison(with: made)
    else { return nil }
    let file = reader.site.file
    self.digest = file.source(of: digest)
    self.header = header
    self.prefix = prefix
    if root == "current_app", file.imports[root]?.hasPrefix("flask") == true {
      self.key = "app" + key.dropFirst(root.count)
      imported = nil
      return
    }
    self.key = key
    guard let module = source.module(of: root, in: file) else { return nil }
    imported = (root, module)
  }

  /// A function for tests that signs a body as its sender does.
  ///
  /// - Parameter body: The argument that the client takes a body by: `data`, `content`.
  func function(body: String, extraHeaders: String = "") -> String {
    let parameters = imported == nil ? "app, data" : "data"
    let value = prefix.isEmpty ? "signature" : "f\"\(prefix){signature}\""
    return """
      def signed(\(parameters)):
          \"""The body with the signature of a sender who knows the secret.\"""
          body = json.dumps(data).encode()
          signature = hmac.new(\(key), body, \(digest)).hexdigest()
          headers = {\(extraHeaders)"\(header)": \(value)}
          return {"\(body)": body, "headers": headers}
      """
  }

  /// `**signed(self.data)`
  func arguments(_ data: String) -> String {
    imported == nil ? "**signed(app, \(data))" : "**signed(\(data))"
  }

  /// The modules of the standard library that the function needs.
  var standardModules: [String] {
    (digest.hasPrefix("hashlib.") ? ["hashlib"] : []) + ["hmac", "json"]
  }
}

extension PythonSignature.Reader {
  /// What a name of the function stands for, in it or in the caller.
  func resolved(
    _ value: PythonExpression, depth: Int = 5
  ) -> (value: PythonExpression, site: PythonSite) {
    guard depth > 0, case .name(let name) = value.kind else { return (value, site) }
    if let bound = site.bindings(before: .max)[name], bound != value {
      return resolved(bound, depth: depth - 1)
    }
    guard let (passed, caller) = given[name] else { return (value, site) }
    return PythonSignature.Reader(site: caller).resolved(passed, depth: depth - 1)
  }

  /// Whether an expression is the body of the request as it came.
  fileprivate func isBody(_ value: PythonExpression) -> Bool {
    var (found, _) = resolved(value)
    if case .await(let inner) = found.kind { found = inner }
    let names = found.chain.map(\.name)
    guard names.contains("request"), let last = names.last else { return false }
    return ["body", "get_data", "data"].contains(last)
  }

  /// The secret as Python outside of the function, and the name that it begins with.
  func secret(_ value: PythonExpression) -> (text: String, root: String)? {
    let (found, place) = resolved(value)
    guard place === site, let root = found.chain.first?.name else { return nil }
    var isKnown = true
    // A name in front of `.encode()` may be the function's own.
    if case .call(let callee, let arguments) = found.kind, arguments.isEmpty,
      case .attribute(let base, let verb) = callee.kind, verb == "encode",
      case .name = base.kind
    {
      let (inner, home) = resolved(base)
      guard home === site, let innerRoot = inner.chain.first?.name else { return nil }
      return (site.file.source(of: inner) + ".encode()", innerRoot)
    }
    if site.function?.parameters.contains(where: { $0.name == root }) == true { isKnown = false }
    return isKnown ? (site.file.source(of: found), root) : nil
  }

  /// What stands before the digits, and the header that they are compared with.
  fileprivate func comparison(with made: PythonCall) -> (prefix: String, header: String)? {
    for (own, other) in comparedPairs {
      guard let prefix = prefix(of: own, made), let header = header(of: other) else { continue }
      return (prefix.isEmpty ? header.prefix : prefix, header.name)
    }
    return nil
  }

  /// The two sides of each comparison for equality in the function, in both orders.
  var comparedPairs: [(PythonExpression, PythonExpression)] {
    var found: [(PythonExpression, PythonExpression)] = []
    for (statement, _) in site.scope.flattened {
      for expression in statement.expressions {
        expression.visit { part in
          if let call = part.asCall, call.name == "compare_digest", call.positional.count == 2 {
            found.append((call.positional[0], call.positional[1]))
          } else if case .comparison(let left, let rest) = part.kind, rest.count == 1,
            ["==", "!="].contains(rest[0].operator)
          {
            found.append((left, rest[0].operand))
          }
          return true
        }
      }
    }
    return found.flatMap { [($0.0, $0.1), ($0.1, $0.0)] }
  }

  /// `sha256=` of `f"sha256={digest}"` and of `"sha256=" + digest`; empty for the digest itself.
  private func prefix(of value: PythonExpression, _ made: PythonCall) -> String? {
    let (found, _) = resolved(value)
    switch found.kind {
    case .call(let callee, _):
      guard case .attribute(let base, "hexdigest") = callee.kind else { return nil }
      return resolved(base).value.span == made.span ? "" : nil
    case .string(let string):
      guard string.interpolations.count == 1,
        prefix(of: string.interpolations[0], made) == ""
      else { return nil }
      let text = site.file.source(of: found)
      guard text.hasPrefix("f\""), text.hasSuffix("}\""), let brace = text.firstIndex(of: "{")
      else { return nil }
      return String(text[..<brace].dropFirst(2))
    case .binary(let left, "+", let right):
      guard let text = left.stringValue, prefix(of: right, made) == "" else { return nil }
      return text
    default: return nil
    }
  }

  /// The header that a value is read from, and what is taken away from its beginning.
  func header(of value: PythonExpression) -> (name: String, prefix: String)? {
    let (found, place) = resolved(value)
    if case .name(let name) = found.kind { return Self.header(ofParameter: name, at: place) }
    var prefix = ""
    var names: [String] = []
    var key: String?
    for link in found.chain {
      if link.name == "removeprefix" { prefix = link.arguments?.first?.value.stringValue ?? "" }
      if link.name == "get" { key = link.arguments?.first?.value.stringValue }
      names.append(link.name)
    }
    if case .subscripted(let base, let indices) = found.kind {
      key = indices.first?.stringValue
      names = base.chain.map(\.name)
    }
    guard let key, names.contains("request") else { return nil }
    if names.contains("headers") { return (key, prefix) }
    guard names.contains("META"), key.hasPrefix("HTTP_") else { return nil }
    return (Self.written(String(key.dropFirst("HTTP_".count))), prefix)
  }

  /// `x_signature: str = Header()` of FastAPI.
  private static func header(
    ofParameter name: String, at site: PythonSite
  ) -> (name: String, prefix: String)? {
    guard let parameter = site.function?.parameters.first(where: { $0.name == name }) else {
      return nil
    }
    let given = [parameter.defaultValue, parameter.annotation].compactMap(\.self)
    guard let call = given.flatMap(\.calls).first(where: { $0.name == "Header" }) else {
      return nil
    }
    return (call.argument("alias")?.stringValue ?? written(name), "")
  }

  /// `X-Shop-Signature` of `x_shop_signature`.
  private static func written(_ name: String) -> String {
    name.split(separator: "_").map { $0.lowercased().capitalizedFirst }.joined(separator: "-")
  }
}

extension PythonSource {
  /// The module that a test takes a name of a file from: where the file has it from, else the file
  /// itself.
  func module(of name: String, in file: PythonFile) -> String? {
    if let origin = file.imports[name], let dot = origin.lastIndex(of: ".") {
      return module(String(origin[..<dot]), seenFrom: file)
    }
    return file.module.globalValue(of: name) != nil ? file.moduleName : nil
  }

  /// A module that a file imports, as tests name it: a relative one becomes whole.
  fileprivate func module(_ name: String, seenFrom file: PythonFile) -> String {
    guard name.hasPrefix(".") else { return name }
    let home = paths(ofModule: name, from: file.source.path).lazy.compactMap { path in
      self.file(at: path)
    }.first
    return home?.moduleName ?? name
  }
}

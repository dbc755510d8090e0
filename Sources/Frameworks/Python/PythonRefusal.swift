import EventSchema
import SourceCode

/// How an endpoint tells a client that something cannot be done: as its code base does it already.
struct PythonRefusal {
  let endpoint: PythonEndpoint
  private let source: PythonSource
  let shape: Shape
  /// The refusal of the code base that the shape is taken from.
  private let model: Model?
  /// The project's own errors, where its neighbours raise one for what cannot be done.
  private let ownErrors: [PythonHandledError]

  enum Shape: Equatable {
    /// `raise HTTPException(status_code=409, detail="…")`
    case httpException(keywords: Bool, named: Bool)
    /// `abort(409, description="…")`
    case abort(keyword: String?)
    /// `return jsonify(error="…"), 409`; the key of the message, whether `jsonify` makes it, and
    /// what is around the message.
    case json(key: String, maker: Maker, nesting: Nesting)
    /// `return JSONResponse(status_code=409, content={"detail": "…"})`
    case jsonResponse(key: String)
    /// `flash("…", "error")`, then what the view answers otherwise.
    case flash(category: String?, answer: String)
  }

  enum Maker: Equatable {
    case keyword, dictionary, bare
  }

  enum Nesting: Equatable {
    case none
    /// `["…"]`
    case list
    /// `{"email": "…"}`
    case field
    /// `{"email": ["…"]}`
    case fieldList
  }

  /// The member of the request that is refused, for code bases that name it.
  private let field: String?

  /// One refusal that is there.
  private struct Model {
    var shape: Shape
    var status: String?
    var message: String?
  }

  init(_ endpoint: PythonEndpoint, _ source: PythonSource, field: String?) {
    self.endpoint = endpoint
    self.source = source
    self.field = field
    let file = endpoint.site.file
    let own = Self.models(in: endpoint.function.body, file)
    let near =
      own.first
      ?? file.functions.lazy.filter { $0.function.line != endpoint.function.line }
      .flatMap { Self.models(in: $0.function.body, file) }.first { model in
        // What another view shows instead is its own.
        if case .flash = model.shape { false } else { true }
      }
    let fits = near.map { Self.fits($0.shape, endpoint, field) } ?? false
    model = fits ? near : nil
    shape = (fits ? near?.shape : nil) ?? Self.usual(endpoint)
    let handled = fits ? [] : PythonHandledError.raised(near: file, source)
    ownErrors = handled.contains { $0.status == 409 } ? handled : []
  }

  /// Whether a neighbour's way suits what the endpoint renders.
  private static func fits(
    _ shape: Shape, _ endpoint: PythonEndpoint, _ field: String?
  ) -> Bool {
    switch shape {
    case .json(_, _, let nesting):
      !endpoint.rendersPages && (field != nil || !nesting.namesField)
    case .jsonResponse: !endpoint.rendersPages
    case .httpException: endpoint.library == .fastAPI
    case .abort, .flash: endpoint.library == .flask
    }
  }

  /// What the library's own manual does.
  private static func usual(_ endpoint: PythonEndpoint) -> Shape {
    guard endpoint.library == .flask else { return .httpException(keywords: true, named: false) }
    guard endpoint.rendersPages else { return .json(key: "error", maker: .keyword, nesting: .none) }
    return .abort(keyword: "description")
  }

  // MARK: - What is there

  private static func models(in body: [PythonStatement], _ file: PythonFile) -> [Model] {
    var found: [Model] = []
    for statement in body {
      statement.visit { outer in
        for block in outer.blocks {
          let isBranch: Bool =
            switch outer.kind {
            case .if, .try: true
            default: false
            }
          if isBranch, let model = model(of: block.statements, file) { found.append(model) }
        }
        return true
      }
    }
    return found
  }

  /// The refusal that a branch ends in.
  private static func model(of block: [PythonStatement], _ file: PythonFile) -> Model? {
    guard let last = block.last else { return nil }
    switch last.kind {
    case .raise(let raised?, _):
      guard let call = raised.asCall, call.name == "HTTPException" else { return nil }
      let status = call.argument("status_code") ?? call.positional.first
      let message = call.argument("detail") ?? call.positional.dropFirst().first
      let isNamed = status?.dottedName?.mentions("HTTP_") == true
      return Model(
        shape: .httpException(keywords: call.argument("status_code") != nil, named: isNamed),
        status: status.map(file.source(of:)), message: message?.stringValue)
    case .expression(let value):
      guard let call = value.asCall, call.name == "abort", let status = call.positional.first else {
        return nil
      }
      let keyword = ["description", "message"].first { call.argument($0) != nil }
      let message = keyword.flatMap(call.argument) ?? call.positional.dropFirst().first
      // Without a message there is nothing to read: then the manual's way says more.
      return Model(
        shape: .abort(keyword: message == nil ? "description" : keyword),
        status: file.source(of: status), message: message?.stringValue)
    case .return(let value?): return model(ofReturned: value, after: block.dropLast(), file)
    default: return nil
    }
  }

  private static func model(
    ofReturned value: PythonExpression, after before: ArraySlice<PythonStatement>,
    _ file: PythonFile
  ) -> Model? {
    if case .tuple(let parts) = value.kind, parts.count == 2, parts[1].isRefusal {
      guard let (key, maker, value) = message(in: parts[0]), let nesting = Nesting(of: value) else {
        return nil
      }
      return Model(
        shape: .json(key: key, maker: maker, nesting: nesting), status: file.source(of: parts[1]),
        message: value.stringValue)
    }
    if let call = value.asCall, call.name == "JSONResponse",
      let content = call.argument("content") ?? call.positional.first,
      let status = call.argument("status_code"), status.isRefusal,
      case .dictionary(let items) = content.kind, let item = items.first,
      let key = item.key?.stringValue
    {
      return Model(
        shape: .jsonResponse(key: key), status: file.source(of: status),
        message: item.value.stringValue)
    }
    for statement in before {
      guard case .expression(let said) = statement.kind, let call = said.asCall,
        call.name == "flash"
      else { continue }
      let category = (call.positional.dropFirst().first ?? call.argument("category"))?.stringValue
      return Model(
        shape: .flash(category: category, answer: file.source(of: value)),
        message: call.positional.first?.stringValue)
    }
    return nil
  }

  /// `jsonify(error="…")`, `jsonify({"error": "…"})`, `{"error": "…"}`.
  private static func message(
    in body: PythonExpression
  ) -> (key: String, maker: Maker, message: PythonExpression)? {
    func item(_ value: PythonExpression) -> (String, PythonExpression)? {
      guard case .dictionary(let items) = value.kind, let item = items.first,
        let key = item.key?.stringValue
      else { return nil }
      return (key, item.value)
    }
    if let (key, message) = item(body) { return (key, .bare, message) }
    guard let call = body.asCall, call.name == "jsonify" else { return nil }
    if let argument = call.arguments.first, let name = argument.name {
      return (name, .keyword, argument.value)
    }
    guard let first = call.positional.first, let (key, message) = item(first) else { return nil }
    return (key, .dictionary, message)
  }
}

extension PythonRefusal.Nesting {
  /// What is around a message that is there; `nil` for what cannot be copied with another message.
  fileprivate init?(of value: PythonExpression) {
    switch value.kind {
    case .dictionary(let items):
      guard items.count == 1, items[0].key?.stringValue != nil else { return nil }
      if case .list = items[0].value.kind { self = .fieldList } else { self = .field }
    case .list: self = .list
    default: self = .none
    }
  }

  func text(_ message: String, of field: String?, _ style: PythonStyle) -> String {
    let name = style.literal(field ?? "")
    switch self {
    case .none: return message
    case .list: return "[\(message)]"
    case .field: return "{\(name): \(message)}"
    case .fieldList: return "{\(name): [\(message)]}"
    }
  }

  fileprivate var namesField: Bool { self == .field || self == .fieldList }
}

extension PythonRefusal {
  /// The lines of the answer, without a margin.
  ///
  /// - Parameter cause: The name of the error that is handled, where there is one.
  func lines(
    _ message: String, status: Int = 409, from cause: String? = nil, margin: String
  ) -> String {
    let style = endpoint.site.file.style
    let text = style.literal(message)
    let suffix = cause.map { " from \($0)" } ?? ""
    if let own = ownError(status) {
      return style.call(own.name, [text], prefix: "raise ", suffix: suffix, margin: margin) + "\n"
    }
    switch shape {
    case .httpException(let keywords, let named):
      let code = named ? Self.constant(status) : String(status)
      let arguments =
        keywords ? ["status_code=\(code)", "detail=\(text)"] : [code, text]
      return style.call(
        "HTTPException", arguments, prefix: "raise ", suffix: suffix, margin: margin) + "\n"
    case .abort(let keyword):
      let message = keyword.map { "\($0)=\(text)" } ?? text
      return style.call("abort", [String(status), message], margin: margin) + "\n"
    case .json(let key, let maker, let nesting):
      let text = nesting.text(text, of: field, style)
      let body = "{\(style.literal(key)): \(text)}"
      let made =
        switch maker {
        case .keyword: "jsonify(\(key)=\(text))"
        case .dictionary: "jsonify(\(body))"
        case .bare: body
        }
      return "\(margin)return \(made), \(status)\n"
    case .jsonResponse(let key):
      return style.call(
        "JSONResponse", ["status_code=\(status)", "content={\(style.literal(key)): \(text)}"],
        prefix: "return ", margin: margin) + "\n"
    case .flash(let category, let answer):
      let arguments = [text] + (category.map { [style.literal($0)] } ?? [])
      return style.call("flash", arguments, margin: margin) + "\n\(margin)return \(answer)\n"
    }
  }

  /// The error of the project that means a status, or that something cannot be done at all.
  private func ownError(_ status: Int) -> PythonHandledError? {
    let exact = ownErrors.first { $0.status == status }
    // What only other files raise is not taken for more than it says.
    return exact ?? ownErrors.first { $0.status == 409 && $0.home == nil }
  }

  /// Whether the words of the answer are for a handler of the project to write.
  var leavesWordsToHandler: Bool { !ownErrors.isEmpty }

  /// What the lines need to know.
  ///
  /// - Parameter status: What they were made for.
  func addImports(to change: inout PythonChange, for status: Int = 409) {
    let file = endpoint.site.file
    if let own = ownError(status) {
      if let home = own.home {
        let module = source.module(of: home.source.path, from: file.source.path)
        change.addImport([own.name], from: module, in: file)
      }
      return
    }
    switch shape {
    case .httpException: change.addImport(["HTTPException"], from: "fastapi", in: file)
    case .abort: change.addImport(["abort"], from: "flask", in: file)
    case .json(_, let maker, _) where maker != .bare:
      change.addImport(["jsonify"], from: "flask", in: file)
    case .json, .jsonResponse: break
    case .flash: change.addImport(["flash"], from: "flask", in: file)
    }
  }

  /// Whether a client reads a status of refusal: a page that comes again has none.
  var tellsStatus: Bool {
    if case .flash = shape { false } else { true }
  }

  /// The status by which the code base says that something is not there.
  var missingStatus: Int {
    if model?.status?.mentions("404") == true || ownErrors.contains(where: { $0.status == 404 }) {
      return 404
    }
    return endpoint.library == .flask ? 400 : 422
  }

  /// How the code base says that something is not there: `Student not found`.
  func missingMessage(_ noun: String) -> String {
    if model?.message?.hasSuffix(" not found") == true {
      return "\(noun.capitalizedFirst) not found"
    }
    return "There is no such \(noun)."
  }

  private static func constant(_ status: Int) -> String {
    let names = [
      400: "BAD_REQUEST", 404: "NOT_FOUND", 409: "CONFLICT", 422: "UNPROCESSABLE_ENTITY",
    ]
    return names[status].map { "status.HTTP_\(status)_\($0)" } ?? String(status)
  }
}

extension PythonEndpoint {
  /// Whether it answers with pages or redirects.
  var rendersPages: Bool {
    site.returnedCalls.contains {
      ["render_template", "redirect", "TemplateResponse"].contains($0)
    }
  }
}

extension PythonExpression {
  /// A status from 400 on: a number, or `HTTPStatus.CONFLICT` and its kin.
  fileprivate var isRefusal: Bool {
    if case .number(let digits) = kind { return (Int(digits) ?? 0) >= 400 }
    guard let name = dottedName else { return false }
    return !["OK", "CREATED", "ACCEPTED", "HTTP_200_OK", "HTTP_201_CREATED", "HTTP_204_NO_CONTENT"]
      .contains(name.lastName) && (name.mentions("HTTP"))
  }
}

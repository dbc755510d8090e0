import EventSchema
import SourceCode

/// A test that is there and sends the request that reaches the code that is changed, and says with
/// what status it is answered.
struct RequestExemplar {
  let file: CodeSourceFile
  let style: TestStyle
  let loop: TestStyle.Loop
  let test: CodeStatement
  let body: CodeBlock
  let groups: [CodeBlock]
  /// The statements from the one that begins to make the request to the one with the status.
  let range: ClosedRange<Int>
  /// The statement that sends it.
  let sent: Int
  /// The place of the status and how it is spelled there.
  let status: (offset: Int, word: TestStyle.Loop.Word)
}

/// Where a request reaches a function.
struct Route {
  /// In lower case.
  var method: String
  /// The parts of the path that stand for themselves, in order: `api`, `boats`.
  var parts: [String]

  /// As the function's registration, its annotations or its controller's name say; `nil` when they
  /// say nothing.
  init?(_ site: CodeSite, in source: CodeSource) {
    let own = site.registration.last.flatMap { _ in site.file.registration(around: site.function) }
    let found = own.map { ($0, site.file) } ?? site.name.flatMap { source.registration(of: $0) }
    if let (call, file) = found, let (method, path) = Self.method(of: call) {
      self.init(method, path, outer: file.source.path.fileStem)
      return
    }
    guard site.registration.isEmpty, let type = site.types.last, let name = type.name?.lastComponent
    else { return nil }
    let ownPath = site.function.annotations.lazy.compactMap(Self.method).first
    if let (method, path) = ownPath {
      let base = type.annotations.first {
        ["Controller", "RequestMapping", "Route"].contains($0.name)
      }
      let prefix = base?.arguments.first?.value.text ?? ""
      self.init(method, "\(prefix)/\(path)", outer: "")
      return
    }
    guard name.hasSuffix("Controller"), let function = site.name,
      let method = ["create": "post", "store": "post", "update": "patch"][function]
    else { return nil }
    let resource = CodeNaming.underscored(String(name.dropLast("Controller".count)))
    self.init(method, CodeNaming.plural(CodeNaming.singular(resource)), outer: "")
  }

  /// `post('/boats', …)`, `HandleFunc("POST /boats", …)`.
  fileprivate static func method(of call: CodeLink) -> (String, String)? {
    let name = call.name.lowercased()
    guard let text = call.arguments?.first?.value.text else { return nil }
    if let method = methods.first(where: { name == $0 || name == "map\($0)" }) {
      return (method, text)
    }
    guard ["handlefunc", "handle"].contains(name) else { return nil }
    let parts = text.split(separator: " ").map { String($0) }
    guard parts.count == 2 else { return ("post", text) }
    let method = parts[0].lowercased()
    return methods.contains(method) ? (method, parts[1]) : nil
  }

  private init?(_ method: String, _ path: String, outer: String) {
    let parts = path.split(separator: "/").map { String($0) }
      .filter { !$0.contains { "{:<[$#".contains($0) } }
    self.method = method
    // A router's `/` stands below a path that its file is called by.
    self.parts = parts.isEmpty ? [outer].filter { !$0.isEmpty } : parts
    guard !self.parts.isEmpty else { return nil }
  }

  private static let methods = ["post", "put", "patch"]

  /// `@PostMapping("/boats")`, `[HttpPost]`, `@Post()`.
  private static func method(_ annotation: CodeCall) -> (String, String)? {
    let name = annotation.name.lowercased()
    let method = methods.first { ["\($0)mapping", "http\($0)", $0].contains(name) }
    return method.map { ($0, annotation.arguments.first?.value.text ?? "") }
  }

  /// Whether a text is the path: `/api/boats`, `boats_url`, `http://localhost/boats?x=1`.
  func isPath(_ text: String) -> Bool {
    var path = text.prefix { $0 != "?" }
    for ending in ["_url", "_path"] where path.hasSuffix(ending) {
      path = path.dropLast(ending.count)
    }
    let found = path.split(separator: "/").map { String($0) }
    return found.count >= parts.count && Array(found.suffix(parts.count)) == parts
  }
}

extension RequestExemplar {
  /// The first test that sends the request and is answered as is wanted.
  static func find(_ route: Route, in source: CodeSource) -> RequestExemplar? {
    var read = 0
    guard let last = route.parts.last else { return nil }
    for file in source.tree.files where file.path.isOfTests && file.isWhole {
      guard file.mentions(last), read < filesMax, !Exemplar.standIns.contains(where: file.mentions),
        let parsed = source.parse(file),
        let style = TestStyle.of(file, language: parsed.parsed.language.name),
        let loop = style.loop
      else { continue }
      read += 1
      for path in parsed.walk.blocks {
        if let found = RequestExemplar(parsed, style, loop, path, route) { return found }
      }
    }
    return nil
  }

  private static let filesMax = 12

  private init?(
    _ file: CodeSourceFile, _ style: TestStyle, _ loop: TestStyle.Loop, _ path: [CodeEnclosure],
    _ route: Route
  ) {
    guard let own = path.last, style.isTest(own) else { return nil }
    let outer = path.dropLast().map(\.block)
    let list = outer.last?.statements ?? file.parsed.body.statements
    guard let test = list.first(where: { $0.span.holds(own.block.span) }),
      !file.expectsFailure(own, test)
    else { return nil }
    let statements = own.block.statements
    let isSent = statements.indices.filter { file.sends(statements[$0], route) }
    guard isSent.count == 1, let sent = isSent.first,
      !Exemplar.changing.contains(where: file.text(statements[sent].span).lowercased().contains)
    else { return nil }
    // A reader is read once, a recorder filled once: each request needs its own.
    let first =
      statements[...sent].firstIndex { statement in
        Self.once.contains(where: file.text(statement.span).mentions)
      } ?? sent
    guard
      let (last, status) = statements[sent...].indices.lazy.compactMap({ index in
        loop.status(in: statements[index].span, of: file).map { (index, $0) }
      }).first
    else { return nil }
    self.file = file
    self.style = style
    self.loop = loop
    self.test = test
    body = own.block
    groups = Array(outer)
    range = first...last
    self.sent = sent
    self.status = status
  }

  private static let once = ["NewRequest", "NewRecorder", "NewReader", "NewBuffer", "new Request("]
}

extension TestStyle.Loop {
  /// Where the statement names a status of success.
  fileprivate func status(
    in span: CodeSpan, of file: CodeSourceFile
  ) -> (offset: Int, word: Word)? {
    let text = Array(file.text(span).utf8)
    for word in words {
      let piece = Array(word.shown.utf8)
      guard text.count >= piece.count else { continue }
      for start in 0...(text.count - piece.count)
      where text[start..<start + piece.count].elementsEqual(piece) {
        let before = start > 0 ? text[start - 1] : 0x20
        let end = start + piece.count
        let after = end < text.count ? text[end] : 0x20
        if before.isPartOfNumber || after.isPartOfNumber { continue }
        return (span.start + start, word)
      }
    }
    return nil
  }
}

extension UInt8 {
  fileprivate var isPartOfNumber: Bool {
    (0x30...0x39).contains(self) || self == UInt8(ascii: "_") || (0x61...0x7A).contains(self | 0x20)
  }
}

extension CodeSource {
  /// The call that gives a function with a name to a router: `mux.HandleFunc("/boats", s.enlist)`.
  fileprivate func registration(of name: String) -> (CodeLink, CodeSourceFile)? {
    for file in files(mentioning: name) where !file.source.path.isOfTests {
      for use in file.walk.uses {
        guard let call = use.links.last, let last = call.arguments?.last,
          call.arguments?.count ?? 0 > 1,
          // Also what is put into something around it: `wrap(boats.create)`.
          last.value.lastName == name
            || last.value.links.last?.arguments?.last?.value.lastName == name,
          Route.method(of: call) != nil
        else { continue }
        return (call, file)
      }
    }
    return nil
  }
}

extension CodeSourceFile {
  /// The call that gives a function without a name to a router, also through others:
  /// `router.post('/boats', wrap(async (req, res) => {…}))`.
  fileprivate func registration(around function: CodeBlock) -> CodeLink? {
    walk.uses.lazy.filter { $0.span.holds(function.span) }.compactMap { use in
      use.links.last { Route.method(of: $0) != nil && $0.span.end >= function.span.end }
    }.first
  }

  /// Whether a statement sends a request of the method to the path.
  fileprivate func sends(_ statement: CodeStatement, _ route: Route) -> Bool {
    statement.calls.contains { call in
      let name = call.name.lowercased()
      let texts =
        call.arguments.compactMap(\.value.text)
        + call.arguments.flatMap { $0.value.members }.compactMap(\.value.text)
        + call.arguments.flatMap { $0.value.strings }.map(\.value)
        + call.arguments.compactMap(\.value.lastName)
      guard texts.contains(where: route.isPath) else { return false }
      let methods = [
        route.method, "\(route.method)json", "\(route.method)async", "\(route.method)asjsonasync",
      ]
      if methods.contains(name) { return true }
      let words = texts.map { $0.lowercased() }
      return ["fetch", "inject", "newrequest", "request", "json"].contains(name)
        && (words.contains(route.method) || words.contains("method\(route.method)"))
    }
  }
}

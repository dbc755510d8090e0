import EventSchema
import SourceCode

/// As whom a test sends its requests, where nobody else gets an answer: a stored row of the
/// application's users, told to it in the way of what asks for it.
struct RequestIdentity {
  /// The users.
  let relation: PythonRelation
  /// What the row must hold to be let through, as Python by column.
  let given: [String: String]
  private let kind: Kind

  private enum Kind {
    /// The session of Flask holds the key, as text where Flask-Login reads it.
    case session(member: String, asText: Bool)
    /// A token of Flask-JWT-Extended.
    case token
    /// Functions of FastAPI that requests depend on; an awaited client does not name the
    /// application that it reaches.
    case dependencies(
      [Dependency], session: (module: String, name: String, isAsync: Bool),
      served: PytestProject.Served?)
  }

  fileprivate struct Dependency {
    var name: String
    var module: String
    /// Whether it gives the row; `nil` where nobody asks for what it gives.
    var gives: Gift?
  }

  fileprivate enum Gift {
    case row, key
  }

  /// - Parameter awaited: What an awaited client's requests reach; `nil` for other clients.
  init?(
    _ endpoint: PythonEndpoint, _ reading: SQLAlchemyReading,
    awaited: PytestProject.Served? = nil
  ) {
    let found =
      endpoint.library == .flask
      ? Self.flask(endpoint, reading) : Self.fastAPI(endpoint, reading, awaited)
    guard let (kind, relation) = found else { return nil }
    self.kind = kind
    self.relation = relation
    given = Self.demands(endpoint, relation, reading)
  }

  // MARK: - In a test

  /// Functions of the file of tests.
  var fixtures: [String] {
    switch kind {
    case .session(let member, let asText):
      let further = asText ? "\n        state[\"_fresh\"] = True" : ""
      return [
        """
        def signed_in(client, user_id):
            with client.session_transaction() as state:
                state["\(member)"] = \(asText ? "str(user_id)" : "user_id")\(further)
            return client
        """
      ]
    case .token:
      return [
        """
        def signed_in(app, user_id):
            with app.app_context():
                token = create_access_token(identity=str(user_id))
            return {"Authorization": f"Bearer {token}"}
        """
      ]
    case .dependencies(let all, let session, let served):
      return [overriding(all, session, served)]
    }
  }

  private func overriding(
    _ all: [Dependency], _ session: (module: String, name: String, isAsync: Bool),
    _ served: PytestProject.Served?
  ) -> String {
    let (head, wait) = session.isAsync ? ("async def", "await ") : ("def", "")
    let row = "session.get(\(relation.facts.name), user_id)"
    let taken = (["client"] + needed + ["user_id"]).joined(separator: ", ")
    var text = "def signed_in(\(taken)):\n"
    if all.contains(where: { $0.gives == .row }) {
      text += "    \(head) known(session=Depends(\(session.name))):\n"
      text += "        return \(wait)\(row)\n\n"
    }
    text += "    overrides = \(served?.name ?? "client.app").dependency_overrides\n"
    for one in all {
      let other =
        switch one.gives {
        case .row: "known"
        case .key: "lambda: user_id"
        case nil: "lambda: None"
        }
      text += "    monkeypatch.setitem(overrides, \(one.name), \(other))\n"
    }
    return text + "    return client"
  }

  /// A fixture with which nobody stays signed in after a test, where the project's own fixtures
  /// leave a context of the application open.
  func forgetting(_ project: PytestProject) -> String? {
    guard case .session(_, asText: true) = kind, project.keepsContext,
      let application = project.application
    else { return nil }
    return """
      @pytest.fixture(autouse=True)
      def own_context(\(application.name)):
          with \(application.name).app_context():
              yield
      """
  }

  /// What the functions need, by module.
  var imports: [String: Set<String>] {
    switch kind {
    case .session: return [:]
    case .token: return ["flask_jwt_extended": ["create_access_token"]]
    case .dependencies(let all, let session, let served):
      var imports: [String: Set<String>] = [:]
      for one in all { imports[one.module, default: []].insert(one.name) }
      if let served, let module = served.module {
        imports[module, default: []].insert(served.name)
      }
      if all.contains(where: { $0.gives == .row }) {
        imports["fastapi"] = ["Depends"]
        imports[session.module, default: []].insert(session.name)
      }
      return imports
    }
  }

  /// Fixtures that every test needs.
  var needed: [String] {
    guard case .dependencies(_, _, let served) = kind else { return [] }
    return (served?.module == nil ? [served?.name].compactMap(\.self) : []) + ["monkeypatch"]
  }

  /// The client that is known, as the tests name it.
  func client(_ client: String, _ key: String) -> String {
    switch kind {
    case .session: "signed_in(\(client), \(key))"
    case .token: client
    case .dependencies: "signed_in(\(([client] + needed + [key]).joined(separator: ", ")))"
    }
  }

  /// What a request is given besides.
  func arguments(_ application: String?, _ key: String) -> String {
    guard case .token = kind, let application else { return "" }
    return ", headers=signed_in(\(application), \(key))"
  }

  /// Whether it takes the application's fixture.
  var needsApplication: Bool {
    if case .token = kind { true } else { false }
  }
}

// MARK: - Flask

extension RequestIdentity {
  private static func flask(
    _ endpoint: PythonEndpoint, _ reading: SQLAlchemyReading
  ) -> (Kind, PythonRelation)? {
    let asksForToken = endpoint.marks.contains { $0.mentions("jwt") || $0.mentions("token") }
    if asksForToken {
      guard let users = tokenHolders(reading) else { return nil }
      return (.token, users)
    }
    if let users = loadedUsers(reading) {
      return (.session(member: "_user_id", asText: true), users)
    }
    return sessionMember(reading).map { (.session(member: $0.member, asText: false), $0.users) }
  }

  /// The rows that `@login_manager.user_loader` gives.
  private static func loadedUsers(_ reading: SQLAlchemyReading) -> PythonRelation? {
    for file in reading.source.files(mentioning: "user_loader") {
      for (_, function, _) in file.functions
      where function.decorators.contains(where: { $0.chain.last?.name == "user_loader" }) {
        if let users = rows(readBy: function, file, reading) { return users }
      }
    }
    return nil
  }

  /// The member of the session that holds a user's key, and whose: `session["user_id"] = user.id`.
  private static func sessionMember(
    _ reading: SQLAlchemyReading
  ) -> (member: String, users: PythonRelation)? {
    for file in reading.source.files(mentioningAnyOf: ["session["]) {
      for (_, function, _) in file.functions {
        for (statement, _) in function.body.flattened {
          guard case .assign(let targets, let value) = statement.kind,
            case .subscripted(let base, let indices)? = targets.first?.kind,
            base.dottedName == "session", let member = indices.first?.stringValue,
            let key = value.memberName, ["id", "pk"].contains(key),
            let users = rows(readBy: function, file, reading)
          else { continue }
          return (member, users)
        }
      }
    }
    return nil
  }

  /// The rows whose keys tokens hold: `create_access_token(identity=str(user.id))`.
  private static func tokenHolders(_ reading: SQLAlchemyReading) -> PythonRelation? {
    for file in reading.source.files(mentioning: "create_access_token(") {
      for (_, function, _) in file.functions {
        for call in function.body.flatMap(\.calls) where call.name == "create_access_token" {
          guard let identity = call.argument("identity") ?? call.positional.first,
            (identity.asCall?.positional.first ?? identity).dottedName?.lastName == "id",
            let users = rows(readBy: function, file, reading)
          else { continue }
          return users
        }
      }
    }
    return nil
  }

  /// The relation of which a function reads a row.
  private static func rows(
    readBy function: PythonFunction, _ file: PythonFile, _ reading: SQLAlchemyReading
  ) -> PythonRelation? {
    for (statement, _) in function.body.flattened {
      let site = PythonSite(file: file, line: statement.span.firstLine)
      let uses = reading.libraries.uses(in: statement, at: site)
      if let read = uses.first(where: { $0.operation == .read }),
        let relation = read.relation ?? read.table.flatMap(reading.libraries.relation(table:))
      {
        return relation
      }
      for call in statement.calls {
        let value = statement.expression(at: call.span)
        if let row = value.flatMap({ reading.libraries.rowRead(by: $0, at: site) }) { return row }
      }
    }
    return nil
  }
}

extension PythonExpression {
  /// `id` of `user.id` and of `user["id"]`.
  fileprivate var memberName: String? {
    switch kind {
    case .attribute(_, let name): name
    case .subscripted(_, let indices): indices.first?.stringValue
    default: nil
    }
  }
}

// MARK: - FastAPI

extension RequestIdentity {
  private static func fastAPI(
    _ endpoint: PythonEndpoint, _ reading: SQLAlchemyReading, _ awaited: PytestProject.Served?
  ) -> (Kind, PythonRelation)? {
    guard let session = reading.sessionDependency(endpoint) else { return nil }
    var users: PythonRelation?
    var found: [Dependency] = []
    for (definition, isUsed) in reading.guards(of: endpoint) {
      guard let function = definition.function else { return nil }
      let module = reading.dotted(definition.file.source.path)
      guard !found.contains(where: { $0.name == function.name && $0.module == module }) else {
        continue
      }
      var one = Dependency(name: function.name, module: module)
      let type = function.returns?.annotatedType
      if let relation = type.flatMap({ reading.libraries.relation(named: $0, in: definition.file) })
      {
        users = users ?? relation
        one.gives = .row
      } else if isUsed {
        guard ["int", "UUID"].contains(type?.lastName ?? "") else { return nil }
        one.gives = .key
      }
      found.append(one)
    }
    users = users ?? reading.libraries.relation(named: "User", in: endpoint.site.file)
    guard let users, !found.isEmpty else { return nil }
    return (.dependencies(found, session: session, served: awaited), users)
  }
}

// MARK: - What a user must be

extension RequestIdentity {
  /// What the endpoint, and what is around it, asks of whoever is known: `current_user.is_admin`.
  private static func demands(
    _ endpoint: PythonEndpoint, _ relation: PythonRelation, _ reading: SQLAlchemyReading
  ) -> [String: String] {
    var given: [String: String] = [:]
    for name in ["is_active", "active"] {
      if let column = relation.facts.columns.first(where: { $0.field == name })?.column {
        given[column] = "True"
      }
    }
    let around = endpoint.marks.compactMap {
      reading.source.definition(of: $0, in: endpoint.site.file)?.function
    }
    for statement in endpoint.function.body + around.flatMap(\.body) {
      statement.visit { inner in
        guard case .if(let branches, _) = inner.kind else { return true }
        for branch in branches { read(branch.test, relation, &given) }
        return true
      }
    }
    return given
  }

  private static func read(
    _ test: PythonExpression?, _ relation: PythonRelation, _ given: inout [String: String]
  ) {
    test?.visit { part in
      if let column = column(asked: part, relation), column.isFlag(in: relation) {
        let isBad = ["ban", "block", "disabled", "suspend", "lock", "deleted"].contains {
          column.field.mentions($0)
        }
        if !isBad { given[column.column] = "True" }
      }
      guard case .comparison(let first, let rest) = part.kind, let other = rest.first?.operand,
        let column = column(asked: first, relation)
      else { return true }
      let words = [other.stringValue].compactMap(\.self) + other.elements.compactMap(\.stringValue)
      if let word = words.first { given[column.column] = "\"\(word)\"" }
      return true
    }
  }

  /// The column of `current_user.is_admin`.
  private static func column(
    asked part: PythonExpression, _ relation: PythonRelation
  ) -> Relation.Column? {
    guard case .attribute(let base, let name) = part.kind,
      ["current_user", "user", "g.user", "self.current_user"].contains(base.dottedName ?? "")
    else { return nil }
    return relation.facts.columns.first { $0.field == name }
  }
}

extension Relation.Column {
  fileprivate func isFlag(in relation: PythonRelation) -> Bool {
    ["Boolean", "bool", "BOOLEAN"].contains(SQLAlchemySample.declaredType(self, relation))
  }
}

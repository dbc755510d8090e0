import EventSchema
import SourceCode

extension PythonEndpoint {
  private static let words = [
    "login_required", "jwt_required", "permission_required", "auth_required", "token_required",
    "admin_required", "roles_required", "role_required", "requires_auth", "require_login",
  ]

  /// The decorators of the function, of its class, and of what runs before it in its file, that let
  /// nobody through who is not known.
  var marks: [String] {
    var decorators = function.decorators
    decorators += site.type?.value("decorators")?.elements ?? []
    for (_, other, _) in site.file.functions
    where other.decorators.contains(where: { $0.chain.last?.name == "before_request" }) {
      decorators += other.decorators
    }
    return decorators.compactMap { $0.asCall?.dottedCallee ?? $0.dottedName }.filter { name in
      Self.words.contains { name.lastName.mentions($0) }
    }
  }

  /// Whether only somebody who is known gets an answer.
  func asksWho(_ reading: SQLAlchemyReading) -> Bool {
    switch library {
    case .flask: !marks.isEmpty
    case .fastAPI: !reading.guards(of: self).isEmpty
    case .job: false
    }
  }
}

extension SQLAlchemyReading {
  private static let guardWords = [
    "current", "user", "auth", "token", "principal", "permission", "admin", "api_key", "role",
  ]

  /// The functions that an endpoint of FastAPI depends on for knowing who asks, and whether it uses
  /// what they give.
  func guards(of endpoint: PythonEndpoint) -> [(definition: PythonDefinition, isUsed: Bool)] {
    let file = endpoint.site.file
    var found = endpoint.function.parameters.flatMap { dependencies(of: $0, in: file) }.map {
      (name: $0.name, file: $0.file, isUsed: true)
    }
    for decorator in endpoint.function.decorators {
      found += dependencies(listedIn: decorator.asCall).map { ($0, file, false) }
    }
    for other in source.files(mentioning: "dependencies=") {
      for call in other.module.calls
      where ["APIRouter", "FastAPI", "include_router"].contains(call.name) {
        found += dependencies(listedIn: call).map { ($0, other, false) }
      }
    }
    return found.compactMap { name, home, isUsed in
      let word = name.lastName.lowercased()
      guard Self.guardWords.contains(where: word.mentions), !word.mentions("service"),
        !word.mentions("repo"),
        let definition = source.definition(of: name, in: home), let function = definition.function,
        // One that takes a part of the path finds what the path names.
        !function.parameters.contains(where: { endpoint.parameters.contains($0.name) })
      else { return nil }
      return (definition, isUsed)
    }
  }

  /// `Depends(require_admin)` of `dependencies=[…]`.
  private func dependencies(listedIn call: PythonCall?) -> [String] {
    (call?.argument("dependencies")?.elements ?? []).compactMap { element in
      guard let call = element.asCall, ["Depends", "Security"].contains(call.name) else {
        return nil
      }
      return call.positional.first?.dottedName
    }
  }
}

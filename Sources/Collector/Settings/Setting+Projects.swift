import EventSchema

extension Setting {
  static let projects = Setting(
    path: "projects",
    summary: """
      Who may send events: `id` (the number at the end of the DSN), `name`, `keys` (the part of \
      the DSN before the @; several while keys are exchanged) and, if there is a checkout of the \
      application on this host, its folder as `source`. `on_new_issue` lets the collector try the \
      change of each new issue: `propose` shows the result with the issue, `branch` also pushes a \
      proven change as a branch, and `pull_request` opens a request for it; `off` is the default. \
      It needs `repository` (any URL or path that git takes) and `test_command` (as a shell takes \
      it); `host_url` and `host_kind` name the host where the repository's address does not tell.
      """,
    allowed: """
      a list of objects with id, name, keys and, if wanted, source, repository, test_command, \
      on_new_issue, host_url, host_kind
      """, standard: .array([]),
    reading: { text in JSON(parsing: text) ?? .string(text) },
    apply: { value, configuration in
      guard case .array(let elements) = value, !elements.isEmpty else {
        return Problem(
          sentence: "allowed is a list of at least one object with id, name and keys")
      }
      var projects: [Configuration.Project] = []
      for (index, element) in elements.enumerated() {
        switch project(element) {
        case .success(let project):
          if projects.contains(where: { $0.id == project.id }) {
            return Problem(place: "[\(index)].id", sentence: "\(project.id) is there twice")
          }
          projects.append(project)
        case .failure(let problem):
          return Problem(place: "[\(index)]" + problem.place, sentence: problem.sentence)
        }
      }
      configuration.projects = projects
      return nil
    })

  private static func project(_ value: JSON) -> Result<Configuration.Project, Problem> {
    guard case .object(let members) = value else {
      return .failure(Problem(sentence: "\(found(value)), allowed is an object"))
    }
    let names = ["id", "name", "keys", "source"] + proofKeys
    for member in members where !member.name.hasPrefix("//") && !names.contains(member.name) {
      let near = nearest(to: member.name, of: names).map { "; did you mean \($0)?" } ?? ""
      return .failure(
        Problem(
          place: ".\(member.name)",
          sentence: "no such key, allowed are \(names.joined(separator: ", "))\(near)"))
    }
    guard case .integer(let id)? = value["id"], id > 0 else {
      let found = found(value["id"] ?? .null)
      return .failure(
        Problem(place: ".id", sentence: "\(found), allowed is a whole number above 0"))
    }
    guard let name = value["name"]?.string, !name.isEmpty else {
      let found = found(value["name"] ?? .null)
      return .failure(Problem(place: ".name", sentence: "\(found), allowed is a text"))
    }
    if let problem = problem(ofKeys: value["keys"] ?? .null) { return .failure(problem) }
    let source = value["source"] ?? .null
    guard source.isNull || source.string?.isEmpty == false else {
      return .failure(
        Problem(place: ".source", sentence: "\(found(source)), allowed is the path of a folder"))
    }
    let keys = value["keys"]?.array.compactMap(\.string) ?? []
    return proofs(value).map { proofs in
      Configuration.Project(id: id, name: name, keys: keys, source: source.string, proofs: proofs)
    }
  }

  private static func problem(ofKeys keys: JSON) -> Problem? {
    let allowed = "8 to 128 letters, digits, - or _ (best 32 hexadecimal digits)"
    guard case .array(let elements) = keys, !elements.isEmpty else {
      return Problem(place: ".keys", sentence: "allowed is a list of texts of \(allowed)")
    }
    for (index, element) in elements.enumerated() {
      let key = element.string ?? ""
      let isWord = key.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
      guard isWord, (8...128).contains(key.utf8.count) else {
        return Problem(place: ".keys[\(index)]", sentence: "allowed is \(allowed)")
      }
    }
    return nil
  }
}

extension Setting.Problem: Error {}

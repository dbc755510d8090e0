import DatabaseErrors
import EventSchema
import SourceCode

/// What callers at once need of their own, and what holds them until all of them have looked.
extension EchoedTest {
  // MARK: A caller of one's own

  /// The statements right before the call that make what it is called on, for each caller once
  /// more: an object mapper's context serves one caller at a time. `nil` when the call rests on
  /// anything else.
  var preparation: String? {
    guard makesItsOwn else { return nil }
    let statements = exemplar.body.statements[firstOwn..<exemplar.index]
    guard statements.contains(where: { exemplar.file.text($0.span).mentions("new ") }) else {
      return nil
    }
    return statements.map { exemplar.file.text($0.span).trimmed }
      .map { $0.hasSuffix(";") ? $0 : $0 + ";" }.joined(separator: "\n")
  }

  /// The value of the context that is made there.
  var contextValue: String? {
    guard makesItsOwn, place.reading.violation?.dbms == .postgreSQL else { return nil }
    return exemplar.body.statements[firstOwn..<exemplar.index].lazy.compactMap { statement in
      guard let name = statement.targets.first?.assignedNames.first, let value = statement.value,
        ["context", "db", "dbcontext", "ctx"].contains(name.lowercased())
      else { return nil }
      return exemplar.file.text(value.span)
    }.first
  }

  /// The first of the statements that make it.
  var firstOwn: Int { ownIndices.min() ?? exemplar.index }

  /// Whether they stand together, with nothing else between them and the call, and use nothing
  /// that other callers use as well.
  private var makesItsOwn: Bool {
    let indices = ownIndices
    guard !indices.isEmpty, indices.count == exemplar.index - firstOwn else { return false }
    let statements = exemplar.body.statements
    return indices.allSatisfy { index in
      let text = exemplar.file.text(statements[index].span)
      return statements[index].targets.count == 1 && !text.mentions("SaveChanges")
        && !text.contains("\n")
        && ["new ", "Context(", "Create"].contains(where: text.mentions)
    }
      // What an object is given is made here as well.
      && indices.allSatisfy { index in
        (statements[index].value?.calls ?? []).filter { $0.separator == "new" }
          .flatMap(\.arguments).compactMap(\.value.plainName)
          .allSatisfy { name in
            indices.contains { statements[$0].declares(name) }
              || name.lowercased().hasSuffix("options")
          }
      }
  }

  /// The statements that the call's object is made by.
  private var ownIndices: Set<Int> {
    guard let root = exemplar.receiver else { return [] }
    let statements = exemplar.body.statements
    var wanted: Set<String> = [root]
    var indices: Set<Int> = []
    for index in stride(from: exemplar.index - 1, through: 0, by: -1) {
      guard wanted.contains(where: statements[index].declares) else { continue }
      indices.insert(index)
      for call in statements[index].value?.calls ?? [] {
        wanted.formUnion(call.arguments.compactMap(\.value.plainName))
        if let first = call.receiver.first?.name { wanted.insert(first) }
      }
    }
    return indices
  }
}

extension CodeStatement {
  fileprivate func declares(_ name: String) -> Bool {
    targets.contains { $0.assignedNames == [name] }
  }
}

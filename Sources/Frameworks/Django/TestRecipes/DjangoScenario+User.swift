import SourceCode

extension DjangoScenario {
  /// A value of the payload that does not collide with whoever is logged in, where the request
  /// makes a user beside the row that it is about.
  func besideUser(_ item: (key: String, value: String)) -> (key: String, value: String) {
    guard let user = reading.source.userModel, user.table != model.table, makesUser,
      let field = user.field(named: item.key), field.isUnique, !field.isRelation,
      let other = DjangoSample.otherValue(of: field)
    else { return item }
    return (item.key, other)
  }

  private var makesUser: Bool {
    let name = reading.source.userModel?.name
    return reading.sites.contains { site in
      site.scope.contains { statement in
        statement.calls.contains { call in
          ["create_user", "create_superuser"].contains(call.name) || call.name == name
        }
      }
    }
  }
}

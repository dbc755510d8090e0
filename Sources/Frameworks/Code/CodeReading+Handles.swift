import DatabaseErrors
import SourceCode

/// Through which of several connections statements go.
extension CodeReading {
  /// Look-ups before the write that ask a replica, or another database than is written to.
  func addSightsOfHandles(_ write: Found, to facts: inout SourceFacts) {
    let own = handle(of: write.query.use)
    for look in queriesOnTheWay(from: Array(sites.dropFirst())) + queries
    where look.query.isLook && (isFirstPart(look) || isBeforeWrite(look)) && isAbout(look, write) {
      let other = role(of: look.query.use) ?? handle(of: look.query.use)
      guard !other.isEmpty, other != own else { continue }
      let place = look.site.place(look.query.use.span)
      if other.contains(where: \.namesReplica), !own.contains(where: \.namesReplica) {
        facts.sights[.looksInStaleRows] = facts.sights[.looksInStaleRows] ?? place
      } else if areOfOneType(other, look.site, own, write.site) {
        facts.sights[.looksInOtherDatabase] = facts.sights[.looksInOtherDatabase] ?? place
      }
    }
  }

  /// Whether a caller does it before the culprit's function begins.
  private func isFirstPart(_ look: Found) -> Bool {
    guard let site = sites.first else { return false }
    return look.isOwn && look.site.function.span != site.function.span
  }

  private func isAbout(_ look: Found, _ write: Found) -> Bool {
    if violation?.kind == .foreignKey, let table = table(of: look.query) {
      return isParent(table, look.query.model)
    }
    return isCheck(look, of: write)
  }

  /// The names before the call that does it: `self.catalogue`; or what a call chooses among
  /// connections: `DB::connection('reports')`, `reader('boats')`.
  private func handle(of use: CodeUse) -> [String] {
    let named = use.links.first { Self.choosers.contains($0.name) }
    if let text = named?.arguments?.first?.value.plainName { return [text] }
    let names = use.links.prefix { $0.arguments == nil && $0.index == nil }.map(\.name.withoutSigil)
    guard names.isEmpty else { return names }
    // A connection that is called with a table's name.
    guard let first = use.links.first, first.name.first?.isLowercase == true,
      first.arguments?.count == 1, first.arguments?.first?.value.text != nil
    else { return [] }
    return [first.name]
  }

  /// The role of the connection that a block around is run with:
  /// `connected_to(role: :reading) { … }`.
  private func role(of use: CodeUse) -> [String]? {
    let call = use.enclosures.lazy.compactMap(\.call.last).last { $0.name == "connected_to" }
    return call?.arguments?.first { $0.key == "role" }?.value.plainName.map { [$0] }
  }

  private static let choosers: Set<String> = [
    "connection", "using", "on", "setConnection", "usingConnection", "useConnection",
  ]

  /// Whether two members of one object are declared as connections of one type: then they are two
  /// databases, and no transaction of the other one.
  private func areOfOneType(
    _ one: [String], _ site: CodeSite, _ other: [String], _ place: CodeSite
  ) -> Bool {
    guard one.dropLast() == other.dropLast(), one.count < 3, let last = one.last,
      let second = other.last, let type = memberTypes(of: site)[last],
      type == memberTypes(of: place)[second]
    else { return false }
    return Self.connections.contains { type.lastComponent.prefix { $0 != "<" }.hasSuffix($0) }
  }

  private static let connections = [
    "DB", "Pool", "DataSource", "Connection", "JdbcTemplate", "JdbcOperations", "DSLContext",
    "Database", "DatabasePool", "DatabaseQueue", "DatabaseWriter", "PDO", "Knex", "Client",
    "PrismaClient", "EntityManager", "Conn", "Sequelize",
  ]
}

extension String {
  /// Whether it is the name of a connection to a copy that lags: `replica`, `readPool`, `db_ro`.
  fileprivate var namesReplica: Bool {
    let words = CodeNaming.underscored(self).split { "_-".contains($0) }
    let copies: Set<Substring> = [
      "replica", "replicas", "reader", "reading", "readonly", "read", "slave", "secondary",
      "follower",
      "standby", "ro",
    ]
    return words.contains(where: copies.contains)
  }
}

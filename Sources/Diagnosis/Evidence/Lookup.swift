import EventSchema

/// One look-up of the written relation before the write, set beside the violated key.
struct Lookup {
  /// Lower-case names compared for equality.
  var columns: Set<String>
  /// Conditions beside the equality: `returned_on IS NULL`.
  var otherConditions: [String]
  var relation: Relation
  var foldsCase: Bool
  /// Whether it found a row; `nil` when nobody says so.
  var found: Bool?
  var isFromStatement: Bool
  /// Whether finding a row keeps the write from happening, as far as the source shows.
  var guardsWrite: Bool?
  var fact: Fact
  /// Seconds between this look-up and the failing write.
  var secondsBeforeWrite: Double?

  /// The columns of the look-up against the columns of the key.
  enum Relation {
    case equal, part, more, overlapping, other
    /// The key's columns are not known.
    case unknown
  }

  /// Whether it asks for the key, yet only among rows that are not marked as deleted.
  func hidesDeleted(_ key: Set<String>) -> Bool {
    guard !key.isEmpty, columns.isSuperset(of: key), found != true else { return false }
    return extraConditions(key).contains { condition in
      let words = condition.splitAtWords
      return words.contains(where: Self.wordsOfDeletion.contains)
        || (words.suffix(2) == ["is", "null"]
          && words.dropLast(2).last.map(Self.wordsOfTime.contains) == true)
    }
  }

  /// Whether it asks for the key, yet only within a tenant, type or state.
  func isScoped(_ key: Set<String>) -> Bool {
    guard !key.isEmpty, columns.isSuperset(of: key), found != true else { return false }
    let extra = extraConditions(key)
    return !extra.isEmpty
      && extra.allSatisfy { $0.splitAtWords.contains(where: Self.wordsOfScope.contains) }
  }

  /// The look-up beside a key that holds only the rows of a condition: what that one names, the key
  /// asks for itself.
  func asked(withinRowsWhere condition: String, _ key: Set<String>) -> Lookup {
    guard !key.isEmpty, columns.isSuperset(of: key) else { return self }
    func isOfKey(_ name: some StringProtocol) -> Bool {
      !name.isEmpty && condition.splitAtWords.joined(separator: "_").mentions(name.lowercased())
    }
    var result = self
    result.otherConditions.removeAll { isOfKey($0.prefix { $0 != " " }) }
    result.columns = columns.filter { key.contains($0) || !isOfKey($0) }
    if result.columns == key { result.relation = .equal }
    return result
  }

  private func extraConditions(_ key: Set<String>) -> [String] {
    otherConditions + columns.subtracting(key).sorted()
  }

  private static let wordsOfDeletion: Set = [
    "deleted", "archived", "removed", "trashed", "deactivated", "discarded", "destroyed", "active",
    "inactive", "cancelled", "canceled", "revoked", "kept", "undiscarded", "undeleted",
  ]

  /// A row whose `left_at` is not empty has come to its end, whatever the word for it.
  private static let wordsOfTime: Set = ["at", "on", "date", "time", "since", "until", "ts"]

  private static let wordsOfScope: Set = [
    "tenant", "account", "organization", "organisation", "org", "company", "workspace", "site",
    "shop", "store", "project", "team", "club", "customer", "client", "realm", "domain", "region",
    "country", "locale", "language", "kind", "type", "category", "class", "status", "state",
    "draft", "version", "year", "season", "environment",
  ]
}

/// A query that Spring Data, Micronaut Data or Quarkus derive from a method's name:
/// `findByTenantIdAndSlugAndDeletedFalse`.
struct DerivedQuery: Sendable, Hashable {
  enum Verb: Sendable, Hashable {
    case find, exists, count, delete
  }

  var verb: Verb
  /// Properties compared for equality with an argument, in order: `tenantId`.
  var properties: [String] = []
  /// What else is asked, as SQL would say it with properties for columns: `deleted = false`.
  var otherPredicates: [String] = []
  var foldsCase = false
  /// Whether an `Or` widens it.
  var hasDisjunction = false
  /// The property that chooses the first of many rows: `findTopByOrderByNumberDesc`.
  var order: String?

  /// Reads a method's name; `nil` for one that is no derived query.
  init?(method name: String) {
    let prefixes: [(String, Verb)] = [
      ("find", .find), ("read", .find), ("get", .find), ("query", .find), ("search", .find),
      ("stream", .find), ("exists", .exists), ("count", .count), ("delete", .delete),
      ("remove", .delete),
    ]
    // A reference without a look: `getReferenceById`.
    guard !name.hasPrefix("getReference"),
      let (prefix, verb) = prefixes.first(where: { name.hasPrefix($0.0) }),
      let criteria = name.dropFirst(prefix.count).afterWord("By"), !criteria.isEmpty
    else { return nil }
    self.verb = verb
    var conditions = criteria
    if criteria.hasPrefix("OrderBy") {
      order = Self.property(criteria.dropFirst("OrderBy".count).withoutSuffixes(["Desc", "Asc"]))
      conditions = ""
    } else if let range = criteria.word("OrderBy") {
      order = Self.property(criteria[range.upperBound...].withoutSuffixes(["Desc", "Asc"]))
      conditions = criteria[..<range.lowerBound]
    }
    for all in ["AllIgnoreCase", "AllIgnoringCase"] where conditions.hasSuffix(all) {
      conditions = conditions.dropLast(all.count)
      foldsCase = true
    }
    for alternative in conditions.split(byWord: "Or").enumerated() {
      hasDisjunction = hasDisjunction || alternative.offset > 0
      for condition in alternative.element.split(byWord: "And") { add(condition) }
    }
  }

  private mutating func add(_ condition: Substring) {
    var rest = condition
    for suffix in ["IgnoreCase", "IgnoringCase"] where rest.hasSuffix(suffix) {
      rest = rest.dropLast(suffix.count)
      foldsCase = true
    }
    for (keyword, predicate) in Self.keywords where rest.hasSuffix(keyword) {
      let property = Self.property(rest.dropLast(keyword.count))
      guard !property.isEmpty else { break }
      if predicate.isEmpty {
        properties.append(property)
      } else {
        otherPredicates.append("\(property) \(predicate)")
      }
      return
    }
    guard !rest.isEmpty else { return }
    properties.append(Self.property(rest))
  }

  /// `Pier_Id` → `pierId`.
  private static func property(_ text: Substring) -> String {
    String(text.filter { $0 != "_" }).lowerFirst
  }

  /// In the order of trial; an empty predicate is an equality.
  private static let keywords: [(String, String)] = [
    ("IsNotNull", "IS NOT NULL"), ("NotNull", "IS NOT NULL"), ("IsNull", "IS NULL"),
    ("Null", "IS NULL"), ("IsTrue", "= true"), ("True", "= true"), ("IsFalse", "= false"),
    ("False", "= false"), ("NotIn", "NOT IN"), ("IsNot", "<>"), ("NotLike", "NOT LIKE"),
    ("NotContaining", "NOT LIKE"), ("Not", "<>"), ("IsIn", ""), ("In", ""), ("Like", "LIKE"),
    ("Containing", "LIKE"), ("Contains", "LIKE"), ("StartingWith", "LIKE"),
    ("StartsWith", "LIKE"), ("EndingWith", "LIKE"), ("EndsWith", "LIKE"), ("Between", "BETWEEN"),
    ("LessThanEqual", "<="), ("LessThan", "<"), ("GreaterThanEqual", ">="), ("GreaterThan", ">"),
    ("Before", "<"), ("After", ">"), ("Equals", ""), ("Is", ""),
  ]
}

extension Substring {
  /// Where a word of a name in camel case stands: not at the start, and before an upper-case
  /// letter or the end.
  fileprivate func word(_ word: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      let rest = self[index...]
      if index > startIndex, rest.hasPrefix(word) {
        let end = rest.dropFirst(word.count).startIndex
        if end == endIndex || self[end].isUppercase { return index..<end }
      }
      index = self.index(after: index)
    }
    return nil
  }

  fileprivate func afterWord(_ word: String) -> Substring? {
    if hasPrefix(word) { return dropFirst(word.count) }
    return self.word(word).map { self[$0.upperBound...] }
  }

  fileprivate func split(byWord word: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = self
    while let range = rest.word(word), range.upperBound < rest.endIndex {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return parts + [rest]
  }

  fileprivate func withoutSuffixes(_ suffixes: [String]) -> Substring {
    for suffix in suffixes where hasSuffix(suffix) { return dropLast(suffix.count) }
    return self
  }
}

extension String {
  fileprivate var lowerFirst: String { prefix(1).lowercased() + dropFirst() }
}

import Testing

@testable import Frameworks

@Suite struct DerivedQueryTests {
  @Test(arguments: [
    ("findByEmail", ["email"], []), ("existsByTenantIdAndSlug", ["tenantId", "slug"], []),
    ("countByPier_IdAndNumberIs", ["pierId", "number"], []),
    ("findFirstByOrderByNumberDesc", [], []),
    ("findByPierIdAndDeletedFalseOrderByNumberAsc", ["pierId"], ["deleted = false"]),
    ("findAllByCodeInAndArchivedAtIsNull", ["code"], ["archivedAt IS NULL"]),
    ("findByOrderIdAndVendorCode", ["orderId", "vendorCode"], []),
    ("existsByEmailAndIdNot", ["email"], ["id <>"]),
    ("removeByLandIn", ["land"], []), ("findDistinctPeopleByIslandNot", [], ["island <>"]),
    ("findByNameNotNullAndAgeGreaterThanEqual", [], ["name IS NOT NULL", "age >="]),
    ("findByIn", ["in"], []),
  ])
  func readsNames(name: String, properties: [String], others: [String]) throws {
    let query = try #require(DerivedQuery(method: name))
    #expect(query.properties == properties)
    #expect(query.otherPredicates == others)
  }

  @Test(arguments: ["findAll", "save", "standBy", "find", "existsBy", "nearbyFindBy"])
  func leavesOtherNames(name: String) {
    #expect(DerivedQuery(method: name) == nil)
  }

  @Test func readsHowItAsks() throws {
    let query = try #require(DerivedQuery(method: "existsByEmailIgnoreCaseOrNick"))
    #expect(query.verb == .exists && query.foldsCase && query.hasDisjunction)
    #expect(query.properties == ["email", "nick"])
    let first = try #require(DerivedQuery(method: "findTopByPierIdOrderByNumberDesc"))
    #expect(first.order == "number" && first.properties == ["pierId"] && !first.hasDisjunction)
  }
}

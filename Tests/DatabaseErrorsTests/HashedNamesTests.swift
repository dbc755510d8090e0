import DatabaseErrors
import Testing

@Suite("Names made of checksums")
struct HashedNamesTests {
  @Test(arguments: [
    ("UNIQ_8D93D649E7927C74", "user", ["email"]),
    ("uniq_8d93d649e7927c74", "user", ["email"]),
    ("uniq_d34a04adf9038c4", "product", ["sku"]),
    ("UQ_97672ac88f789774dd47f7c8be3", "users", ["email"]),
  ])
  func areReadWithTableAndColumns(name: String, table: String, columns: [String]) {
    let known = ["id", "name", "email", "sku", "locale"]
    #expect(HashedNames.columns(of: name, table: table, among: known) == columns)
  }

  @Test(arguments: [
    ("UNIQ_8D93D649E7927C74", "users"), ("UQ_97672ac88f789774dd47f7c8be3", "user"),
    ("uq_users_email", "users"), ("UNIQ_8D93D649", "user"), ("UQ_", "users"), ("", ""),
  ])
  func tellNothingElse(name: String, table: String) {
    #expect(HashedNames.columns(of: name, table: table, among: ["id", "name", "email"]).isEmpty)
  }
}

extension Framework {
  static let jooq = reading(
    name: "jooq", marks: ["org.jooq"],
    calls: LibraryCalls([
      LibraryCalls.Entry(
        "org.jooq", ["execute", "fetchOne", "fetch", "fetchAny", "fetchOptional"], .rawStatement),
      LibraryCalls.Entry("org.jooq", ["insert", "store"], .save),
      LibraryCalls.Entry("org.jooq", ["batchInsert", "loadCSV"], .bulkInsert),
    ]), words: .jooq)

  static let exposed = reading(
    name: "exposed", marks: ["org.jetbrains.exposed"],
    calls: LibraryCalls([
      LibraryCalls.Entry("org.jetbrains.exposed", ["batchInsert"], .bulkInsert),
      LibraryCalls.Entry("org.jetbrains.exposed", ["insert", "insertAndGetId", "new"], .create),
      LibraryCalls.Entry("org.jetbrains.exposed", ["upsert", "batchUpsert"], .upsert),
      LibraryCalls.Entry("org.jetbrains.exposed", ["update"], .update),
      LibraryCalls.Entry("org.jetbrains.exposed", ["deleteWhere", "delete"], .delete),
    ]), words: .exposed)

  static let myBatis = reading(
    name: "mybatis", marks: ["org.apache.ibatis", "org.mybatis"],
    calls: LibraryCalls([
      LibraryCalls.Entry("org.apache.ibatis.session", ["insert"], .create),
      LibraryCalls.Entry("org.apache.ibatis.session", ["update"], .update),
      LibraryCalls.Entry("org.apache.ibatis.session", ["delete"], .delete),
      LibraryCalls.Entry("org.apache.ibatis.session", ["commit"], .commit),
    ]), words: .myBatis)
}

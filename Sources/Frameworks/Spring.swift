extension Framework {
  /// Flyway and Liquibase: whatever fails below them is a migration.
  public static let jvmMigrations = Framework.reading(
    name: "jvm-migrations", marks: ["org.flywaydb", "liquibase"],
    calls: LibraryCalls([
      LibraryCalls.Entry("org.flywaydb", [], .migrate),
      LibraryCalls.Entry("liquibase", [], .migrate),
    ]), words: .jvmMigrations)

  /// Spring with its repositories and templates, over JPA or JDBC.
  public static let spring = Framework.reading(
    name: "spring", marks: ["org.springframework"],
    calls: LibraryCalls(springCalls + hibernateCalls), words: .spring, recipes: .spring)

  /// Hibernate and JPA without Spring, EclipseLink and OpenJPA among them.
  public static let hibernate = Framework.reading(
    name: "hibernate",
    marks: ["org.hibernate", "org.eclipse.persistence", "org.apache.openjpa"],
    calls: LibraryCalls(hibernateCalls), words: .jpa)

  private static let springCalls =
    repositoryCalls + [
      LibraryCalls.Entry(
        "org.springframework.data.jpa.repository.support.SimpleJpaRepository",
        ["saveAll", "saveAllAndFlush"], .bulkInsert),
      LibraryCalls.Entry(
        "org.springframework.data.jpa.repository.support.SimpleJpaRepository",
        ["save", "saveAndFlush"], .save),
      LibraryCalls.Entry(
        "org.springframework.data.jpa.repository.support.SimpleJpaRepository",
        ["delete", "deleteById", "deleteAll", "deleteAllById", "deleteAllInBatch"], .delete),
      LibraryCalls.Entry(
        "org.springframework.jdbc.core.JdbcTemplate", ["batchUpdate"], .bulkInsert),
      LibraryCalls.Entry(
        "org.springframework.transaction.support.AbstractPlatformTransactionManager", ["commit"],
        .commit),
    ]

  /// Of a repository that is a proxy, printed traces often show nothing else.
  private static let repositoryCalls = ["com.sun.proxy", "jdk.proxy1", "jdk.proxy2", "jdk.proxy3"]
    .flatMap { package in
      [
        LibraryCalls.Entry(package, ["saveAll", "saveAllAndFlush"], .bulkInsert),
        LibraryCalls.Entry(package, ["save", "saveAndFlush"], .save),
        LibraryCalls.Entry(package, ["insert", "persist"], .create),
        LibraryCalls.Entry(package, ["merge"], .save),
        LibraryCalls.Entry(
          package,
          ["delete", "deleteById", "deleteAll", "deleteAllById", "deleteAllInBatch", "remove"],
          .delete),
      ]
    }

  private static let hibernateCalls = [
    LibraryCalls.Entry("org.hibernate", ["persist"], .create),
    LibraryCalls.Entry("org.hibernate", ["save", "saveOrUpdate", "merge", "flush"], .save),
    LibraryCalls.Entry("org.hibernate", ["delete", "remove"], .delete),
    LibraryCalls.Entry("org.hibernate", ["commit"], .commit),
    LibraryCalls.Entry("org.eclipse.persistence", ["persist"], .create),
    LibraryCalls.Entry("org.eclipse.persistence", ["merge", "flush"], .save),
    LibraryCalls.Entry("org.eclipse.persistence", ["remove"], .delete),
    LibraryCalls.Entry("org.eclipse.persistence", ["commit"], .commit),
    LibraryCalls.Entry("org.apache.openjpa", ["persist"], .create),
    LibraryCalls.Entry("org.apache.openjpa", ["merge", "flush"], .save),
    LibraryCalls.Entry("org.apache.openjpa", ["remove"], .delete),
    LibraryCalls.Entry("org.apache.openjpa", ["commit"], .commit),
  ]
}

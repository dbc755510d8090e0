extension Framework {
  /// Doctrine's ORM and DBAL, with Symfony or without.
  public static let doctrine = reading(
    name: "doctrine", marks: ["Doctrine", "doctrine"], calls: .doctrine, words: .doctrine,
    recipes: .doctrine)

  /// WordPress and its plugins, by `wpdb`.
  public static let wordPress = reading(
    name: "wordpress", marks: ["wp-includes", "wpdb"], calls: .wordPress,
    words: .wordPress)
}

extension LibraryCalls {
  /// Names as in Doctrine ORM and DBAL 2 to 4.
  static let doctrine = LibraryCalls([
    Entry("Doctrine/Migrations", [], .migrate), Entry("doctrine/migrations", [], .migrate),
    Entry("Doctrine/Common/DataFixtures", [], .migrate),
    Entry("doctrine/data-fixtures", [], .migrate),
    Entry("Doctrine/ORM", ["flush"], .save), Entry("doctrine/orm", ["flush"], .save),
    Entry("Doctrine/DBAL/Connection", ["insert"], .create),
    Entry("Doctrine/DBAL/Connection", ["update"], .update),
    Entry("Doctrine/DBAL/Connection", ["delete"], .delete),
    Entry("Doctrine/DBAL/Connection", ["commit"], .commit),
    Entry("doctrine/dbal", ["insert"], .create), Entry("doctrine/dbal", ["update"], .update),
    Entry("doctrine/dbal", ["delete"], .delete), Entry("doctrine/dbal", ["commit"], .commit),
    Entry("Doctrine/ORM/AbstractQuery", ["getOneOrNullResult", "getSingleResult"], .read),
    Entry(
      "Doctrine/DBAL",
      ["executeStatement", "executeUpdate", "executeQuery", "exec", "execute"], .rawStatement),
    Entry(
      "doctrine/dbal",
      ["executeStatement", "executeUpdate", "executeQuery", "exec", "execute"], .rawStatement),
  ])

  static let wordPress = LibraryCalls([
    Entry("wp-includes", ["insert", "wp_insert_post", "wp_insert_user"], .create),
    Entry("wp-includes", ["replace"], .upsert),
    Entry("wp-includes", ["update", "wp_update_post"], .update),
    Entry("wp-includes", ["delete"], .delete),
    Entry("wp-includes", ["query"], .rawStatement),
  ])
}

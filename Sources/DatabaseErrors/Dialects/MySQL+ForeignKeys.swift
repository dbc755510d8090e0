extension Dialect {
  static let mySQLForeignKeyMessages: [Message] =
    foreignKeyMessages(
      number: "1452", unexplainedNumber: "1216", side: .child,
      sentences: [
        "Cannot add or update a child row: a foreign key constraint fails",
        // Before 5.0.
        "Cannot add a child row: a foreign key constraint fails",
      ])
    + foreignKeyMessages(
      number: "1451", unexplainedNumber: "1217", side: .parent,
      sentences: [
        "Cannot delete or update a parent row: a foreign key constraint fails",
        "Cannot delete a parent row: a foreign key constraint fails",
      ])
    + [
      Message(
        .unique, code: "23000", number: "1761",
        "Foreign key constraint for table '{_}', record '{values}' would lead to a duplicate entry "
          + "in table '{table}', key '{key}'", origin: "a cascade, 5.6 and later",
        examples: [
          Example(
            "Foreign key constraint for table 'piers', record '7' would lead to a duplicate entry "
              + "in table 'berths', key 'berth_place'",
            yields: ConstraintViolation(
              kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1761",
              constraint: "berth_place", table: "berths", values: ["7"]))
        ]),
      Message(
        .unique, code: "23000", number: "1762",
        "Foreign key constraint for table '{_}', record '{values}' would lead to a duplicate entry "
          + "in a child table"),
      Message(
        .unique, code: "23000", number: "1557",
        "Upholding foreign key constraints for table '{_}', entry '{values}', key {number} would "
          + "lead to a duplicate entry", origin: "5.1 and 5.5"),
    ] + innoDBForeignKeyMessages

  /// The sentence with the definition as far as it was printed: the whole is cut at 512 bytes, by
  /// some versions at 192.
  static func foreignKeyMessages(
    number: String, unexplainedNumber: String, side: ConstraintViolation.Side, sentences: [String]
  ) -> [Message] {
    let constraint = ", CONSTRAINT `{constraint}` FOREIGN KEY"
    // Chinese has a wide parenthesis of its own, which belongs to the sentence.
    let ends = [
      "\(constraint) ({columns}) REFERENCES {parent} ({parent columns}){rest})",
      "\(constraint) ({columns}) REFERENCES {parent} ({parent columns}){rest}）",
      "\(constraint) ({columns}) REFERENCES {parent} ({parent columns}){rest}",
      "\(constraint) ({columns}) REFERENCES {parent} ({rest}",
      "\(constraint) ({columns}){rest}",
      "\(constraint){rest}",
      ", {rest}",
    ]
    return sentences.flatMap { sentence -> [Message] in
      let open = sentence.hasSuffix("（") ? "" : " ("
      // 5.0 put the database and the table into one pair of quotes.
      return ["`{schema}`.`{table}`", "`{schema}/{table}`"].flatMap { table in
        ends.map {
          Message(
            .foreignKey, code: "23000", number: number, side: side,
            "\(sentence)\(open)\(table)\($0)")
        }
      } + [
        Message(
          .foreignKey, code: "23000", number: unexplainedNumber, side: side,
          sentence.hasSuffix("（") ? String(sentence.dropLast()) : sentence,
          origin: "without the privilege to see the other table")
      ]
    }
  }

  /// What `SHOW ENGINE INNODB STATUS` keeps of the last one; on which side it was stands behind.
  private static let innoDBForeignKeyMessages: [Message] = [
    ("\nTrying to add in child table, in index {rest}", ConstraintViolation.Side.child),
    ("\nTrying to add to index {rest}", .child),
    ("\nTrying to delete or update in parent table, in index {rest}", .parent),
    ("\nTrying to delete in parent table, in index {rest}", .parent),
    ("\nTrying to update in parent table, in index {rest}", .parent),
    // MariaDB 10.
    (" in parent table, in index {rest}", .child),
  ].map { attempt, side in
    Message(
      .foreignKey, code: "23000", side: side,
      "Foreign key constraint fails for table `{schema}`.`{table}`:\n,\n  CONSTRAINT "
        + "`{constraint}` FOREIGN KEY ({columns}) REFERENCES {parent} ({parent columns}){rest}"
        + attempt, origin: "storage/innobase/row/row0ins.cc")
  }
}

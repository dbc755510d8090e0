/// What stands behind `DETAIL:` and `CONTEXT:`.
extension Dialect {
  static let postgreSQLDetails: [Message] = [
    Message(.unique, "Key ({columns})=({values}) already exists."),
    Message(.unique, "Key ({columns})=({values}) is duplicated."),
    Message(
      .unique,
      #"Key already exists in unique index "{constraint}", modified {_}."#
        + "\nKey ({columns})=({values}); existing local {rest}"),
    Message(.unique, #"Key already exists in unique index "{constraint}", modified {rest}"#),
    Message(.foreignKey, #"Key ({columns})=({values}) is not present in table "{parent}"."#),
    Message(
      .foreignKey, #"Key ({parent columns})=({values}) is still referenced from table "{table}"."#),
    Message(
      .foreignKey, #"Key ({parent columns})=({values}) is referenced from table "{table}"."#),
    Message(.foreignKey, #"Key is not present in table "{parent}"."#),
    Message(.foreignKey, #"Key is still referenced from table "{table}"."#),
    Message(.foreignKey, #"Key is referenced from table "{table}"."#),
    Message(
      .exclusion, "Key ({columns})=({values}) conflicts with existing key ({_})=({rest})."),
    Message(.exclusion, "Key ({columns})=({values}) conflicts with key ({_})=({rest})."),
    Message(.check, "Partition key of the failing row contains ({columns}) = ({values})."),
  ]

  /// The kinds are of no meaning here: each kind of failure can happen in each place.
  static let postgreSQLContexts: [Message] = [
    Message(.constraintUnspecified, "COPY {table}, line {number}, column {column}: null input"),
    Message(.constraintUnspecified, #"COPY {table}, line {number}, column {column}: "{rest}""#),
    Message(.constraintUnspecified, #"COPY {table}, line {number}: "{rest}""#),
    Message(.constraintUnspecified, "COPY {table}, line {number}"),
    Message(.constraintUnspecified, #"while updating tuple {_} in relation "{table}""#),
    Message(.constraintUnspecified, #"while deleting tuple {_} in relation "{table}""#),
    Message(.constraintUnspecified, #"while locking tuple {_} in relation "{table}""#),
    Message(.constraintUnspecified, #"SQL statement "{statement}""#),
    Message(.constraintUnspecified, "remote SQL command: {statement}"),
  ]
}

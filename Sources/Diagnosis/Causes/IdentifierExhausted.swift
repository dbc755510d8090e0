import Fixes

extension Cause {
  static let identifierExhausted = Cause(
    id: "id_exhausted",
    title: "The generated key has reached the largest number of its type",
    rationale: """
      The column of a key, or its counter, is full: an integer that was too small from the start, \
      a counter that failed or ignored inserts burnt, or one row that was stored with a huge \
      number. From that moment on every insert fails, whatever it brings.
      """,
    rules: [
      .certain(.any, .generatorIsExhausted),
      .certain(.keys, .keyIsLargestNumber, unless: [.keyIsGivenByWrite]),
      .likely(.keys, .keyIsLargestNumber),
      .likely(.keys, .keyIsLargestSmallNumber, .keyIsGenerated),
      .likely(.keys, .keyIsLargestSmallNumber, .keyIsIdentity, unless: [.keyIsGivenByWrite]),
    ],
    supports: [.keyIsGenerated],
    remedies: [.widenKey],
    examples: [
      .matches(
        "the largest integer", exception: "MySQLdb.IntegrityError",
        "(1062, \"Duplicate entry '2147483647' for key 'boats.PRIMARY'\")"),
      .matches(
        "a sequence at its end", exception: "psycopg.errors.SequenceGeneratorLimitExceeded",
        #"nextval: reached maximum value of sequence "boats_id_seq" (2147483647)"#),
      .rejects(
        "a number like any other", exception: "MySQLdb.IntegrityError",
        "(1062, \"Duplicate entry '2147483' for key 'boats.PRIMARY'\")"),
      .rejects(
        "the largest number in a column of the business",
        #"duplicate key value violates unique constraint "boats_pkey""#
          + "\nDETAIL:  Key (id)=(2147483646) already exists."),
    ]
  )
}

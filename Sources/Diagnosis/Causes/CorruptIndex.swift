import Fixes

extension Cause {
  static let corruptIndex = Cause(
    id: "corrupt_index",
    title: "The index no longer agrees with the table",
    rationale: """
      An index can miss rows, or hold two of a key, after the collation of the system changed \
      under it, after a crash of the disk, or on a copy that was made wrongly. Look-ups through \
      it and without it then give different answers.
      """,
    rules: [
      .certain(.any, .indexIsBroken),
      .likely(.collisions, .duplicatesAreStored, .lookFoundRow),
    ],
    remedies: [.rebuildIndex],
    examples: [
      .matches(
        "the index was built under another collation", "UNIQUE constraint failed: boats.sail_no",
        seen: [.indexIsBroken]),
      .matches(
        "a unique index cannot be built again", exception: "psycopg.errors.UniqueViolation",
        #"could not create unique index "boats_sail_no_key""#
          + "\nDETAIL:  Key (sail_no)=(K-17) is duplicated.", seen: [.indexIsBroken]),
      .rejects(
        "a new key over old rows", exception: "psycopg.errors.UniqueViolation",
        #"could not create unique index "boats_sail_no_key""#
          + "\nDETAIL:  Key (sail_no)=(K-17) is duplicated."),
      .rejects("an ordinary refusal", "UNIQUE constraint failed: boats.sail_no"),
    ]
  )
}

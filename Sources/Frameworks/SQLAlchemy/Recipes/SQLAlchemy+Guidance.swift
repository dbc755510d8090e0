import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension SQLAlchemyReading {
  /// Look and write under one lock, where neither the key's own answer nor a second look helps.
  var serialization: [Fix] {
    guard translation.isEmpty, insertOrRead.isEmpty, let model = modelName else { return [] }
    let parent = relation?.facts.columns.first { column in
      column.referencedTable != nil && columns.contains(column.column)
    }
    let owner = parent?.referencedTable.flatMap(libraries.relation(table:))?.facts.name ?? model
    let function = sites.first?.functionName ?? "the function"
    return [
      Fix(
        title: "Lock before looking in `\(function)`", applicability: .guidance,
        rationale: """
          What is computed from rows, the next number or what is left, is right only while nobody \
          else computes it. The lock makes the second one wait; SQLite has none, and needs `BEGIN \
          IMMEDIATE`. The unique key stays as the net.
          """,
        sketch: """
          \(owner.underscored) = session.scalar(
              select(\(owner)).where(\(owner).id == ...).with_for_update()
          )
          ...  # look, then write `\(model)`, then commit

          """, isAlternative: false)
    ]
  }

  /// What is shown where the place of the change is for people to decide.
  func guidance(for remedy: Remedy) -> [Fix] {
    switch remedy.kind {
    case .idempotencyKey: [idempotency].compactMap(\.self)
    case .resetSequence: [sequence].compactMap(\.self)
    case .deduplicateBatch: [batch].compactMap(\.self)
    default: []
    }
  }

  private var idempotency: Fix? {
    guard let model = modelName, let endpoint else { return nil }
    return Fix(
      title: "Take a key of the operation in `\(endpoint.function.name)`", applicability: .guidance,
      rationale: """
        Where the row has no natural key, the sender's own key of the operation tells a repetition \
        from a new one. The key and the row are written in one transaction; what is sent to others \
        is not taken back by it.
        """,
      sketch: """
        class \(model):
            idempotency_key = mapped_column(String(64), unique=True)

        # in \(endpoint.function.name)
        key = request.headers["Idempotency-Key"]
        known = session.scalar(select(\(model)).where(\(model).idempotency_key == key))
        if known is not None:
            ...  # the answer of the first time

        """, isAlternative: true)
  }

  private var sequence: Fix? {
    guard let table = relation?.facts.table ?? failure.violation?.knownTable else { return nil }
    let key = relation?.keyColumns.first ?? "id"
    return Fix(
      title: "Set the sequence of `\(table)` behind its largest \(key)", applicability: .guidance,
      rationale: """
        Rows were stored with keys of their own, and the generator does not know of them. It \
        helps until keys are given again: let the database make them, or end each import with this.
        """,
      sketch: """
        session.execute(
            text(
                "SELECT setval(pg_get_serial_sequence('\(table)', '\(key)'), "
                "(SELECT coalesce(max(\(key)), 0) + 1 FROM \(table)), false)"
            )
        )

        """)
  }

  private var batch: Fix? {
    guard !columns.isEmpty, let function = sites.first?.functionName else { return nil }
    let key = fields.map { "row[\"\($0)\"]" }.joined(separator: ", ")
    return Fix(
      title: "Take repeated rows out in `\(function)`", applicability: .guidance,
      rationale: """
        One statement can write a key once. Which of two rows counts is for people to decide: here \
        it is the last one. Rows that are stored already are another question.
        """,
      sketch: """
        rows = list({(\(key)\(fields.count == 1 ? "," : "")): row for row in rows}.values())

        """)
  }
}

import SourceCode
import Testing

@Suite struct AlembicTests {
  /// A migration that stands on others.
  private static func migration(
    _ revision: String, on earlier: String, _ body: String, in file: String
  ) -> SourceFile {
    SourceFile(
      path: "migrations/versions/\(file).py",
      text:
        "revision = \"\(revision)\"\ndown_revision = \(earlier)\n\ndef upgrade():\n    \(body)\n")
  }

  private static func columns(of table: String, _ files: [SourceFile]) -> [String]? {
    Schema.declared(in: SourceTree(files: files, isComplete: true)).relations
      .first { $0.table == table }?.columns.map(\.column)
  }

  private static let made = migration(
    "a1", on: "None", #"op.create_table("boats", sa.Column("id", sa.Integer()))"#, in: "z_first")

  @Test func readsRevisionsInTheirOrder() {
    let added = Self.migration(
      "b2", on: #""a1""#, #"op.add_column("boats", sa.Column("name", sa.Text()))"#, in: "y_second")
    let dropped = Self.migration(
      "c3", on: #"("a1", "b2")"#, #"op.drop_column("boats", "id")"#, in: "a_third")
    #expect(Self.columns(of: "boats", [dropped, added, Self.made]) == ["name"])
  }

  @Test func readsRevisionsThatStandOnEachOther() {
    let circle = (0..<40).map { number in
      let others = (0..<40).filter { $0 != number }.map { "\"r\($0)\"" }.joined(separator: ", ")
      return Self.migration(
        "r\(number)", on: "(\(others))", "op.create_index()", in: "r\(number)")
    }
    #expect(Self.columns(of: "boats", circle + [Self.made]) == ["id"])
  }

  @Test func readsALongHistory() {
    let history = (0..<5_000).map { number in
      Self.migration("r\(number)", on: "\"r\(number - 1)\"", "op.add_column()", in: "r\(number)")
    }
    #expect(Self.columns(of: "boats", history + [Self.made]) == ["id"])
  }
}

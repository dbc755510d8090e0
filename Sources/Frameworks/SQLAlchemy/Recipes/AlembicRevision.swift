import EventSchema
import Fixes
import SourceCode

/// The next revision of a project's Alembic migrations, in the style of the last one.
struct AlembicRevision {
  private let folder: String
  private let leaf: PythonFile
  private let leafRevision: String
  private let isBatch: Bool

  /// `nil` when the tree has no folder of revisions, or more than one head.
  init?(_ source: PythonSource) {
    let files = source.tree.files.filter { file in
      file.path.hasSuffix(".py") && "/\(file.path)".mentions("/versions/")
        && file.text.mentions("down_revision") && file.isWhole
    }
    let revisions = files.compactMap { file -> (file: SourceFile, id: String)? in
      guard let module = source.file(at: file.path)?.module,
        let id = module.globalValue(of: "revision")?.stringValue
      else { return nil }
      return (file, id)
    }
    let followed = Set(
      files.flatMap { file -> [String] in
        let value = source.file(at: file.path)?.module.globalValue(of: "down_revision")
        return (value?.elements ?? []).compactMap(\.stringValue)
          + [value?.stringValue].compactMap(\.self)
      })
    let heads = revisions.filter { !followed.contains($0.id) }
    guard heads.count == 1, let head = heads.first, let leaf = source.file(at: head.file.path)
    else { return nil }
    self.leaf = leaf
    leafRevision = head.id
    folder = head.file.path.split(separator: "/").dropLast().joined(separator: "/")
    isBatch =
      leaf.source.text.mentions("batch_alter_table")
      || source.tree.files.contains {
        $0.path.hasSuffix("env.py") && $0.text.mentions("render_as_batch=True")
      }
  }

  /// Numbered like the others, else made of the revision before and what it is for.
  private func identifier(_ purpose: String) -> String {
    if leafRevision.allSatisfy(\.isNumber), let number = Int(leafRevision), number < 9_999 {
      let digits = String(number + 1)
      let padding = max(0, leafRevision.utf8.count - digits.utf8.count)
      return String(repeating: "0", count: padding) + digits
    }
    // The same change has the same name whenever it is written.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in (leafRevision + purpose).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String((String(repeating: "0", count: 16) + digits).suffix(12))
  }

  /// A new file that refuses to go on while duplicates are stored, then does the steps.
  func add(_ key: SQLAlchemyKey, to change: inout PythonChange) {
    let id = identifier(key.name)
    let slug = "unique_\(key.table)_\(key.columns.joined(separator: "_"))"
    let name = leaf.source.path.split(separator: "/").last.map(String.init) ?? ""
    let isNumberedFirst = name.hasPrefix(leafRevision)
    let file = isNumberedFirst ? "\(id)_\(slug).py" : "\(slug)_\(id).py"
    change.add(path: "\(folder)/\(file)", text: text(key, id))
  }

  private func text(_ key: SQLAlchemyKey, _ id: String) -> String {
    let style = leaf.style
    let isTyped = leaf.source.text.mentions("revision: str")
    let level = style.indent
    func literal(_ text: String) -> String { style.literal(text) }
    let returns = leaf.source.text.mentions("def upgrade() -> None") ? " -> None" : ""
    let columns = key.columns.joined(separator: ", ")
    let conditions =
      key.whereNull.map { "\($0) IS NULL" } + key.nullable.map { "\($0) IS NOT NULL" }
    let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    let head = """
      \"""one row for each \(columns) of \(key.table)

      Revision ID: \(id)
      Revises: \(leafRevision)

      \"""
      from alembic import op
      import sqlalchemy as sa


      # revision identifiers, used by Alembic.
      revision\(isTyped ? ": str" : "") = \(literal(id))
      down_revision = \(literal(leafRevision))
      branch_labels = None
      depends_on = None



      """
    let query = """
      def upgrade()\(returns):
      \(level)# Which of several rows is the right one is for people to decide.
      \(level)duplicates = op.get_bind().execute(
      \(level)\(level)sa.text(
      \(level)\(level)\(level)"SELECT \(columns), count(*) FROM \(key.table)\(filter)"
      \(level)\(level)\(level)" GROUP BY \(columns) HAVING count(*) > 1"
      \(level)\(level))
      \(level)).fetchmany(20)
      \(level)if duplicates:
      \(level)\(level)raise RuntimeError(
      \(level)\(level)\(level)"These rows of \(key.table) are stored more than once; keep one of "
      \(level)\(level)\(level)f"each, then upgrade again: {[tuple(row) for row in duplicates]}"
      \(level)\(level))

      """
    return head + query + steps(key, level, literal)
      + "\n\ndef downgrade()\(returns):\n" + undoing(key, level, literal)
  }

  private func steps(
    _ key: SQLAlchemyKey, _ level: String, _ literal: (String) -> String
  ) -> String {
    let columns = "[\(key.columns.map(literal).joined(separator: ", "))]"
    let name = literal(key.name)
    guard key.whereNull.isEmpty else {
      let condition = key.whereNull.map { "\($0) IS NULL" }.joined(separator: " AND ")
      let text = "sa.text(\(literal(condition)))"
      return dropping(key, level, literal)
        + "\(level)op.create_index(\n\(level)\(level)\(name),\n\(level)\(level)\(literal(key.table)),\n"
        + "\(level)\(level)\(columns),\n\(level)\(level)unique=True,\n"
        + "\(level)\(level)postgresql_where=\(text),\n\(level)\(level)sqlite_where=\(text),\n"
        + "\(level))\n"
    }
    guard isBatch else {
      return "\(level)op.create_unique_constraint(\(name), \(literal(key.table)), \(columns))\n"
    }
    return "\(level)with op.batch_alter_table(\(literal(key.table))) as batch_op:\n"
      + "\(level)\(level)batch_op.create_unique_constraint(\(name), \(columns))\n"
  }

  /// The key over all rows goes: SQLite names none, so the convention does.
  private func dropping(
    _ key: SQLAlchemyKey, _ level: String, _ literal: (String) -> String
  ) -> String {
    guard let old = key.replaced else { return "" }
    if old.isIndex {
      return "\(level)op.drop_index(\(literal(old.name)), table_name=\(literal(key.table)))\n"
    }
    guard isBatch else {
      return "\(level)op.drop_constraint(\(literal(old.name)), \(literal(key.table)), "
        + "type_=\(literal("unique")))\n"
    }
    let convention =
      "{\(literal("uq")): \(literal("%(table_name)s_%(column_0_N_name)s_key"))}"
    return "\(level)with op.batch_alter_table(\n\(level)\(level)\(literal(key.table)), "
      + "naming_convention=\(convention)\n\(level)) as batch_op:\n"
      + "\(level)\(level)batch_op.drop_constraint(\(literal(old.name)), type_=\(literal("unique")))\n"
  }

  private func undoing(
    _ key: SQLAlchemyKey, _ level: String, _ literal: (String) -> String
  ) -> String {
    let name = literal(key.name)
    guard key.whereNull.isEmpty else {
      return "\(level)op.drop_index(\(name), table_name=\(literal(key.table)))\n"
        + "\(level)with op.batch_alter_table(\(literal(key.table))) as batch_op:\n"
        + "\(level)\(level)batch_op.create_unique_constraint(\n\(level)\(level)\(level)"
        + "\(literal(key.replaced?.name ?? key.name)), "
        + "[\(key.columns.map(literal).joined(separator: ", "))]\n\(level)\(level))\n"
    }
    guard isBatch else {
      return
        "\(level)op.drop_constraint(\(name), \(literal(key.table)), type_=\(literal("unique")))\n"
    }
    return "\(level)with op.batch_alter_table(\(literal(key.table))) as batch_op:\n"
      + "\(level)\(level)batch_op.drop_constraint(\(name), type_=\(literal("unique")))\n"
  }
}

/// A unique key that a table is to have.
struct SQLAlchemyKey {
  var table: String
  /// Database names.
  var columns: [String]
  var name: String
  /// Columns of the key that may be NULL, where a row does not count.
  var nullable: [String] = []
  /// Columns that must be NULL for a row to count.
  var whereNull: [String] = []
  /// The key over all rows that it takes the place of.
  var replaced: (name: String, isIndex: Bool)?
}

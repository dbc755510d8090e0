import EventSchema
import SourceCode

/// The next migration of an app: refuses to go on while duplicates are stored, then adds the key.
struct DjangoMigration {
  let path: String
  private let appLabel: String
  private let dependency: String
  private let model: DjangoModel

  /// `nil` when the tree has no migrations of the app.
  init?(for model: DjangoModel, in tree: SourceTree) {
    var folder = model.file.source.path.split(separator: "/").dropLast().map(String.init)
    if let models = folder.lastIndex(of: "models"), models > 0 {
      folder.removeLast(folder.count - models)
    }
    let prefix = (folder + ["migrations"]).joined(separator: "/") + "/"
    let names = tree.files.compactMap { file -> String? in
      guard file.path.hasPrefix(prefix), file.path.hasSuffix(".py") else { return nil }
      let name = String(file.path.dropFirst(prefix.count).dropLast(3))
      return name.first?.isNumber == true && !name.utf8.contains(UInt8(ascii: "/")) ? name : nil
    }
    // The leaf is what no other migration of the app names.
    let texts = tree.files.filter { $0.path.hasPrefix(prefix) }
    let leaves = names.filter { name in
      !texts.contains { file in
        file.path != "\(prefix)\(name).py"
          && (file.text.mentions("'\(name)'") || file.text.mentions("\"\(name)\""))
      }
    }
    guard leaves.count == 1, let leaf = leaves.first else { return nil }
    let number = (names.compactMap { Int($0.prefix { $0.isNumber }) }.max() ?? 0) + 1
    guard number <= 9_999 else { return nil }
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    self.model = model
    appLabel = model.appLabel
    dependency = leaf
    path = "\(prefix)\(padded)_\(model.name.lowercased())_unique.py"
  }

  func text(_ key: MissingKey) -> String {
    let style = PythonStyle()
    let fields = key.fields.map(\.name)
    let quoted = fields.map(style.literal).joined(separator: ", ")
    // NULL equals nothing, so rows with an empty column are no duplicates.
    let filters =
      key.nullFields.map { "\($0.name)__isnull=True" }
      + key.fields.filter(\.isNullable).map { "\($0.name)__isnull=False" }
    let filter = filters.isEmpty ? "" : "        .filter(\(filters.joined(separator: ", ")))\n"
    let constraint = style.call(
      "models.UniqueConstraint", key.arguments(style), prefix: "constraint=", suffix: ",",
      margin: "            ")
    return """
      from django.db import migrations, models


      def refuse_duplicates(apps, schema_editor):
          \"""Which of several rows is the right one is for people to decide.\"""
          \(model.name) = apps.get_model("\(appLabel)", "\(model.name)")
          duplicates = (
              \(model.name).objects.using(schema_editor.connection.alias)
      \(filter)        .values(\(quoted))
              .annotate(rows=models.Count("pk"))
              .filter(rows__gt=1)
              .order_by(\(quoted))
          )
          found = [str(row) for row in duplicates[:20]]
          if found:
              raise RuntimeError(
                  "These rows of \(model.name) are stored more than once; keep one of each, then "
                  "migrate again: " + "; ".join(found)
              )


      class Migration(migrations.Migration):

          dependencies = [
              ("\(appLabel)", "\(dependency)"),
          ]

          operations = [
              migrations.RunPython(refuse_duplicates, migrations.RunPython.noop),
              migrations.AddConstraint(
                  model_name="\(model.name.lowercased())",
      \(constraint)
              ),
          ]

      """
  }
}

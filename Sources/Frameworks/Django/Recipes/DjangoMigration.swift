import SourceCode

/// The next migration of an app, in the app's own numbering and in the quotes of its last one.
struct DjangoMigration {
  let path: String
  let appLabel: String
  /// The app's last migration, on which this one builds.
  let dependency: String
  let style: PythonStyle

  /// - Parameter name: What stands behind the number: `loan_unique`.
  ///
  /// `nil` when the tree has no migrations of the app, or when they have no single last one.
  init?(for model: DjangoModel, named name: String, in tree: SourceTree) {
    var folder = model.file.source.path.split(separator: "/").dropLast().map(String.init)
    if let models = folder.lastIndex(of: "models"), models > 0 {
      folder.removeLast(folder.count - models)
    }
    let prefix = (folder + ["migrations"]).joined(separator: "/") + "/"
    let files = tree.files.filter { file in
      let name = file.path.dropFirst(prefix.count)
      return file.path.hasPrefix(prefix) && file.path.hasSuffix(".py")
        && name.first?.isNumber == true && !name.utf8.contains(UInt8(ascii: "/"))
    }
    // The last one is what no other migration of the app names.
    let leaves = files.filter { file in
      let name = Self.name(of: file)
      return !files.contains { other in
        other.path != file.path && (other.mentions("'\(name)'") || other.mentions("\"\(name)\""))
      }
    }
    guard leaves.count == 1, let leaf = leaves.first else { return nil }
    let numbers = files.compactMap { Int(Self.name(of: $0).prefix { $0.isNumber }) }
    let number = (numbers.max() ?? 0) + 1
    guard number <= 9_999 else { return nil }
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    appLabel = model.appLabel
    dependency = Self.name(of: leaf)
    path = "\(prefix)\(padded)_\(name).py"
    style = PythonStyle(of: PythonFile(leaf))
  }

  private static func name(of file: SourceFile) -> String {
    String((file.path.split(separator: "/").last ?? "").dropLast(3))
  }

  /// The text of the file.
  ///
  /// - Parameters:
  ///   - imports: Lines beside the usual one.
  ///   - functions: Definitions above the class, each without a blank line at its end.
  ///   - operations: Each at the margin of the list, with its comma.
  func text(
    imports: [String] = [], functions: [String] = [], isAtomic: Bool = true,
    usesModels: Bool = true, operations: [String]
  ) -> String {
    let level = style.indent
    let usual = "from django.db import migrations\(usesModels ? ", models" : "")"
    var text = (imports + [usual]).sorted().joined(separator: "\n") + "\n\n\n"
    for function in functions { text += function + "\n\n\n" }
    text += "class Migration(migrations.Migration):\n"
    if !isAtomic { text += "\(level)atomic = False\n" }
    text += "\n\(level)dependencies = [\n"
    text += "\(level)\(level)(\(style.literal(appLabel)), \(style.literal(dependency))),\n"
    text += "\(level)]\n\n\(level)operations = [\n"
    text += operations.map { $0 + "\n" }.joined()
    return text + "\(level)]\n"
  }

  /// The blanks before an operation.
  var margin: String { style.indent + style.indent }

  /// One operation with its arguments on lines of their own.
  func operation(_ name: String, _ arguments: [String], margin: String? = nil) -> String {
    let margin = margin ?? self.margin
    let inner = arguments.map { "\(margin)\(style.indent)\($0),\n" }.joined()
    return "\(margin)migrations.\(name)(\n\(inner)\(margin)),"
  }
}

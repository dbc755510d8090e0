import EventSchema
import Fixes
import SourceCode

extension RecipePlace {
  /// The whole name of the context, where the application declares one and no more.
  var databaseContext: String? {
    let names = reading.failure.tree.files.flatMap { file -> [String] in
      guard file.path.hasSuffix(".cs"), file.mentions("DbContext"), !file.path.isOfTests else {
        return []
      }
      let namespace = file.namespace.map { "\($0)." } ?? ""
      return file.text.split(separator: "\n").compactMap { line -> String? in
        let words = String(line).trimmed.split { " (:<".contains($0) }.map { String($0) }
        guard let index = words.firstIndex(of: "class"), words.count > index + 1,
          line.contains(":"),
          words.dropFirst(index + 2).contains(where: { $0.hasSuffix("DbContext") })
        else { return nil }
        return namespace + words[index + 1]
      }
    }
    return names.count == 1 ? names[0] : nil
  }

  /// Before the line that names the table; without a snapshot there is nothing to be compared.
  func changeModelSnapshot(_ change: inout CodeChange) -> Bool {
    let snapshots = reading.failure.tree.files.filter { $0.path.hasSuffix("ModelSnapshot.cs") }
    guard let snapshot = snapshots.first else { return true }
    guard snapshots.count == 1, snapshot.isWhole, let model = value("model"),
      let list = value("texts")
    else { return false }
    var offset = 0
    var isInside = false
    for line in snapshot.text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = String(line).trimmed
      if words.hasPrefix("modelBuilder.Entity(") {
        isInside = words.mentions(".\(model)\",") || words.mentions("\"\(model)\",")
      }
      if isInside, words.hasPrefix("b.HasIndex(\(list))") { return false }
      if isInside, words.hasPrefix("b.ToTable(") {
        let margin = line.prefix { $0 == " " || $0 == "\t" }
        let ending = snapshot.text.contains("\r\n") ? "\r\n" : "\n"
        let text = "\(margin)b.HasIndex(\(list)).IsUnique();\(ending)\(ending)"
        change.edit(snapshot, .insert(text, at: offset))
        return true
      }
      offset += line.utf8.count + 1
    }
    return false
  }
}

extension SourceFile {
  /// The namespace that a file of C# says it is of.
  fileprivate var namespace: String? {
    text.split(separator: "\n").lazy.map { String($0).trimmed }
      .first { $0.hasPrefix("namespace ") }
      .map { $0.dropFirst("namespace ".count).prefix { !" ;{".contains($0) } }
      .map { String($0) }
  }
}

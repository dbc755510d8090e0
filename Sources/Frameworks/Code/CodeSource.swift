import EventSchema
import SourceCode

/// The files of one failure that the light reader knows, parsed when they are first needed.
final class CodeSource {
  let tree: SourceTree
  let vocabulary: CodeVocabulary
  private let files: ParsedFiles
  private var parsed: [String: CodeSourceFile] = [:]
  private var declarations: [String: ModelDeclaration?] = [:]
  private var filesByText: [String: [CodeSourceFile]] = [:]
  private var documents: [String: MapperDocument?] = [:]

  init(_ tree: SourceTree, _ vocabulary: CodeVocabulary, _ files: ParsedFiles) {
    self.tree = tree
    self.files = files
    self.vocabulary = vocabulary
  }

  func file(at path: String, line: Int?) -> CodeSourceFile? {
    tree.file(at: path, line: line).flatMap(parse)
  }

  func parse(_ file: SourceFile) -> CodeSourceFile? {
    let key = "\(file.path):\(file.firstLine)"
    if let known = parsed[key] { return known }
    guard let language = CodeLanguage.of(path: file.path),
      vocabulary.languages.contains(language.name), parsed.count < CodeLimits.filesParsedMax
    else { return nil }
    let result = files.code(file, language)
    parsed[key] = result
    return result
  }

  /// The files of the vocabulary's languages that hold a piece of text, at most a bounded number.
  func files(mentioning text: String) -> [CodeSourceFile] {
    if let known = filesByText[text] { return known }
    var found: [CodeSourceFile] = []
    for file in tree.files where found.count < CodeLimits.filesMentioningMax {
      guard let language = CodeLanguage.of(path: file.path),
        vocabulary.languages.contains(language.name), file.text.mentions(text),
        let parsed = parse(file)
      else { continue }
      found.append(parsed)
    }
    filesByText[text] = found
    return found
  }

  // MARK: Models

  /// What the source says of a model; `nil` when its declaration is not at hand.
  func declaration(of model: String) -> ModelDeclaration? {
    if let known = declarations[model] { return known }
    var found: ModelDeclaration?
    for file in candidates(for: model) {
      found = declaration(of: model, in: file)
      if found != nil { break }
    }
    found = vocabulary.completion(model, found, self)
    declarations[model] = .some(found)
    return found
  }

  private func declaration(of model: String, in file: CodeSourceFile) -> ModelDeclaration? {
    for type in file.parsed.types where type.name?.lastComponent == model {
      if let found = vocabulary.declaration(type, file) { return found }
    }
    // Models that are values and no types: `const User = sequelize.define(…)`.
    guard let found = vocabulary.declaration(file.parsed.body, file),
      CodeNaming.bare(found.name) == CodeNaming.bare(model)
    else { return nil }
    return found
  }

  /// Files that can declare a model: by their name, else by what stands in them.
  private func candidates(for model: String) -> [CodeSourceFile] {
    let wanted = CodeNaming.bare(model)
    let plural = CodeNaming.bare(CodeNaming.plural(CodeNaming.underscored(model)))
    var named: [CodeSourceFile] = []
    for file in tree.files where named.count < CodeLimits.candidatesMax {
      let stem = CodeNaming.bare(file.path.fileStem)
      guard stem.hasPrefix(wanted) || stem.hasPrefix(plural) || stem == "schema" || stem == "models"
      else { continue }
      if let parsed = parse(file) { named.append(parsed) }
    }
    return named
      + files(mentioning: model).filter { file in
        !named.contains { $0.source.path == file.source.path }
      }
  }

  /// The model at the other end of a relation that a method declares:
  /// `return $this->hasMany(Berth::class)`; `nil` where several of the name differ.
  func relationTarget(of name: String) -> String? {
    var targets: Set<String> = []
    for file in files(mentioning: "function \(name)(") {
      for (_, block) in file.parsed.functions where block.name == name {
        let relation = block.calls.first { Self.relations.contains($0.name) }
        guard let target = relation?.arguments.first?.value.links.first?.name else { continue }
        targets.insert(target.lastComponent)
      }
    }
    return targets.count == 1 ? targets.first : nil
  }

  private static let relations: Set<String> = [
    "hasOne", "hasMany", "belongsToMany", "morphOne", "morphMany", "hasOneThrough",
    "hasManyThrough", "morphToMany",
  ]

  /// The document with the statements of an interface.
  func mapperDocument(of interface: String) -> MapperDocument? {
    if let known = documents[interface] { return known }
    let found = MapperDocument(of: interface, in: tree)
    documents[interface] = .some(found)
    return found
  }

  /// The table of a model: as declared, else by convention.
  func table(of model: String) -> String {
    declaration(of: model)?.table ?? vocabulary.table(model)
  }
}

/// A file with what was read in it.
final class CodeSourceFile {
  let source: SourceFile
  let parsed: CodeFile
  private(set) lazy var walk = CodeWalk(parsed.body)
  private(set) lazy var style = CodeStyle(of: self)
  private(set) lazy var modules = readModules()

  init(_ source: SourceFile, _ language: CodeLanguage) {
    self.source = source
    parsed = CodeFile(parsing: source.text, language: language, firstLine: source.firstLine)
  }

  func place(_ span: CodeSpan, in function: String?) -> SourceFacts.Place {
    place(line: span.firstLine, in: function)
  }

  func place(line: Int, in function: String?) -> SourceFacts.Place {
    SourceFacts.Place(
      path: source.path, line: line, function: function,
      text: source.text(ofLine: line).map { String($0).trimmed } ?? "")
  }

  /// What a piece of code says, as it is written.
  func text(_ span: CodeSpan) -> String {
    source.bytes(max(span.start, 0)..<max(span.end, span.start, 0))
      .map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}

/// The bounds of what is read around one failure, with their reasons.
enum CodeLimits {
  /// Files that are parsed for one failure: a diagnosis must not read all of a checkout.
  static let filesParsedMax = 64
  /// Files that are parsed because a word stands in them.
  static let filesMentioningMax = 12
  /// Files that are parsed because of their name.
  static let candidatesMax = 6
  /// Calls inside of calls that are followed from the culprit.
  static let calleeDepthMax = 2
  /// Functions that are followed from the culprit.
  static let calleesMax = 24
  /// Variables behind variables that are followed to a value.
  static let variableDepthMax = 4
}

extension String {
  /// `App\Models\User`, `MyApp.User`, `Admin::User`: the last part.
  var lastComponent: String {
    let parts = utf8.split { byte in
      byte == UInt8(ascii: "\\") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
    }
    guard parts.count > 1 || parts.first?.count != utf8.count else { return self }
    return parts.last.map { String(Substring($0)) } ?? self
  }

  /// `user` of `src/entities/user.entity.ts`.
  var fileStem: String {
    let name = part(behindLast: "/").utf8
    return String(Substring(name.prefix { $0 != UInt8(ascii: ".") }))
  }

  var startsWithCapital: Bool { first?.isUppercase == true }

  /// Without the mark of a variable: `$user`, `@user` and `:user` are `user`.
  var withoutSigil: String {
    let name = utf8.drop { "$@:#".utf8.contains($0) }
    return name.startIndex == startIndex ? self : String(Substring(name))
  }
}

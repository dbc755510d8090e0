public import DatabaseErrors
public import EventSchema
import Fixes
public import SourceCode

/// What one application framework adds to the reading of a failure: how it is recognised, what its
/// frames and source lines mean, and how a remedy looks in its code.
///
/// A framework never sees a cause, and a cause never sees a framework.
public struct Framework: Sendable {
  /// The word of the JSON format: `django`, `swift-sqlite`.
  public var name: String
  /// Parts of modules, classes or paths that only its applications have among their frames or
  /// exceptions; separators do not matter: `active_record`, `org.springframework`.
  var marks: [String] = []
  /// Whether this failure happened in an application of the framework, where marks do not tell.
  var recognises: @Sendable (Failure, CulpritSource) -> Bool
  /// Whether the culprit's source shows so, for a failure whose frames show nothing.
  var recognisesSource: @Sendable (CulpritSource) -> Bool = { _ in false }
  /// Whether a file that the culprit's own imports shows so: the client is often made elsewhere.
  var recognisesImports: @Sendable ([SourceFile]) -> Bool = { _ in false }
  /// The operation that its messages quote.
  var quotes: @Sendable (Event) -> SourceFacts.Operation? = { _ in nil }
  /// Reads the frames and the source at hand.
  var reads: @Sendable (Failure, ParsedFiles) -> any FrameworkReader
  /// Whether it is a driver, above which the culprit's source may use something else.
  var isDriver = false
  /// Whether it stands for a language's code without a framework, so that no report names it.
  public var isPlain = false

  /// In the order of trial.
  public static let all: [Framework] = [
    .django, .swiftSQLite, .rails, .sequel, .laravel, .doctrine, .wordPress, .dbixClass, .prisma,
    .sequelize, .typeORM, .mongoose, .mongoDB, .knex, .drizzle, .ecto, .sqlAlchemy, .peewee,
    .tortoise, .pony,
    .entityFrameworkCore, .entityFramework, .nHibernate, .dapper, .gorm, .ent, .goSQL, .seaORM,
    .diesel, .rusqlite, .sqlx, .fluent, .grdb, .sqliteSwift, .jvmMigrations, .jooq, .exposed,
    .myBatis, .spring, .hibernate,
    .python, .plainRuby, .plainNode, .plainPHP, .plainElixir,
    .plainJVM, .plainDotNet, .plainGo, .plainSwift, .plainRust,
  ]

  /// The framework of this failure, if one is recognised: by its frames and exceptions, else by the
  /// culprit's source.
  ///
  /// - Parameter stack: Of the failure's frames, where it is known.
  public static func recognised(in failure: Failure, _ stack: MarksOnStack? = nil) -> Framework? {
    let source = CulpritSource(failure)
    let onStack = stack ?? MarksOnStack(failure.frames)
    let inTypes = allMarks.groups(in: LibraryCalls.paths(failure.thrownNames))
    let marked = all.indices.first {
      onStack.isMarked[$0] || inTypes[$0] || all[$0].recognises(failure, source)
    }
    if let marked, !all[marked].isDriver { return all[marked] }
    if let own = above.first(where: { $0.recognisesSource(source) }) { return own }
    if let marked { return all[marked] }
    let files = failure.filesImportedByCulprit
    return above.first { $0.recognisesImports(files) } ?? all.first { $0.recognisesSource(source) }
  }

  /// Those above drivers.
  private static let above = all.filter { !$0.isPlain && !$0.isDriver }

  /// The same as a driver.
  func asDriver() -> Framework {
    var framework = self
    framework.isDriver = true
    return framework
  }

  /// The marks of all, one group each.
  fileprivate static let allMarks = Needles(groups: all.map { $0.marks.map(LibraryCalls.path) })

  /// The name for reports; `nil` for code without a framework.
  public var shownName: String? { isPlain ? nil : name }

  /// The failure as this framework reads it.
  public func reading(of failure: Failure) -> FailureReading {
    FailureReading(self, failure, ParsedFiles())
  }
}

/// Which frameworks have left their marks among the frames of a failure.
public struct MarksOnStack: Sendable {
  /// Parallel to `Framework.all`.
  fileprivate let isMarked: [Bool]

  public init(_ frames: [Frame]) {
    isMarked = Framework.allMarks.groups(in: LibraryCalls.paths(frames.flatMap(\.libraryNames)))
  }
}

extension Framework {
  /// A framework whose frames tell the operation.
  ///
  /// - Parameters:
  ///   - marks: See `Framework.marks`.
  ///   - calls: What its frames say.
  ///   - quotes: The operation that its messages quote.
  ///   - words: What its source says; without, only the frames are read.
  ///   - recipes: How remedies look in its code; without, there are none.
  static func reading(
    name: String, marks: [String], calls: LibraryCalls,
    quotes: @escaping @Sendable (Event) -> SourceFacts.Operation? = { _ in nil },
    words: CodeVocabulary? = nil, recipes: RecipeBook? = nil
  ) -> Framework {
    var framework = Framework(
      name: name, marks: marks, recognises: { _, _ in false },
      reads: { failure, files in
        CodeReader(
          failure: failure, calls: calls, recipes: recipes,
          reading: words.map { CodeReading(failure, $0, files) })
      })
    framework.quotes = quotes
    if let words {
      framework.recognisesSource = { words.isSpoken(in: $0) }
      framework.recognisesImports = { words.isSpoken(in: $0) }
    }
    return framework
  }

  /// Code without a framework: a driver and SQL.
  static func plain(_ words: CodeVocabulary, _ recipes: RecipeBook? = nil) -> Framework {
    var framework = reading(
      name: words.languages.sorted().first ?? "", marks: [], calls: LibraryCalls([]), words: words,
      recipes: recipes)
    framework.isPlain = true
    framework.recognisesSource = { source in
      source.filename.flatMap(CodeLanguage.of).map { words.languages.contains($0.name) } ?? false
    }
    return framework
  }
}

/// Code in any language, read with a framework's words where there are some.
private struct CodeReader: FrameworkReader {
  let failure: Failure
  let calls: LibraryCalls
  let recipes: RecipeBook?
  let reading: CodeReading?

  var facts: SourceFacts {
    var facts = reading?.facts ?? SourceFacts()
    let below = (failure.culpritIndex ?? -1) + 1
    facts.operation = calls.operation(failure.frames[below...]) ?? facts.operation
    facts.upsert =
      facts.upsert
      ?? UpsertHelper.called(in: failure.frames, culpritIndex: failure.culpritIndex)
    return facts
  }

  func fixes(for remedy: Remedy, _ facts: SourceFacts) -> [Fix] {
    guard let reading, let recipes else { return [] }
    return recipes.fixes(remedy, reading, facts)
  }

  func tests(
    for remedies: [Remedy], _ facts: SourceFacts, fixes: (Remedy) -> [Fix]
  ) -> [TestCase] {
    guard let reading, let recipes else { return [] }
    return recipes.tests(remedies, reading, facts, fixes: fixes)
  }
}

extension CodeVocabulary {
  /// Whether a file of the language holds one of the marks.
  func isSpoken(in files: [SourceFile]) -> Bool {
    files.contains { file in
      CodeLanguage.of(path: file.path).map { languages.contains($0.name) } ?? false
        && marks.contains { file.text.mentions($0) }
    }
  }

  /// Whether the culprit's file is of the language and holds one of the marks.
  func isSpoken(in source: CulpritSource) -> Bool {
    guard let language = source.language, languages.contains(language) else { return false }
    return source.texts.contains { text in marks.contains(where: text.mentions) }
  }
}

/// The culprit's own source, looked for once for all frameworks.
///
/// A class, for the memory; it never leaves the call that made it.
final class CulpritSource {
  /// As the frame names it.
  let filename: String?
  let path: String?
  private let line: Int?
  private let tree: SourceTree
  /// The name of the `CodeLanguage`.
  private(set) lazy var language = path.flatMap(CodeLanguage.of)?.name
  /// Of the file that has the culprit's line.
  private(set) lazy var text = file?.text
  /// Of all excerpts of that file.
  private(set) lazy var texts =
    file.map { file in tree.files.filter { $0.path == file.path }.map(\.text) } ?? []
  private lazy var file = path.flatMap { tree.file(at: $0, line: line) }

  init(_ failure: Failure) {
    let frame = failure.culprit
    filename = frame?.filename
    path = frame?.filename ?? frame?.absolutePath
    line = frame?.lineNumber
    tree = failure.tree
  }
}

/// One failure with everything that is at hand about where it happened. Input of a framework.
public struct Failure: Sendable {
  public var event: Event
  /// `table` and `columns` are filled from the failing statement where the message leaves them out.
  public var violation: ConstraintViolation?
  /// The frames of the exception that counts, oldest first.
  public var frames: [Frame]
  /// Parallel to `frames`: whether each is the application's.
  public var inApp: [Bool]
  /// Index into `frames` of the application frame to blame.
  public var culpritIndex: Int?
  public var tree: SourceTree

  public init(
    event: Event, violation: ConstraintViolation?, frames: [Frame], inApp: [Bool],
    culpritIndex: Int?, tree: SourceTree
  ) {
    self.event = event
    self.violation = violation
    self.frames = frames
    self.inApp = inApp
    self.culpritIndex = culpritIndex
    self.tree = tree
  }

  public var culprit: Frame? { culpritIndex.map { frames[$0] } }

  /// The files that the culprit's own names by a path of its own: `require("./db")`,
  /// `from '../db/schema'`.
  fileprivate var filesImportedByCulprit: [SourceFile] {
    guard let frame = culprit, let path = frame.filename ?? frame.absolutePath,
      let file = tree.file(at: path, line: frame.lineNumber)
    else { return [] }
    let folder = file.path.parts(between: "/").dropLast().joined(separator: "/")
    var found: [SourceFile] = []
    for line in file.text.parts(between: "\n").prefix(Self.importLinesMax)
    where Self.importWords.stand(in: line) {
      let quoted = line.split { $0 == "'" || $0 == "\"" }
      for part in quoted.dropFirst() where part.hasPrefix("./") || part.hasPrefix("../") {
        let imported = "\(folder)/\(part)"
        let ending = Self.importedEndings.first { tree.file(at: imported + $0) != nil }
        if let ending, let file = tree.file(at: imported + ending) { found.append(file) }
      }
    }
    return found
  }

  private static let importLinesMax = 120
  private static let importWords = Needles(["from ", "require(", "import "])
  private static let importedEndings = [
    ".ts", ".js", ".mjs", ".cjs", ".tsx", "/index.ts", "/index.js",
  ]

  /// The classes of its exceptions.
  fileprivate var thrownNames: [String] {
    event.exceptions.compactMap(\.qualifiedType) + classesOfMessage
  }

  /// The names with several parts in a text that is no exception of its own: what a log says that
  /// was thrown.
  private var classesOfMessage: [String] {
    guard event.exceptions.allSatisfy({ $0.type == nil }), let message = event.message else {
      return []
    }
    let names = message.utf8.prefix(Self.messageBytesMax).split { !$0.isPartOfClassName }
    return names.compactMap { name in
      name.count > 3 && name.contains { ".:\\".utf8.contains($0) }
        ? String(Substring(name)) : nil
    }
  }

  private static let messageBytesMax = 8_192
}

extension UInt8 {
  /// Of a class with its module, as any language writes it.
  fileprivate var isPartOfClassName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "\\"), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}

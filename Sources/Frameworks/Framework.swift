public import DatabaseErrors
public import EventSchema
public import Fixes
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
  var recognises: @Sendable (Failure) -> Bool
  /// What the frames and the source at hand show about the way to the failing statement.
  var reads: @Sendable (Failure) -> SourceFacts
  /// The changes that the remedy means here; the preferred one first. Empty when the framework
  /// cannot do the remedy.
  var fixes: @Sendable (Remedy, Failure, SourceFacts) -> [Fix]
  /// Tests that fail before the fixes and pass after them.
  var tests: @Sendable ([Remedy], Failure, SourceFacts) -> [TestCase]
  /// Whether it stands for a language's code without a framework, so that no report names it.
  public var isPlain = false

  /// In the order of trial.
  public static let all: [Framework] = [
    .django, .swiftSQLite, .rails, .sequel, .laravel, .doctrine, .wordPress, .dbixClass, .prisma,
    .sequelize, .typeORM, .mongoose, .mongoDB, .knex, .drizzle, .ecto, .sqlAlchemy, .peewee,
    .tortoise, .pony,
    .entityFrameworkCore, .entityFramework, .nHibernate, .dapper, .gorm, .ent, .goSQL, .seaORM,
    .diesel, .sqlx, .fluent, .jvmMigrations, .spring, .hibernate,
    .python,
  ]

  /// The framework of this failure, if one is recognised.
  public static func recognised(in failure: Failure) -> Framework? {
    lazy var isMarked = allMarks.groups(in: failure.libraryPlaces)
    return all.indices.first {
      all[$0].recognises(failure) || !all[$0].marks.isEmpty && isMarked[$0]
    }.map { all[$0] }
  }

  /// The marks of all, one group each.
  private static let allMarks = Needles(groups: all.map { $0.marks.map(LibraryCalls.path) })

  public func facts(of failure: Failure) -> SourceFacts { reads(failure) }

  public func fixes(for remedy: Remedy, of failure: Failure, _ facts: SourceFacts) -> [Fix] {
    fixes(remedy, failure, facts)
  }

  public func tests(for remedies: [Remedy], of failure: Failure, _ facts: SourceFacts) -> [TestCase]
  {
    tests(remedies, failure, facts)
  }
}

extension Framework {
  /// A framework whose frames tell the operation, without recipes of its own.
  ///
  /// - Parameters:
  ///   - marks: See `Framework.marks`.
  ///   - calls: What its frames say.
  static func reading(name: String, marks: [String], calls: LibraryCalls) -> Framework {
    Framework(
      name: name, marks: marks, recognises: { _ in false },
      reads: { failure in
        var facts = SourceFacts()
        let below = (failure.culpritIndex ?? -1) + 1
        facts.operation = calls.operation(failure.frames[below...])
        facts.upsert = UpsertHelper.called(in: failure.frames, culpritIndex: failure.culpritIndex)
        return facts
      },
      fixes: { _, _, _ in [] },
      tests: { _, _, _ in [] })
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

  /// The classes of its exceptions and the places of its frames, each as a path on its own line.
  fileprivate var libraryPlaces: String {
    let types = event.exceptions.compactMap(\.qualifiedType).map(LibraryCalls.path)
    return (types + frames.map(\.libraryPlaces)).joined(separator: "\n")
  }
}

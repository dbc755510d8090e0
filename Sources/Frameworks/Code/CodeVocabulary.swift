import SourceCode

/// The words of a framework or library: what its calls do with rows, and how its names become
/// those of tables. All of it is data; `CodeReading` gives it a meaning.
///
/// Names are those of methods and functions as they are written. A library of the same language
/// begins with a copy of that language's `plain` words and adds its own.
struct CodeVocabulary: Sendable {
  /// Of `CodeLanguage`: `ruby`, `javascript`.
  var languages: Set<String>
  /// What only files of its applications hold: imports, base classes. Each is looked for as it is
  /// written.
  var marks: [String] = []
  /// Whether a call without arguments on a row is the way to the rows that hang on it.
  var relationsAreCalled = false

  // MARK: Look-ups

  /// Calls that read rows: `first`, `exists?`, `findUnique`.
  var reads: Set<String> = []
  /// Calls that read one row by its own key: `find`, `findByPk`.
  var keyReads: Set<String> = []
  /// The key's name where the convention has one.
  var keyField = "id"
  /// Calls whose arguments choose rows: `where`, `find_by`.
  var conditions: Set<String> = []
  /// The same, but the rows that are not so: `not`, `whereNot`.
  var negations: Set<String> = []
  /// Calls that name a column that is NULL: `whereNull`.
  var nullTests: Set<String> = []
  /// Functions that compare two values: `eq(users.email, email)`.
  var equalities: Set<String> = []
  /// Functions that fold case in a comparison: `ILike`, `lower`.
  var foldingTests: Set<String> = []
  /// Beginnings of calls that name the columns they compare: `find_by_`, `findOneBy`.
  var namedConditions: [String] = []
  /// Keys whose value chooses rows: `where:`.
  var conditionKeys: Set<String> = []
  /// Keys of a comparison's options that are no column: `mode`, `rejectOnEmpty`.
  var optionKeys: Set<String> = []
  /// Calls of a chain that choose no rows: `order`, `limit`, `includes`.
  var neutral: Set<String> = []
  /// Calls that lock what they read.
  var locks: Set<String> = []
  /// Calls that multiply rows.
  var joins: Set<String> = []
  /// Look-ups that a cache answers: `Rails.cache.fetch` has the words `cache` and `fetch`.
  var caches: Set<String> = []

  // MARK: Writes

  var writes: [String: SourceFacts.Operation] = [:]
  /// Calls that make an object which a later call writes: `new`, `build`, `changeset`.
  var builders: Set<String> = []
  var upserts: [String: UpsertForm] = [:]
  /// Keys whose value is what is written: `data:`, `create:`, `defaults:`.
  var dataKeys: Set<String> = []
  /// Calls of a chain whose arguments are what is written: `values`.
  var dataCalls: Set<String> = []
  /// Calls or keys that name the columns of a conflict: `onConflict`, `unique_by`.
  var conflicts: Set<String> = []
  /// Those whose target is not the first argument, with its index: `orUpdate(columns, target)`.
  var conflictTargets: [String: Int] = [:]
  /// Writes that validation does not see.
  var bypasses: Set<String> = []
  /// Arguments that switch validation off: `validate: false`.
  var bypassKeys: Set<String> = []
  /// Calls that flush what was given to the unit of work before: `flush`.
  var flushes: Set<String> = []
  /// Whether what flushes sends the INSERTs before the DELETEs.
  var flushesInsertsFirst = false

  // MARK: Entities

  /// Calls whose first argument names the table or the model: `table`, `from`, `getRepository`.
  var tableCalls: Set<String> = []
  /// Calls whose first argument is the model, if it is no text: `createQueryBuilder(Berth, 'b')`.
  var modelCalls: Set<String> = []
  /// Whether a connection of any name is called with a table's name: `writer('boats')`.
  var connectionIsCalled = false
  /// Variables and members through which everything goes: `prisma`, `Repo`, `db`.
  var clients: Set<String> = []
  /// Ends of names of repositories: `UserRepository`.
  var repositorySuffixes: [String] = ["Repository", "Repo", "Model", "Dao", "Store"]
  /// Whether the call's first argument may be the model: `Repo.get_by(User, …)`.
  var firstArgumentIsModel = false
  /// Whether the first of two objects given to an update chooses the rows.
  var firstArgumentChooses = false
  /// The table of a model by convention.
  var table: @Sendable (String) -> String = { CodeNaming.plural(CodeNaming.underscored($0)) }
  /// The column of a field by convention.
  var column: @Sendable (String) -> String = { $0 }

  // MARK: Around

  var transactions: Set<String> = []
  /// Calls that begin and end a transaction without a block.
  var transactionStarts: Set<String> = []
  var transactionEnds: Set<String> = []
  /// Whether a transaction inside of a transaction is a savepoint by itself, and the key that makes
  /// it one (`requires_new`).
  var nestedTransactionsAreSavepoints = false
  var savepointKeys: Set<String> = []
  var savepoints: Set<String> = []
  /// Names and codes by which violations are caught; in lower case, a part suffices.
  var violationWords: Set<String> = []
  /// Names that catch everything: `StandardError`, `Throwable`.
  var catchAlls: Set<String> = []
  var enqueues: Set<String> = []
  /// Calls that take their time: HTTP, uploads, waits, mail.
  var slow: Set<String> = []
  /// Objects whose calls do: `HTTP`, `axios`.
  var slowObjects: Set<String> = []
  var generators: Set<String> = []
  var counters: Set<String> = []
  var folds: Set<String> = []
  var copies: Set<String> = []
  /// Names that hold what a client sent: `params`, `req.body`.
  var inputs: Set<String> = []
  /// Names that hold what a message or another service sent.
  var messages: Set<String> = []
  /// Calls that stop when a condition is met: `abort_if`.
  var guardCalls: Set<String> = []
  /// Calls that go through many values: `each`, `map`.
  var iterations: Set<String> = []
  /// Calls that leave the function: `abort`, `redirect`, `res.status`.
  var exits: Set<String> = []
  /// Calls that register what runs for a request, a message or a test.
  var registrations: Set<String> = []
  /// Calls by which a promise hands over its value and its error.
  var continuations: Set<String> = ["then"]
  var rescues: Set<String> = ["catch"]
  /// Calls that run the checks which a type has registered with others: `valid?`, `validate`.
  var validityTests: Set<String> = []
  var validityChecks: Set<String> = []
  /// `nil`, `null`, `None`.
  var nothings: Set<String> = ["nil", "null", "undefined", "None"]
  var contexts: [ContextMark] = []

  /// Whether errors are values that a test behind the call asks, and no exceptions.
  var errorsAreValues = false
  /// Whether `&name` as an argument is where a result is put.
  var ampersandsAssign = false
  /// How the queries of a typed library read, in the place of the general way.
  var typed: TypedWords?

  // MARK: Declarations

  /// What a declared model says of itself.
  var declaration: @Sendable (CodeBlock, CodeSourceFile) -> ModelDeclaration? = { _, _ in nil }
  /// What other places of the source add to what a model says of itself: a builder, a migration.
  var completion: @Sendable (String, ModelDeclaration?, CodeSource) -> ModelDeclaration? = {
    _, known, _ in known
  }
  /// What runs beside a model's own functions when a row of it is saved.
  var observers: @Sendable (String, CodeReading) -> [CodeSite] = { _, _ in [] }
  /// The conditions that a model gives a name, as predicates; `nil` for what is no such name.
  var scope: @Sendable (String, CodeSourceFile) -> [CodeExpression]? = { _, _ in nil }
  /// Validators that a function's parameters or calls bring along.
  var validators: @Sendable (CodeReading) -> [FoundValidator] = { _ in [] }

  /// Where a helper that looks up and then writes has its look-up.
  struct UpsertForm: Sendable {
    enum LookUp: Sendable {
      /// The arguments themselves, or the first one.
      case arguments, firstArgument
      /// What the chain before the helper chooses: `where(…).first_or_create(…)`.
      case chain
      /// The value of a key: `where:`.
      case key(String)
      /// The columns that a key or call names: `unique_by:`, `onConflict(…)`.
      case names(String)
      /// The argument at an index, which names columns.
      case namesAt(Int)
    }

    var lookUp: LookUp
    var readsAgain = false
  }

  /// A sign of what kind of run a file or class belongs to.
  struct ContextMark: Sendable {
    enum Place: Sendable {
      /// Part of the path with `/` at both ends: `/app/jobs/`.
      case path(String)
      /// A base class or an included module.
      case base(String)
      /// An annotation of the function or its type.
      case annotation(String)
      /// The call that is given the function.
      case registration(String)
      /// A piece of the name of a type around the function.
      case type(String)
      /// The function's name begins so.
      case function(String)
      /// A piece of the file's text.
      case text(String)
    }

    var place: Place
    var context: SourceFacts.Context

    init(_ place: Place, _ context: SourceFacts.Context) {
      self.place = place
      self.context = context
    }
  }
}

/// What the source of a model says.
struct ModelDeclaration: Sendable {
  var name: String
  /// `nil` when only the convention tells.
  var table: String?
  var place: SourceFacts.Place
  var columns: [SourceFacts.Relation.Column] = []
  var constraints: [SourceFacts.Relation.Constraint] = []
  /// Checks for uniqueness before each validated save.
  var uniqueness: [Uniqueness] = []
  /// Where the model hides rows from ordinary look-ups.
  var hidesRows: SourceFacts.Place?
  /// Whether a version keeps a row that was changed meanwhile from being saved.
  var hasVersion = false
  /// Fields brought to one form before they are saved.
  var folds: SourceFacts.Place?
  /// Names of functions of the model that run when it is saved.
  var callbacks: [String] = []
  /// Names of functions of the model that check it before it is saved.
  var validations: [String] = []
  /// Modules whose callbacks are the model's as well.
  var includes: [String] = []
  /// Relations to parents: the field's name and the model.
  var parents: [(field: String, model: String)] = []
  /// Errors of the database that are turned into messages: columns and place.
  var translations: [(columns: [String], place: SourceFacts.Place)] = []

  struct Uniqueness: Sendable {
    var columns: [String]
    var otherPredicates: [String] = []
    var foldsCase = false
    var place: SourceFacts.Place
  }
}

/// A validator and what it checks against the database.
struct FoundValidator: Sendable {
  var validator: SourceFacts.Validator
  var checks: [SourceFacts.Check] = []
}

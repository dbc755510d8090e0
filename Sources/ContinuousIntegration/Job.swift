/// How one project's tests run, before a system's own syntax.
struct Job: Sendable, Hashable {
  /// Where the project is; empty for the root of the checkout.
  var folder: String
  /// The container with its tools, for systems that run jobs in one.
  var image: String
  /// What brings the tools where jobs run on a machine; empty when the image is used there, too.
  var setUp: [Action]
  /// Debian packages.
  var packages: [String] = []
  /// Commands that make the image fit for the project, where it is used.
  var imageSetUp: [String] = []
  /// Commands that fetch what the project needs.
  var install: [String]
  /// Commands that need the database and come before the tests.
  var prepare: [String] = []
  /// The tests.
  var test: String
  /// Variables of the environment that have nothing to do with the database.
  var environment: [Variable] = []
  /// How the project is told of its database.
  var database = DatabaseWords()
  /// Sentences for whoever reads the proposal: what could not be told from the files.
  var notes: [String] = []
  /// Sentences about what keeps the tests from reaching the database as they are.
  var obstacles: [String] = []

  struct Variable: Sendable, Hashable {
    var name: String
    var value: String

    init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A step of GitHub Actions that is somebody's program.
  struct Action: Sendable, Hashable {
    var uses: String
    var with: [Variable] = []

    init(_ uses: String, _ with: [Variable] = []) {
      self.uses = uses
      self.with = with
    }
  }
}

/// The words in which a project is told of its database.
struct DatabaseWords: Sendable, Hashable {
  /// The beginning of a URL for each product: `postgresql+psycopg`.
  var scheme = "postgres"
  /// What stands behind a URL: `?sslmode=disable`.
  var urlEnd = ""
  /// The value of a variable that names the driver; `nil` when none is known.
  var engine: String?
  /// Names that are set whether or not the source mentions them.
  var always: [DatabaseVariable] = []
  /// What the source demands in so many words.
  var literals = DatabaseLiterals()
}

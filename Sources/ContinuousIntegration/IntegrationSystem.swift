public import SourceCode

/// A service that runs a project's tests on every push, and how a job is said to it.
struct IntegrationSystem: Sendable {
  var name: String
  /// The kind of host that comes with it: `github`.
  var hostKind: String
  /// The files that it reads, of those at hand.
  var files: @Sendable (IntegrationFiles) -> [SourceFile]
  /// How a job reaches its service.
  var reach: @Sendable (Job, DatabaseService) -> Reach
  /// The file with the job in it.
  var change: @Sendable (PlannedJob, IntegrationFiles) -> Change

  /// In the order of trial.
  static let all: [IntegrationSystem] = [.gitHubActions, .gitLab]

  /// How a job's tests reach the database beside it.
  struct Reach: Sendable, Hashable {
    var host: String
    /// What the service is called.
    var serviceName = "database"
    /// A sentence about what keeps the job from working as it is.
    var obstacle: String?
  }

  /// What becomes of a file, or why nothing can be written.
  enum Change: Sendable {
    case file(path: String, before: String?, after: String)
    case impossible(reason: String)
  }
}

/// The files of a checkout that systems of continuous integration read.
public struct IntegrationFiles: Sendable {
  /// Of `ProjectFiles.workflowsFolder`, with their paths from the root.
  public var workflows: [SourceFile]
  /// `.gitlab-ci.yml`
  public var gitLab: SourceFile?

  public init(workflows: [SourceFile], gitLab: SourceFile?) {
    self.workflows = workflows.sorted { $0.path < $1.path }
    self.gitLab = gitLab
  }
}

/// A job with everything decided: what is left is a system's syntax.
struct PlannedJob: Sendable {
  /// `Tests on PostgreSQL`
  var title: String
  /// `postgresql`, for the names of files and jobs.
  var word: String
  var job: Job
  var place: DatabasePlace?
  var serviceName: String
  /// Of the tests' environment, sorted by name.
  var variables: [Job.Variable]

  /// Lets the user of a MySQL server make databases, as test runners do.
  var grant: String? {
    guard let place, place.service.administratorPasswordVariable != nil,
      place.account.user != place.service.administrator
    else { return nil }
    return "mysql -h \(place.host) -uroot -p\(place.account.password)"
      + " -e \"GRANT ALL ON *.* TO '\(place.account.user)'@'%'\""
  }
}

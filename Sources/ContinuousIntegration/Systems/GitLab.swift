import SourceCode

extension IntegrationSystem {
  static let gitLab = IntegrationSystem(
    name: "GitLab CI", hostKind: "gitlab", files: { [$0.gitLab].compactMap { $0 } },
    reach: { job, _ in
      // Each job is a container, and each service another one.
      guard let wanted = job.database.literals.host else { return Reach(host: "database") }
      guard !isLoopback(wanted) else {
        return Reach(
          host: wanted,
          obstacle: """
            The settings name \(wanted), and a GitLab job reaches its service as database: let \
            them read the host from the environment.
            """)
      }
      return Reach(host: wanted, serviceName: wanted)
    },
    change: { planned, files in
      let path = ".gitlab-ci.yml"
      guard let before = files.gitLab?.text else {
        return .file(
          path: path, before: nil, after: document(planned, name: planned.word + "-tests", nil))
      }
      let pipeline = GitLabPipeline(before)
      guard let name = pipeline.freeName(planned.word + "-tests") else {
        return .impossible(reason: "\(path) has no jobs on its first level, or all names are taken")
      }
      guard let stage = pipeline.testStage else {
        return .impossible(reason: "\(path) has stages, and none of them is for tests")
      }
      let job = document(planned, name: name, stage)
      let end = before.hasSuffix("\n") ? "" : "\n"
      let added = before.contains("\r\n") ? job.replacingLineEnds(by: "\r\n") : job
      return .file(path: path, before: before, after: before + end + "\n" + added)
    })

  private static func document(_ planned: PlannedJob, name: String, _ stage: String?) -> String {
    YAML.map([YAML.Entry(name, job(planned, stage))]).written
  }

  private static func job(_ planned: PlannedJob, _ stage: String?) -> YAML {
    let job = planned.job
    var entries = stage.map { [YAML.Entry("stage", .text($0))] } ?? []
    entries.append(YAML.Entry("image", .text(job.image)))
    var variables = planned.variables
    if let place = planned.place {
      let service = YAML.pairs([("name", place.service.image), ("alias", planned.serviceName)])
      entries.append(YAML.Entry("services", .list([service])))
      // A service has the variables of its job.
      variables = place.service.environment(place.account) + variables
    }
    if !variables.isEmpty {
      var seen: Set<String> = []
      let own = variables.filter { seen.insert($0.name).inserted }
      entries.append(YAML.Entry("variables", .pairs(own.map { ($0.name, $0.value) })))
    }
    var packages = job.packages
    if planned.grant != nil { packages.append("default-mysql-client") }
    var setUp = packages.isEmpty ? [] : [install(packages, asRoot: true)]
    setUp += job.imageSetUp
    if !job.folder.isEmpty { setUp.append("cd " + job.folder) }
    setUp += job.install + [planned.grant].compactMap { $0 }
    entries.append(YAML.Entry("before_script", .texts(setUp)))
    entries.append(YAML.Entry("script", .texts(job.prepare + [job.test])))
    return .map(entries)
  }
}

/// What of a `.gitlab-ci.yml` a new job has to fit.
struct GitLabPipeline {
  private var keys: Set<Substring> = []
  /// `nil` when the file leaves the stages as they are by default.
  private var stages: [Substring]?

  init(_ text: String) {
    var isInStages = false
    for line in text.split(whereSeparator: \.isNewline) {
      let content = line.prefix { $0 != "#" }
      guard let first = content.first else { continue }
      if first == " " || first == "-" || first == "\t" {
        let entry = content.drop { $0 == " " || $0 == "\t" }
        if isInStages, entry.hasPrefix("-") { stages?.append(Self.word(entry.dropFirst())) }
        continue
      }
      let key = content.prefix { $0 != ":" }
      guard key.count < content.count else { continue }
      keys.insert(Self.word(key))
      isInStages = key == "stages"
      guard isInStages else { continue }
      let list = content.dropFirst(key.count + 1).filter { $0 != "[" && $0 != "]" }
      stages = list.split(separator: ",").map { Self.word(Substring($0)) }.filter { !$0.isEmpty }
    }
  }

  private static func word(_ text: Substring) -> Substring {
    Substring(text.filter { $0 != " " && $0 != "\"" && $0 != "'" && $0 != "\t" })
  }

  /// `nil` when the file is no pipeline.
  func freeName(_ name: String) -> String? {
    guard !keys.isEmpty else { return nil }
    return ([name] + (2...9).map { "\(name)-\($0)" }).first { !keys.contains($0[...]) }
  }

  var testStage: String? {
    guard let stages else { return "test" }
    return (stages.first { $0 == "test" } ?? stages.first { $0.contains("test") }).map(String.init)
  }
}

extension String {
  fileprivate func replacingLineEnds(by end: String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
  }
}

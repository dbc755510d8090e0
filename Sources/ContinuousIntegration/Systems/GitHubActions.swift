import SourceCode

extension IntegrationSystem {
  static let gitHubActions = IntegrationSystem(
    name: "GitHub Actions", hostKind: "github", files: { $0.workflows },
    reach: { job, _ in
      // In a container a service has its name; on a machine its port is the machine's.
      let isContainer = job.setUp.isEmpty
      guard let wanted = job.database.literals.host else {
        return Reach(host: isContainer ? "database" : "127.0.0.1")
      }
      if isLoopback(wanted) {
        let obstacle = "The tests run in a container, where the database is not at \(wanted)."
        return Reach(host: wanted, obstacle: isContainer ? obstacle : nil)
      }
      return Reach(host: wanted, serviceName: wanted)
    },
    change: { planned, files in
      let taken = Set(files.workflows.map(\.path))
      let names = ["\(planned.word)-tests"] + (2...9).map { "\(planned.word)-tests-\($0)" }
      let paths = names.map { "\(ProjectFiles.workflowsFolder)/\($0).yml" }
      guard let path = paths.first(where: { !taken.contains($0) }) else {
        return .impossible(reason: "\(ProjectFiles.workflowsFolder) holds all names already")
      }
      return .file(path: path, before: nil, after: workflow(planned).written)
    })

  static func isLoopback(_ host: String) -> Bool { host == "localhost" || host == "127.0.0.1" }

  private static func workflow(_ planned: PlannedJob) -> YAML {
    .map([
      YAML.Entry("name", .text(planned.title)),
      YAML.Entry("on", .map([YAML.Entry("push", .nothing), YAML.Entry("pull_request", .nothing)])),
      YAML.Entry("permissions", .pairs([("contents", "read")])),
      YAML.Entry("jobs", .map([YAML.Entry("test", job(planned))])),
    ])
  }

  private static func job(_ planned: PlannedJob) -> YAML {
    let job = planned.job
    var entries = [YAML.Entry("runs-on", .text("ubuntu-latest"))]
    if job.setUp.isEmpty { entries.append(YAML.Entry("container", .text(job.image))) }
    entries.append(YAML.Entry("timeout-minutes", .number(30)))
    if let place = planned.place {
      entries.append(
        YAML.Entry("services", .map([YAML.Entry(planned.serviceName, service(place, job))])))
    }
    if !planned.variables.isEmpty {
      entries.append(YAML.Entry("env", .pairs(planned.variables.map { ($0.name, $0.value) })))
    }
    if !job.folder.isEmpty {
      let folder = YAML.pairs([("working-directory", job.folder)])
      entries.append(YAML.Entry("defaults", .map([YAML.Entry("run", folder)])))
    }
    entries.append(YAML.Entry("steps", .list(steps(planned))))
    return .map(entries)
  }

  private static func service(_ place: DatabasePlace, _ job: Job) -> YAML {
    let service = place.service
    var entries = [
      YAML.Entry("image", .text(service.image)),
      YAML.Entry(
        "env", .pairs(service.environment(place.account).map { ($0.name, $0.value) })),
    ]
    if !job.setUp.isEmpty {
      entries.append(YAML.Entry("ports", .texts(["\(service.port):\(service.port)"])))
    }
    let health =
      "--health-cmd \"\(service.healthCommand)\" --health-interval 5s --health-timeout 5s"
      + " --health-retries 20"
    return .map(entries + [YAML.Entry("options", .text(health))])
  }

  private static func steps(_ planned: PlannedJob) -> [YAML] {
    let job = planned.job
    var steps = [YAML.pairs([("uses", "actions/checkout@v4")])]
    for action in job.setUp {
      var entries = [YAML.Entry("uses", .text(action.uses))]
      if !action.with.isEmpty {
        entries.append(YAML.Entry("with", .pairs(action.with.map { ($0.name, $0.value) })))
      }
      steps.append(.map(entries))
    }
    var commands: [String] = []
    let isContainer = job.setUp.isEmpty
    if !job.packages.isEmpty { commands.append(install(job.packages, asRoot: isContainer)) }
    if isContainer {
      commands += job.imageSetUp
    } else if let place = planned.place, place.host == planned.serviceName {
      // The name by which the settings call it leads to the service's port.
      commands.append("echo \"127.0.0.1 \(place.host)\" | sudo tee -a /etc/hosts")
    }
    commands += job.install + [planned.grant].compactMap { $0 } + job.prepare + [job.test]
    return steps + commands.map { YAML.pairs([("run", $0)]) }
  }

  /// A command that installs Debian packages.
  static func install(_ packages: [String], asRoot: Bool) -> String {
    let sudo = asRoot ? "" : "sudo "
    return "\(sudo)apt-get update && \(sudo)apt-get install -y --no-install-recommends "
      + packages.joined(separator: " ")
  }
}

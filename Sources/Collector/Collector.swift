import EventSchema
import Foundation
import Hosting
import Issues
import Storage

/// Why the collector could not start.
public struct CollectorError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A sentence that names the mend, if there is one.
  public var description: String
}

/// The daemon: an HTTP server in front of a store, and behind it a digest and the writing of
/// reports.
///
/// Started in this order and stopped in the reverse one.
public final class Collector: Sendable {
  private let configuration: Configuration
  private let log: Log
  private let store: any EventStore
  private let writer: StoreWriter
  private let queue: DigestQueue
  private let reports: ReportWriter?
  private let proofs: ProofWorker?
  private let digest: DigestWorker
  private let server: HTTPServer
  /// The port that it listens on; the chosen one when 0 was configured.
  public let port: Int

  /// - Parameter environment: Where tokens of hosts are.
  public init(
    _ configuration: Configuration, log: Log,
    environment: [String: String] = [:]
  ) throws(CollectorError) {
    self.configuration = configuration
    self.log = log
    try Self.checkSources(configuration)
    try Self.checkHosts(configuration, environment)
    let socket = try Self.listen(configuration)
    port = socket.port
    do throws(StoreError) {
      let store = try SQLiteStore(path: configuration.storePath)
      let counts = try store.archive.counts()
      var changes = StoreChanges()
      for project in configuration.projects { changes.projects[project.id] = project.name }
      _ = try store.commit(changes)
      self.store = store
      let health = Health(counts)
      writer = StoreWriter(store: store, health: health, log: log)
      queue = DigestQueue(count: Int(counts.queued))
      let sources = ProjectSources(configuration.projects, log: log)
      reports = Self.reports(configuration, store, writer, sources, log)
      proofs = Self.proofs(configuration, store, writer, environment, reports, log)
      digest = try Self.digest(
        configuration, store, writer, queue, sources, health.costs,
        { [reports, proofs] in
          reports?.look()
          proofs?.look()
        }, log)
      let services = Services(
        ingest: Ingest(
          configuration, writer: writer, queue: queue, costs: health.costs, log: log),
        queue: queue,
        issues: IssueStore(store.archive), sources: sources,
        access: ReadAccess(tokens: configuration.adminTokens), health: health,
        prefix: configuration.prefix, log: log)
      do throws(ListenError) {
        server = try HTTPServer(
          socket: socket.descriptor, options: HTTPServer.Options(configuration),
          service: Router(services, prefix: configuration.prefix), log: log)
      } catch {
        throw StoreError(.other, doing: "start the server", reason: error.reason)
      }
    } catch {
      throw CollectorError(description: error.description)
    }
    log.info(
      "listening",
      [
        "address": .string(address), "store": .string(configuration.storePath),
        "queued": .integer(Int64(queue.count)),
      ])
  }

  /// `http://127.0.0.1:9090/prefix`
  public var address: String {
    let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
    return "http://\(host):\(port)\(configuration.prefix)"
  }

  /// Refuses new requests, answers every one that has begun, digests the batch at hand, and
  /// closes the store. What waits for its digest stays in the store.
  public func stop() throws(CollectorError) {
    log.info("stopping")
    server.quiesce()
    let deadline = Date(timeIntervalSinceNow: CollectorLimits.shutdownSeconds)
    while !server.isQuiet, Date() < deadline { Thread.sleep(forTimeInterval: 0.01) }
    digest.stop()
    proofs?.stop()
    reports?.stop()
    // Wakes every connection that sleeps, before the server ends.
    writer.stop()
    server.stop()
    do throws(StoreError) {
      try store.close()
    } catch {
      throw CollectorError(description: error.description)
    }
    log.info("stopped", ["queued": .integer(Int64(queue.count))])
  }

  private static func checkSources(_ configuration: Configuration) throws(CollectorError) {
    for (index, project) in configuration.projects.enumerated() {
      guard let source = project.source else { continue }
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: source, isDirectory: &isFolder)
      guard isThere, isFolder.boolValue else {
        throw CollectorError(
          description: "projects[\(index)].source: found \"\(source)\", allowed is a folder")
      }
    }
  }

  /// A token that is missing is told now, not when the first change is proven.
  private static func checkHosts(
    _ configuration: Configuration, _ environment: [String: String]
  ) throws(CollectorError) {
    for (index, project) in configuration.projects.enumerated() {
      guard let proofs = project.proofs, proofs.delivery == .pullRequest else { continue }
      do throws(HostingError) {
        _ = try HostedRepository(
          remote: proofs.repository, address: proofs.hostAddress, kind: proofs.hostKind,
          environment: environment)
      } catch {
        throw CollectorError(
          description: "projects[\(index)].on_new_issue: pull_request: "
            + error.description.replacingOccurrences(of: "--host-url", with: "host_url")
            .replacingOccurrences(of: "--host-kind", with: "host_kind"))
      }
    }
  }

  private static func listen(
    _ configuration: Configuration
  ) throws(CollectorError) -> ListeningSocket {
    do throws(ListenError) {
      let socket = try ListeningSocket(host: configuration.host, port: configuration.port)
      guard socket.isLoopback || !configuration.adminTokens.isEmpty else {
        socket.close()
        throw ListenError(
          reason: "\(configuration.host) can be reached by others: configure admin.tokens first")
      }
      return socket
    } catch {
      throw CollectorError(description: "cannot listen: \(error.reason)")
    }
  }

  private static func reports(
    _ configuration: Configuration, _ store: any EventStore, _ writer: StoreWriter,
    _ sources: ProjectSources, _ log: Log
  ) -> ReportWriter? {
    guard !configuration.reportsDirectory.isEmpty else { return nil }
    return ReportWriter(
      directory: configuration.reportsDirectory, store: store, writer: writer, sources: sources,
      log: log)
  }

  private static func proofs(
    _ configuration: Configuration, _ store: any EventStore, _ writer: StoreWriter,
    _ environment: [String: String], _ reports: ReportWriter?, _ log: Log
  ) -> ProofWorker? {
    guard configuration.projects.contains(where: { $0.proofs != nil }) else { return nil }
    let prover = IssueProver(configuration, archive: store.archive, environment: environment)
    return ProofWorker(
      store: store, writer: writer, prover: prover, log: log,
      reportsChanged: { reports?.look() })
  }

  private static func digest(
    _ configuration: Configuration, _ store: any EventStore, _ writer: StoreWriter,
    _ queue: DigestQueue, _ sources: ProjectSources, _ costs: Costs,
    _ conclusionsChanged: @escaping @Sendable () -> Void, _ log: Log
  ) throws(StoreError) -> DigestWorker {
    var digest = Digest(
      archive: store.archive, queue: queue, sources: sources, costs: costs,
      threads: configuration.digestThreads,
      hash: KeyedHash(key: try store.archive.installationKey()))
    digest.projectsWithProofs = Set(
      configuration.projects.filter { $0.proofs != nil }.map(\.id))
    return DigestWorker(
      store: store, writer: writer, queue: queue, digest: digest,
      batchMax: configuration.digestBatch, log: log,
      conclusionsChanged: conclusionsChanged)
  }
}

extension HTTPServer.Options {
  init(_ configuration: Configuration) {
    self.init()
    threads = configuration.threads
    connectionsMax = configuration.connectionsMax
    connectionsPerAddressMax = configuration.connectionsPerAddressMax
    idleSeconds = configuration.idleSeconds
    requestSeconds = configuration.requestSeconds
  }
}
